import { expect } from 'chai';
import { FigurePage } from '../figure-panel/figure-page.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { numberedRow } from '../support/report-response.ts';

/** The first email leads in rates of delivered, the second one in rates of sent. */
const rows = [
  numberedRow(1, {
    ...{ sent: 1000, delivered: 500, opened: 400, humanOpened: 240, privacyOpened: 80 },
    ...{ clicked: 80, humanClicked: 20 },
  }),
  numberedRow(2, {
    ...{ sent: 1000, delivered: 950, opened: 600, humanOpened: 95, privacyOpened: 0 },
    ...{ clicked: 95, humanClicked: 95 },
  }),
];

type Parameter = 'activity' | 'rateBase';

interface Mounted {
  readonly panel: FigurePage;
  readonly endpoint: PagedEndpoint;
  /** Answers the pending requests with a failure. */
  readonly fail: () => void;
}

/** Shows a report that loads page by page. Requests with a parameter are pending until they fail. */
async function mount(parameter: Parameter, properties: object = {}): Promise<Mounted> {
  const endpoint = new PagedEndpoint(rows);
  let fail = (): void => undefined;
  const failure = new Promise<Response>((resolve) => (fail = () => resolve(new Response(null, { status: 400 }))));
  endpoint.change = (answer, { searchParams }) => (searchParams.has(parameter) ? failure : answer);
  const panel = await FigurePage.mount({
    ...{ endpoint: '/report', fetcher: endpoint.fetcher, groupBy: 'none', sort: '-openedRate' },
    columns: 'emailName,opened,openedRate,clickToOpenRate',
    ...properties,
  });
  return { panel, endpoint, fail };
}

const cells = ({ page }: FigurePage) => page.all('tbody td, tfoot td').map(({ textContent }) => textContent);
const headers = ({ page }: FigurePage) => page.headers.slice(1).map(({ textContent }) => textContent.trim());
const chips = ({ page }: FigurePage) =>
  [...(page.all('cer-filter-chips')[0]?.shadowRoot?.querySelectorAll('.chip') ?? [])].map(({ textContent }) =>
    textContent.trim(),
  );

describe('figures of a report that loads page by page', () => {
  afterEach(() => ReportPage.clear());

  for (const [figures, parameter, chip] of [
    ['activity=human', 'activity', 'Without bots'],
    ['rateBase=sent', 'rateBase', 'Rates of sent'],
  ] as const) {
    it(`are counted and named as the endpoint did while ${figures} loads, and if it fails`, async () => {
      const { panel, endpoint, fail } = await mount(parameter);
      const shown = () => JSON.stringify([cells(panel), headers(panel)]);
      const before = shown();
      expect(cells(panel).slice(0, 3)).to.deep.equal(['400', '80.0%', '20.0%']);
      panel.element.figures = figures;
      await eventually('the request', () => endpoint.urls.some(({ searchParams }) => searchParams.has(parameter)));
      await eventually('the chip', () => chips(panel).length === 1);
      expect(chips(panel).join()).to.include(chip);
      expect(shown(), 'while it loads').to.equal(before);
      fail();
      await panel.page.reaches('stale');
      await eventually('the chip', () => chips(panel).join() === `The server did not apply “${chip}”.`);
      expect(shown(), 'after the failure').to.equal(before);
      await panel.open('Email 1', '% opened');
      expect(panel.text).to.include('400 of 500 people who received the email opened it.');
      expect(panel.text).to.include('Counted: all activity');
    });
  }

  it('are counted and named as the endpoint did with other choices than the reader made', async () => {
    const { panel } = await mount('activity', { endpoint: '/report?rateBase=sent', figures: 'show=bars' });
    expect(cells(panel).slice(0, 3)).to.deep.equal(['600', '60.0%', '15.8%']);
    expect(headers(panel).join()).to.include('% opened (of sent)');
  });
});

describe('sums of a report that loads page by page, with emails whose opens are not tracked', () => {
  afterEach(() => ReportPage.clear());

  const untracked = { openTracked: false, opened: null, humanOpened: null, privacyOpened: null } as const;
  const campaign = { campaignId: '1', campaignName: 'Spring' };
  /** Two emails of a campaign, the opens of one of them are not tracked, and another campaign. */
  const mixed = [
    { ...rows[0]!, ...campaign, delivered: 1000 },
    numberedRow(3, { ...campaign, sent: 1000, delivered: 1000, ...untracked, clicked: 40, humanClicked: 40 }),
    rows[1]!,
  ];

  /** Shows them from an endpoint that omits fields of sums. */
  async function open(omitted: readonly string[], figures: string): Promise<FigurePage> {
    const endpoint = new PagedEndpoint(mixed);
    const reduced = <Fields extends object>(fields: Fields): Fields =>
      Object.fromEntries(Object.entries(fields).filter(([id]) => !omitted.includes(id))) as Fields;
    endpoint.change = ({ totals, rows: sums, ...answer }) => ({
      ...answer,
      ...(totals && { totals: reduced(totals) }),
      rows: sums.map(reduced),
    });
    const columns = 'emailName,openedRate,clickToOpenRate,clickedRate';
    return FigurePage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, columns, figures, sort: 'campaignName' });
  }

  const rowsOf = ({ page }: FigurePage) => [page.row('Spring'), page.row('Campaign 2')];
  const totalsOf = ({ page }: FigurePage) => page.all('tfoot td').map(({ textContent }) => textContent);

  it('divide by the counts of tracked emails, and by all counts of a campaign that says nothing about them', async () => {
    const panel = await open([], 'rateBase=sent');
    expect(rowsOf(panel)).to.deep.equal([
      ['40.0%', '20.0%', '6.0%'],
      ['60.0%', '15.8%', '9.5%'],
    ]);
    expect(totalsOf(panel)).to.deep.equal(['50.0%', '17.5%', '7.2%']);
  });

  it('have no rates of sent without the sends of tracked emails', async () => {
    const panel = await open(['sentTracked'], 'rateBase=sent');
    expect(rowsOf(panel)).to.deep.equal([
      ['–', '20.0%', '6.0%'],
      ['60.0%', '15.8%', '9.5%'],
    ]);
    expect(totalsOf(panel)).to.deep.equal(['–', '17.5%', '7.2%']);
    await panel.open('Total', '% opened (of sent)');
    await panel.shows('The server sent no value for this figure.');
  });

  it('have no rates of clicks to opens without the clicks of tracked emails, also of another activity', async () => {
    expect(totalsOf(await open(['clickedTracked'], ''))).to.deep.equal(['51.3%', '–', '7.3%']);
    expect(totalsOf(await open(['humanClickedTracked'], 'activity=human'))).to.deep.equal(['17.2%', '–', '5.3%']);
  });

  it('have no rates of opens if only the number of tracked emails is known', async () => {
    const panel = await open(['sentTracked', 'deliveredTracked', 'clickedTracked', 'humanClickedTracked'], '');
    expect(rowsOf(panel)[0]).to.deep.equal(['–', '–', '6.0%']);
  });
});
