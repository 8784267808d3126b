import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'vitest';
import { checkEndpoint, type CheckOptions, type CheckResult } from '../../cli/check-endpoint.ts';
import { runCommand } from '../../cli/command.ts';
import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { explanationOf } from '../../src/testing/explanations.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { answerWell, changed, rows, serve } from './served-endpoint.ts';

type Handler = Parameters<typeof serve>[0];

async function check(handler: Handler, options: Partial<CheckOptions> = {}): Promise<CheckResult> {
  const { url, close } = await serve(handler);
  try {
    return await checkEndpoint({
      ...{ endpoint: url, method: 'get', timeFrame: 'last-30-days', timeZone: 'Europe/Paris' },
      ...{ origin: undefined, credentials: {}, now: new Date('2026-11-23T09:00:00Z') },
      ...options,
    });
  } finally {
    close();
  }
}

/** The findings of a level, as texts; the path first if they have one. */
const textsOf = ({ findings }: CheckResult, level: string) =>
  findings
    .filter((finding) => finding.level === level)
    .map(({ path, count, message }) => (path ? `${path} ×${count ?? 1}: ${message}` : message));

const rowsChanged = (fields: Record<string, unknown>, at?: number) =>
  changed((report) => ({
    ...report,
    rows: report.rows.map((row, index) => (at === undefined || at === index ? { ...row, ...fields } : row)),
  }));

describe('a check of an endpoint without mistakes', () => {
  it('has no errors and warnings, and lists missing fields and requests', async () => {
    const result = await check(answerWell);
    expect(textsOf(result, 'error')).to.deep.equal([]);
    expect(textsOf(result, 'warning')).to.deep.equal([]);
    const missing = ['dataFrom', 'campaignsUrl', 'seriesUrl', 'ages', 'peopleFilters', 'campaignType', 'workspace'];
    expect(result.missing.map(({ field }) => field)).to.deep.equal(missing);
    expect(textsOf(result, 'ok')).to.include.members([
      'The report keeps to the contract: 3 rows.',
      'from and to are honored.',
      'timeZone is honored.',
      'dateBasis is honored.',
      'Email 11 can be shown.',
      'Rows explain their figures on request.',
      'Unknown parameters are ignored.',
      'An unchanged report has status 304.',
    ]);
    expect(result.requests.length).to.be.within(15, 25);
    expect(result.requests[0]).to.include({ method: 'GET', status: 200 });
    expect(result.requests[0]?.url).to.contain('from=2026-10-25&to=2026-11-23&timeZone=Europe%2FParis');
  });

  it('sends the parameters as JSON with --method post', async () => {
    const bodies: string[] = [];
    const asGet: Handler = async (url, request) => {
      if (request.method !== 'POST') return answerWell(url, request);
      let text = '';
      for await (const chunk of request) text += String(chunk);
      bodies.push(text);
      for (const [name, value] of Object.entries(JSON.parse(text) as object)) url.searchParams.set(name, String(value));
      return answerWell(url, request);
    };
    const result = await check(asGet, { method: 'post' });
    expect(textsOf(result, 'error')).to.deep.equal([]);
    expect(JSON.parse(bodies[0] ?? '')).to.include({ dateBasis: 'first-sent', sort: '-firstSentAt' });
  });
});

