/**
 * Compares a complete import with the time that DuckDB takes to read the same activities as text. Prints the medians of
 * interleaved runs, their ratios, and the peak memory of the import.
 *
 *   npm run bench:import -- [--activities 5000000] [--runs 3]
 *
 * "Import files" reads the files of the sample, which have several CSV formats; one is compressed and one is truncated.
 * "Import one file" reads the imported activities, written back as one extract.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openForImport, openReadOnly } from '../service/database.ts';
import { writeSample } from '../tools/sample/write-sample.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: { activities: { type: 'string', default: '5000000' }, runs: { type: 'string', default: '3' } },
});

const cli = resolve(import.meta.dirname, '../service/cli.ts');

/** Runs the import command. Returns its peak resident memory in MB, or NaN if the system does not report it. */
async function importFiles(database: string, files: readonly string[]): Promise<number> {
  await rm(database, { force: true });
  const printMemory = `process.on('exit', () => console.error('maxRSS ' + process.resourceUsage().maxRSS))`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      `data:text/javascript,${encodeURIComponent(printMemory)}`,
      cli,
      'import',
      '--database',
      database,
      ...files,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(errors);
  return Number(/maxRSS (\d+)/.exec(errors)?.[1] ?? NaN) / 1024;
}

async function readAsText(database: string, spillDirectory: string, file: string): Promise<void> {
  await rm(database, { force: true });
  const instance = await openForImport(database, spillDirectory);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE activities AS SELECT * FROM read_csv('${file}', all_varchar = true)`);
  connection.closeSync();
  instance.closeSync();
}

async function writeAsOneFile(database: string, file: string): Promise<void> {
  const instance = await openReadOnly(database);
  const connection = await instance.connect();
  await connection.run(
    `COPY (
       SELECT guid AS "marketoGUID", lead_id AS "leadId",
         strftime(activity_date, '%Y-%m-%dT%H:%M:%SZ') AS "activityDate", activity_type AS "activityTypeId",
         campaign_id AS "campaignId", email_id AS "primaryAttributeValueId",
         email_name AS "primaryAttributeValue", attributes, action_result AS "actionResult"
       FROM activities
     ) TO '${file}' (HEADER)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function measure(directory: string): Promise<void> {
  const database = join(directory, 'report.duckdb');
  const oneFile = join(directory, 'one.csv');
  const { extracts: files } = await writeSample({
    activities: Number(options.activities),
    seed: 'bench',
    until: Date.UTC(2026, 10, 23),
    directory: join(directory, 'sample'),
  });
  await importFiles(database, files);
  await writeAsOneFile(database, oneFile);
  console.log(`One file of ${((await stat(oneFile)).size / 1e6).toFixed(0)} MB`);
  let memory = 0;
  const cases = {
    'Read as text': () => readAsText(join(directory, 'text.duckdb'), join(directory, 'spill'), oneFile),
    'Import one file': async () => {
      memory = Math.max(memory, await importFiles(database, [oneFile]));
    },
    'Import files': () => importFiles(database, files),
  };
  const times = new Map(Object.keys(cases).map((name): [string, number[]] => [name, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const [name, work] of Object.entries(cases)) times.get(name)?.push(await seconds(work));
  }
  const base = median(times.get('Read as text') ?? []);
  for (const [name, each] of times) {
    console.log(`${name.padEnd(20)} ${median(each).toFixed(2)} s  ${(median(each) / base).toFixed(2)} ×`);
  }
  console.log(`Peak memory of importing one file: ${memory.toFixed(0)} MB`);
}

const directory = await mkdtemp(join(tmpdir(), 'bench-import-'));
try {
  await measure(directory);
} finally {
  await rm(directory, { recursive: true, force: true });
}
