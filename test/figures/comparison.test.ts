import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { comparisonTexts } from '../../src/figure-panel/figure-comparison.ts';
import type { FigureTexts } from '../../src/figure-panel/figure-sentences.ts';
import type { Figure } from '../../src/figure-panel/figure.ts';
import { differenceWriter } from '../../src/figures/comparison-texts.ts';
import { figurePanel } from '../../src/i18n/en/figure-panel.ts';
import { figures as english } from '../../src/i18n/en/figures.ts';
import { createFormats } from '../../src/i18n/formats.ts';
import type { ReportResponse, ReportResponseRow } from '../../src/index.ts';
import type { ComparedFigure } from '../../src/table-model/comparison.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { pendingTasks } from '../support/waiting.ts';
import { manyRows, reportResponse, reportRow } from '../support/report-response.ts';

const columns = 'emailName,sent,opened,openedRate';
const rows = (opened: number, other: number) => [
  reportRow({ emailId: '11', emailName: 'Invite', opened }),
  reportRow({ emailId: '12', emailName: 'Reminder', opened: other }),
];
const before = { from: '2026-09-25', to: '2026-10-24' };

const cells = (page: ReportPage, selector: string) =>
  page
    .all(`${selector} td`)
    .map((cell) => `${cell.textContent} ${(cell as HTMLElement).dataset['extra'] ?? ''}`.trim());
const notes = (page: ReportPage) =>
  page.all('cer-filter-chips')[0]?.shadowRoot?.querySelector('p')?.textContent.trim() ?? '';
const chip = (page: ReportPage) =>
  page.all('cer-filter-chips')[0]?.shadowRoot?.querySelector('.chip')?.textContent.trim() ?? '';

interface Opened {
  readonly page: ReportPage;
  readonly endpoint: FakeEndpoint;
}

/** Shows a report that is compared, up to its second request. */
async function open(first: ReportResponse, properties: ReportProperties = {}): Promise<Opened> {
  const endpoint = new FakeEndpoint();
  const page = ReportPage.mount({
    ...{ endpoint: '/r', fetcher: endpoint.fetcher, columns, figures: 'compare=previous-period' },
    ...properties,
  });
  await endpoint.answer(first);
  await page.reaches('ready');
  await endpoint.request(1);
  return { page, endpoint };
}

describe('differences in short', () => {
  const write = (value: number, other: number, locale = 'en', verdict?: 'real') =>
    differenceWriter(english.comparison, locale)({ value, other, verdict } as ComparedFigure);

  it('of counts are not −100% where something is left, and not 0% where something has changed', () => {
    expect(write(301, 65_717)).to.deep.equal({ sign: '▼\u2009−>99%', words: '>99% less' });
    expect(write(5, 1000)?.sign).to.equal('▼\u2009−>99%');
    expect(write(6, 1000)?.sign).to.equal('▼\u2009−99%');
    expect(write(0, 65_717)).to.deep.equal({ sign: '▼\u2009−100%', words: '100% less' });
    expect(write(1001, 1000)).to.deep.equal({ sign: '▲\u2009+<1%', words: '<1% more' });
    expect(write(301, 65_717, 'fr')?.sign).to.equal('▼\u2009−>99\u00a0%');
  });

  it('have their limit after the sign, also in languages with a mark before it', () => {
    expect(write(1001, 1000, 'ar-EG')?.sign).to.match(/\+</);
    expect(write(0.2001, 0.2, 'he', 'real')?.sign).to.match(/\+<0/);
  });
});

describe('the change in the explanation of a count', () => {
  const changeOf = (value: number, other: number) =>
    comparisonTexts(
      { column: 'sent', rate: undefined, value, comparison: { dates: '', figure: { value, other } } } as Figure,
      { panelMessages: figurePanel, formats: createFormats('en') } as FigureTexts,
    )[1];

  it('is not 100% where something is left, and not 0% where something has changed', () => {
    expect(changeOf(10, 65_426)).to.equal('Now 65,416 less (>99.9%).');
    expect(changeOf(301, 65_717)).to.equal('Now 65,416 less (99.5%).');
    expect(changeOf(0, 65_426)).to.equal('Now 65,426 less (100.0%).');
    expect(changeOf(65_427, 65_426)).to.equal('Now 1 more (<0.1%).');
    expect(changeOf(2000, 1000)).to.equal('Now 1,000 more (100.0%).');
  });
});

