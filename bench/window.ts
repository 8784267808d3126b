/**
 * Compares windows of a very long report over HTTP with SQL queries for the same rows, and with SQL that also computes the totals, the number of
 * rows, the search and the JSON of the window. The windows are the first one of a file, for which the server has kept nothing, the first one of
 * another time frame, a later one of the same report, and the first one of a file after `/ready`. The records are generated in the database: 17
 * million are equivalent to about 100 million activities. Prints the medians of interleaved runs, as wall time and as CPU time. That of windows
 * is the time of the server, which runs in another process. Prefer CPU time on a busy machine.
 *
 *   npm run bench:window -- [--records 17000000] [--runs 9] [--database FILE] [--before DIRECTORY [--before-database FILE]]
 *
 * --database keeps the generated database, and reuses it if the file exists. At most 14 runs. --before is a clone of this repository with its packages
 * installed, whose windows are measured, too: with a copy of the database if its version reads another format.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { utimes } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openReadOnly } from '../service/database.ts';
import { fullAccess } from '../service/serve/access.ts';
import { readAsOf } from '../service/serve/coverage.ts';
import { defaultLimits } from '../service/serve/limits.ts';
import { parseReportRequest, type Query } from '../service/serve/report-parameters.ts';
import { allRows, runStatement, type Statement } from '../service/serve/report-sql.ts';
import { registerFolding } from '../service/serve/search-folding.ts';
import { windowOfReport } from '../service/serve/window-sql.ts';
import { duckDbRows } from '../service/store/duckdb-rows.ts';
import { fetchBody, withRecords } from './generated-records.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    database: { type: 'string' },
    records: { type: 'string', default: '17000000' },
    runs: { type: 'string', default: '9' },
    before: { type: 'string' },
    'before-database': { type: 'string' },
  },
});

interface Server {
  readonly database: string;
  readonly address: string;
  /** Returns its CPU time so far, in milliseconds. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function startServer(database: string, directory: string): Promise<Server> {
  const script = fileURLToPath(new URL('window-server.ts', import.meta.url));
  const child = fork(script, [database, directory], { execArgv: ['--import', 'tsx'] });
  const [address] = (await once(child, 'message')) as [string];
  return {
    database,
    address,
    cpu: async () => {
      child.send('cpu');
      const [time] = (await once(child, 'message')) as [number];
      return time;
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

function ownCpu(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return Promise.resolve((user + system) / 1000);
}

const shared = `sum(sent), sum(delivered), sum(opened), sum(clicked), min("firstSentAt")`;

/** The windows to measure: name, query parameters, and SQL for the same rows. @param rows returns a table expression */
function windows(rows: (query: Query) => string): [name: string, query: Query, sql: string][] {
  const all = rows({});
  const october = { from: '2026-10-01', to: '2026-10-31' };
  const bySend = { ...october, dateBasis: 'sent' };
  const page = 'LIMIT 200 OFFSET 1000';
  const ties = '"campaignId", "emailId"';
  const byClicks = `ORDER BY clicked DESC, ${ties}`;
  const sort = '-clicked';
  const paged = { sort, offset: '1000' };
  return [
    ['all, by a count', paged, `SELECT * FROM ${all} ${byClicks} ${page}`],
    [
      'all, by name',
      { sort: 'campaignName', offset: '1000' },
      `SELECT * FROM ${all} ORDER BY "campaignName", ${ties} ${page}`,
    ],
    [
      'all, searched',
      { ...paged, search: 'mpaign 12' },
      `SELECT * FROM ${all} WHERE "campaignName" ILIKE '%mpaign 12%' ${byClicks} ${page}`,
    ],
    [
      'all, by campaign',
      { ...paged, groupBy: 'campaign' },
      `SELECT "campaignId", ${shared}, sum(clicked) AS clicks FROM ${all} GROUP BY "campaignId" ORDER BY clicks DESC ${page}`,
    ],
    [
      'one campaign',
      { sort, campaign: '1007' },
      `SELECT * FROM ${all} WHERE "campaignId" = '1007' ${byClicks} LIMIT 200`,
    ],
    ['a month, by a count', { sort, ...october }, `SELECT * FROM ${rows(october)} ${byClicks} LIMIT 200`],
    ['a month, each send', { sort, ...bySend }, `SELECT * FROM ${rows(bySend)} ${byClicks} LIMIT 200`],
    ['all, at 7 days', { ...paged, age: '7d' }, `SELECT * FROM ${rows({ age: '7d' })} ${byClicks} ${page}`],
    ['all, explained', { ...paged, explain: '1' }, `SELECT * FROM ${rows({ explain: '1' })} ${byClicks} ${page}`],
  ];
}

