import { expect } from 'chai';
import type { ReportErrorDetail, Token } from '../../src/index.ts';
import type { Table } from '../../src/table-model/table.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows } from '../support/report-response.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { pendingTasks, withFakeTimers } from '../support/waiting.ts';

/** So many rows that only those around the view load. */
const rows = manyRows(195);

type TableElement = Element & { readonly table: Table | undefined };

/** Page object of a report that loads in pages. */
class WindowsPage {
  readonly page: ReportPage;
  readonly errors: ReportErrorDetail[] = [];

  constructor(endpoint: PagedEndpoint, properties = {}) {
    this.page = ReportPage.mount({
      endpoint: '/report',
      fetcher: endpoint.fetcher,
      groupBy: 'none',
      sort: 'sent',
      ...properties,
    });
    this.page.element.addEventListener('report-error', (event) => this.errors.push(event.detail));
  }

  get #element(): TableElement {
    return this.page.all('cer-report-table')[0] as TableElement;
  }

  get table(): Table | undefined {
    return this.#element.table;
  }

  /** Scrolls to a line. About ten lines are in view. */
  show(line: number): void {
    this.page.scroller.scrollTop = line * 36;
  }

  name(line: number): string | undefined {
    const found = this.table?.lineAt(line);
    return found?.rows.text.emailName[found.row];
  }

  names(first: number, end: number): (string | undefined)[] {
    return Array.from({ length: end - first }, (_, index) => this.name(first + index));
  }

  /** Waits until all lines of a range have loaded. */
  async has(first: number, end: number): Promise<void> {
    await eventually(`lines ${first} to ${end}`, () => this.names(first, end).every((name) => name !== undefined));
  }
}

const namesBy = (value: (row: (typeof rows)[number]) => number) =>
  rows.toSorted((a, b) => value(a) - value(b)).map(({ emailName }) => emailName);

