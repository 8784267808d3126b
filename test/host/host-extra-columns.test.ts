import { expect } from 'chai';
import { ParsedReport, type ExtraColumn, type ReportLoadDetail, type SavedView } from '../../src/index.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const values = [
  { leads: 10, revenue: 1200.5, owner: 'Zoé', reviewedAt: '2026-11-05T10:00:00Z', score: 7 },
  { leads: 30, revenue: 300, owner: 'Ana', reviewedAt: '2026-11-06T10:00:00Z', score: 3 },
  { leads: 5, revenue: -20, owner: 'Élise', reviewedAt: null, score: 5 },
];
const rows = springAndAutumn.map((row, index) => ({ ...row, ...values[index] }));
const report = reportResponse(rows);

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
const extraColumns: readonly ExtraColumn[] = [
  { id: 'leads', label: 'Leads', kind: 'count', definition: 'People who asked for a demo.' },
  { id: 'leadRate', label: 'Lead rate', kind: 'rate', numerator: 'leads', denominator: 'delivered' },
  { id: 'revenue', label: 'Revenue', kind: 'number', sum: true, format: (value) => money.format(value) },
  { id: 'owner', label: 'Owner', kind: 'text' },
  { id: 'reviewedAt', label: 'Reviewed', kind: 'instant' },
  { id: 'score', label: 'Score', kind: 'number' },
];
const ids = 'emailName,sent,leads,leadRate,revenue,owner,reviewedAt,score';

const labelsOf = (page: ReportPage) =>
  page.headers.map((header) => header.querySelector('.sort span')?.textContent.trim() ?? '');

const emails = ['Invite', 'Reminder', 'Élan'];
const order = (page: ReportPage) => page.names.filter((name) => emails.includes(name));