/** Endpoints with one mistake, and the finding that names it. */
const mistakes: readonly [title: string, handler: Handler, level: 'error' | 'warning', expected: RegExp][] = [
  [
    'series that do not add up',
    (url, request) =>
      url.pathname.endsWith('/series')
        ? Response.json({ version: 1, unit: url.searchParams.get('unit'), points: [] })
        : changed((report) => ({ ...report, seriesUrl: 'series' }))(url, request),
    'error',
    /unit=week: sent: the points add up to 0, the row has \d+\. See docs\/endpoint\.md#return-a-series/,
  ],
  [
    'people that it ignores',
    changed((report) => ({ ...report, peopleFilters: [{ name: 'Country', values: ['France'] }] })),
    'error',
    /deleted=hide: expected the response to repeat it.*\npeople=Country:France: expected the response to repeat it/,
  ],
  [
    'campaigns without a list',
    changed((report) => ({ ...report, campaignsUrl: 'emails/11' })),
    'error',
    /campaignsUrl: campaigns: expected an array, got nothing/,
  ],
  [
    'an age that it ignores',
    changed((report) => ({ ...report, ages: ['24h'] })),
    'error',
    /age=24h: expected the response to repeat age/,
  ],
  [
    'fields that are left out',
    changed((report) => ({ ...report, ages: '7d', peopleFilters: 'Country', seriesUrl: 5, notes: { code: 'gap' } })),
    'warning',
    /^notes: .* object\. See .*\nages: .*"7d"\. See .*\npeopleFilters: .*"Country"\. See .*\nseriesUrl: .* 5\. See /,
  ],
  ['a status', () => new Response('no', { status: 500 }), 'error', /status 500.*problem document/],
  ['no sign-in', () => new Response('', { status: 401 }), 'error', /status 401.*CAMPAIGN_EMAIL_REPORT_TOKEN/],
  ['an HTML page', () => new Response('<!doctype html>'), 'error', /^body.*HTML page.*Check the URL/],
  ['broken JSON', () => new Response('{"version":1,'), 'error', /^body.*Line 1, column 14/],
  ['an array', changed(({ rows: all }) => all), 'error', /^body.*expected an object, got an array/],
  ['another version', changed((report) => ({ ...report, version: 2 })), 'error', /^version/],
  ['counts as text', rowsChanged({ sent: '12' }), 'error', /^rows\[\*\]\.sent ×3:.*cast it to integer.*3 places/],
  ['one bad instant', rowsChanged({ firstSentAt: 'today' }, 1), 'error', /^rows\[1\]\.firstSentAt ×1: .*ISO 8601/],
  ['snake case', rowsChanged({ emailId: undefined, email_id: '7' }), 'error', /emailId ×3:.*"email_id"/],
  ['a misspelled field', rowsChanged({ opened: undefined, opens: 7 }), 'warning', /did you mean "opened"/],
  ['contradictions', rowsChanged({ clicked: 999 }, 1), 'warning', /^rows\[1\] ×1.*contradict each other/],
  ['too few rows', changed((report) => ({ ...report, rowCount: 9 })), 'error', /incomplete: 3 rows of 9/],
  ['ignored dates', changed((report) => ({ ...report, rows, rowCount: 3 })), 'error', /2026-11-04 to .*first sent/],
  [
    'an ignored time zone',
    (url, request) => {
      if (!url.searchParams.get('timeZone')?.includes('Mars')) url.searchParams.set('timeZone', 'UTC');
      return answerWell(url, request);
    },
    'error',
    /in Pacific\/Pago_Pago: got campaign/,
  ],
  [
    'a last day that is left out',
    (url, request) => {
      if (url.searchParams.get('from') === url.searchParams.get('to')) url.searchParams.set('to', '2026-01-01');
      return answerWell(url, request);
    },
    'error',
    /campaign 1 with email 12 is missing/,
  ],
  [
    'another time frame',
    changed((report) => ({ ...report, to: '2026-12-01' })),
    'warning',
    /^to ×1: to: requested 2026-11-23/,
  ],
  [
    'an ignored basis',
    changed((report) => ({ ...report, dateBasis: 'first-sent' })),
    'warning',
    /dateBasis=sent is not/,
  ],
  [
    'a future asOf',
    changed((report) => ({ ...report, asOf: '2027-01-01T00:00:00Z' })),
    'warning',
    /asOf is in the future/,
  ],
  [
    'a wrong email',
    (url, request) => (url.pathname.endsWith('11') ? Response.json({ id: '12', text: '' }) : answerWell(url, request)),
    'error',
    /Email 11: id: expected the requested id/,
  ],
  [
    'emails for all ids',
    (url, request) =>
      url.pathname.includes('emails') ? Response.json({ id: '11', text: '' }) : answerWell(url, request),
    'warning',
    /does not exist: expected status 404 or 410, got 200/,
  ],
  [
    'accepted mistakes',
    (url, request) => {
      if (url.searchParams.get('from') === 'yesterday') url.searchParams.delete('from');
      return answerWell(url, request);
    },
    'warning',
    /from=yesterday: expected status 400, got 200/,
  ],
  [
    'an accepted day that does not exist',
    (url, request) => {
      if (url.searchParams.get('from') === '2026-02-30') url.searchParams.set('from', '2026-03-02');
      return answerWell(url, request);
    },
    'warning',
    /from=2026-02-30: expected status 400, got 200/,
  ],
  [
    'a failure for mistakes',
    (url, request) =>
      url.searchParams.get('timeZone') === 'Mars/Base' ? new Response('', { status: 500 }) : answerWell(url, request),
    'error',
    /timeZone=Mars\/Base: expected status 400, got 500/,
  ],
  [
    'refused parameters',
    (url, request) =>
      url.searchParams.has('x-unknown-parameter') ? new Response('', { status: 400 }) : answerWell(url, request),
    'error',
    /unknown parameter: expected status 200, got 400/,
  ],
  [
    'public caching',
    changed((report) => report, { 'Cache-Control': 'public' }),
    'warning',
    /expected private.*got public/,
  ],
  [
    'an ignored ETag',
    (url, { headers }) => answerWell(url, { headers: { ...headers, 'if-none-match': undefined } }),
    'warning',
    /expected status 304/,
  ],
  ['a large response', changed((report) => ({ ...report, more: 'x'.repeat(200_000) })), 'warning', /not compressed/],
  [
    'only NDJSON',
    () => new Response('{"version":1}\n', { headers: { 'Content-Type': 'application/x-ndjson' } }),
    'error',
    /accepts only application\/json got NDJSON/,
  ],
  [
    'a short stream',
    (url, request) => {
      if (!request.headers.accept?.includes('ndjson')) return answerWell(url, request);
      const headers = { 'Content-Type': 'application/x-ndjson' };
      return new Response('{"version":1,"rowCount":3}\n', { headers });
    },
    'error',
    /NDJSON has 0 rows and is incomplete, JSON has 3/,
  ],
];

