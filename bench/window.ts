/**
 * Compares windows of a very long report over HTTP with SQL queries for the same rows: the first window of a report, and
 * later ones, for which the server keeps the rows. The records are generated in the database: 17 million are equivalent to about
 * 100 million activities. Prints the medians of interleaved runs and their ratios to SQL, as wall time and as CPU time of this
 * process. Prefer CPU time on a busy machine.
 *
 *   npm run bench:window -- [--records 17000000] [--runs 9] [--database FILE], with at most 14 runs
 *
 * --database keeps the generated database, and reuses it if the file exists.
 */
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openReadOnly } from '../service/database.ts';
import { fullAccess } from '../service/serve/access.ts';
import { readAsOf } from '../service/serve/coverage.ts';
import { parseReportRequest, type Query } from '../service/serve/report-parameters.ts';
import { allRows } from '../service/serve/report-sql.ts';
import { defaultLimits } from '../service/serve/limits.ts';
import { createServer } from '../service/serve/server.ts';
import { duckDbRows } from '../service/store/duckdb-rows.ts';
import { fetchBody, withRecords } from './generated-records.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    database: { type: 'string' },
    records: { type: 'string', default: '17000000' },
    runs: { type: 'string', default: '9' },
  },
});

async function fetchRows(connection: DuckDBConnection, sql: string): Promise<void> {
  await (await connection.run(sql)).getRows();
}

type Kind = 'sql' | 'first' | 'later';

function figures(times: Record<Kind, number[]>): string {
  const sql = median(times.sql);
  const ratios = [median(times.first), median(times.later)].map(
    (time) => `${time.toFixed(0).padStart(6)} ms ${(time / sql).toFixed(2).padStart(5)} x`,
  );
  return `${sql.toFixed(0).padStart(6)} ms ${ratios.join(' ')}`;
}

const shared = `sum(sent), sum(delivered), sum(opened), sum(clicked), min("firstSentAt")`;

/**
 * The windows to measure: name, query parameters, and SQL for the same rows.
 * @param asOf the end of the data, in microseconds since 1970 UTC
 */
function windows(asOf: bigint): [name: string, query: string, sql: string][] {
  const rows = (query: Query): string => `(${allRows(duckDbRows(parseReportRequest(query, fullAccess), asOf)).sql})`;
  const all = rows({});
  const october = { from: '2026-10-01', to: '2026-10-31' };
  const month = rows(october);
  const page = 'LIMIT 200 OFFSET 1000';
  const ties = '"campaignId", "emailId"';
  return [
    ['all, by a count', 'sort=-clicked', `SELECT * FROM ${all} ORDER BY clicked DESC, ${ties} ${page}`],
    ['all, by name', 'sort=campaignName', `SELECT * FROM ${all} ORDER BY "campaignName", ${ties} ${page}`],
    [
      'all, searched',
      'sort=-clicked&search=mpaign%2012',
      `SELECT * FROM ${all} WHERE "campaignName" ILIKE '%mpaign 12%' ORDER BY clicked DESC, ${ties} ${page}`,
    ],
    [
      'all, by campaign',
      'sort=-clicked&groupBy=campaign',
      `SELECT "campaignId", ${shared}, sum(clicked) AS clicks FROM ${all} GROUP BY "campaignId" ORDER BY clicks DESC ${page}`,
    ],
    [
      'one campaign',
      'sort=-clicked&campaign=1007',
      `SELECT * FROM ${all} WHERE "campaignId" = '1007' ORDER BY clicked DESC, ${ties} LIMIT 200`,
    ],
    [
      'a month, by a count',
      'sort=-clicked&from=2026-10-01&to=2026-10-31',
      `SELECT * FROM ${month} ORDER BY clicked DESC, ${ties} LIMIT 200`,
    ],
    [
      'a month, each send',
      'sort=-clicked&from=2026-10-01&to=2026-10-31&dateBasis=sent',
      `SELECT * FROM ${rows({ ...october, dateBasis: 'sent' })} ORDER BY clicked DESC, ${ties} LIMIT 200`,
    ],
    [
      'all, at 7 days',
      'sort=-clicked&age=7d',
      `SELECT * FROM ${rows({ age: '7d' })} ORDER BY clicked DESC, ${ties} ${page}`,
    ],
    [
      'all, explained',
      'sort=-clicked&explain=1',
      `SELECT * FROM ${rows({ explain: '1' })} ORDER BY clicked DESC, ${ties} ${page}`,
    ],
  ];
}

async function measure(database: string): Promise<void> {
  // Kept responses would be measured without their queries.
  const server = await createServer({ database, limits: { cacheSize: 0, queryTimeout: 600_000 } });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const instance = await openReadOnly(database, defaultLimits());
  const connection = await instance.connect();
  console.log(`${'wall:'.padStart(30)} SQL only, first, later${'CPU:'.padStart(24)} SQL only, first, later`);
  for (const [index, [name, query, sql]] of windows(await readAsOf(connection)).entries()) {
    const offset = sql.includes('OFFSET') ? 1000 : 0;
    const url = `${address}/api/report?${query}&limit=200&offset=${offset}`;
    const wall: Record<Kind, number[]> = { sql: [], first: [], later: [] };
    const cpu: Record<Kind, number[]> = { sql: [], first: [], later: [] };
    for (let run = -1; run < Number(options.runs); run += 1) {
      // Another time frame is another report, whose rows the server has not kept.
      const other = `${query.includes('from=') ? '' : `from=${1990 + index}-01-01&`}timeZone=Etc/GMT-${run + 1}`;
      for (const [kind, work] of [
        ['sql', () => fetchRows(connection, sql)],
        ['first', () => fetchBody(`${url}&${other}`)],
        ['later', () => fetchBody(url)],
      ] as const) {
        const [start, before] = [performance.now(), process.cpuUsage()];
        await work();
        const { user, system } = process.cpuUsage(before);
        if (run < 0) continue;
        wall[kind].push(performance.now() - start);
        cpu[kind].push((user + system) / 1000);
      }
    }
    console.log(`${name.padEnd(20)} ${figures(wall)}   ${figures(cpu)}`);
  }
  connection.closeSync();
  instance.closeSync();
  await server.close();
}

await withRecords({ file: options.database, records: Number(options.records) }, measure);
