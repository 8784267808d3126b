import { expect } from 'chai';
import type { ViewChangeDetail } from '../../src/index.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { numberedRow, reportResponse } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const rows = [
  numberedRow(1, {
    sent: 1000,
    delivered: 800,
    opened: 400,
    humanOpened: 240,
    privacyOpened: 80,
    clicked: 80,
    humanClicked: 20,
  }),
  numberedRow(2, {
    sent: 500,
    delivered: 400,
    opened: 100,
    humanOpened: 100,
    privacyOpened: 20,
    clicked: 40,
    humanClicked: 40,
  }),
];
const columns = 'emailName,sent,delivered,opened,openedRate,clicked,clickedRate,clickToOpenRate';

async function open(properties: object = {}): Promise<ReportPage> {
  const page = ReportPage.mount({ report: reportResponse(rows), columns, ...properties });
  await page.reaches('ready');
  return page;
}

const totals = (page: ReportPage) => page.all('tfoot td').map(({ textContent }) => textContent);
const headers = (page: ReportPage) => page.headers.slice(1).map(({ textContent }) => textContent.trim());
const chips = (page: ReportPage) =>
  [...(page.all('cer-filter-chips')[0]?.shadowRoot?.querySelectorAll('.chip') ?? [])].map(({ textContent }) =>
    textContent.trim(),
  );

