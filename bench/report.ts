/**
 * Compares reports and windows over HTTP with the same SQL query without the server. Prints the medians of interleaved runs
 * and their ratios, in CPU and wall time.
 *
 *   npm run bench:report -- [--database FILE] [--activities 1000000 | --records N] [--runs 15]
 *
 * Without --database, imports a sample with this number of activities, or generates this number of records. 20 million activities
 * make about 8 million records.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openReadOnly } from '../service/database.ts';
import { fullAccess } from '../service/serve/access.ts';
import { readAsOf } from '../service/serve/coverage.ts';
import { parseReportRequest } from '../service/serve/report-parameters.ts';
import { allRows } from '../service/serve/report-sql.ts';
import { defaultLimits } from '../service/serve/limits.ts';
import { createServer } from '../service/serve/server.ts';
import { duckDbRows } from '../service/store/duckdb-rows.ts';
import { createSampleDatabase } from '../tools/sample/create-database.ts';
import { withRecords } from './generated-records.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    database: { type: 'string' },
    activities: { type: 'string', default: '1000000' },
    records: { type: 'string' },
    runs: { type: 'string', default: '15' },
  },
});

/** Milliseconds. */
interface Time {
  readonly cpu: number;
  readonly wall: number;
}

async function createDatabase(directory: string): Promise<string> {
  const database = join(directory, 'report.duckdb');
  await createSampleDatabase(database, {
    activities: Number(options.activities),
    seed: 'bench',
    until: Date.UTC(2026, 10, 23),
    directory: join(directory, 'sample'),
  });
  return database;
}

async function fetchRows(connection: DuckDBConnection, sql: string): Promise<number> {
  return (await (await connection.run(sql)).getRows()).length;
}

async function fetchBody(url: string): Promise<number> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok) throw new Error(await response.text());
  return (await response.arrayBuffer()).byteLength;
}

async function measure(database: string): Promise<void> {
  // Kept responses would be measured without their queries.
  const server = await createServer({ database, limits: { cacheSize: 0, queryTimeout: 600_000 } });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const instance = await openReadOnly(database, defaultLimits());
  const connection = await instance.connect();
  const report = `${address}/api/report`;
  const all = duckDbRows(parseReportRequest({}, fullAccess), await readAsOf(connection));
  const rows = `FROM (${allRows(all).sql})`;
  const order = 'ORDER BY clicked DESC, "campaignId", "emailId"';
  const cases: Record<string, () => Promise<number>> = {
    'report, SQL only': () => fetchRows(connection, rows),
    'report, JSON': () => fetchBody(`${report}?sort=-clicked`),
    'window, SQL only': () => fetchRows(connection, `${rows} ${order} LIMIT 50 OFFSET 100`),
    'window, JSON': () => fetchBody(`${report}?sort=-clicked&limit=50&offset=100`),
    'window by campaign, JSON': () => fetchBody(`${report}?sort=-clicked&limit=50&offset=100&groupBy=campaign`),
    'window by name, search, JSON': () => fetchBody(`${report}?sort=campaignName&search=DACH&limit=50&offset=100`),
  };
  const times = new Map<string, Time[]>(Object.keys(cases).map((name) => [name, []]));
  for (let run = -2; run < Number(options.runs); run += 1) {
    for (const [name, work] of Object.entries(cases)) {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      await work();
      const { user, system } = process.cpuUsage(cpu);
      if (run >= 0) times.get(name)?.push({ cpu: (user + system) / 1000, wall: performance.now() - start });
    }
  }
  const medianOf = (name: string, field: keyof Time): number =>
    median((times.get(name) ?? []).map((time) => time[field]));
  for (const name of times.keys()) {
    const columns = (['cpu', 'wall'] as const).map((field) => {
      const ratio = medianOf(name, field) / medianOf(`${name.slice(0, 6)}, SQL only`, field);
      return `${field} ${medianOf(name, field).toFixed(1).padStart(8)} ms  ${ratio.toFixed(2)} x`;
    });
    console.log(`${name.padEnd(34)} ${columns.join('   ')}`);
  }
  connection.closeSync();
  instance.closeSync();
  await server.close();
}

const given = options.database;
if (options.records !== undefined) {
  await withRecords({ file: given, records: Number(options.records) }, measure);
} else if (given !== undefined) {
  await measure(resolve(process.env['INIT_CWD'] ?? '.', given));
} else {
  const directory = await mkdtemp(join(tmpdir(), 'bench-report-'));
  try {
    await measure(await createDatabase(directory));
  } finally {
    await rm(directory, { recursive: true });
  }
}
