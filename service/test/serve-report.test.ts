import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { columnIds, columnKind, isRateId, type ColumnId } from '../../src/model/columns.ts';
import { countIds, rates, rateOf } from '../../src/model/metrics.ts';
import { reportFiles, sendsAt } from './support/report-extract.ts';
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

let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;
let database: string;
let whole: Report;

before(async () => {
  folder = await makeFolder();
  const options = ['--campaigns', `${folder.path}/campaigns.json`, '--folders', `${folder.path}/folders.json`];
  database = await importInto(folder.path, reportFiles, options);
  server = await startServer({ database });
  whole = await getReport(server.address);
});

after(async () => {
  await server.close();
  await folder.remove();
});

const key = (row: Row): string => `${row.campaignId}/${row.emailId}`;

function valueOf(row: Row, column: ColumnId): unknown {
  if (!isRateId(column)) return row[column] ?? undefined;
  const { numerator, denominator } = rates[column];
  const rate = rateOf(row[numerator] as number, row[denominator] as number);
  return Number.isNaN(rate) ? undefined : rate;
}

const collator = new Intl.Collator('und');

function compare(column: ColumnId, left: unknown, right: unknown): number {
  if (columnKind(column) === 'text') return collator.compare(left as string, right as string);
  if (columnKind(column) === 'instant') return Date.parse(left as string) - Date.parse(right as string);
  return Number(left) - Number(right);
}

/** The order that the contract describes, by other means than the server's. */
function sorted(rows: readonly Row[], column: ColumnId, descending: boolean): string[] {
  const byId = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return rows
    .toSorted((left, right) => {
      const [a, b] = [valueOf(left, column), valueOf(right, column)];
      if ((a === undefined) !== (b === undefined)) return a === undefined ? 1 : -1;
      const order = a === undefined ? 0 : compare(column, a, b);
      if (order !== 0) return descending ? -order : order;
      return byId(left.campaignId, right.campaignId) || byId(left.emailId, right.emailId);
    })
    .map(key);
}

function sumsOf(rows: readonly Row[]): Record<string, number> {
  return Object.fromEntries(countIds.map((id) => [id, rows.reduce((sum, row) => sum + (row[id] as number), 0)]));
}

function countsOf(row: Row): Record<string, unknown> {
  return Object.fromEntries(countIds.map((id) => [id, row[id]]));
}