/** An endpoint with windows. */
const paged =
  (change: (answer: ReportResponse, url: URL) => ReportResponse): Handler =>
  (url) => {
    const endpoint = new PagedEndpoint(rows, 2);
    endpoint.change = change;
    return endpoint.fetcher(url);
  };
const brokenWindows: readonly [title: string, handler: Handler, expected: RegExp][] = [
  ['an ignored offset', paged((window) => ({ ...window, offset: 0 })), /offset=2.*offset: expected 2, as requested/],
  [
    'an ignored search',
    paged((window, { searchParams }) => ({
      ...window,
      ...(searchParams.has('search') && { rowCount: 3, search: null }),
    })),
    /search: expected "/,
  ],
  [
    'an ignored sort order',
    paged((window, { searchParams }) => ({
      ...window,
      rows: searchParams.get('sort') === 'sent' ? [...window.rows].reverse() : window.rows,
    })),
    /sort=sent: rows\[1\].*wrong order/,
  ],
  [
    'an ignored filter',
    paged((window, { searchParams }) =>
      searchParams.has('filter') ? { ...window, rows: rows.slice(1), rowCount: 2 } : window,
    ),
    /filter=sent>=500: rows\[1\]/,
  ],
  ...(['human', 'person'] as const).map((activity): (typeof brokenWindows)[number] => [
    `an order that ignores activity=${activity}`,
    paged((window, { searchParams }) =>
      searchParams.get('activity') === activity && searchParams.get('sort') === '-opened'
        ? { ...window, rows: [...window.rows].reverse() }
        : window,
    ),
    new RegExp(`sort=-opened&activity=${activity}: rows\\[1\\].*wrong order`),
  ]),
  [
    'a filter that ignores the activity',
    paged((window, { searchParams }) =>
      searchParams.has('activity') && searchParams.has('filter') ? { ...window, rows, rowCount: 3 } : window,
    ),
    /filter=clicked>=\d+&activity=human: rows\[\d\].*does not match/,
  ],
  [
    'an order that ignores the denominator of rates',
    paged((window, { searchParams }) =>
      searchParams.has('rateBase') ? { ...window, rows: [...window.rows].reverse() } : window,
    ),
    /sort=-clickedRate&rateBase=sent: rows\[1\].*wrong order/,
  ],
  [
    'an activity that is not repeated',
    paged((window) => ({ ...window, activity: null })),
    /activity: expected \["human"\]/,
  ],
  [
    'an order by a lower bound',
    paged((window, { searchParams }) => ({
      ...window,
      sortable: ['clickedRate.low'],
      rows: searchParams.get('sort') === '-clickedRate.low' ? [...window.rows].reverse() : window.rows,
    })),
    /sort=-clickedRate\.low: rows\[1\].*wrong order/,
  ],
  [
    'an explanation that is not the sum',
    paged((window) => ({ ...window, totals: { ...window.totals, explain: { ...window.totals?.explain, clicks: 1 } } })),
    /campaign=\d+&explain=1: totals\.explain\.clicks is 1, and \d+ in all rows/,
  ],
  ['too few rows', paged((window) => ({ ...window, rows: window.rows.slice(1) })), /fewer than limit and rowCount/],
  [
    'campaigns that are not summed',
    paged((window) =>
      window.groupBy ? { ...window, rows: window.rows.map((row) => ({ ...row, opened: 1 })) } : window,
    ),
    /groupBy=campaign: opened is 2 in all campaigns, and \d\d+ in totals/,
  ],
  [
    'totals of the rows of the window',
    paged((window) => {
      const clicked = window.rows.reduce((sum, row) => sum + (row.clicked ?? 0), 0);
      return { ...window, totals: { ...window.totals, clicked } };
    }),
    /groupBy=campaign: clicked in totals is \d+, and \d+ with offset=0&limit=2\. Totals are over all matching rows\./,
  ],
];