describe('the choice of how figures are counted', () => {
  afterEach(() => ReportPage.clear());

  it('leaves out bots in opens, clicks and their rates alike, and says so', async () => {
    const page = await open({ figures: 'activity=human' });
    expect(totals(page)).to.deep.equal(['1,500', '1,200', '340', '28.3%', '60', '5.0%', '17.6%']);
    await eventually('the chip', () => chips(page).length === 1);
    expect(chips(page)).to.deep.equal([
      'Without bots: excludes 160 of 500 people who opened and 60 of 120 who clicked',
    ]);
    expect(headers(page).join()).to.include('Opened (no bots)').and.to.include('Clicked (no bots)');
  });

  it('names the people that it excludes in French, with its punctuation', async () => {
    const page = await open({ figures: 'activity=human', lang: 'fr' });
    await eventually('the chip', () => chips(page).length === 1);
    expect(chips(page)).to.deep.equal([
      'Hors robots\u00a0: exclut 160 des 500 personnes ayant ouvert et 60 des 120 ayant cliqué',
    ]);
  });

  it('says how many people are left out where some emails are not tracked', async () => {
    const report = reportResponse([...rows, numberedRow(3, { sent: 100, delivered: 90, openTracked: false })]);
    const page = await open({ report, figures: 'activity=human' });
    await eventually('the chip', () => chips(page).join().includes('160 of 500 people who opened and '));
  });

  it('leaves out opens by mail privacy proxies, too', async () => {
    const page = await open({ figures: 'activity=person' });
    expect(totals(page)).to.deep.equal(['1,500', '1,200', '240', '20.0%', '60', '5.0%', '25.0%']);
  });

  it('divides by sent, except where the denominator is another', async () => {
    const page = await open({ figures: 'rateBase=sent' });
    expect(totals(page)).to.deep.equal(['1,500', '1,200', '500', '33.3%', '120', '8.0%', '24.0%']);
    expect(headers(page).join()).to.include('% opened (of sent)').and.not.to.include('delivered (of sent)');
  });

  describe('when the denominator changes', () => {
    /** The first email leads in opens of delivered, the second one in opens of sent. */
    const campaign = { campaignId: 'c', campaignName: 'Campaign' };
    const report = reportResponse([
      numberedRow(1, { ...campaign, sent: 1000, delivered: 500, opened: 100 }),
      numberedRow(2, { ...campaign, sent: 1000, delivered: 950, opened: 180 }),
    ]);

    for (const groupBy of ['none', 'campaign'] as const) {
      it(`sorts by the rates on screen, grouped by ${groupBy}`, async () => {
        const page = await open({ report, groupBy, sort: '-openedRate' });
        const order = () => page.names.filter((name) => name.startsWith('Email')).join();
        expect(order()).to.equal('Email 1,Email 2');
        page.element.figures = 'rateBase=sent';
        await eventually('the rates of sent', () => page.row('Email 1').includes('10.0%'));
        expect(order()).to.equal('Email 2,Email 1');
        page.element.figures = '';
        await eventually('the rates of delivered', () => page.row('Email 1').includes('20.0%'));
        expect(order()).to.equal('Email 1,Email 2');
      });
    }

    it('filters, sums and returns rows by the rates on screen', async () => {
      const page = await open({ report, groupBy: 'none', filter: 'openedRate>=0.15' });
      expect(totals(page)[0]).to.equal('2,000');
      page.element.figures = 'rateBase=sent';
      await eventually('the rates of sent', () => page.row('Email 2').includes('18.0%'));
      expect(page.names).to.deep.equal(['Email 2']);
      expect(totals(page)[0]).to.equal('1,000');
      expect(page.element.getRows().map(({ emailName }) => emailName)).to.deep.equal(['Email 2']);
    });
  });

  it('offers people only and the sends that are too young as columns where the data has them', async () => {
    const own = 'emailName,personOpened,personOpenedRate,privacyOpenedRate,tooYoung';
    const page = await open({ columns: own, report: reportResponse(rows, { age: '7d' }) });
    const labels = () => page.headers.slice(1).map((header) => header.querySelector('button > span')?.textContent);
    expect(labels()).to.deep.equal(['Opened (people only)', '% opened (people only)', '% opened via privacy proxy']);
    expect(totals(page)).to.deep.equal(['240', '20.0%', '8.3%']);
    const young = rows.map((row, index) => ({ ...row, tooYoung: 3 * index, openTracked: index > 0 }));
    page.element.report = reportResponse(young, { age: '7d' });
    await eventually('the other column', () => labels().includes('Too young'));
    // The opens of the first email are not tracked.
    expect(totals(page)).to.deep.equal(['80', '20.0%', '5.0%', '3']);
    page.element.sort = 'personOpened';
    page.element.filter = 'tooYoung>=1';
    await page.settled();
    await eventually('the filter', () => page.names.join() === 'Campaign 2,Email 2');
    expect(page.element.getRows()[0]).to.include({ personOpened: 80, personOpenedRate: 0.2, tooYoung: 3 });
  });

  it('defines rates in French by the names that email marketers use, also over sent', async () => {
    const page = await open({ figures: 'activity=human;rateBase=sent', lang: 'fr' });
    await page.enterTable();
    const headerOf = (id: string) => page.all(`thead [data-column=${id}]`)[0]?.textContent ?? '';
    await eventually('the definition', () => headerOf('openedRate').includes('Taux d’ouverture\u00a0: '));
    expect(headerOf('openedRate')).to.include('Taux d’ouverture\u00a0: Ouverts hors robots ÷ Envoyés.');
    expect(headerOf('clickToOpenRate')).to.include(
      'Taux de réactivité (click-to-open)\u00a0: Clics hors robots ÷ Ouverts hors robots.',
    );
  });

  it('sorts by the figures on screen', async () => {
    const page = await open({ sort: '-clicked' });
    const first = () => page.all('tbody .name')[0]?.textContent;
    expect(first()).to.include('Campaign 1');
    page.element.figures = 'activity=human';
    await page.element.updateComplete;
    expect(first()).to.include('Campaign 2');
  });

  it('changes nothing where the data does not tell bots from people, and says so', async () => {
    const unmarked = rows.map((row) => ({ ...row, humanOpened: null, humanClicked: null, privacyOpened: null }));
    const page = await open({ report: reportResponse(unmarked), figures: 'activity=human' });
    expect(totals(page)[2]).to.equal('500');
    expect(headers(page).join()).not.to.include('no bots');
    await eventually('the chip', () => chips(page).join().includes('doesn’t tell bots from people'));
  });

  it('ignores a text that cannot be read, with a warning', async () => {
    let page: ReportPage | undefined;
    const warnings = await warningsOf(async () => {
      page = await open({ figures: 'activity=robots' });
    });
    expect(warnings.join()).to.include('figures is ignored: choice 1, "activity=robots"');
    expect(totals(page as ReportPage)[2]).to.equal('500');
  });

  it('is part of the view, and is undone with it', async () => {
    const page = await open({ figures: 'activity=human' });
    await eventually('the chip', () => chips(page).length === 1);
    const changes: ViewChangeDetail[] = [];
    page.element.addEventListener('view-change', ({ detail }) => changes.push(detail));
    page.all('cer-filter-chips')[0]?.shadowRoot?.querySelector<HTMLElement>('.chip')?.click();
    await page.element.updateComplete;
    expect(changes.map(({ figures }) => figures)).to.deep.equal(['']);
    expect(totals(page)[2]).to.equal('500');
    page.element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, composed: true }),
    );
    await eventually('the choice again', () => page.element.figures === 'activity=human' && totals(page)[2] === '340');
  });
});

