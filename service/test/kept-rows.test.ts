import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { fullAccess } from '../serve/access.ts';
import { defaultLimits } from '../serve/limits.ts';
import { Queries } from '../serve/queries.ts';
import { Readiness } from '../serve/readiness.ts';
import { ReportDatabase, type FileLease, type Snapshot } from '../serve/report-database.ts';
import { parseReportRequest, type ReportRequest } from '../serve/report-parameters.ts';
import { queryReport } from '../serve/report-query.ts';
import { DuckDbRecords } from '../store/duckdb-records.ts';
import { endlessFrom, generateDatabase } from './support/generated-database.ts';
import { makeFolder } from './support/server.ts';
import { read } from './support/snapshot.ts';

const rows = 2000;
/** A number of rows for which windows after the first one are read from sorted rows. The real number does not matter. */
const manyRows = 100_000;
const databaseMemory = 60e6;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: ReportDatabase;
let file: FileLease;

beforeAll(async () => {
  folder = await makeFolder();
  const path = join(folder.path, 'report.duckdb');
  await generateDatabase(path, { rows, peoplePerRow: 3, hasEndlessReports: true });
  database = new ReportDatabase(path, fail, { ...defaultLimits(), databaseMemory: 300e6 });
  file = await database.lease();
});

afterAll(async () => {
  file.release();
  database.close();
  await folder.remove();
});

function fail(error: unknown): void {
  throw error;
}

/**
 * @param count the number of rows: with it they are kept
 * @param prepare receives the connection before its query
 */
async function readWindow(
  lease: FileLease,
  query: Record<string, string>,
  count: number | undefined,
  prepare: (snapshot: Snapshot) => void = () => undefined,
): Promise<unknown> {
  const snapshot = await lease.connect();
  prepare(snapshot);
  try {
    const request = parseReportRequest({ limit: '3', ...query }, fullAccess);
    const { head, batches } = await queryReport(snapshot, request, undefined, count);
    const lines: string[] = [];
    for await (const batch of batches) lines.push(...batch);
    return { head, lines };
  } finally {
    snapshot.close();
  }
}

async function select(lease: FileLease, sql: string): Promise<number> {
  const snapshot = await lease.connect();
  const result = await snapshot.connection.runAndReadAll(sql);
  snapshot.close();
  return Number(result.getRows()[0]?.[0]);
}

const keptTables = `SELECT count(*) FROM duckdb_tables() WHERE database_name = '#rows'`;
const keptMemory = `SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'`;

describe('a window', () => {
  for (const query of [
    { sort: '-clicked', offset: '100' },
    { sort: 'opened', offset: '1999' },
    { sort: 'opened', offset: '2000' },
    { groupBy: 'campaign', sort: '-sent', offset: '498', limit: '9' },
    { groupBy: 'campaign', search: 'EMAIL 12', offset: '2' },
    { groupBy: 'campaign', filter: 'clicked>=1', explain: '1', offset: '20' },
    { search: 'EMAIL 12', filter: 'opened>=1', sort: 'emailName,-sent', offset: '7', timeZone: 'Asia/Kathmandu' },
    { campaign: '1007', offset: '2' },
    { age: '7d', sort: '-tooYoung', offset: '300' },
    { sort: 'campaignName,-openedRate.low' },
    { groupBy: 'campaign', sort: '-sent' },
    { groupBy: 'campaign', explain: '1' },
    { search: 'EMAIL 12', sort: 'emailName' },
    { filter: 'clicked>=1', explain: '1' },
    { campaign: '1007' },
    { email: '77' },
    { from: '2025-02-03', to: '2025-07-08', dateBasis: 'sent', timeZone: 'Asia/Kathmandu' },
    { age: '7d', sort: '-tooYoung' },
    { from: '2025-02-03', to: '2025-07-08', sort: '-clicked', offset: '20', timeZone: 'Asia/Kathmandu' },
    { from: '2025-02-03', groupBy: 'campaign', explain: '1', offset: '5' },
    { to: '2025-02-03', search: 'EMAIL 12', age: '28d' },
    { from: '2025-02-03', deleted: 'hide', sort: '-opened' },
    { deleted: 'hide', sort: '-opened' },
    { limit: '0' },
  ] as Record<string, string>[]) {
    it(`is the same from kept rows: ${new URLSearchParams(query).toString()}`, async () => {
      const computed = await readWindow(file, query, undefined);
      assert.deepEqual(await readWindow(file, query, rows), computed);
      assert.deepEqual(await readWindow(file, query, rows), computed);
      assert.deepEqual(await readWindow(file, query, manyRows), computed);
      assert.deepEqual(await readWindow(file, query, manyRows), computed);
    });
  }

  it('is the same for requests at the same time, of the same report and of others', async () => {
    const queries = Array.from({ length: 12 }, (_, index) => ({
      from: `2025-03-0${1 + (index % 4)}`,
      offset: `${index}`,
    }));
    const computed = await Promise.all(queries.map((query) => readWindow(file, query, undefined)));
    assert.deepEqual(await Promise.all(queries.map((query) => readWindow(file, query, rows))), computed);
  });
});