describe('a check', () => {
  for (const [title, handler, level, expected] of mistakes) {
    it(`finds ${title}`, async () => {
      expect(textsOf(await check(handler), level).join('\n')).to.match(new RegExp(expected.source, 'm'));
    });
  }

  for (const [title, handler, expected] of brokenWindows) {
    it(`finds ${title} of windows`, async () => {
      expect(textsOf(await check(handler), 'error').join('\n')).to.match(expected);
    });
  }

  it('checks errors and headers of a report that breaks the contract, and names the other checks', async () => {
    const breaks = changed((report) => ({ ...report, rows: [{}] }), { 'Cache-Control': 'public' });
    const result = await check(breaks);
    expect(textsOf(result, 'error').join('\n')).to.match(/sent: expected/);
    expect(textsOf(result, 'warning').join('\n')).to.match(/Cache-Control: expected private/);
    expect(textsOf(result, 'ok')).to.include('from=yesterday is refused with an explanation.');
    expect(textsOf(result, 'info').join('\n')).to.match(/need a report that keeps to the contract/);
  });

  it('accepts totals that leave out counts, and emails whose opens are not tracked', async () => {
    const untracked = rows.map((row, at) => ({ ...row, openTracked: at !== 0, explain: null }));
    const endpoint = () => new PagedEndpoint(untracked, 2);
    const some = endpoint();
    some.change = (window) => ({
      ...window,
      totals: window.groupBy ? { ...window.totals, opened: null } : { sent: window.totals?.sent ?? 0 },
    });
    for (const { fetcher } of [endpoint(), some]) {
      const result = await check((url) => fetcher(url));
      expect(textsOf(result, 'ok')).to.include('groupBy=campaign is honored.');
    }
  });

  it('says whether totals of windows explain their figures', async () => {
    const explained = await check(paged((window) => window));
    expect(textsOf(explained, 'ok')).to.include('Totals of windows explain their figures on request.');
    const silent = await check(paged((window) => ({ ...window, totals: { ...window.totals, explain: null } })));
    expect(silent.missing.map(({ field }) => field)).to.include.members(['totals.explain', 'sortable']);
  });

  it('requests neither ages nor people that the element does not offer', async () => {
    const peopleFilters = [
      { name: 'A:B', values: ['x'] },
      { name: 'Country', values: [null, 'Mali'] },
    ];
    const { requests } = await check(changed((report) => ({ ...report, ages: [null, 5], peopleFilters })));
    const sent = requests.map(({ url }) => new URL(url).searchParams);
    expect(sent.filter((parameters) => parameters.has('age'))).to.deep.equal([]);
    expect(sent.flatMap((parameters) => parameters.get('people') ?? [])).to.deep.equal(['Country:Mali']);
  });

  /** An endpoint whose rows are explained. `change` changes those at some places. */
  const explained = (change: (explain: object, at: number) => unknown): Handler =>
    changed((report) => {
      const all = report.rows as ReportResponseRow[];
      return { ...report, rows: all.map((row, at) => ({ ...row, explain: change(explanationOf(row), at) })) };
    });
  const onRequest =
    (change: Parameters<typeof explained>[0]): Handler =>
    (url, request) =>
      (url.searchParams.has('explain') ? explained(change) : answerWell)(url, request);
  const inRows = 'Rows explain their figures.';
  const page = 'See docs/endpoint.md#explain-the-figures.';

  it('accepts explanations of all rows, with any of their fields', async () => {
    for (const change of [(explain: object) => explain, () => ({ sendsMerged: 0, opens: null, botPatterns: null })]) {
      const result = await check(explained(change));
      expect(textsOf(result, 'error')).to.deep.equal([]);
      expect(textsOf(result, 'ok')).to.include(inRows);
    }
    // Pending needs softBounced.
    const unknown = await check(rowsChanged({ softBounced: null, humanOpened: null, explain: { sendsMerged: 0 } }));
    expect(textsOf(unknown, 'error')).to.deep.equal([]);
    expect(textsOf(unknown, 'ok')).to.include(inRows);
  });

  const wrong: readonly [title: string, fields: (explain: object) => object, errors: readonly (string | RegExp)[]][] = [
    [
      'counts as text',
      () => ({ sends: '1000' }),
      [
        /^rows\[\*\]\.explain\.sends ×3: rows\[0\]\.explain\.sends: expected a non-negative integer, got "1000".*cast it/,
      ],
    ],
    [
      'numbers that count nothing, and other bot patterns',
      () => ({ sends: -1, opensInferred: 1.5, botPatterns: ['IAB'] }),
      [
        /explain\.sends ×3: .* got -1/,
        /explain\.opensInferred ×3: .* got 1\.5/,
        /botPatterns ×3: .*object, got an array/,
      ],
    ],
    ['bot patterns as text', (explain) => ({ ...explain, botPatterns: { IAB: '4' } }), [/botPatterns ×3: .* got "4"/]],
    [
      'counts that contradict those of the row',
      (explain) => ({ ...explain, sends: 7, opensInferred: 99_999 }),
      [
        `rows[0].explain ×3: rows[0].explain: the steps to sent do not add up to 1000. ${page} 3 rows have this problem.`,
        /^rows\[0\]\.explain ×3: .*opened/,
        /^rows\[0\]\.explain ×3: .*humanOpened/,
        /^rows\[0\]\.explain ×3: .*personOpened/,
      ],
    ],
    [
      'bot patterns that do not add up',
      (explain) => ({ ...explain, botPatterns: { IAB: 99_999 } }),
      [
        `rows[0].explain ×3: rows[0].explain: the counts of botPatterns do not add up to botOpens and botClicks. ${page} 3 rows have this problem.`,
      ],
    ],
  ];
  for (const [title, fields, errors] of wrong) {
    it(`finds explanations with ${title}`, async () => {
      const result = await check(explained(fields));
      const found = textsOf(result, 'error');
      expect(found).to.have.length(errors.length);
      for (const [index, error] of errors.entries()) {
        if (typeof error === 'string') expect(found[index]).to.equal(error);
        else expect(found[index]).to.match(error);
      }
      expect(textsOf(result, 'ok')).not.to.include(inRows);
      const requested = textsOf(await check(onRequest(fields)), 'error');
      expect(requested).to.have.length(errors.length);
      expect(requested[0]).to.contain(': campaign=1&email=11&explain=1: rows[0].explain');
    });
  }

  it('does not blame explanations of counts that contradict each other', async () => {
    const result = await check(
      rowsChanged({ clicked: 999, pending: 400, explain: { clicks: 1500, clicksIgnored: 0, sendsMerged: 0 } }),
    );
    expect(textsOf(result, 'error')).to.deep.equal([]);
  });

  it('names rows without an explanation, and requests one of them', async () => {
    const some = (url: URL, request: IncomingMessage) =>
      explained((explain, at) => (at === 0 || url.searchParams.has('explain') ? explain : null))(url, request);
    const result = await check(some);
    expect(textsOf(result, 'error')).to.deep.equal([]);
    expect(textsOf(result, 'ok')).not.to.include(inRows);
    expect(textsOf(result, 'ok')).to.include('Rows explain their figures on request.');
    expect(textsOf(result, 'info').join('\n')).to.match(/1 of 3 rows has explain/);
    const { requests } = result;
    expect(
      requests.filter(({ url }) => url.includes('explain=1')).map(({ url }) => new URL(url).searchParams.get('email')),
    ).to.deep.equal(['12']);
  });

  it('takes an explanation without fields for a missing one', async () => {
    for (const explain of [{}, 5]) {
      const result = await check(rowsChanged({ explain }));
      expect(textsOf(result, 'error')).to.deep.equal([]);
      expect(result.missing.map(({ field }) => field)).to.include('explain');
    }
  });

  /** The first row of the fake endpoint, first sent at another time. */
  const sentAt = (firstSentAt: string, fields: object = {}) => ({ ...(rows[0] as object), firstSentAt, ...fields });
  const sameRows = (...all: readonly object[]) => changed((report) => ({ ...report, rows: all, rowCount: null }));

  for (const [title, handler, expected] of [
    [
      'rows before the time frame',
      sameRows(sentAt('2024-01-01T10:00:00Z'), sentAt('2024-01-01T12:00:00Z', { emailId: '12' })),
      /^2026-10-25 to 2026-11-23 in Europe\/Paris: got campaign 1 with email 11, first sent 2024-01-01T10:00:00.000Z\. See/,
    ],
    [
      'a row after the time frame',
      sameRows(sentAt('2026-11-02T10:00:00Z'), sentAt('2026-11-25T10:00:00Z', { emailId: '12' })),
      /^2026-10-25 to 2026-11-23 in Europe\/Paris: got campaign 1 with email 12/,
    ],
    [
      'the same rows of one day',
      sameRows(sentAt('2026-11-02T10:00:00Z')),
      /^2026-11-01 to 2026-11-01 in Europe\/Paris: got campaign 1/,
    ],
  ] as const) {
    it(`finds that dates are ignored by ${title}`, async () => {
      const result = await check(handler);
      expect(textsOf(result, 'error')[0]).to.match(expected);
      expect(textsOf(result, 'ok')).not.to.include('from and to are honored.');
    });
  }

  it('does not verify an order without rows that differ', async () => {
    const equal = rows.map((row) => ({ ...row, sent: 7, delivered: null }));
    for (const all of [[], rows.slice(0, 1), equal]) {
      const whole = await check(changed((report) => ({ ...report, rows: all, rowCount: null })));
      expect(textsOf(whole, 'ok')).not.to.include('Rows come in the requested order.');
      const unknown = 'sort=sent: the order cannot be verified, as no rows differ in it.';
      expect(textsOf(whole, 'info')).to.include(unknown);
      const windows = await check((url) => new PagedEndpoint(all, 2).fetcher(url));
      expect(textsOf(windows, 'ok')).not.to.include('sort=sent is honored.');
      expect(textsOf(windows, 'info')).to.include(unknown);
    }
  });

  it('names the columns that the report lacks without optional fields', async () => {
    const { missing } = await check(
      rowsChanged({ opened: null, humanOpened: null, campaignFolder: null, firstSentAt: null }),
    );
    expect(missing.map(({ field, consequence }) => `${field}: ${consequence}`)).to.include.members([
      'opened: Columns that are not offered: opened, openedRate, clickToOpenRate.',
      'campaignFolder: Readers cannot filter by folder or search for folders.',
    ]);
  });

  it('checks CORS for the origin of a page', async () => {
    const credentials = { token: 'Bearer x' };
    const none = await check(answerWell, { origin, credentials });
    expect(textsOf(none, 'error').join('\n')).to.match(/Allow-Origin: https:.*\n.*Preflight.*authorization/);
    const allowed = await check(allowing({ 'Access-Control-Allow-Headers': 'Authorization' }), { origin, credentials });
    expect([...textsOf(allowed, 'error'), ...textsOf(allowed, 'warning')]).to.deep.equal([]);
  });

  const origin = 'https://reports.example.com';
  /** An endpoint that allows the origin, with other headers of CORS, and refuses preflight requests with credentials. */
  const allowing =
    (others: Readonly<Record<string, string>>, ofPreflight: Readonly<Record<string, string>> = {}): Handler =>
    async (url, request) => {
      expect(request.headers.origin).to.equal(origin);
      const headers = {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'ETag, Retry-After',
        ...others,
      };
      if (request.method !== 'OPTIONS') {
        if (request.method === 'POST') return new Response('', { status: 500, headers });
        return changed((report) => report, headers)(url, request);
      }
      const { authorization, cookie } = request.headers;
      const status = authorization === undefined && cookie === undefined ? 204 : 400;
      return new Response(null, { status, headers: { ...headers, ...ofPreflight } });
    };
  const withCookie = { credentials: { cookie: 'session=1' } };
  const withToken = { credentials: { token: 'Bearer x' } };
  const credentialsAllowed = { 'Access-Control-Allow-Credentials': 'true' };
  const anyHeader = { 'Access-Control-Allow-Headers': '*' };
  const cases: readonly [string, Handler, Partial<CheckOptions>, RegExp | undefined][] = [
    ['cookies that are allowed', allowing(credentialsAllowed), withCookie, undefined],
    ['cookies that are not allowed', allowing({}), withCookie, /Access-Control-Allow-Credentials: true, got none/],
    [
      'any origin with cookies',
      allowing({ ...credentialsAllowed, 'Access-Control-Allow-Origin': '*' }),
      withCookie,
      /expected Access-Control-Allow-Origin: https:\/\/reports.example.com, got \*/,
    ],
    [
      'all exposed headers with cookies',
      allowing({ ...credentialsAllowed, 'Access-Control-Expose-Headers': '*' }),
      withCookie,
      /Expose-Headers: expected Retry-After, got \*/,
    ],
    [
      'any origin and all headers',
      allowing({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' }),
      {},
      undefined,
    ],
    ['all headers for POST', allowing(anyHeader), { method: 'post' }, undefined],
    [
      'all headers for POST with cookies',
      allowing({ ...credentialsAllowed, ...anyHeader }),
      { method: 'post', ...withCookie },
      /Preflight: expected Access-Control-Allow-Headers: content-type, got \*/,
    ],
    ['all headers for a token', allowing(anyHeader), withToken, /Allow-Headers: authorization, got \*/],
    [
      'a preflight of another origin',
      allowing(
        { 'Access-Control-Allow-Headers': 'authorization' },
        { 'Access-Control-Allow-Origin': 'https://other.example' },
      ),
      withToken,
      /Preflight: expected Access-Control-Allow-Origin: https:\/\/reports.example.com, got https:\/\/other.example/,
    ],
  ];
  for (const [title, handler, options, expected] of cases) {
    it(`treats ${title} as browsers do`, async () => {
      const result = await check(handler, { origin, ...options });
      const found = [...textsOf(result, 'error'), ...textsOf(result, 'warning')].filter((text) =>
        /Access-|Preflight/.test(text),
      );
      if (expected) expect(found.join('\n')).to.match(expected);
      else expect(found).to.deep.equal([]);
    });
  }

  it('sends credentials only to the origin of the endpoint', async () => {
    const received: IncomingMessage['headers'][] = [];
    const other = await serve((_, { headers }) => {
      received.push(headers);
      return new Response('', { status: 404 });
    });
    const handler = changed((report) => ({ ...report, previewUrl: other.url.replace('report', '{emailId}') }));
    await check(handler, { credentials: { token: 'Bearer secret', cookie: 'session=secret' } });
    other.close();
    expect(received).to.have.length(2);
    expect(JSON.stringify(received)).not.to.contain('secret');
  });

  for (const field of ['seriesUrl', 'previewPageUrl', 'previewUrl']) {
    for (const url of ['http://', 'ftp://host.example/{emailId}']) {
      it(`finds that ${field} is ${url}, and goes on`, async () => {
        const handler = changed((report) => ({ ...report, previewUrl: 'emails/{emailId}', [field]: url }));
        const result = await check(handler);
        expect(textsOf(result, 'error')).to.deep.equal([
          `${field} ×1: ${field} does not lead to an http or https URL.`,
        ]);
        expect(textsOf(result, 'ok')).to.include('Unknown parameters are ignored.');
      });
    }

    it(`names ${field} if its host cannot be reached, and goes on`, async () => {
      const { url, close } = await serve(answerWell);
      close();
      const template = url.replace('report', '{emailId}');
      const handler = changed((report) => ({ ...report, previewUrl: 'emails/{emailId}', [field]: template }));
      const result = await check(handler);
      expect(textsOf(result, 'error')).to.have.length(1);
      expect(textsOf(result, 'error').join()).to.match(
        new RegExp(`^${field} ×1: ${field}: The endpoint could not be reached: ECONNREFUSED. Request: http://127`),
      );
      expect(textsOf(result, 'ok')).to.include('Unknown parameters are ignored.');
    });
  }

  it('goes on if the endpoint does not respond to some requests', async () => {
    const handler: Handler = (url, request) => {
      const { searchParams } = url;
      if (searchParams.get('timeZone') === 'Mars/Base' || searchParams.get('dateBasis') === 'sent') request.destroy();
      return answerWell(url, request);
    };
    const result = await check(handler);
    const lost = result.findings.filter(({ level }) => level === 'error');
    expect(lost.map(({ topic }) => topic)).to.deep.equal(['time-frame', 'errors']);
    expect(textsOf(result, 'ok')).to.include('An unchanged report has status 304.');
  });

  it('says that an endpoint cannot be reached', async () => {
    const { url, close } = await serve(answerWell);
    close();
    const result = await check(answerWell, { endpoint: url });
    expect(textsOf(result, 'error').join()).to.match(/could not be reached: ECONNREFUSED/);
    expect(result.requests[0]).to.include({ status: undefined });
  });
});

describe('the command line', () => {
  async function run(args: readonly string[], environment: Record<string, string> = {}) {
    let [output, errors] = ['', ''];
    const now = new Date('2026-11-23T09:00:00Z');
    const print = (text: string) => (output += text);
    const code = await runCommand(args, { environment, now, print, printError: (text) => (errors += text) });
    return { code, output, errors };
  }

  it('prints a result for people, or as JSON, and exits with 0 or 1', async () => {
    const good = await serve((url, request) =>
      request.headers.authorization === 'Bearer t' ? answerWell(url, request) : new Response('', { status: 401 }),
    );
    const token = { CAMPAIGN_EMAIL_REPORT_TOKEN: 't' };
    const text = await run(['check', good.url], token);
    expect([text.code, text.errors]).to.deep.equal([0, '']);
    expect(text.output).to.match(/^Response\n.*\nContract\n {2}✓ The report keeps/s);
    expect(text.output).to.match(/Requests\n {2}200 GET http.* \(\d+ ms to headers, \d+ ms in total, \d+ kB\)/);
    expect(text.output).to.match(/report: 0 errors, 0 warnings\.\n$/);
    const json = await run(['check', good.url, '--json'], token);
    expect(JSON.parse(json.output)).to.include({ endpoint: good.url, errors: 0, warnings: 0 });
    const refused = await run(['check', good.url]);
    expect(refused.code).to.equal(1);
    expect(refused.output).to.contain('✗ The endpoint responded with status 401');
    good.close();
  });

  it('does not let a response control the terminal', async () => {
    const evil = await serve(() => new Response('\u001b[2J\u202e', { status: 200 }));
    const { output } = await run(['check', evil.url]);
    evil.close();
    expect(output.replaceAll('\n', '')).not.to.match(/[\p{Cc}\p{Cf}]/u);
  });

  const wrong: readonly (readonly string[])[] = [
    [],
    ['chekc', 'https://host.example'],
    ['check'],
    ['check', 'ftp://host.example'],
    ['check', 'https://user:secret@host.example'],
    ['check', 'https://host.example', 'https://other.example'],
    ['check', 'https://host.example', '--time-frame', 'soon'],
    ['check', 'https://host.example', '--time-zone', '+02:00'],
    ['check', 'https://host.example', '--method', 'put'],
    ['check', 'https://host.example', '--origin', 'https://host.example/page'],
    ['check', 'https://host.example', '--token', 'x'],
  ];
  for (const args of wrong) {
    it(`exits with 2 for ${args.join(' ') || 'no arguments'}`, async () => {
      const { code, output, errors } = await run(args);
      expect([code, output]).to.deep.equal([2, '']);
      expect(errors).to.match(/^[^\n]+\n\nUsage: campaign-email-report check URL/);
      expect(errors).not.to.contain('secret');
    });
  }
});