describe('a whole report', () => {
  it('says what it covers and holds all rows', () => {
    const { rows, ...head } = whole;
    assert.deepEqual(head, {
      version: 1,
      asOf: '2026-11-20T08:00:00Z',
      timeZone: 'UTC',
      dateBasis: 'first-sent',
      rowCount: 9,
      previewUrl: 'emails/{emailId}',
      previewPageUrl: 'emails/{emailId}/preview?images={images}',
    });
    assert.equal(rows.length, 9);
  });

  it('sends every field of a row, zeros too, with its names as they are', () => {
    const row = whole.rows.find((each) => key(each) === '1001/71');
    assert.deepEqual(row, {
      campaignId: '1001',
      campaignName: 'Été à Paris',
      campaignFolder: '/EMEA/2026',
      campaignArchived: false,
      emailId: '71',
      emailName: 'Invite "Été", one',
      firstSentAt: '2026-03-02T08:00:00Z',
      lastActivityAt: '2026-03-02T08:00:00Z',
      ...{ sent: 10, delivered: 8, hardBounced: 0, softBounced: 0, pending: 0, aborted: 2 },
      ...{ opened: 5, clicked: 2, unsubscribed: 0, humanOpened: 5, humanClicked: 2 },
      explain: {
        ...{ sendsMerged: 0, sendsSkipped: 0, opensInferred: 0, deliveriesInferred: 0, bouncesOverridden: 0 },
        ...{ clicksIgnored: 0, botOpens: 1, botClicks: 0, botPatterns: { IAB: 1 } },
      },
      hasPreview: false,
    });
    assert.equal(whole.rows.find((each) => each.emailId === '76')?.['emailName'], '日本語 😀 שלום \\ "x"');
    assert.equal(whole.rows.find((each) => each.emailId === '73')?.['firstSentAt'], '2026-03-04T08:00:00.250Z');
    assert.equal(whole.rows.find((each) => each.emailId === '76')?.['campaignName'], '1004');
    assert.equal(whole.rows.find((each) => each.emailId === '76')?.['campaignArchived'], null);
  });

  it('is the same line by line', async () => {
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

  it('sends the rows of a window line by line', async () => {
    const headers = { accept: 'application/x-ndjson' };
    const text = await (await fetch(reportUrl(server.address, { limit: 2 }), { headers })).text();
    const [head, ...rows] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual({ ...head, rows }, await getReport(server.address, { limit: 2 }));
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
    it(`is ${expected} to a client that accepts ${accept ?? 'nothing in particular'}`, async () => {
      const response = await fetch(reportUrl(server.address), { headers: accept === undefined ? {} : { accept } });
      const type = expected === 'json' ? 'application/json' : 'application/x-ndjson';
      assert.equal(response.headers.get('content-type'), `${type}; charset=utf-8`);
      assert.match(response.headers.get('vary') ?? '', /\bAccept\b/);
      await response.arrayBuffer();
    });
  }

  it('has no rows, and zeros for totals, where nothing was sent', async () => {
    const empty = await getReport(server.address, { from: '2020-01-01', to: '2020-12-31' });
    assert.deepEqual([empty.rowCount, empty.rows], [0, []]);
    const window = await getReport(server.address, { from: '2020-01-01', to: '2020-12-31', limit: 5 });
    assert.deepEqual([window.rowCount, window.rows, window.totals['sent']], [0, [], 0]);
    assert.deepEqual(window.totals.explain.botPatterns, {});
  });

  it('counts by first send, or by each send, as it is told', async () => {
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

  it('has only the rows of a campaign that is asked for, and says so', async () => {
    const report = await getReport(server.address, { campaign: 1002 });
    assert.equal(report['campaign'], '1002');
    assert.deepEqual(report.rows.map(key).toSorted(), ['1002/71', '1002/73']);
  });
});

describe('the order', () => {
  for (const column of columnIds) {
    for (const descending of [false, true]) {
      it(`by ${column}, ${descending ? 'greatest' : 'least'} first: unknown last, ties by ids`, async () => {
        const report = await getReport(server.address, { sort: `${descending ? '-' : ''}${column}` });
        assert.deepEqual(report.rows.map(key), sorted(whole.rows, column, descending));
      });
    }
  }

  it('is by first send, the latest first, unless another is asked for', () => {
    assert.deepEqual(whole.rows.map(key), sorted(whole.rows, 'firstSentAt', true));
  });

  it('has a second key where the first is equal', async () => {
    const { rows } = await getReport(server.address, { sort: 'sent,-emailName', campaign: 1003 });
    assert.deepEqual(rows.map(key), ['1003/74', '1003/75']);
  });
});

describe('a window', () => {
  it('after window is the whole report, each with the totals of all', async () => {
    const sort = '-openedRate,campaignName';
    const rows: Row[] = [];
    for (let offset = 0; offset < whole.rowCount; offset += 4) {
      const window = await getReport(server.address, { sort, offset, limit: 4 });
      assert.deepEqual([window['offset'], window['limit'], window['sort']], [offset, 4, sort]);
      assert.equal(window.rowCount, whole.rowCount);
      assert.deepEqual(countsOf(window.totals), sumsOf(whole.rows));
      assert.equal('campaignId' in window.totals || 'emailName' in window.totals, false);
      rows.push(...window.rows);
    }
    assert.deepEqual(rows, (await getReport(server.address, { sort })).rows);
  });

  it('beyond the end is empty and still knows the totals', async () => {
    const window = await getReport(server.address, { offset: 1000, limit: 10 });
    assert.deepEqual([window.rows, window.rowCount], [[], whole.rowCount]);
    assert.deepEqual(countsOf(window.totals), sumsOf(whole.rows));
  });

  it('of no rows is only the totals; one without a limit goes on to the end', async () => {
    assert.deepEqual((await getReport(server.address, { limit: 0 })).rows, []);
    const rest = await getReport(server.address, { offset: 2 });
    assert.deepEqual(rest.rows, whole.rows.slice(2));
    assert.equal(typeof rest['limit'], 'number');
  });

  it('is the same line by line', async () => {
    const url = reportUrl(server.address, { limit: 3, offset: 1, groupBy: 'campaign' });
    const [head, ...rows] = (await (await fetch(url, { headers: { accept: 'application/x-ndjson' } })).text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual({ ...head, rows }, await getReport(server.address, { limit: 3, offset: 1, groupBy: 'campaign' }));
  });

  for (const [search, found] of [
    ['ETE', ['1001/71', '1001/72', '1002/71']],
    ['été à', ['1001/71', '1001/72']],
    ['100%_', ['1002/71', '1002/73']],
    ['%', ['1002/71', '1002/73']],
    ['emile', ['1003/74', '1003/75']],
    ['"été", ONE', ['1001/71', '1002/71']],
    ['日本', ['1004/76']],
    ['nowhere', []],
  ] as const) {
    it(`searched for ${search}`, async () => {
      const window = await getReport(server.address, { search, limit: 100, sort: 'emailName' });
      assert.deepEqual(window.rows.map(key).toSorted(), found);
      assert.equal(window['search'], search);
      assert.equal(window.rowCount, found.length);
      assert.deepEqual(countsOf(window.totals), sumsOf(window.rows));
    });
  }

  it('grouped by campaign has the sums of each, of the rows that were searched for', async () => {
    const grouped = await getReport(server.address, {
      groupBy: 'campaign',
      limit: 100,
      search: 'i',
      sort: 'emailName',
    });
    const single = await getReport(server.address, { limit: 100, search: 'i' });
    const campaigns = new Map<string, Row[]>();
    for (const row of single.rows) campaigns.set(row.campaignId, [...(campaigns.get(row.campaignId) ?? []), row]);
    assert.equal(grouped.rowCount, campaigns.size);
    assert.deepEqual(countsOf(grouped.totals), sumsOf(single.rows));
    const names = grouped.rows.map((row) => row['campaignName'] as string);
    assert.deepEqual(names, names.toSorted(collator.compare));
    for (const row of grouped.rows) {
      const rows = campaigns.get(row.campaignId) ?? [];
      assert.deepEqual(countsOf(row), sumsOf(rows));
      assert.equal('emailId' in row || 'emailName' in row, false);
      assert.equal(row['firstSentAt'], rows.map((each) => String(each['firstSentAt'])).toSorted()[0]);
      assert.equal(
        row['lastActivityAt'],
        rows
          .map((each) => String(each['lastActivityAt']))
          .toSorted()
          .at(-1),
      );
      const botOpens = rows.reduce((sum, each) => sum + (each.explain['botOpens'] ?? 0), 0);
      assert.deepEqual(row.explain.botPatterns, botOpens > 0 ? { IAB: botOpens } : {});
    }
  });
});

describe('a server with a window of its own', () => {
  it('answers a longer report as its first window, a shorter one whole', async () => {
    const small = await startServer({ database, window: 4 });
    try {
      const long = await getReport(small.address);
      assert.deepEqual([long['offset'], long['limit'], long.rowCount], [0, 4, whole.rowCount]);
      assert.deepEqual(long.rows, whole.rows.slice(0, 4));
      const short = await getReport(small.address, { campaign: 1001 });
      assert.deepEqual([short['limit'], short.totals, short.rows.length], [undefined, undefined, 2]);
      assert.equal((await getReport(small.address, { limit: 6 })).rows.length, 6);
    } finally {
      await small.close();
    }
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