/** Starts a window whose rows are kept. @param onComputation called when it computes the rows of the report */
async function startWindow(
  query: Record<string, string>,
  onComputation: () => void,
): Promise<{ window: Promise<unknown>; interrupt: () => Promise<void> }> {
  let start: (snapshot: Snapshot) => void = () => undefined;
  const started = new Promise<Snapshot>((resolve) => (start = resolve));
  const window = readWindow(file, query, rows, (snapshot) => {
    const { records } = snapshot;
    const rowsOf = records.rows.bind(records);
    records.rows = (request) => {
      onComputation();
      return rowsOf(request);
    };
    start(snapshot);
  });
  const snapshot = await started;
  const interrupt = async (): Promise<void> => {
    // An interrupt between two calls of the database has no effect.
    const timer = setInterval(() => snapshot.interrupt(), 1);
    await assert.rejects(window).finally(() => clearInterval(timer));
  };
  return { window, interrupt };
}

describe('kept rows', () => {
  it('are computed once for windows that are requested at the same time', async () => {
    let computed = 0;
    const windows = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        startWindow({ from: '2025-06-09', dateBasis: 'sent', offset: `${index}` }, () => (computed += 1)),
      ),
    );
    await Promise.all(windows.map(({ window }) => window));
    assert.equal(computed, 1);
  });

  it('are computed by the next request if the first one is interrupted', async () => {
    const computing: number[] = [];
    const start = (number: number): ReturnType<typeof startWindow> =>
      startWindow({ from: endlessFrom, deleted: 'hide', offset: `${number}` }, () => computing.push(number));
    const [first, second, third] = [await start(1), await start(2), await start(3)];
    await third.interrupt();
    assert.deepEqual(computing, [1]);
    await first.interrupt();
    await second.interrupt();
    assert.deepEqual(computing, [1, 2]);
  });

  it('are those of one report for all its orders, searches and pages', async () => {
    const before = await select(file, keptTables);
    for (const query of [{ sort: 'sent' }, { sort: '-sent', offset: '9' }, { groupBy: 'campaign' }]) {
      await readWindow(file, { ...query, from: '2025-06-07', dateBasis: 'sent' }, rows);
    }
    assert.equal(await select(file, keptTables), before + 1);
    // Their texts are kept, too.
    for (const search of ['1', 'é', 'x'])
      await readWindow(file, { search, from: '2025-06-07', dateBasis: 'sent' }, rows);
    assert.equal(await select(file, keptTables), before + 2);
  });

  it('are those of one report for all time frames by first send', async () => {
    const queries = [{ from: '2025-03-04' }, { to: '2025-09-10' }, { from: '2025-03-04', to: '2025-03-31' }];
    await readWindow(file, {}, rows);
    const before = await select(file, keptTables);
    for (const query of queries) {
      assert.deepEqual(await readWindow(file, query, rows), await readWindow(file, query, undefined));
    }
    assert.equal(await select(file, keptTables), before);
  });

  for (const { title, count, tables } of [
    { title: 'of a short report exist as soon as the server is ready', count: 5000, tables: 2 },
    // There is only the table of what rows have besides their counts.
    { title: 'of a long report do not exist when the server becomes ready', count: 5001, tables: 1 },
  ]) {
    it(title, async () => {
      const path = join(folder.path, `${count}.duckdb`);
      await generateDatabase(path, { rows: count, peoplePerRow: 1 });
      const other = new ReportDatabase(path, fail);
      const lease = await other.lease();
      try {
        const silent = { onQuery: () => undefined, onQueue: () => undefined };
        const queries = new Queries(defaultLimits(), silent);
        const reply = { header: () => undefined } as unknown as FastifyReply;
        await new Readiness(other, queries, undefined, { isSyncing: false }, fail).handle(reply);
        assert.equal(await select(lease, keptTables), tables);
        const campaign = { campaign: '1007', from: '2025-01-01', to: '2025-03-31', timeZone: 'Asia/Kathmandu' };
        assert.deepEqual(await readWindow(lease, campaign, count), await readWindow(lease, campaign, undefined));
        assert.equal(await select(lease, keptTables), tables);
      } finally {
        lease.release();
        other.close();
      }
    });
  }

  it('of a long report are those of its time frame, unless those of all time are kept', async () => {
    const snapshot = { ...(await file.connect()), maxRows: manyRows };
    const tablesAfter = async (query: Record<string, string>): Promise<number> => {
      const kept = { limit: '3', age: '24h', ...query };
      assert.deepEqual(await read(snapshot, kept, rows), await read(snapshot, kept));
      return (await select(file, keptTables)) - before;
    };
    const before = await select(file, keptTables);
    assert.equal(await tablesAfter({ from: '2025-03-05' }), 1);
    assert.equal(await tablesAfter({}), 2);
    assert.equal(await tablesAfter({ from: '2025-03-06' }), 2);
    snapshot.close();
  });

  it('of a long report are sorted once for all its pages', async () => {
    const tablesAfter = async (query: Record<string, string>): Promise<number> => {
      await readWindow(file, { ...query, from: '2025-06-10', dateBasis: 'sent' }, manyRows);
      return (await select(file, keptTables)) - before;
    };
    const before = await select(file, keptTables);
    assert.equal(await tablesAfter({}), 1);
    // The totals, and the order.
    assert.equal(await tablesAfter({ offset: '3' }), 3);
    assert.equal(await tablesAfter({ offset: '600', limit: '100' }), 3);
    assert.equal(await tablesAfter({ offset: '3', sort: 'sent' }), 4);
    assert.equal(await tablesAfter({ offset: '3', sort: 'sent', filter: 'sent>=1' }), 6);
    assert.equal(await tablesAfter({ offset: '3', groupBy: 'campaign' }), 8);
  });

  it('are those that the records have for the request', async () => {
    const snapshot = await file.connect();
    // Like records that are read for one email only.
    const records = Object.assign(new DuckDbRecords(snapshot.connection, 0n), {
      rows: async (request: ReportRequest) => {
        const { sql, ...source } = await snapshot.records.rows(request);
        return { ...source, sql: `(SELECT * FROM ${sql} WHERE "emailId" = '${request.email}')` };
      },
      rowsKey: ({ email }: ReportRequest) => `rows of ${email}`,
    });
    for (const email of ['77', '78', '77']) {
      const { rows: found } = await read({ ...snapshot, records }, { limit: '3', email }, rows);
      assert.deepEqual(
        found.map(({ emailId }) => emailId),
        [email],
      );
    }
    snapshot.close();
  });

  it('of a large report are not computed for the rows of one campaign', async () => {
    const before = await select(file, keptTables);
    await readWindow(file, { campaign: '1007', from: '2025-06-08', dateBasis: 'sent' }, 100_000);
    assert.equal(await select(file, keptTables), before);
  });

  it('take at most a fourth of the memory of the database', async () => {
    const small = new ReportDatabase(join(folder.path, 'report.duckdb'), fail, { databaseMemory });
    const lease = await small.lease();
    try {
      await readWindow(lease, {}, 100_000);
      // What rows have besides their counts.
      assert.equal(await select(lease, keptTables), 1);
      for (let year = 1970; year < 1990; year += 1) {
        const query = {
          from: `${year}-11-12`,
          dateBasis: 'sent',
          search: 'é',
          ...(year % 2 === 0 && { explain: '1' }),
        };
        assert.deepEqual(await readWindow(lease, query, rows), await readWindow(lease, query, undefined));
        const memory = await select(lease, keptMemory);
        assert.ok(memory <= databaseMemory / 4, String(memory));
      }
      const tables = await select(lease, keptTables);
      assert.ok(tables > 4 && tables < 20, String(tables));
    } finally {
      lease.release();
      small.close();
    }
  });
});