interface Measured {
  readonly cpu: number;
  readonly wall: number;
}

async function measureWork(cpu: () => Promise<number>, work: () => Promise<void>): Promise<Measured> {
  const [start, before] = [performance.now(), await cpu()];
  await work();
  return { wall: performance.now() - start, cpu: (await cpu()) - before };
}

async function fetchRows(connection: DuckDBConnection, statement: Statement): Promise<void> {
  await (await runStatement(connection, statement)).getRows();
}

/** Measures the windows of a server: the first one of its file, that of another time frame, a later one, and the first one after `/ready`. */
async function measureWindows(
  server: Server,
  query: Query,
  run: number,
): Promise<[name: string, measured: Measured][]> {
  const { address, cpu, database } = server;
  const url = (parameters: Query): string =>
    `${address}/api/report?${new URLSearchParams(parameters as Record<string, string>).toString()}`;
  const window = { ...query, limit: '200' };
  const other = {
    ...window,
    timeZone: `Etc/GMT-${run + 2}`,
    ...(query['from'] === undefined && { from: '1990-01-01' }),
  };
  // The server opens the file again, and forgets all kept rows. Whole reports read the same parts of the file, but are not kept.
  const open = async (isProbed: boolean): Promise<void> => {
    await utimes(database, new Date(), new Date());
    if (isProbed) await fetchBody(`${address}/ready`);
    for (const report of [window, other] as Query[]) {
      const whole = ['from', 'to', 'timeZone', 'dateBasis', 'age', 'explain'].filter(
        (name) => report[name] !== undefined,
      );
      await fetchBody(url(Object.fromEntries(whole.map((name) => [name, report[name]]))));
    }
  };
  const measured: [string, Measured][] = [];
  const measureWindow = async (name: string, parameters: Query): Promise<void> => {
    measured.push([name, await measureWork(cpu, () => fetchBody(url(parameters)))]);
  };
  await open(false);
  await measureWindow('first', window);
  await measureWindow('other time', other);
  await measureWindow('later', window);
  await open(true);
  await measureWindow('first, ready', window);
  return measured;
}

async function measure(database: string): Promise<void> {
  const { before, 'before-database': beforeDatabase } = options;
  const inCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);
  const servers = new Map([['now', await startServer(database, '.')]]);
  if (before !== undefined) {
    const copy = beforeDatabase === undefined ? database : inCaller(beforeDatabase);
    servers.set('before', await startServer(copy, inCaller(before)));
  }
  const instance = await openReadOnly(database, defaultLimits());
  const connection = await instance.connect();
  registerFolding(connection);
  const asOf = await readAsOf(connection);
  const sourceOf = (query: Query) => duckDbRows(parseReportRequest(query, fullAccess), asOf);
  for (const [name, query, sql] of windows((parameters) => `(${allRows(sourceOf(parameters)).sql})`)) {
    const request = parseReportRequest({ ...query, limit: '200' }, fullAccess);
    const answer = windowOfReport(request, { offset: request.offset ?? 0, limit: 200 }, sourceOf(query));
    const all = new Map<string, Measured[]>();
    for (let run = -1; run < Number(options.runs); run += 1) {
      const measured: [string, Measured][] = [
        ['SQL', await measureWork(ownCpu, () => fetchRows(connection, { sql, values: {} }))],
        ['SQL, whole answer', await measureWork(ownCpu, () => fetchRows(connection, answer))],
      ];
      for (const [build, server] of servers) {
        for (const [kind, each] of await measureWindows(server, query, run)) measured.push([`${build}, ${kind}`, each]);
      }
      if (run >= 0) for (const [kind, each] of measured) all.set(kind, [...(all.get(kind) ?? []), each]);
    }
    console.log(name);
    const medianOf = (kind: string): number => median((all.get(kind) ?? []).map(({ cpu }) => cpu));
    for (const [kind, each] of all) {
      const cpu = medianOf(kind);
      const ratios = ['SQL', 'SQL, whole answer'].map((base) => `${(cpu / medianOf(base)).toFixed(2).padStart(6)} x`);
      const wall = median(each.map((one) => one.wall));
      console.log(
        `  ${kind.padEnd(22)} ${cpu.toFixed(1).padStart(6)} CPU ms ${ratios.join('')} ${wall.toFixed(0).padStart(6)} wall ms`,
      );
    }
  }
  connection.closeSync();
  instance.closeSync();
  for (const server of servers.values()) await server.stop();
}

await withRecords({ file: options.database, records: Number(options.records) }, measure);
