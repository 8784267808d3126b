/**
 * How much an import adds to reading: the whole import, records included, beside what DuckDB takes to read the same
 * activities into a table as text. Prints medians of interleaved runs, their ratio, and the import's greatest memory.
 *
 *   npm run bench:import -- [--activities 5000000] [--runs 3]
 *
 * "as generated" are the sample's own files: in several layouts, one packed, one broken; "as one file" is what was
 * imported of them, written back as one extract.
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

/** In a process of its own, as a user runs it. Returns its greatest resident memory in MB, where the system tells. */
async function importFiles(database: string, files: readonly string[]): Promise<number> {
  await rm(database, { force: true });
  const report = `process.on('exit', () => console.error('maxRSS ' + process.resourceUsage().maxRSS))`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      `data:text/javascript,${encodeURIComponent(report)}`,
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
  console.log(`one file of ${((await stat(oneFile)).size / 1e6).toFixed(0)} MB`);
  let memory = 0;
  const cases = {
    'read as text': () => readAsText(join(directory, 'text.duckdb'), join(directory, 'spill'), oneFile),
    'import as one file': async () => {
      memory = Math.max(memory, await importFiles(database, [oneFile]));
    },
    'import as generated': () => importFiles(database, files),
  };
  const times = new Map(Object.keys(cases).map((name): [string, number[]] => [name, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const [name, work] of Object.entries(cases)) times.get(name)?.push(await seconds(work));
  }
  const base = median(times.get('read as text') ?? []);
  for (const [name, each] of times) {
    console.log(`${name.padEnd(20)} ${median(each).toFixed(2)} s  ${(median(each) / base).toFixed(2)} ×`);
  }
  console.log(`greatest memory of the import as one file: ${memory.toFixed(0)} MB`);
}

const directory = await mkdtemp(join(tmpdir(), 'bench-import-'));
try {
  await measure(directory);
} finally {
  await rm(directory, { recursive: true, force: true });
}