describe('extra columns of the host', () => {
  afterEach(() => ReportPage.clear());

  async function show(properties: ReportProperties = {}): Promise<ReportPage> {
    const page = ReportPage.mount({ report, extraColumns, columns: ids, ...properties });
    await page.reaches('ready');
    await page.settled();
    return page;
  }

  it('show the fields of rows in the format of their kind', async () => {
    const page = await show();
    expect(page.row('Invite')).to.deep.equal(['1,000', '10', '1.1%', '€1,201', 'Zoé', 'Nov 5, 2026', '7']);
    expect(page.row('Élan')).to.deep.equal(['200', '5', '2.5%', '-€20', 'Élise', '–', '5']);
  });

  it('are summed in campaigns and the total, and rates divide sums', async () => {
    const page = await show();
    expect(page.row('Spring launch')).to.deep.equal(['1,500', '40', '2.8%', '€1,501', '–', '–', '–']);
    expect(page.row('Total')).to.deep.equal(['1,700', '45', '2.7%', '€1,481', '', '', '']);
  });

  it('have in a campaign the value that its emails share', async () => {
    const same = rows.map((row) => ({ ...row, owner: 'Ana', score: 4, reviewedAt: values[0]?.reviewedAt }));
    const page = await show({ report: reportResponse(same) });
    expect(page.row('Spring launch').slice(4)).to.deep.equal(['Ana', 'Nov 5, 2026', '4']);
  });

  it('are shown after the default columns', async () => {
    const page = await show({ columns: undefined as never });
    const labels = labelsOf(page);
    expect(labels.slice(0, 3)).to.deep.equal(['Campaign / email', 'First sent', 'Sent']);
    expect(labels.slice(-6)).to.deep.equal(extraColumns.map(({ label }) => label));
    expect(page.element.columns).to.include('unsubscribed,leads,leadRate');
  });

  for (const [label, sorted] of [
    ['Revenue', ['Invite', 'Reminder', 'Élan']],
    ['Lead rate', ['Reminder', 'Élan', 'Invite']],
    ['Owner', ['Reminder', 'Élan', 'Invite']],
    ['Reviewed', ['Reminder', 'Invite', 'Élan']],
  ] as const) {
    it(`are sorted, with unknown values last: ${label}`, async () => {
      const page = await show({ groupBy: 'none' });
      await page.sortBy(label);
      expect(order(page)).to.deep.equal(sorted);
    });
  }

  it('are searched if they are texts', async () => {
    const page = await show();
    page.element.search = 'elise';
    await page.settled();
    expect(page.names).to.include('Élan').and.not.to.include('Invite');
  });

  it('are in getRows(), widths and views', async () => {
    const page = await show({ groupBy: 'none', sort: '-revenue' });
    expect(page.element.getRows()[0]).to.include({ emailId: '11', revenue: 1200.5, owner: 'Zoé', leadRate: 10 / 950 });
    expect(page.element.getRows()[0]?.['reviewedAt']).to.equal('2026-11-05T10:00:00.000Z');
    page.element.view = { ...page.element.view, widths: { revenue: 200 } };
    await page.settled();
    expect(page.header('Revenue').offsetWidth).to.equal(200);
    expect(page.element.view).to.deep.include({ columns: ids, sort: '-revenue' });
  });

  it('have a group in the column list, with their definitions', async () => {
    const page = await show();
    page.button('Columns').click();
    await page.shows('Other columns');
    expect(page.text).to.include('People who asked for a demo.').and.include('Leads ÷ Delivered');
  });

  it('are figures of the email viewer, except texts', async () => {
    const page = await show({ report: reportResponse(rows, { previewUrl: 'emails/{emailId}' }), groupBy: 'none' });
    await page.press('Invite');
    await eventually('the figures', () => page.all('[part=viewer-figures] dt')[0]);
    const labels = page.all('[part=viewer-figures] dt').map(({ textContent }) => textContent);
    expect(labels).to.deep.equal(['Sent', 'Leads', 'Lead rate', 'Revenue', 'Reviewed', 'Score']);
  });

  it('are requested, in rows of a stream', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, sort: '-revenue', extraColumns });
    const request = await endpoint.request(0);
    expect(request.url.searchParams.get('sort')).to.equal('-revenue');
    const stream = new LineStream();
    request.answer(stream.response);
    stream.send({ ...report, rows: undefined }, ...rows);
    stream.end();
    await page.reaches('ready');
    expect(page.cell('Invite', 'Leads')).to.equal('10');
    expect(endpoint.requests).to.have.length(1);
  });

  it('are read from windows and their totals', async () => {
    const endpoint = new FakeEndpoint();
    const properties = { sort: '-leads', groupBy: 'none', columns: ids, extraColumns } as const;
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, ...properties });
    const totals = { sent: 9000, delivered: 8000, leads: 800, revenue: 5000, score: 3 };
    const window = { offset: 0, limit: 10, sort: '-leads', totals };
    await endpoint.answer(reportResponse(rows, window));
    await page.reaches('ready');
    expect(page.row('Total')).to.deep.equal(['9,000', '800', '10.0%', '€5,000', '', '', '']);
    expect(page.header('Leads').getAttribute('aria-sort')).to.equal('descending');
  });

  it('are read from a ParsedReport that keeps their fields', async () => {
    const parsed = new ParsedReport(report, extraColumns);
    const first = await show({ report: parsed });
    expect(first.cell('Invite', 'Revenue')).to.equal('€1,201');
    const text: ExtraColumn = { id: 'owner', label: 'Sales', kind: 'text' };
    const second = await show({ report: parsed, extraColumns: [text], columns: 'owner' });
    expect(second.row('Invite')).to.deep.equal(['Zoé']);
  });

  it('differ between two elements of a page', async () => {
    const first = await show();
    const second = await show({
      extraColumns: [{ id: 'leads', label: 'Prospects', kind: 'number' }],
      columns: 'leads',
    });
    expect(second.row('Total')).to.deep.equal(['']);
    expect(labelsOf(second)).to.include('Prospects');
    expect(labelsOf(first)).to.include('Leads');
  });

  it('have their labels in French', async () => {
    const page = await show({ lang: 'fr' });
    expect(labelsOf(page)).to.include('Lead rate').and.include('Envoyés');
  });

  it('have the texts that the host replaces later', async () => {
    const page = await show();
    page.element.messages = { columns: { sent: 'Mailed' } };
    await eventually('the text', () => labelsOf(page).includes('Mailed'));
    expect(labelsOf(page)).to.include('Revenue');
  });
});