describe('report in pages', () => {
  let endpoint: PagedEndpoint;

  beforeEach(() => {
    endpoint = new PagedEndpoint(rows);
  });

  afterEach(() => ReportPage.clear());

  it('requests a report first, then the pages in view and their neighbors', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    expect(windows.table?.lineCount).to.equal(195);
    expect(windows.names(0, 10)).to.deep.equal(namesBy(({ sent }) => sent).slice(0, 10));
    expect(windows.page.text).to.include('195 emails');
    windows.show(42);
    await windows.has(30, 60);
    expect(endpoint.queries[0]).to.equal('sort=sent');
    expect(endpoint.queries).to.include.members([30, 40, 50].map((offset) => `sort=sent offset=${offset} limit=10`));
    expect(windows.names(30, 60)).to.deep.equal(namesBy(({ sent }) => sent).slice(30, 60));
    expect(windows.name(70)).to.equal(undefined);
  });

  it('scrolls to the last row and shows the totals of the endpoint', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    windows.show(190);
    await windows.has(190, 195);
    expect(windows.table?.lineAt(195)).to.equal(undefined);
    expect(windows.table?.total.numbers.sent[0]).to.equal(rows.reduce((sum, { sent }) => sum + sent, 0));
  });

  it('requests all rows of a table of up to 100 lines, as paper shows them', async () => {
    endpoint.rows = manyRows(100);
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    await windows.has(0, 100);
    expect(windows.page.all('.waiting')).to.have.length(0);
    expect(endpoint.queries).to.have.length(10);
  });

  it('is sorted by the endpoint and never mixes rows of two orders', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    let pass: () => void = () => undefined;
    endpoint.change = (answer) => new Promise((resolve) => (pass = () => resolve(answer)));
    await windows.page.sortBy('Opened');
    await windows.page.reaches('refreshing');
    expect(windows.page.header('Sent').getAttribute('aria-sort')).to.equal('ascending');
    expect(windows.name(0)).to.equal(namesBy(({ sent }) => sent)[0]);
    await eventually('the request', () => endpoint.queries.at(-1) === 'sort=-opened offset=0 limit=10');
    endpoint.change = (answer) => answer;
    pass();
    await windows.page.reaches('ready');
    expect(windows.page.header('Opened').getAttribute('aria-sort')).to.equal('descending');
    expect(windows.names(0, 10)).to.deep.equal(namesBy(({ opened }) => -(opened ?? 0)).slice(0, 10));
  });

  it('keeps its previous order if sorting fails', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    endpoint.change = () => new Response(null, { status: 404 });
    await windows.page.sortBy('Opened');
    await windows.page.reaches('stale');
    expect(windows.page.header('Sent').getAttribute('aria-sort')).to.equal('ascending');
    endpoint.change = (answer) => answer;
    await windows.page.press('Try again');
    await windows.page.reaches('ready');
    expect(windows.page.header('Opened').getAttribute('aria-sort')).to.equal('descending');
  });

  it('aborts requests for pages that leave the view', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    endpoint.change = (answer, url) =>
      url.searchParams.get('offset') === '50' ? new Promise(() => undefined) : answer;
    windows.show(52);
    const asked = await eventually('the request', () => {
      const index = endpoint.queries.indexOf('sort=sent offset=50 limit=10');
      return index >= 0 && endpoint.signals[index];
    });
    expect(asked.aborted).to.equal(false);
    windows.show(82);
    await windows.has(80, 90);
    expect(asked.aborted).to.equal(true);
    windows.page.element.remove();
  });

  it('has the endpoint search', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    const { element } = windows.page;
    element.search = 'Email 12';
    await eventually('fewer lines', () => windows.table?.lineCount === 11);
    expect(endpoint.queries.filter((asked) => asked.includes('search='))[0]).to.equal(
      'sort=sent offset=0 limit=10 search=Email 12',
    );
    await windows.has(0, 11);
    expect(windows.page.names).to.include('Email 129').and.not.to.include('Email 13');
  });

  it('requests the first page directly for another time frame', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    windows.page.element.timeFrame = '2026-11-01/2026-11-10';
    const { searchParams } = await eventually('the request', () =>
      endpoint.urls.find((url) => url.searchParams.get('from') === '2026-11-01'),
    );
    expect(searchParams.get('limit')).to.equal('10');
  });

  it('stops requesting when it is removed and continues when it returns', async () => {
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    endpoint.change = () => new Promise(() => undefined);
    windows.show(50);
    const index = await eventually(
      'the request',
      () => endpoint.queries.indexOf('sort=sent offset=50 limit=10') + 1 || undefined,
    );
    const { element } = windows.page;
    element.remove();
    await eventually('the abort', () => endpoint.signals[index - 1]?.aborted);
    endpoint.change = (answer) => answer;
    document.body.append(element);
    // The browser has scrolled to the beginning.
    windows.show(50);
    await windows.has(50, 60);
  });

  it('requests no page of the report on screen when it moves while another one loads', async () => {
    const { page } = new WindowsPage(endpoint);
    await page.reaches('ready');
    endpoint.change = () => new Promise(() => undefined);
    page.scroller.scrollTop = 50 * 36;
    await eventually('the page in view', () => endpoint.queries.includes('sort=sent offset=50 limit=10'));
    page.element.timeFrame = '2026-11-01/2026-11-10';
    const isOther = (url: URL) => url.searchParams.get('from') === '2026-11-01';
    await eventually('the other report', () => endpoint.urls.some(isOther));
    const { length } = endpoint.urls;
    const box = document.createElement('div');
    document.body.append(box);
    box.append(page.element);
    await pendingTasks();
    expect(endpoint.urls.slice(length).map(String)).to.deep.equal([]);
    expect(endpoint.signals.at(-1)?.aborted).to.equal(false);
  });

  describe('after another endpoint fails', () => {
    /** An endpoint whose answers arrive, and one that always fails. Returns the page of the first, after the second has failed. */
    async function failed(properties: { readonly endpoint: string; readonly token?: Token }) {
      const sent: { readonly url: URL; readonly headers: Headers }[] = [];
      const record =
        (fetcher: typeof fetch): typeof fetch =>
        (input, init) => {
          const { url, headers } = new Request(input, init);
          sent.push({ url: new URL(url), headers });
          return fetcher(input, init);
        };
      const windows = new WindowsPage(endpoint, {
        requestInit: { headers: { 'X-Team': 'one' } },
        fetcher: record(endpoint.fetcher),
      });
      const { element } = windows.page;
      await windows.page.reaches('ready');
      element.requestInit = { headers: { 'X-Team': 'other' } };
      element.fetcher = record(() => Promise.resolve(new Response(null, { status: 404 })));
      Object.assign(element, properties);
      await windows.page.reaches('stale');
      const { length } = sent;
      windows.show(50);
      await windows.has(50, 60);
      return { windows, pages: sent.slice(length) };
    }

    it('requests pages from the endpoint of the report, with its headers and fetcher', async () => {
      const { windows, pages } = await failed({ endpoint: '/other' });
      expect(windows.names(50, 60)).to.deep.equal(namesBy(({ sent }) => sent).slice(50, 60));
      expect(new Set(pages.map(({ url }) => url.pathname))).to.deep.equal(new Set(['/report']));
      expect(new Set(pages.map(({ headers }) => headers.get('X-Team')))).to.deep.equal(new Set(['one']));
    });

    it('sends no token of another origin', async () => {
      const { pages } = await failed({ endpoint: 'https://other.example/report', token: () => 'Bearer other' });
      expect(new Set(pages.map(({ headers }) => headers.get('Authorization')))).to.deep.equal(new Set([null]));
    });
  });

  it('requests pages with the newest headers', async () => {
    const teams: (string | null)[] = [];
    const windows = new WindowsPage(endpoint, {
      fetcher: ((input, init) => {
        teams.push(new Headers(init?.headers).get('X-Team'));
        return endpoint.fetcher(input, init);
      }) satisfies typeof fetch,
    });
    await windows.page.reaches('ready');
    await windows.has(0, 20);
    const { length } = teams;
    windows.page.element.requestInit = { headers: { 'X-Team': 'emea' } };
    windows.show(60);
    await windows.has(60, 70);
    expect(new Set(teams.slice(length))).to.deep.equal(new Set(['emea']));
  });

  it('has the columns of a narrow report while it is narrow', async () => {
    const { page } = new WindowsPage(endpoint);
    await page.reaches('ready');
    const first = () =>
      page.headers
        .slice(1, 4)
        .map(({ dataset }) => dataset['column'])
        .join();
    const wide = 'campaignName,firstSentAt,sent';
    expect(first()).to.equal(wide);
    page.element.style.inlineSize = '400px';
    await eventually('the columns of phones', () => first() === 'sent,openedRate,clickedRate');
    page.element.style.inlineSize = '';
    await eventually('the other columns', () => first() === wide);
  });

  it('handles a million rows', async () => {
    const rowCount = 1_000_000;
    const [row] = rows;
    endpoint.answer = ({ searchParams }) => {
      const offset = Number(searchParams.get('offset') ?? 0);
      const limit = Number(searchParams.get('limit') ?? 200);
      const length = Math.min(limit, rowCount - offset);
      const window = Array.from({ length }, (_, index) => ({
        ...(row as (typeof rows)[number]),
        emailId: String(offset + index),
        emailName: `Email ${offset + index}`,
      }));
      const sort = searchParams.get('sort');
      return { version: 1, rowCount, offset, limit, sort, totals: { sent: rowCount }, rows: window };
    };
    const windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
    expect(windows.table?.lineCount).to.equal(rowCount);
    windows.show(1e9);
    await windows.has(rowCount - 100, rowCount);
    expect(windows.name(rowCount - 1)).to.equal('Email 999999');
    const { scroller } = windows.page;
    await eventually('the last row', () => windows.page.names.includes('Email 999999'));
    scroller.scrollTop = scroller.scrollHeight / 2;
    await eventually('rows in the middle', () => windows.page.names.some((name) => /^Email [45]\d{5}$/.test(name)));
  });
});

