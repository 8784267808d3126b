/**
 * Compares series over HTTP with the same SQL without the server, and reports at an age with current ones. The records are
 * generated in the database. Prints the medians of interleaved runs and their ratios, in CPU time of this process.
 *
 *   npm run bench:series -- [--records 3000000] [--runs 9] [--database FILE]
 *
 * --database keeps the generated database, and reuses it if the file exists.
 */
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openReadOnly } from '../service/database.ts';
import { fullAccess } from '../service/serve/access.ts';
import { readAsOf } from '../service/serve/coverage.ts';
import { createServer } from '../service/serve/server.ts';
import { registerFolding } from '../service/serve/search-folding.ts';
import { parseSeriesRequest } from '../service/serve/series-parameters.ts';
import { seriesStatement } from '../service/store/duckdb-series.ts';
import { unitsBetween } from '../service/serve/series-units.ts';
import { fetchBody, withRecords } from './generated-records.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    database: { type: 'string' },
    records: { type: 'string', default: '3000000' },
    runs: { type: 'string', default: '9' },
  },
});

/** The first and last instant of the generated data, roughly. */
const dataFrom = Date.UTC(2024, 11, 1);
const dataTo = Date.UTC(2026, 10, 26);

type Work = () => Promise<void>;

/** Two ways to compare, by name. The second is the one with a limit. */
type Pair = readonly [name: string, base: Work, measured: Work];

function seriesPairs(connection: DuckDBConnection, asOf: bigint, address: string): Pair[] {
  const queries = {
    'all, by day': 'unit=day&timeZone=Europe/Paris',
    'all, by month': 'unit=month&timeZone=Europe/Paris',
    'a quarter, by day': 'unit=day&timeZone=Europe/Paris&from=2026-08-01&to=2026-10-31',
    'a campaign, by day': 'unit=day&timeZone=Europe/Paris&campaign=1007',
    'searched, by week': 'unit=week&timeZone=Europe/Paris&search=mpaign%2012',
    'filtered, by week': 'unit=week&timeZone=Europe/Paris&filter=openedRate>=0.3',
  };
  return Object.entries(queries).map(([name, query]) => {
    const { unit, report } = parseSeriesRequest(Object.fromEntries(new URLSearchParams(query)), fullAccess);
    const zone = { name: report.timeZone, resolved: report.timeZone };
    const units = unitsBetween(unit, zone, report.start ?? dataFrom, dataTo).map(({ start }) => start);
    const { sql, values } = seriesStatement(report, units, asOf);
    const bare = async (): Promise<void> => {
      await (await connection.run(sql, values)).getRows();
    };
    return [`series, ${name}`, bare, () => fetchBody(`${address}/api/series?${query}`)];
  });
}

function agePairs(address: string): Pair[] {
  const queries = { window: 'sort=-clicked&limit=200', report: 'from=2026-10-01' };
  return Object.entries(queries).map(([name, query]) => [
    `${name} at 7 days`,
    () => fetchBody(`${address}/api/report?${query}`),
    () => fetchBody(`${address}/api/report?${query}&age=7d`),
  ]);
}

async function cpuTime(work: Work): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function measure(database: string): Promise<void> {
  // Kept responses would be measured without their queries.
  const server = await createServer({ database, limits: { cacheSize: 0, queryTimeout: 600_000 } });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const instance = await openReadOnly(database);
  const connection = await instance.connect();
  registerFolding(connection);
  const pairs = [...seriesPairs(connection, await readAsOf(connection), address), ...agePairs(address)];
  console.log('CPU time                          base      server    ratio');
  for (const [name, base, measured] of pairs) {
    const times: [number, number][] = [];
    for (let run = -1; run < Number(options.runs); run += 1) times.push([await cpuTime(base), await cpuTime(measured)]);
    const [before, after] = [0, 1].map((index) => median(times.slice(1).map((each) => each[index] ?? NaN)));
    const figures = [before, after].map((time) => `${(time ?? NaN).toFixed(0).padStart(8)} ms`);
    console.log(
      `${name.padEnd(28)} ${figures.join(' ')} ${((after ?? NaN) / (before ?? NaN)).toFixed(2).padStart(6)} x`,
    );
  }
  connection.closeSync();
  instance.closeSync();
  await server.close();
}

await withRecords({ file: options.database, records: Number(options.records) }, measure);