describe('properties that name extra columns', () => {
  afterEach(() => ReportPage.clear());

  it('can be set before and in any order', async () => {
    const view: Partial<SavedView> = { version: 1, columns: 'sent,leads', sort: 'leads', widths: { leads: 150 } };
    let page!: ReportPage;
    const warnings = await warningsOf(async () => {
      page = ReportPage.mount({ view: view as SavedView, sort: '-revenue', timeFrame: 'today', report, extraColumns });
      await page.reaches('ready');
    });
    expect(warnings).to.deep.equal([]);
    const { columns, sort, timeFrame, widths } = page.element.view;
    expect([columns, sort, timeFrame]).to.deep.equal(['sent,leads', '-revenue', 'today']);
    expect(widths).to.deep.equal({ leads: 150 });
  });

  it('apply when the columns arrive later, after a warning', async () => {
    const page = ReportPage.mount({ report });
    const warnings = await warningsOf(async () => {
      page.element.setAttribute('columns', 'sent,revenue');
      await page.reaches('ready');
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('"revenue" is unknown');
    expect(page.headers).to.have.length(13);
    page.element.extraColumns = extraColumns;
    await page.settled();
    expect(labelsOf(page)).to.deep.equal(['Campaign / email', 'Sent', 'Revenue']);
  });

  it('keep later choices of the reader', async () => {
    const page = ReportPage.mount({ report, sort: '-revenue' });
    await page.reaches('ready');
    await page.sortBy('Sent');
    page.element.extraColumns = extraColumns;
    await page.settled();
    expect(page.element.sort).to.equal('-sent');
  });

  it('fall back to the default while the columns are gone', async () => {
    const page = ReportPage.mount({ report, extraColumns, sort: '-revenue', columns: 'sent,revenue' });
    await page.reaches('ready');
    page.element.extraColumns = undefined;
    await page.settled();
    expect([page.element.sort, page.element.columns]).to.deep.equal(['-firstSentAt', 'emailName,sent']);
    page.element.extraColumns = extraColumns;
    await page.settled();
    expect([page.element.sort, page.element.columns]).to.deep.equal(['-revenue', 'emailName,sent,revenue']);
    await eventually('the values', () => page.cell('Invite', 'Revenue') === '€1,201');
  });
});

describe('a change of extra columns', () => {
  afterEach(() => ReportPage.clear());

  async function load(columns: readonly ExtraColumn[]): Promise<[ReportPage, FakeEndpoint]> {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, extraColumns: columns });
    await endpoint.answer(report);
    await page.reaches('ready');
    await eventually('the marks', () => page.all('[part=mark]').length > 0);
    return [page, endpoint];
  }

  /** Returns the number of changes in the table's DOM. */
  async function changesDuring(page: ReportPage, work: () => void, selector = 'table'): Promise<number> {
    let changes = 0;
    const observer = new MutationObserver((records) => (changes += records.length));
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    for (const element of page.all(selector)) observer.observe(element, options);
    work();
    await page.settled();
    await page.settled();
    return changes;
  }

  it('to equal columns changes nothing', async () => {
    const [page, endpoint] = await load(extraColumns);
    const rendered = page.element.getRows();
    const equal = extraColumns.map((column) => ({ ...column }));
    expect(await changesDuring(page, () => (page.element.extraColumns = equal))).to.equal(0);
    expect(page.element.getRows()).to.deep.equal(rendered);
    expect(endpoint.requests).to.have.length(1);
  });

  it('to other functions that format equally writes no cell', async () => {
    const [page, endpoint] = await load(extraColumns);
    const equal = extraColumns.map((column) =>
      column.id === 'revenue' ? { ...column, format: (value: number) => money.format(value) } : column,
    ) as ExtraColumn[];
    expect(await changesDuring(page, () => (page.element.extraColumns = equal), 'tbody td')).to.equal(0);
    expect(page.cell('Invite', 'Revenue')).to.equal('€1,201');
    expect(endpoint.requests).to.have.length(1);
  });

  it('to other labels and formats requests nothing', async () => {
    const [page, endpoint] = await load(extraColumns);
    page.element.extraColumns = extraColumns.map((column) =>
      column.id === 'revenue' ? { id: 'revenue', label: 'Umsatz', kind: 'number', sum: true } : column,
    );
    await page.settled();
    expect(page.cell('Invite', 'Umsatz')).to.equal('1,200.5');
    expect(endpoint.requests).to.have.length(1);
  });

  it('to other columns requests the report again', async () => {
    const [page, endpoint] = await load(extraColumns.slice(0, 1));
    page.element.extraColumns = extraColumns;
    await endpoint.request(1);
    await endpoint.answer(report);
    await eventually('the new column', () => labelsOf(page).includes('Revenue'));
    expect(page.cell('Invite', 'Revenue')).to.equal('€1,201');
  });

  it('to another kind shows no value of the old one', async () => {
    const [page, endpoint] = await load(extraColumns);
    page.element.extraColumns = [{ id: 'leads', label: 'Leads', kind: 'instant' }];
    await page.settled();
    expect(page.text).to.include('Invite');
    await endpoint.request(1);
  });
});

