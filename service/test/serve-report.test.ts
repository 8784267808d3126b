import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { builtInColumns } from '../../src/model/columns.ts';
import { countIds } from '../../src/model/metrics.ts';
import { sendsAt, startReportServer } from './support/report-extract.ts';
import { countsOf, key, sorted, sumOf, sumsOf } from './support/report-rows.ts';
import {
  extractOf,
  getReport,
  importInto,
  makeFolder,
  reportUrl,
  startServer,
  type Report,
  type Row,
} from './support/server.ts';

let server: Awaited<ReturnType<typeof startReportServer>>;
let whole: Report;

beforeAll(async () => {
  server = await startReportServer();
  whole = await getReport(server.address);
});

afterAll(() => server.close());

describe('a complete report', () => {
  it('contains a head and all rows', () => {
    const { rows, ...head } = whole;
    assert.deepEqual(head, {
      version: 1,
      asOf: '2026-11-20T08:00:00Z',
      dataFrom: '2026-01-05T08:00:00Z',
      ages: ['24h', '7d', '28d'],
      notes: [{ code: 'no-action-result' }],
      timeZone: 'UTC',
      dateBasis: 'first-sent',
      rowCount: 9,
      previewUrl: 'emails/{emailId}?campaign={campaignId}',
      previewPageUrl: 'emails/{emailId}/preview?images={images}',
      campaignsUrl: 'campaigns',
      seriesUrl: 'series',
    });
    assert.equal(rows.length, 9);
  });

  it('contains every field of a row, including zeros', () => {
    const row = whole.rows.find((each) => key(each) === '1001/71');
    assert.deepEqual(row, {
      campaignId: '1001',
      campaignName: 'Été à Paris',
      campaignFolder: '/EMEA/2026',
      campaignArchived: null,
      campaignType: null,
      program: null,
      workspace: null,
      emailId: '71',
      emailName: 'Invite "Été", one',
      hasPreview: false,
      openTracked: true,
      mayHaveBegunEarlier: false,
      firstSentAt: '2026-03-02T08:00:00Z',
      lastActivityAt: '2026-03-02T08:00:00Z',
      ...{ sent: 10, delivered: 8, hardBounced: 0, softBounced: 0, pending: 0, aborted: 2 },
      ...{ opened: 5, clicked: 2, unsubscribed: 0, humanOpened: 5, humanClicked: 2, privacyOpened: 0 },
    });
    assert.equal(whole.rows.find((each) => each.emailId === '76')?.['emailName'], '日本語 😀 שלום \\ "x"');
    assert.equal(whole.rows.find((each) => each.emailId === '73')?.['firstSentAt'], '2026-03-04T08:00:00.250Z');
    assert.equal(whole.rows.find((each) => each.emailId === '76')?.['campaignName'], '1004');
    assert.equal(whole.rows.find((each) => each.emailId === '76')?.['campaignArchived'], null);
  });

  it('explains its numbers on request', async () => {
    const report = await getReport(server.address, { campaign: 1001, email: 71, explain: 1 });
    assert.deepEqual(
      report.rows.map(({ emailId, explain }) => ({ emailId, explain })),
      [
        {
          emailId: '71',
          explain: {
            ...{ sends: 10, deliveries: 8, hardBounces: 0, softBounces: 0, opens: 5, clicks: 2, unsubscribes: 0 },
            ...{ sendsMerged: 0, sendsSkipped: 0, opensInferred: 0, deliveriesInferred: 0, bouncesOverridden: 0 },
            ...{ clicksIgnored: 0, botOpens: 1, botClicks: 0, botPatterns: { IAB: 1 }, opensUnmarked: 4 },
            ...{ clicksUnmarked: 2, privacyOpens: 0, unsubscribesAttributed: 0 },
          },
        },
      ],
    );
    const all = await getReport(server.address, { explain: 1 });
    assert.deepEqual(
      all.rows.map(({ explain: _, ...row }) => row),
      whole.rows,
    );
  });

  it('says which emails may have begun before the data', () => {
    const marked = whole.rows.filter((row) => row['mayHaveBegunEarlier'] === true);
    assert.deepEqual(marked.map(key), ['999/100']);
  });

  it('has the same content in NDJSON', async () => {
    const response = await fetch(reportUrl(server.address), { headers: { accept: 'application/x-ndjson' } });
    assert.equal(response.headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
    const text = await response.text();
    assert.ok(text.endsWith('}\n'));
    const [head, ...rows] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual({ ...head, rows }, whole);
  });

  for (const [accept, expected] of [
    [undefined, 'json'],
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/html, */*;q=0.8', 'json'],
    ['application/x-ndjson, application/json;q=0.9', 'ndjson'],
    ['application/json;q=0.5, application/x-ndjson', 'ndjson'],
    ['application/x-ndjson;q=0.2, application/json', 'json'],
    ['application/x-ndjson, application/json', 'json'],
    ['application/x-ndjson;q=0, */*;q=0.1', 'json'],
    ['application/x-ndjson, */*', 'ndjson'],
    ['application/x-ndjson;charset=utf-8;q=0.5, application/json', 'json'],
  ] as const) {
    it(`is ${expected === 'json' ? 'JSON' : 'NDJSON'} for ${accept === undefined ? 'a request without Accept header' : `Accept: ${accept}`}`, async () => {
      const response = await fetch(reportUrl(server.address), { headers: accept === undefined ? {} : { accept } });
      const type = expected === 'json' ? 'application/json' : 'application/x-ndjson';
      assert.equal(response.headers.get('content-type'), `${type}; charset=utf-8`);
      assert.match(response.headers.get('vary') ?? '', /\bAccept\b/);
      await response.arrayBuffer();
    });
  }

  it('has no rows, and totals of zero, if nothing was sent', async () => {
    const empty = await getReport(server.address, { from: '2020-01-01', to: '2020-12-31' });
    assert.deepEqual([empty.rowCount, empty.rows], [0, []]);
    const window = await getReport(server.address, { from: '2020-01-01', to: '2020-12-31', limit: 5, explain: 1 });
    assert.deepEqual([window.rowCount, window.rows, window.totals['sent']], [0, [], 0]);
    assert.deepEqual(window.totals.explain.botPatterns, {});
  });

  it('counts by first send or by each send, depending on the date basis', async () => {
    const sentIn = async (from: string, to: string, dateBasis: string): Promise<unknown> => {
      const report = await getReport(server.address, { from, to, dateBasis, campaign: 1005 });
      assert.deepEqual([report['from'], report['to'], report['dateBasis']], [from, to, dateBasis]);
      return report.rows.map((row) => row['sent']);
    };
    assert.deepEqual(await sentIn('2026-03-01', '2026-03-31', 'first-sent'), [2]);
    assert.deepEqual(await sentIn('2026-03-01', '2026-03-31', 'sent'), [1]);
    assert.deepEqual(await sentIn('2026-04-01', '2026-04-30', 'first-sent'), []);
    assert.deepEqual(await sentIn('2026-04-01', '2026-04-30', 'sent'), [1]);
  });

  it('contains only the rows of the requested campaign, and echoes its id', async () => {
    const report = await getReport(server.address, { campaign: 1002 });
    assert.equal(report['campaign'], '1002');
    assert.deepEqual(report.rows.map(key).toSorted(), ['1002/71', '1002/73']);
  });
});

describe('a report at an age', () => {
  it('keeps rows that are too young, with zeros, and has no explanations', async () => {
    const { age, rows } = await getReport(server.address, { age: '24h', explain: 1, sort: '-firstSentAt' });
    assert.equal(age, '24h');
    const [young, old] = [rows[0] as Row, rows.find((row) => key(row) === '1001/71') as Row];
    assert.deepEqual(
      [key(young), young['tooYoung'], ...Object.values(countsOf(young))],
      ['1004/76', 2, ...countIds.map(() => 0)],
    );
    // At 24 hours, nothing is aborted.
    assert.deepEqual(
      [old['tooYoung'], old['sent'], old['pending'], old['aborted'], old.explain],
      [0, 10, 2, 0, undefined],
    );
    assert.deepEqual(
      rows.map((row) => Object.keys(row).length),
      whole.rows.map((row) => Object.keys(row).length + 1),
    );
  });

  it('is totaled, grouped and filtered at that age', async () => {
    const { rows, totals } = await getReport(server.address, { age: '7d', limit: 9, filter: 'aborted>=1' });
    assert.deepEqual([countsOf(totals), totals['tooYoung']], [sumsOf(rows), 0]);
    assert.deepEqual(rows.map(key).toSorted(), ['1001/71', '1002/71', '1005/77', '999/100']);
    const grouped = await getReport(server.address, { age: '7d', limit: 9, groupBy: 'campaign' });
    assert.equal(sumOf(grouped.rows, 'tooYoung'), 2);
  });

  it('is sorted and filtered by the people who are too young', async () => {
    for (const groupBy of ['campaign', undefined]) {
      const sort = '-tooYoung';
      const { rows } = await getReport(server.address, { age: '7d', limit: 9, sort, ...(groupBy && { groupBy }) });
      const counts = rows.map((row) => Number(row['tooYoung']));
      assert.deepEqual([counts, counts[0]], [counts.toSorted((a, b) => b - a), 2]);
    }
    const { rows } = await getReport(server.address, { age: '7d', limit: 9, filter: 'tooYoung>=1' });
    assert.deepEqual(rows.map(key), ['1004/76']);
    // Without an age, everybody is counted: the number is unknown.
    const now = await getReport(server.address, {
      limit: 9,
      filter: 'tooYoung>=0',
      sort: 'tooYoung',
      groupBy: 'campaign',
    });
    assert.deepEqual(now.rows, []);
  });
});

describe('sorting', () => {
  for (const column of builtInColumns.ids) {
    for (const descending of [false, true]) {
      it(`by ${column} ${descending ? 'descending' : 'ascending'} keeps unknown values last and breaks ties by id`, async () => {
        const report = await getReport(server.address, { sort: `${descending ? '-' : ''}${column}` });
        assert.deepEqual(report.rows.map(key), sorted(whole.rows, column, descending));
      });
    }
  }

  it('defaults to the first send, latest first', () => {
    assert.deepEqual(whole.rows.map(key), sorted(whole.rows, 'firstSentAt', true));
  });

  it('uses the second key if the first is equal', async () => {
    const { rows } = await getReport(server.address, { sort: 'sent,-emailName', campaign: 1003 });
    assert.deepEqual(rows.map(key), ['1003/74', '1003/75']);
  });
});

describe('a report of several thousand rows', () => {
  it('keeps its order in NDJSON', async () => {
    const long = await makeFolder();
    const instants = Array.from({ length: 2100 }, (_, index) =>
      new Date(Date.UTC(2026, 2, 1, 0, index * 7)).toISOString(),
    );
    const { address, close } = await startServer({
      database: await importInto(long.path, { 'long.csv': extractOf(sendsAt(2001, 1, instants)) }),
    });
    try {
      const headers = { accept: 'application/x-ndjson' };
      const text = await (await fetch(reportUrl(address, { sort: 'firstSentAt' }), { headers })).text();
      const [head, ...rows] = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.equal(head?.['rowCount'], 2100);
      assert.deepEqual(
        rows.map((row) => row['emailId']),
        instants.map((_, index) => String(index + 1)),
      );
    } finally {
      await close();
      await long.remove();
    }
  });
});
