/**
 * Compares a complete import, and one into a database that already has most activities, with the time that DuckDB takes to read the
 * same activities as text. Prints the medians of interleaved runs in CPU and wall time, their ratios, and the peak memory.
 *
 *   npm run bench:import -- [--activities 5000000] [--nightly 50000] [--runs 3] [--directory DIR]
 *
 * "Import files" reads the files of the sample, which have several CSV formats; one is compressed and one is truncated.
 * "Import one file" reads the imported activities, written back as one extract.
 * "Import a night" reads the latest activities into a database that has the others. "Copy the database" is what
 * every import does first, where the file system cannot clone files. A directory is kept, and its extracts are reused.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { openForImport } from '../service/database.ts';
import { writeSample } from '../tools/sample/write-sample.ts';
import { extractColumns, importFiles, type Cost } from './import-process.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    activities: { type: 'string', default: '5000000' },
    nightly: { type: 'string', default: '50000' },
    runs: { type: 'string', default: '3' },
    directory: { type: 'string' },
  },
});

/** Measures work in this process. */
async function inThisProcess(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuSeconds: (user + system) / 1e6, megabytes: NaN };
}

async function readAsText(database: string, spillDirectory: string, file: string): Promise<void> {
  await rm(database, { force: true });
  const instance = await openForImport(database, spillDirectory);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE activities AS SELECT * FROM read_csv('${file}', all_varchar = true)`);
  connection.closeSync();
  instance.closeSync();
}

/** Writes the activities of a database as one extract, and again as two: the latest ones, and all others. */
async function writeExtracts(
  database: string,
  { all, earlier, night }: { all: string; earlier: string; night: string },
  nightly: number,
): Promise<void> {
  // The service opens databases without access to other files.
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const order = 'ORDER BY activity_date DESC, guid';
  const cut = await connection.runAndReadAll(
    `SELECT activity_date::VARCHAR, guid FROM activities ${order} LIMIT 1 OFFSET ${nightly}`,
  );
  const [date, guid] = (cut.getRows()[0] ?? []).map((value) => `'${String(value)}'`);
  const isLate = `(activity_date > ${date} OR activity_date = ${date} AND guid < ${guid})`;
  for (const [file, condition] of [
    [all, 'true'],
    [earlier, `NOT ${isLate}`],
    [night, isLate],
  ] as const) {
    await connection.run(`COPY (SELECT ${extractColumns} FROM activities WHERE ${condition}) TO '${file}' (HEADER)`);
  }
  connection.closeSync();
  instance.closeSync();
}

async function measure(directory: string): Promise<void> {
  const path = (name: string): string => join(directory, name);
  const extracts = { all: path('all.csv'), earlier: path('earlier.csv'), night: path('night.csv') };
  const { extracts: files } = await writeSample({
    activities: Number(options.activities),
    seed: 'bench',
    until: Date.UTC(2026, 10, 23),
    directory: path('sample'),
  });
  if (!existsSync(extracts.night)) {
    await importFiles(path('files.duckdb'), files, true);
    await writeExtracts(path('files.duckdb'), extracts, Number(options.nightly));
    await rm(path('files.duckdb'));
  }
  await importFiles(path('earlier.duckdb'), [extracts.earlier], true);
  const megabytes = async (name: string): Promise<string> => ((await stat(path(name))).size / 1e6).toFixed(0);
  console.log(`One file of ${await megabytes('all.csv')} MB, a database of ${await megabytes('earlier.duckdb')} MB`);
  const prepareNight = (): Promise<void> => copyFile(path('earlier.duckdb'), path('night.duckdb'));
  const cases: Record<string, { prepare?: () => Promise<unknown>; work: () => Promise<Cost> }> = {
    'Read as text': { work: () => inThisProcess(() => readAsText(path('text.duckdb'), path('spill'), extracts.all)) },
    'Import one file': { work: () => importFiles(path('one.duckdb'), [extracts.all], true) },
    'Import files': { work: () => importFiles(path('one.duckdb'), files, true) },
    'Copy the database': {
      work: () => inThisProcess(() => copyFile(path('earlier.duckdb'), path('night.duckdb'))),
    },
    'Import a night': { prepare: prepareNight, work: () => importFiles(path('night.duckdb'), [extracts.night]) },
  };
  const costs = new Map(Object.keys(cases).map((name): [string, (Cost & { seconds: number })[]] => [name, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const [name, { prepare, work }] of Object.entries(cases)) {
      await prepare?.();
      const started = performance.now();
      const cost = await work();
      costs.get(name)?.push({ ...cost, seconds: (performance.now() - started) / 1000 });
    }
  }
  const peakOf = (megabytes: number): string => (Number.isNaN(megabytes) ? '' : `, peak ${megabytes.toFixed(0)} MB`);
  const of = (name: string, field: keyof Cost | 'seconds'): number =>
    median((costs.get(name) ?? []).map((cost) => cost[field]));
  for (const name of costs.keys()) {
    const ratios = (['cpuSeconds', 'seconds'] as const).map((field) => of(name, field) / of('Read as text', field));
    console.log(
      `${name.padEnd(20)} CPU ${of(name, 'cpuSeconds').toFixed(2)} s ${ratios[0]?.toFixed(2)} ×, ` +
        `wall ${of(name, 'seconds').toFixed(2)} s ${ratios[1]?.toFixed(2)} ×${peakOf(of(name, 'megabytes'))}`,
    );
  }
}

const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'bench-import-')));
await mkdir(directory, { recursive: true });
try {
  await measure(directory);
} finally {
  if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
}