describe('campaigns in pages', () => {
  let endpoint: PagedEndpoint;
  let windows: WindowsPage;
  const campaign = (place: number) => `Campaign ${place}`;

  beforeEach(async () => {
    endpoint = new PagedEndpoint(manyRows(300, 15), 10);
    windows = new WindowsPage(endpoint, { groupBy: 'campaign', sort: 'firstSentAt' });
    await windows.page.reaches('ready');
  });

  afterEach(() => ReportPage.clear());

  const toggle = (name: string) => windows.page.campaign(name).click();

  it('are grouped by the endpoint, collapsed and counted', () => {
    expect(endpoint.queries.slice(0, 2)).to.deep.equal([
      'sort=firstSentAt',
      'sort=firstSentAt offset=0 limit=10 groupBy=campaign',
    ]);
    expect(windows.table?.lineCount).to.equal(20);
    expect(windows.names(0, 3)).to.deep.equal([1, 2, 3].map(campaign));
    expect(windows.page.text).to.include('20 campaigns').and.not.to.include('NaN');
  });

  it('load their emails when they are expanded', async () => {
    toggle(campaign(2));
    await eventually('the emails', () => windows.table?.lineCount === 35);
    await windows.has(0, 18);
    expect(endpoint.queries).to.include('sort=firstSentAt offset=0 limit=10 campaign=1001');
    expect(windows.names(0, 4)).to.deep.equal([campaign(1), campaign(2), 'Email 16', 'Email 17']);
    expect(windows.names(16, 18)).to.deep.equal(['Email 30', campaign(3)]);
    toggle(campaign(2));
    await eventually('the campaign closed', () => windows.table?.lineCount === 20);
    expect(windows.names(0, 3)).to.deep.equal([1, 2, 3].map(campaign));
  });

  it('show one loading row for their emails, and an error if these fail to load', async () => {
    endpoint.change = (answer, { searchParams }) =>
      searchParams.has('campaign') ? new Response(null, { status: 404 }) : answer;
    toggle(campaign(1));
    await windows.page.reaches('incomplete');
    expect(windows.table?.lineCount).to.equal(21);
    expect(windows.table?.isFailedAt?.(1)).to.equal(true);
    endpoint.change = (answer) => answer;
    await windows.page.press('Try again');
    await eventually('the emails', () => windows.table?.lineCount === 35);
    await windows.page.reaches('ready');
  });

  it('are expanded when a later response is complete, unless the user collapsed them', async () => {
    const { element } = windows.page;
    const kept = element.view;
    expect(kept.campaigns).to.deep.equal({ open: true, except: [] });
    endpoint.change = ({ version, rows: [first] }) => ({
      version,
      rows: first ? [{ ...first, emailId: '1', emailName: 'Invite' }] : [],
    });
    element.timeFrame = 'today';
    await eventually('a whole report', () => windows.page.text.includes('1 email'));
    expect(windows.page.names).to.include('Invite');
  });

  it('keep the user’s expansion when a later response is complete', async () => {
    toggle(campaign(2));
    await eventually('the emails', () => windows.table?.lineCount === 35);
    expect(windows.page.element.view.campaigns).to.deep.equal({ open: false, except: ['1001'] });
    endpoint.change = ({ version }) => ({ version, rows: manyRows(30, 15) });
    windows.page.element.timeFrame = 'today';
    await eventually('a whole report', () => windows.page.text.includes('30 emails'));
    expect(windows.page.names).to.include('Email 16').and.not.to.include('Email 1');
  });

  it('stay expanded through a sort', async () => {
    toggle(campaign(2));
    await eventually('the emails', () => windows.table?.lineCount === 35);
    await windows.page.sortBy('First sent');
    await eventually('the other order', () => windows.name(0) === campaign(20));
    windows.show(10);
    await eventually('its emails', () => windows.table?.lineCount === 35);
    windows.show(15);
    await windows.has(18, 35);
    expect(windows.names(18, 20)).to.deep.equal([campaign(2), 'Email 30']);
  });
});