describe('the comparison with another period', () => {
  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  it('names the rates that it measures, in English and in French', async () => {
    const humans = (humanOpened: number) =>
      rows(400, 300).map((row) => ({ ...row, humanOpened, humanClicked: 20, clicked: 40 }));
    const figures = 'compare=previous-period;activity=human;rateBase=sent';
    const { page, endpoint } = await open(reportResponse(humans(200)), { figures });
    await endpoint.answer(reportResponse(humans(100), before));
    const verdict = () => page.all('.notes b')[0]?.textContent.replaceAll('\u00a0', ' ');
    const label = (id: string) => page.all(`thead [data-column=${id}] button > span`)[0]?.textContent ?? '';
    await eventually('the rates', verdict);
    expect(label('openedRate')).to.equal('% opened (no bots) (of sent)');
    expect(verdict()).to.equal(
      '% opened (no bots) (of sent): 10.0 points more. % clicked (no bots) (of sent): no clear change.',
    );
    page.element.figures = 'compare=previous-period;rateBase=sent';
    await eventually('the other rates', () => verdict()?.startsWith('% opened (of sent): no clear change.'));
    page.element.figures = figures;
    page.element.lang = 'fr';
    await eventually('the French rates', () => verdict()?.startsWith(`${label('openedRate')} : 10,0 points de plus.`));
    expect(label('openedRate')).to.include('hors robots').and.to.include('envoyés');
  });

  it('shows the differences of rows and totals, and which of them are real', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), { query: { team: 'a' } });
    const { searchParams } = (await endpoint.request(1)).url;
    expect(Object.fromEntries(searchParams)).to.include({ ...before, team: 'a', dateBasis: 'first-sent' });
    expect(notes(page)).to.equal('Loading the compared period…');
    await endpoint.answer(reportResponse(rows(300, 299), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
    expect(cells(page, 'tfoot')).to.deep.equal(['2,000 =', '700 ▲\u2009+17%', '36.8% ▲\u2009+5.3\u00a0pts']);
    expect(cells(page, 'tr.email')).to.deep.equal([
      ...['1,000 =', '400 ▲\u2009+33%', '42.1% ▲\u2009+10.5\u00a0pts'],
      ...['1,000 =', '300 ▲\u2009+<1%', '31.6% no clear change'],
    ]);
    const [, , undecided] = page.all('tr.email:last-of-type td, tr.email ~ tr.email td') as HTMLElement[];
    expect(undecided?.dataset['words']).to.equal(', no clear change, 0.1 points more, which may be chance');
    expect(chip(page)).to.match(/^Compared with 25 Sept? – 24 Oct 2026|^Compared with Sep 25 – Oct 24, 2026/);
    expect(notes(page)).to.equal(
      '% opened: 5.3 points more. % clicked: no clear change. “No clear change”: at this size, the difference may be chance.',
    );
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('begins its notes in French with the rates of all emails', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), { lang: 'fr' });
    await endpoint.answer(reportResponse(rows(399, 300), before));
    const verdict = await eventually('the rates', () => page.all('.notes b')[0]?.textContent);
    expect(verdict).to.equal('% ouverts\u00a0: écart non significatif. Taux de clics\u00a0: écart non significatif.');
  });

  it('names its dates and rates as the page does after a change of its language or of the host’s texts', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), { lang: 'en-US' });
    await endpoint.answer(reportResponse(rows(300, 299), before));
    await eventually('the differences', () => notes(page).startsWith('% opened'));
    expect(chip(page)).to.match(/^Compared with Sep 25 – Oct 24, 2026/);
    page.element.lang = 'en-GB';
    await eventually('British dates', () => /^Compared with 25 Sept? – 24 Oct 2026/.test(chip(page)));
    page.element.messages = { columns: { openedRate: 'Open rate' } };
    await eventually('the name of the host', () => notes(page).startsWith('Open rate'));
  });

  it('says that all campaigns are compared, even if no email is', async () => {
    const sent = (emailId: string) => [reportRow({ emailId, emailName: `Email ${emailId}` })];
    const { page, endpoint } = await open(reportResponse(sent('1')));
    await endpoint.answer(reportResponse(sent('2'), before));
    await eventually('the note', () => notes(page).includes('No email is in both periods.'));
    expect(notes(page)).to.include('All campaigns and the totals are compared.');
  });

  it('shows only the campaigns that are compared', async () => {
    const inCampaign = (campaignId: string, emailId: string) =>
      reportRow({ campaignId, campaignName: `Campaign ${campaignId}`, emailId, emailName: `Email ${emailId}` });
    const own = ['1', '2', '3', '4'].map((id) => inCampaign(id, id));
    const first = reportResponse([...own, inCampaign('4', '8')]);
    const { page, endpoint } = await open(first, { columns: 'campaignName,sent' });
    // The only email of campaign 3 is another one.
    const other = [inCampaign('2', '2'), inCampaign('3', '5'), inCampaign('4', '9'), inCampaign('7', '7')];
    await endpoint.answer(reportResponse(other, before));
    await eventually('the note', () =>
      notes(page).includes('3 of 4 campaigns and the totals of all emails are compared.'),
    );
    const chips = page.all('cer-filter-chips')[0]?.shadowRoot;
    chips?.querySelector<HTMLButtonElement>('.notes button')?.focus();
    await sendKeys({ press: 'Enter' });
    await eventually('the campaigns', () => page.all('tbody tr[aria-rowindex]').length < 6);
    expect(page.element.filter).to.equal('campaign=2;campaign=3;campaign=4');
    await eventually('the limit of the result', () =>
      page.all('.notes b')[0]?.textContent.endsWith('no clear change. Other emails are filtered out.'),
    );
    await eventually('the end of the note', () => !notes(page).includes('are compared.'));
    expect(chips?.querySelector('.notes button')).to.equal(null);
    await eventually('the focus', () => chips?.activeElement?.textContent.includes('Compared with'));
  });

  it('keeps its notes closed on a phone, where the first rows and the totals stay in view', async () => {
    await setViewport({ width: 360, height: 640 });
    const { page, endpoint } = await open(reportResponse(manyRows(20)));
    await endpoint.answer(reportResponse(manyRows(15), before));
    await eventually('the notes', () => notes(page).includes('campaigns and the totals of all emails are compared.'));
    const button = page.button('Details of the comparison');
    const text = () => page.all('.notes p span')[0]!.getBoundingClientRect().height;
    const verdict = page.all('.notes p b')[0]!;
    expect(verdict.textContent).to.equal('% opened: no clear change. % clicked: no clear change.');
    expect(verdict.getBoundingClientRect().height).to.be.above(10);
    expect([button.ariaExpanded, text() > 1]).to.deep.equal(['false', false]);
    const row = page.all('tbody tr[aria-rowindex="2"]')[0]!.getBoundingClientRect();
    const { bottom } = page.all('.scroller')[0]!.getBoundingClientRect();
    expect(row.bottom).to.be.below(Math.min(bottom, 640));
    const [chip, total, card] = ['.chip', 'tfoot th', 'section'].map((selector) =>
      page.all(selector)[0]!.getBoundingClientRect(),
    );
    expect(total!.bottom).to.be.at.most(Math.min(card!.bottom, 640));
    expect(button.getBoundingClientRect().top).to.be.below(chip!.bottom);
    expect(page.all('.clear').filter((each) => each.checkVisibility())).to.deep.equal([button]);
    button.focus();
    await sendKeys({ press: 'Enter' });
    await eventually('the open notes', () => button.ariaExpanded === 'true' && text() > 1);
    expect(page.button('Show only these campaigns').checkVisibility()).to.equal(true);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('keeps the order of dates on pages that run from right to left', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), { lang: 'he' });
    await endpoint.answer(reportResponse(rows(300, 299), before));
    await eventually('the dates', () => /^Compared with \u2068.*2026\u2069$/.test(chip(page)));
    page.element.lang = 'en';
    await eventually('English dates', () => /^Compared with Sep.*2026$/.test(chip(page)));
  });

  it('shows only those of a folder, too', async () => {
    const inFolder = (id: string) =>
      reportRow({ campaignId: id, campaignName: `Campaign ${id}`, campaignFolder: '/EMEA', emailId: id });
    const { page, endpoint } = await open(reportResponse(['1', '2', '3'].map(inFolder)), { filter: 'folder=/EMEA' });
    await endpoint.answer(reportResponse(['1', '2'].map(inFolder), before));
    const button = await eventually('the button', () => page.all('.notes button')[0] as HTMLElement | undefined);
    button.click();
    await eventually('the campaigns', () => page.element.getRows().length === 2);
    expect(page.element.filter).to.equal('campaign=1;campaign=2');
  });

  it('compares figures only, not dates', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), {
      columns: 'emailName,firstSentAt,opened,lastActivityAt',
    });
    const earlier = rows(300, 299).map((row) => ({ ...row, firstSentAt: '2026-10-01T08:00:00Z' }));
    await endpoint.answer(reportResponse(earlier, before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
    const compared = page.all('td[data-extra]').map((cell) => (cell as HTMLTableCellElement).className);
    expect([...new Set(compared)]).to.deep.equal(['count']);
  });

  it('shows by how many people a count has grown from 0', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 1500)));
    await endpoint.answer(reportResponse(rows(0, 0), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
    expect(cells(page, 'tr.email')[1]).to.equal('400 ▲\u2009+400');
    expect(cells(page, 'tr.email')[4]).to.equal('1,500 ▲\u2009+1.5K');
    const [, grown] = page.all('tr.email td') as HTMLElement[];
    expect(grown?.dataset['words']).to.equal(', 400 more');
  });

  it('marks new emails in words, and counts those that are gone', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)));
    const [invite, reminder] = rows(400, 300);
    const other = [invite, { ...reminder, emailId: '99' }, { ...reminder, emailId: '98' }] as ReportResponseRow[];
    await endpoint.answer(reportResponse(other, before));
    await eventually('the mark', () => page.all('.line[data-mark]').length === 1);
    expect(page.all('.line[data-mark]')[0]?.textContent).to.include('Reminder');
    expect(notes(page)).to.include('1 email is new. 2 emails are only in the compared period.');
  });

  it('compares the same reports again after a search, without a request', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)));
    await endpoint.answer(reportResponse(rows(200, 300), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('700 ▲\u2009+40%'));
    page.element.search = 'reminder';
    await eventually('other differences', () => cells(page, 'tfoot').join().includes('300 ='));
    expect(endpoint.requests.length).to.equal(2);
    page.element.figures = '';
    await eventually('no differences', () => page.all('.extras').length === 0);
    expect(endpoint.requests.length).to.equal(2);
  });

  it('compares campaigns when the reader groups by them', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), { groupBy: 'none' });
    await endpoint.answer(reportResponse(rows(200, 300), before));
    await eventually('the differences', () => cells(page, 'tr.email').join().includes('▲'));
    page.element.groupBy = 'campaign';
    await eventually('the campaign', () => cells(page, 'tr.campaign').includes('700 ▲\u2009+40%'));
  });

  it('says how many days are compared, and where the data begins', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), {
      figures: 'compare=2026-09-01/2026-09-28',
    });
    const dates = { from: '2026-09-01', to: '2026-09-28', dataFrom: '2026-09-10T22:00:00Z' };
    await endpoint.answer(reportResponse(rows(400, 300), dates));
    await eventually('the note', () => notes(page).includes('30 days are compared with 28.'));
    expect(notes(page)).to.match(/The data begins on .*11.*, so the compared period is incomplete\./);
  });

  for (const [title, response, note] of [
    ['has no emails', reportResponse([], before), 'There are no emails in the compared period.'],
    ['has other dates', reportResponse(rows(1, 1)), 'The server returned other dates than requested'],
    [
      'is counted in another way',
      reportResponse(rows(1, 1), { ...before, timeZone: 'UTC' }),
      'counted the two periods',
    ],
    [
      'breaks the contract',
      { ...reportResponse([], before), version: 9 } as never,
      'The compared period failed to load.',
    ],
  ] as const) {
    it(`shows no differences if the compared report ${title}`, async () => {
      const { page, endpoint } = await open(reportResponse(rows(400, 300)));
      await endpoint.answer(response);
      await eventually('the note', () => notes(page).includes(note));
      expect(cells(page, 'tfoot')).to.deep.equal(['2,000', '700', '36.8%']);
    });
  }

  it('does not compare human activity with all activity', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), {
      figures: 'activity=human;compare=previous-period',
    });
    const unmarked = rows(400, 300).map((row) => ({ ...row, humanOpened: null, humanClicked: null }));
    await endpoint.answer(reportResponse(unmarked, before));
    await eventually('the note', () => notes(page).includes('counted the two periods differently'));
  });

  it('says why a report without another period cannot be compared', async () => {
    const properties = { report: reportResponse(rows(400, 300)), columns, figures: 'compare=previous-year' };
    const page = ReportPage.mount(properties);
    await eventually('the note', () => notes(page).includes('cannot be compared'));
    page.element.remove();
    const endpoint = new FakeEndpoint();
    const open = ReportPage.mount({
      ...{ endpoint: '/r', fetcher: endpoint.fetcher, timeFrame: 'all-time', figures: 'compare=previous-year' },
    });
    await endpoint.answer(reportResponse(rows(400, 300), { from: null, to: null }));
    await eventually('the note', () => notes(open).includes('Choose a start and an end date'));
    expect(endpoint.requests.length).to.equal(1);
  });

  it('requests no dates outside the limits of the host', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({
      ...{ endpoint: '/r', fetcher: endpoint.fetcher, columns, minDate: '2026-09-26', maxDate: '2026-12-31' },
      figures: 'compare=previous-period',
    });
    await endpoint.answer(reportResponse(rows(400, 300)));
    await eventually('the note', () =>
      /^The compared period is outside the available dates: .*Dec 31, 2026\.$/.test(notes(page)),
    );
    page.element.figures = 'compare=2026-12-01/2027-01-01';
    await pendingTasks();
    expect(notes(page)).to.include('outside the available dates');
    expect(endpoint.requests).to.have.length(1);
    page.element.figures = 'compare=2026-09-26/2026-10-24';
    const { searchParams } = (await endpoint.request(1)).url;
    expect([searchParams.get('from'), searchParams.get('to')]).to.deep.equal(['2026-09-26', '2026-10-24']);
  });

  it('explains a compared figure with both values and the test', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)), { lang: 'en' });
    await endpoint.answer(reportResponse(rows(300, 299), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
    await page.enterTable();
    const [rate, undecided] = page.all('tr.email td:last-child') as HTMLElement[];
    rate?.click();
    await page.shows('In the compared period (');
    expect(page.text).to.match(/In the compared period \([^)]+\): 300 ÷ 950 = 31\.6%\./);
    expect(page.text).to.include('Now 10.53 percentage points more.');
    expect(page.text).to.match(
      /This difference is unlikely to be chance \(two-proportion z-test at 5%, p < 0\.0001; Benjamini–Hochberg over 2 rows\)\./,
    );
    undecided?.click();
    await page.shows('No clear change: no difference can be told at this size (two-proportion z-test');
    (page.all('tr.email td:nth-of-type(2)')[0] as HTMLElement).click();
    await page.shows('Now 100 more (33.3%).');
    (page.all('tr.email td:nth-of-type(1)')[0] as HTMLElement).click();
    await page.shows('The figure is the same.');
  });

  for (const [title, fields, row, isSaid, isOffered] of [
    ['says before the test that newer sends had less time', {}, 'tfoot', true, false],
    ['says how to compare at the same age if the endpoint can', { ages: ['7d'] }, 'tfoot', true, true],
    ['says nothing of ages 28 days after the newest send', { asOf: '2026-12-31T06:00:00Z' }, 'tr.email', false, false],
    ['says nothing of ages where the counts are at an age', { ages: ['7d'], age: '7d' }, 'tfoot', false, false],
  ] as const) {
    it(title, async () => {
      const { page, endpoint } = await open(reportResponse(rows(400, 300), fields));
      await endpoint.answer(reportResponse(rows(300, 299), { ...(fields as Partial<ReportResponse>), ...before }));
      await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
      await page.enterTable();
      (page.all(`${row} td:last-child`)[0] as HTMLElement).click();
      await page.shows('In the compared period (');
      const lessTime = /points more\. The newer sends had less time to collect opens and clicks\. .*This difference/;
      expect(lessTime.test(page.text)).to.equal(isSaid);
      expect(page.text.includes('Compare at the same age: “Figures as of”')).to.equal(isOffered);
    });
  }

  it('says so where a campaign is compared that had other emails', async () => {
    const [invite, reminder] = rows(400, 300) as [ReportResponseRow, ReportResponseRow];
    const { page, endpoint } = await open(reportResponse([invite]), { lang: 'en' });
    await endpoint.answer(reportResponse([reminder], before));
    await eventually('the difference', () => cells(page, 'tbody tr').includes('400 ▲\u2009+33%'));
    expect(page.all('.line[data-mark]').length).to.equal(0);
    await page.enterTable();
    (page.all('tbody td:nth-of-type(2)')[0] as HTMLElement).click();
    await page.shows('The campaign had other emails then. It is compared as a whole.');
  });

  it('compares only totals of a report that loads page by page', async () => {
    const urls: URL[] = [];
    const fetcher: typeof fetch = (input) => {
      const url = new URL(input as string);
      urls.push(url);
      const parameters = Object.fromEntries(url.searchParams);
      const window = { offset: 0, limit: 1, rowCount: 1 };
      const isBefore = String(parameters['from']) < '2026-10';
      const totals = { sent: 9000, delivered: 8000, opened: isBefore ? 2000 : 4000 };
      if (parameters['search'] === 'other' && !isBefore) return Promise.resolve(new Response(null, { status: 500 }));
      return Promise.resolve(
        Response.json({ ...reportResponse(rows(400, 300).slice(0, 1)), ...parameters, ...window, totals }),
      );
    };
    const figures = 'compare=previous-period';
    const page = ReportPage.mount({ endpoint: '/r', fetcher, figures, groupBy: 'none', columns, search: 'invite' });
    await eventually('the difference', () => cells(page, 'tfoot').join().includes('▲'));
    expect(cells(page, 'tfoot')).to.deep.equal(['9,000 =', '4,000 ▲\u2009+100%', '50.0% ▲\u2009+25.0\u00a0pts']);
    expect(page.all('tbody td[data-extra]').length).to.equal(0);
    expect(notes(page)).to.include('Only totals are compared');
    const compared = () => urls.filter((url) => String(url.searchParams.get('from')) < '2026-10');
    expect(compared().map((url) => url.searchParams.get('search'))).to.deep.equal(['invite']);
    // The report stays on screen if another search fails, and so does its comparison.
    page.element.search = 'other';
    await page.reaches('stale');
    await pendingTasks();
    expect(compared()).to.have.length(1);
    expect(cells(page, 'tfoot')[1]).to.equal('4,000 ▲\u2009+100%');
  });

  it('waits until the report is complete', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({
      ...{ endpoint: '/r', fetcher: endpoint.fetcher, columns, figures: 'compare=previous-period; show=overview' },
    });
    const { rows: all, ...head } = reportResponse(rows(400, 300));
    const stream = new LineStream();
    await endpoint.answer(stream.response);
    stream.send({ ...head, rowCount: 2 }, all[0]);
    await page.shows('1 of 2 emails');
    stream.break();
    await page.reaches('incomplete');
    await eventually('the note', () => notes(page).startsWith('The report is incomplete, so nothing is compared.'));
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
    await page.press('Try again');
    await endpoint.answer(reportResponse(rows(400, 300)), reportResponse(rows(300, 299), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
    expect(cells(page, 'tfoot')).to.deep.equal(['2,000 =', '700 ▲\u2009+17%', '36.8% ▲\u2009+5.3\u00a0pts']);
  });

  it('is requested again after a failure when the report is refreshed, although the data is the same', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)));
    await endpoint.answer(new Response(null, { status: 404 }));
    await eventually('the failure', () => notes(page).includes('Refresh it to try again.'));
    const refreshed = page.element.refresh();
    await endpoint.answer(reportResponse(rows(400, 300)));
    await refreshed;
    await endpoint.answer(new Response(null, { status: 404 }));
    await eventually('the failure', () => notes(page).includes('Refresh it to try again.'));
    await pendingTasks();
    expect(endpoint.requests).to.have.length(4);
    void page.element.refresh();
    await endpoint.answer(reportResponse(rows(400, 300)), reportResponse(rows(300, 299), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
  });

  it('shows differences after the first report has failed', async () => {
    const endpoint = new FakeEndpoint();
    const figures = 'compare=previous-period';
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, columns, figures });
    await endpoint.answer(new Response('', { status: 404 }));
    await page.reaches('error');
    await page.press('Try again');
    await endpoint.answer(reportResponse(rows(400, 300)));
    await endpoint.answer(reportResponse(rows(300, 299), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
  });

  it('follows the rows while the reader scrolls', async () => {
    const { page, endpoint } = await open(reportResponse(manyRows(400)), { groupBy: 'none' });
    const others = manyRows(400).map((row, index) => ({ ...row, opened: Number(row.opened) - (index % 7) }));
    await endpoint.answer(reportResponse(others, before));
    await eventually('the differences', () => page.all('tbody td[data-extra]').length > 0);
    const scroller = page.all('.scroller')[0] as HTMLElement;
    scroller.scrollTop = 5000;
    const isRight = (row: Element) => {
      const name = Number(/Email (\d+)/.exec(row.querySelector('bdi')?.textContent ?? '')?.[1]) - 1;
      const extra = row.querySelectorAll('td')[1]?.dataset['extra'] ?? '';
      return name % 7 === 0 ? extra === '=' : extra.startsWith('▲');
    };
    const lines = () => page.all('tbody tr.email');
    await eventually('other rows', () => lines().some((row) => Number(row.ariaRowIndex) > 140));
    await eventually('their differences', () => lines().every(isRight));
  });

  it('stays when the element moves in the document', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)));
    const box = document.body.appendChild(document.createElement('div'));
    const { signal } = await endpoint.request(1);
    box.append(page.element);
    await pendingTasks();
    expect(signal.aborted).to.equal(false);
    await endpoint.answer(reportResponse(rows(300, 299), before));
    await eventually('the differences', () => cells(page, 'tfoot').join().includes('▲'));
    document.body.append(page.element);
    await pendingTasks();
    expect(cells(page, 'tfoot').join()).to.include('▲');
    expect(endpoint.requests).to.have.length(2);
  });

  it('stops when the element is removed', async () => {
    const { page, endpoint } = await open(reportResponse(rows(400, 300)));
    const { signal } = await endpoint.request(1);
    page.element.remove();
    await eventually('the request to end', () => signal.aborted);
  });
});

describe('intervals in cells', () => {
  afterEach(() => ReportPage.clear());

  it('shows both ends of the interval of each rate', async () => {
    const page = ReportPage.mount({ report: reportResponse(rows(400, 0)), columns, figures: 'show=intervals' });
    await page.reaches('ready');
    await eventually('the intervals', () => page.all('.extras').length === 1);
    await eventually('the cells', () => cells(page, 'tr.email').join().includes('–'));
    expect(cells(page, 'tr.email')).to.deep.equal(['1,000', '400', '42.1% 39.0–45.3', '1,000', '0', '0.0% 0.0–0.4']);
    expect(cells(page, 'tfoot')).to.deep.equal(['2,000', '400', '21.1% 19.3–22.9']);
  });

  it('shows them again in a new table', async () => {
    const report = reportResponse(rows(400, 0));
    const page = ReportPage.mount({ report, columns, figures: 'show=intervals' });
    await eventually('the intervals', () => cells(page, 'tfoot').join().includes('–'));
    page.element.report = undefined;
    await page.reaches('idle');
    page.element.report = report;
    await eventually('the intervals', () => cells(page, 'tfoot').join().includes('–'));
  });
});
