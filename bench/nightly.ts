/**
 * Imports the same night of activities into databases of different sizes, which end where the night begins. Prints the medians of
 * interleaved runs in CPU and wall time, and their ratio to the smallest database.
 *
 *   npm run bench:nightly -- --directory DIR [--sizes 1000000,5000000,20000000] [--nightly 50000] [--runs 3] [--increasing-guids]
 *
 * The sample numbers the activities of one mailing after another. With --increasing-guids, all are numbered in the order of their dates.
 * The directory is kept, with the extracts and the databases. 20 million activities need 15 GB and half an hour.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeSample } from '../tools/sample/write-sample.ts';
import { extractColumns, importFiles, type Cost } from './import-process.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    directory: { type: 'string' },
    sizes: { type: 'string', default: '1000000,5000000,20000000' },
    nightly: { type: 'string', default: '50000' },
    runs: { type: 'string', default: '3' },
    'increasing-guids': { type: 'boolean', default: false },
  },
});
const { directory } = options;
if (directory === undefined) throw new Error('--directory DIR is missing.');

const path = (name: string): string => join(directory, name);
const sizes = options.sizes.split(',').map(Number);
const nightly = Number(options.nightly);

/** Writes the latest activities of a sample as the night, and those before it as one extract for each size. */
async function writeExtracts(): Promise<void> {
  const sample = {
    activities: Math.round(Math.max(...sizes) * 1.01) + nightly,
    seed: 'bench',
    until: Date.UTC(2026, 10, 23),
  };
  const { extracts } = await writeSample({ ...sample, directory: path('sample') });
  await importFiles(path('all.duckdb'), extracts, true);
  const instance = await DuckDBInstance.create(path('all.duckdb'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const numbered =
    'SELECT * REPLACE ((700_000_000 + row_number() OVER (ORDER BY activity_date, guid))::VARCHAR AS guid)';
  const select = options['increasing-guids'] ? numbered : 'SELECT *';
  const write = (name: string, count: number, offset: number): Promise<unknown> =>
    connection.run(
      `COPY (SELECT ${extractColumns} FROM (${select} FROM activities) AS activities ORDER BY activities.activity_date DESC, guid LIMIT ${count} OFFSET ${offset})
       TO '${path(name)}' (HEADER)`,
    );
  for (const size of sizes) await write(`${size}.csv`, size, nightly);
  await write('night.csv', nightly, 0);
  connection.closeSync();
  instance.closeSync();
  await rm(path('all.duckdb'));
}

type Run = Cost & { readonly seconds: number };

async function importNight(size: number): Promise<Run> {
  await copyFile(path(`${size}.duckdb`), path('work.duckdb'));
  const started = performance.now();
  const cost = await importFiles(path('work.duckdb'), [path('night.csv')]);
  return { ...cost, seconds: (performance.now() - started) / 1000 };
}

await mkdir(directory, { recursive: true });
if (!existsSync(path('night.csv'))) await writeExtracts();
for (const size of sizes) {
  if (!existsSync(path(`${size}.duckdb`))) await importFiles(path(`${size}.duckdb`), [path(`${size}.csv`)], true);
}
const runs = new Map(sizes.map((size): [number, Run[]] => [size, []]));
for (let run = 0; run < Number(options.runs); run++) {
  for (const [size, costs] of runs) costs.push(await importNight(size));
}
await rm(path('work.duckdb'), { force: true });
const of = (size: number, field: keyof Run): number => median((runs.get(size) ?? []).map((run) => run[field]));
for (const size of sizes) {
  const ratio = (field: keyof Run): string => (of(size, field) / of(Math.min(...sizes), field)).toFixed(2);
  console.log(
    `${size.toLocaleString('en').padStart(11)} activities, ${((await stat(path(`${size}.duckdb`))).size / 1e6).toFixed(0)} MB: ` +
      `CPU ${of(size, 'cpuSeconds').toFixed(2)} s ${ratio('cpuSeconds')} ×, wall ${of(size, 'seconds').toFixed(2)} s ` +
      `${ratio('seconds')} ×, peak ${of(size, 'megabytes').toFixed(0)} MB`,
  );
}