describe('report with invalid pages', () => {
  let endpoint: PagedEndpoint;
  let windows: WindowsPage;

  beforeEach(async () => {
    endpoint = new PagedEndpoint(rows);
    windows = new WindowsPage(endpoint);
    await windows.page.reaches('ready');
  });

  afterEach(() => ReportPage.clear());

  /** Changes the answers from an offset on. */
  function faulty(change: (answer: ReturnType<PagedEndpoint['answer']>) => unknown): void {
    endpoint.change = (answer, { searchParams }) =>
      Number(searchParams.get('offset')) >= 40 ? (change(answer) as typeof answer) : answer;
  }

  const stranger = manyRows(196)[195] as (typeof rows)[number];
  const faults: [what: string, change: Parameters<typeof faulty>[0], kind: string, message: RegExp][] = [
    ['a page with too few rows', (answer) => ({ ...answer, rows: answer.rows.slice(1) }), 'incomplete', /only 9 /],
    [
      'a smaller page than requested',
      (answer) => ({ ...answer, limit: 5, rows: answer.rows.slice(5) }),
      'incomplete',
      /only 5 rows/,
    ],
    [
      'the rows of another page',
      (answer) => ({ ...answer, rows: endpoint.answer(new URL('http://x/?sort=sent')).rows }),
      'contract',
      /a row that is in no other window/,
    ],
    [
      'a duplicate row',
      ({ rows: [first, , ...others], ...answer }) => ({ ...answer, rows: [first, first, ...others] }),
      'contract',
      /rows\[1\]: expected a combination of campaignId and emailId/,
    ],
    ['another offset', (answer) => ({ ...answer, offset: 0 }), 'contract', /offset: expected \d+, as requested, got 0/],
    ['another sort', (answer) => ({ ...answer, sort: '-sent' }), 'contract', /sort: expected "sent", as requested/],
    ['another search', (answer) => ({ ...answer, search: 'x' }), 'contract', /search: expected nothing, as requested/],
    [
      'more rows than its limit',
      (answer) => ({ ...answer, rows: [...answer.rows, stranger] }),
      'contract',
      /no more rows than limit/,
    ],
    [
      'an invalid row',
      ({ rows: [first, ...others], ...answer }) => ({ ...answer, rows: [{ ...first, sent: '1' }, ...others] }),
      'contract',
      /rows\[0\].sent/,
    ],
    ['an HTML page', () => new Response('<!doctype html>'), 'contract', /an HTML page/],
    ['an HTTP error', () => new Response(null, { status: 404 }), 'http', /404/],
    [
      'a truncated stream',
      (answer) =>
        new Response(
          JSON.stringify({ ...answer, rows: undefined }) + '\n' + JSON.stringify(answer.rows[0]) + '\n{"campaignId":',
          { headers: { 'Content-Type': 'application/x-ndjson' } },
        ),
      'incomplete',
      /only 1 /,
    ],
  ];
  for (const [what, change, kind, message] of faults) {
    it(`shows failed rows with a retry for ${what}`, async () => {
      faulty(change);
      windows.show(42);
      await windows.page.reaches('incomplete');
      expect(windows.errors[0]?.kind).to.equal(kind);
      expect(windows.errors[0]?.message).to.match(message);
      expect(windows.page.text).to.include('Some rows are missing.').and.to.include('Failed to load');
      expect(windows.name(42)).to.equal(undefined);
      expect(windows.table?.isFailedAt?.(42)).to.equal(true);
      expect(windows.table?.isFailedAt?.(5)).to.equal(false);
      endpoint.change = (answer) => answer;
      await windows.page.press('Try again');
      await windows.has(40, 50);
      await windows.page.reaches('ready');
      expect(windows.names(40, 50)).to.deep.equal(namesBy(({ sent }) => sent).slice(40, 50));
    });
  }

  for (const [what, fields] of [
    ['a different row count', { rowCount: 196 }],
    ['data of a different time', { asOf: '2026-11-23T07:00:00Z' }],
  ] as const) {
    it(`is read again once, with a notice, after a page with ${what}`, async () => {
      const changed = manyRows(196);
      faulty((answer) => {
        endpoint.rows = changed;
        endpoint.change = (next) => ({ ...next, ...fields });
        return { ...answer, ...fields };
      });
      windows.show(42);
      await eventually('the changed report', () => windows.table?.lineCount === 196);
      await windows.has(40, 50);
      expect(windows.page.text).to.include('The data changed, so the report was reloaded');
      expect(windows.page.announcement).to.include('The data changed, so the report was reloaded');
      expect(windows.errors).to.deep.equal([]);
      await windows.page.press('Refresh');
      await eventually('the end of the notice', () => !windows.page.text.includes('The data changed'));
    });
  }

  it('is not read again forever if every page changes the report', async () => {
    let rowCount = 195;
    endpoint.change = (answer) => ({ ...answer, rowCount: rowCount++ });
    windows.show(42);
    await windows.page.reaches('incomplete');
    expect(windows.errors.at(-1)?.kind).to.equal('contract');
    await pendingTasks();
    expect(endpoint.urls.length).to.be.below(20);
    expect(windows.page.buttons).to.include('Try again');
  });
});