describe('mistakes in extra columns', () => {
  afterEach(() => ReportPage.clear());

  const leads = { id: 'leads', label: 'Leads', kind: 'count' };
  const cases: readonly (readonly [what: string, column: unknown, texts: readonly string[]])[] = [
    [
      'an unknown kind',
      { ...leads, id: 'a', kind: 'money' },
      ['("a")', 'count, rate, text, instant, number', '"money"'],
    ],
    ['the id of a built-in column', { ...leads, id: 'sent' }, ['"sent" is a built-in column']],
    ['the id of a field', { ...leads, id: 'campaignId' }, ['"campaignId" is reserved']],
    ['the id of another extra column', leads, ['"leads" is repeated']],
    ['an id that cannot be in a list', { ...leads, id: 'a,b' }, ['letters, digits']],
    ['a name of Object.prototype', { ...leads, id: 'constructor' }, ['reserved']],
    ['no label', { ...leads, id: 'a', label: '' }, ['label: expected a text']],
    ['a rate without counts', { id: 'a', label: 'A', kind: 'rate' }, ['numerator and denominator', 'got nothing']],
    [
      'a rate with an unknown count',
      { id: 'a', label: 'A', kind: 'rate', numerator: 'lead', denominator: 'sent' },
      ['"lead"', 'Did you mean "leads"?', 'privacyOpened, leads'],
    ],
    ['a format that is no function', { ...leads, id: 'a', format: '0.00' }, ['format: expected a function']],
    ['a sum of texts', { ...leads, id: 'a', kind: 'text', sum: true }, ['sum: expected true or false']],
    ['no object', 7, ['expected an object, got 7']],
  ];
  for (const [what, column, texts] of cases) {
    it(`cause one warning, and the column is ignored: ${what}`, async () => {
      const page = ReportPage.mount({ report });
      page.element.id = 'q3';
      const warnings = await warningsOf(async () => {
        page.element.extraColumns = [leads, column] as never;
        await page.reaches('ready');
        page.element.extraColumns = [leads, column] as never;
        await page.settled();
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(/^campaign-email-report#q3: extraColumns\[1\].* is ignored: /);
      for (const text of texts) expect(warnings[0]).to.include(text);
      expect(page.row('Invite').at(-1)).to.equal('10');
    });
  }

  it('ignore a value that is no array', async () => {
    const page = ReportPage.mount({ report });
    const warnings = await warningsOf(async () => {
      page.element.extraColumns = { id: 'leads' } as never;
      await page.reaches('ready');
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('expected an array');
  });

  it('make only a bad value unknown, with one warning', async () => {
    const bad = rows.map((row, index) => (index < 2 ? { ...row, leads: 'many', owner: 7 } : row));
    const page = ReportPage.mount({ extraColumns, columns: ids });
    const details: ReportLoadDetail[] = [];
    page.element.addEventListener('report-load', ({ detail }) => details.push(detail));
    const warnings = await warningsOf(async () => {
      page.element.report = reportResponse(bad);
      await page.reaches('ready');
      await eventually('report-load', () => details[0]);
    });
    expect(warnings).to.have.length(2);
    expect(warnings[0]).to.include('rows[0].leads: expected a non-negative integer, got "many"');
    expect(details[0]?.warnings).to.have.length(2);
    expect(page.row('Invite').slice(0, 5)).to.deep.equal(['1,000', '–', '–', '€1,201', '–']);
    expect(page.cell('Total', 'Leads')).to.equal('–');
  });

  for (const [what, format] of [
    ['throws', () => undefined!['x']],
    ['returns no string', () => 5],
  ] as const) {
    it(`use the default format, with one warning, if a format ${what}`, async () => {
      const page = ReportPage.mount();
      const warnings = await warningsOf(async () => {
        page.element.extraColumns = [{ ...leads, format }] as never;
        page.element.report = report;
        await page.reaches('ready');
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include('format of "leads" failed');
      expect(page.cell('Total', 'Leads')).to.equal('45');
    });
  }

  it('suggest the field of a column whose name is similar', async () => {
    const page = ReportPage.mount({ extraColumns: [{ id: 'Leads', label: 'Leads', kind: 'count' }] });
    const warnings = await warningsOf(async () => {
      page.element.report = report;
      await page.reaches('ready');
    });
    expect(warnings.join()).to.include('rows[0].leads: unknown field; did you mean "Leads"?');
  });
});