describe('the choice of people', () => {
  afterEach(() => ReportPage.clear());

  const peopleFilters = [{ name: 'Country', values: ['France', 'Mali'] }];

  it('counts at an age that is chosen under Figures as of, where the endpoint lists ages', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher });
    await endpoint.answer(reportResponse(rows, { ages: ['7d', '24h', '9d'] as never }));
    await page.reaches('ready');
    (page.all('[part~=time-frame-button]')[0] as HTMLElement).click();
    const select = await eventually('the ages', () => page.all('select[name=age]')[0] as HTMLSelectElement | undefined);
    expect(select.labels[0]?.textContent.trim()).to.equal('Figures as of');
    expect([...select.options].map(({ text }) => text)).to.deep.equal([
      ...['Now', '24 hours after each send', '7 days after each send'],
    ]);
    select.value = '7d';
    select.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const apply = await eventually('the button', () =>
      page.buttons.includes('Apply') ? page.button('Apply') : undefined,
    );
    apply.click();
    const { searchParams } = (await endpoint.request(1)).url;
    expect(searchParams.get('age')).to.equal('7d');
    expect(page.element.figures).to.equal('age=7d');
    await endpoint.answer(reportResponse(rows, { age: '7d' }));
    await eventually('the chip', () => chips(page).join() === '7 days after each send');
  });

  it('at an age that the server refuses has no effect, and its chip says so once it has refused', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher });
    await endpoint.answer(reportResponse(rows, { ages: ['24h'] }));
    await page.reaches('ready');
    page.element.figures = 'age=24h';
    await endpoint.request(1);
    await eventually('the chip', () => chips(page).join() === '24 hours after each send');
    await endpoint.answer(new Response(null, { status: 400 }));
    await eventually('the other chip', () => chips(page).join().includes('did not apply “24 hours after each send”'));
    await page.reaches('stale');
  });

  it('is sent with each request, and its chip says if the server ignores it', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({
      endpoint: '/r',
      fetcher: endpoint.fetcher,
      figures: 'people=Country:France;deleted=hide',
    });
    const request = await endpoint.request(0);
    const { searchParams } = request.url;
    expect(searchParams.getAll('people')).to.deep.equal(['Country:France']);
    expect(searchParams.get('deleted')).to.equal('hide');
    request.answer(reportResponse(rows, { peopleFilters, people: ['Country:France'] }));
    await page.reaches('ready');
    await eventually('the chips', () => chips(page).length === 2);
    expect(chips(page)).to.deep.equal(['Country: France', 'The server did not apply “Without deleted people”.']);
  });

  it('keeps the choices of the host while a reader uses others, and requests nothing for bars', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({
      endpoint: '/r?people=Country:France&age=7d',
      query: { deleted: 'hide' },
      fetcher: endpoint.fetcher,
    });
    await endpoint.answer(reportResponse(rows));
    await page.reaches('ready');
    page.element.figures = 'show=bars';
    await eventually('the bars', () => page.all('table.bars').length > 0);
    expect(endpoint.requests.length).to.equal(1);
    page.element.figures = 'show=bars;age=24h';
    const { searchParams } = (await endpoint.request(1)).url;
    expect(searchParams.getAll('people')).to.deep.equal(['Country:France']);
    expect(searchParams.getAll('deleted')).to.deep.equal(['hide']);
    expect(searchParams.getAll('age')).to.deep.equal(['24h']);
  });
});