describe('search in a report in pages', () => {
  let endpoint: PagedEndpoint;

  beforeEach(() => {
    endpoint = new PagedEndpoint(manyRows(95, 10));
  });

  afterEach(() => ReportPage.clear());

  for (const [groupBy, all] of [
    ['none', '95 emails'],
    ['campaign', '10 campaigns'],
  ] as const) {
    it(`announces once that nothing matches and can be cleared, grouped by ${groupBy}`, async () => {
      const { page } = new WindowsPage(endpoint, { groupBy, search: 'zzz' });
      await page.reaches('ready');
      expect(page.text).to.include('No results for “zzz”.').and.not.to.include('No emails in this time frame');
      expect(page.announcement).to.equal('No results for “zzz”.');
      const [clear] = page.all('[part=panel] button') as HTMLElement[];
      clear?.click();
      await eventually('all rows', () => page.text.includes(all));
      expect(page.element.search).to.equal('');
      expect(page.announcement).to.match(new RegExp(`^Report loaded: .*, ${all}\\.$`));
    });
  }

  it('announces the number of matches once', async () => {
    await withFakeTimers(async (timers) => {
      const { page } = new WindowsPage(endpoint, { search: 'Email 1' });
      await page.reaches('ready');
      expect(page.text).to.include('11 emails');
      // The search field announces a number of matches when typing has paused.
      timers.advance(10_000);
      await page.settled();
      expect(page.announcement).to.match(/^Report loaded: .*, 11 emails\.$/);
    });
  });
});
