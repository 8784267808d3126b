import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startReportServer } from './support/report-extract.ts';
import { collator, countsOf, key, sumsOf } from './support/report-rows.ts';
import { getReport, reportUrl, startServer, type Report, type Row } from './support/server.ts';

let server: Awaited<ReturnType<typeof startReportServer>>;
let whole: Report;

beforeAll(async () => {
  server = await startReportServer();
  whole = await getReport(server.address);
});

afterAll(() => server.close());

describe('page', () => {
  it('contains a part of the report and the totals of all rows', async () => {
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

  it('after the last row is empty, with the totals of all rows', async () => {
    const window = await getReport(server.address, { offset: 1000, limit: 10 });
    assert.deepEqual([window.rows, window.rowCount], [[], whole.rowCount]);
    assert.deepEqual(countsOf(window.totals), sumsOf(whole.rows));
  });

  it('has no rows if the limit is 0, and all remaining rows without a limit', async () => {
    assert.deepEqual((await getReport(server.address, { limit: 0 })).rows, []);
    const rest = await getReport(server.address, { offset: 2 });
    assert.deepEqual(rest.rows, whole.rows.slice(2));
    assert.equal(typeof rest['limit'], 'number');
  });

  it('has the same content in NDJSON', async () => {
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
    it(`contains the rows that match the search ${search}`, async () => {
      const window = await getReport(server.address, { search, limit: 100, sort: 'emailName' });
      assert.deepEqual(window.rows.map(key).toSorted(), found);
      assert.equal(window['search'], search);
      assert.equal(window.rowCount, found.length);
      assert.deepEqual(countsOf(window.totals), sumsOf(window.rows));
    });
  }

  it('grouped by campaign contains the sums of the matching rows', async () => {
    const grouped = await getReport(server.address, {
      groupBy: 'campaign',
      limit: 100,
      search: 'i',
      sort: 'emailName',
      explain: 1,
    });
    const single = await getReport(server.address, { limit: 100, search: 'i', explain: 1 });
    const campaigns = new Map<string, Row[]>();
    for (const row of single.rows) campaigns.set(row.campaignId, [...(campaigns.get(row.campaignId) ?? []), row]);
    assert.equal(grouped.rowCount, campaigns.size);
    assert.deepEqual(countsOf(grouped.totals), sumsOf(single.rows));
    const names = grouped.rows.map((row) => row['campaignName'] as string);
    assert.deepEqual(names, names.toSorted(collator.compare));
    for (const row of grouped.rows) {
      const rows = campaigns.get(row.campaignId) ?? [];
      assert.deepEqual(countsOf(row), sumsOf(rows));
      const [only, ...others] = rows;
      assert.deepEqual(
        [row['openTracked'], row['mayHaveBegunEarlier']],
        [true, rows.some((each) => each['mayHaveBegunEarlier'])],
      );
      for (const field of ['emailId', 'emailName', 'hasPreview']) {
        assert.equal(row[field], others.length > 0 ? null : only?.[field], field);
      }
      const sums = sumsOf(rows);
      assert.deepEqual(
        [row['emails'], row['emailsTracked'], row['sentTracked'], row['deliveredTracked'], row['clickedTracked']],
        [rows.length, rows.length, sums['sent'], sums['delivered'], sums['clicked']],
      );
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

describe('a server with a window size', () => {
  it('sends the first window of a longer report, and a shorter report completely', async () => {
    const small = await startServer({ database: server.database, windowSize: 4 });
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
