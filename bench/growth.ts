/**
 * Measures how reports grow with the number of people: imports the activities of a part of the people of a database, or of several
 * times as many. The databases have the same rows and, as the copies receive the same emails at the same time, about the same
 * cells. Prints the medians of interleaved runs, in CPU time of this process, without HTTP and kept rows.
 *
 *   npm run bench:growth -- --database FILE [--factors 0.25,1,5] [--runs 9] [--directory DIRECTORY]
 *
 * --directory keeps the databases, and reuses them if they exist. 100 million activities need 30 GB while they are imported, and the
 * environment variable IMPORT_MEMORY=6000.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { fullAccess } from '../service/serve/access.ts';
import { ReportDatabase, type FileLease } from '../service/serve/report-database.ts';
import { parseReportRequest } from '../service/serve/report-parameters.ts';
import { queryReport } from '../service/serve/report-query.ts';
import { extractColumns, importFiles } from './import-process.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    database: { type: 'string' },
    factors: { type: 'string', default: '0.25,1,5' },
    runs: { type: 'string', default: '9' },
    directory: { type: 'string' },
  },
});
const workingDirectory = process.env['INIT_CWD'] ?? '.';

/** Imports the activities of some people of a database, or of several copies of all. Copies have other ids. */
async function createDatabase(path: string, base: string, factor: number): Promise<void> {
  const extracts: string[] = [];
  const instance = await DuckDBInstance.create(base, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const condition = factor < 1 ? `lead_id % ${Math.round(1 / factor)} = 0` : 'true';
  for (let copy = 0; copy < Math.max(1, factor); copy += 1) {
    const ids = `concat(nullif(${copy}, 0), guid) AS guid, lead_id + ${copy} * 1_000_000_000::BIGINT AS lead_id`;
    const people = `(SELECT * REPLACE (${ids}) FROM activities WHERE ${condition})`;
    const extract = `${path}.${copy}.csv`;
    await connection.run(`COPY (SELECT ${extractColumns} FROM ${people}) TO '${extract}' (HEADER)`);
    extracts.push(extract);
  }
  connection.closeSync();
  instance.closeSync();
  const { cpuSeconds, megabytes } = await importFiles(path, extracts, true);
  console.log(`${factor} x imported in ${cpuSeconds.toFixed(0)} CPU s, peak ${megabytes.toFixed(0)} MB`);
  for (const extract of extracts) await rm(extract);
}

/** The reports to measure: name, and query parameters. */
const queries = {
  'all rows, by first send': '',
  'window, by a count': 'sort=-clicked&limit=200&offset=200',
  'window, by campaign': 'sort=-clicked&groupBy=campaign&limit=200',
  'window, searched': 'search=e&limit=200',
  'window, a month by each send': 'from=2026-10-01&to=2026-10-31&dateBasis=sent&limit=200',
  'all rows, at 7 days': 'age=7d',
  'window, explained': 'explain=1&limit=200',
};

/** Returns the CPU time of a report, in milliseconds. */
async function cpuTime(file: FileLease, query: string): Promise<number> {
  const snapshot = await file.connect();
  const request = parseReportRequest(Object.fromEntries(new URLSearchParams(query)), fullAccess);
  const before = process.cpuUsage();
  const { batches } = await queryReport(snapshot, request, undefined);
  for await (const batch of batches) if (batch.length === 0) throw new Error('A batch has no rows.');
  const { user, system } = process.cpuUsage(before);
  snapshot.close();
  return (user + system) / 1000;
}

async function count(file: FileLease, table: string): Promise<string> {
  const snapshot = await file.connect();
  const [row] = (await snapshot.connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows();
  snapshot.close();
  return Number(row?.[0]).toLocaleString('en-US');
}

async function measure(paths: readonly string[]): Promise<void> {
  const fail = (error: unknown): void => {
    throw error;
  };
  const databases = paths.map((path) => new ReportDatabase(path, fail));
  const files = await Promise.all(databases.map((database) => database.lease()));
  for (const [index, file] of files.entries()) {
    const size = ((await stat(paths[index] ?? '')).size / 1e6).toFixed(0);
    const activities = await count(file, 'activities');
    console.log(
      `${activities} activities, ${await count(file, 'records')} records, ${await count(file, 'cells')} cells, ${size} MB`,
    );
  }
  for (const [name, query] of Object.entries(queries)) {
    const times = files.map((): number[] => []);
    for (let run = -1; run < Number(options.runs); run += 1) {
      for (const [index, file] of files.entries()) times[index]?.push(await cpuTime(file, query));
    }
    const medians = times.map((each) => median(each.slice(1)));
    const growth = (medians.at(-1) ?? NaN) / (medians[0] ?? NaN);
    console.log(
      name.padEnd(30),
      medians.map((time) => `${time.toFixed(0)} ms`.padStart(8)).join(' '),
      `${growth.toFixed(2)} x`,
    );
  }
  for (const file of files) file.release();
  for (const database of databases) database.close();
}

if (options.database === undefined) throw new Error('Add --database with a database that was imported.');
const base = resolve(workingDirectory, options.database);
const directory = options.directory
  ? resolve(workingDirectory, options.directory)
  : await mkdtemp(join(tmpdir(), 'bench-growth-'));
await mkdir(directory, { recursive: true });
try {
  const paths = [];
  for (const factor of options.factors.split(',').map(Number)) {
    const path = join(directory, `${factor}.duckdb`);
    if (!existsSync(path)) await createDatabase(path, base, factor);
    paths.push(path);
  }
  await measure(paths);
} finally {
  if (options.directory === undefined) await rm(directory, { recursive: true });
}
