/**
 * Shows the report on a page, with data: makes a sample that ends today, imports it into a database, serves the
 * endpoint and the page. Everything that it writes is in the folder `.data`, and made anew once a day.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer as createPageServer } from 'vite';
import { run as importFiles } from '../service/import/command.ts';
import { createServer as createReportServer } from '../service/serve/server.ts';
import { writeSample } from '../tools/sample/write-sample.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '5173' }, activities: { type: 'string', default: '200000' } },
});
const root = join(import.meta.dirname, '..');
const data = join(root, '.data');
const today = new Date().toISOString().slice(0, 10);
const database = join(data, `sample-${today}-${values.activities}.duckdb`);

async function makeSample(): Promise<void> {
  rmSync(data, { recursive: true, force: true });
  const sample = join(data, 'sample');
  mkdirSync(sample, { recursive: true });
  console.log(`Making a sample of ${Number(values.activities).toLocaleString('en')} email activities …`);
  const { extracts } = await writeSample({
    activities: Number(values.activities),
    seed: '1',
    until: Date.parse(today),
    directory: sample,
  });
  console.log('Importing it …');
  const imported = await importFiles(
    [
      ...['--database', database],
      ...['--campaigns', join(sample, 'campaigns.json'), '--folders', join(sample, 'folders.json')],
      ...['--emails', join(sample, 'emails')],
      ...extracts,
    ],
    root,
  );
  if (imported !== 0) throw new Error('The sample could not be imported.');
}

if (!existsSync(database)) await makeSample();
const reports = await createReportServer({ database });
const endpoint = await reports.listen({ host: '127.0.0.1', port: 0 });
const pages = await createPageServer({
  root,
  configFile: false,
  server: { host: '127.0.0.1', port: Number(values.port), proxy: { '/api': endpoint } },
  optimizeDeps: { entries: ['index.html'] },
});
await pages.listen();
console.log(`\nThe report is at ${pages.resolvedUrls?.local[0] ?? `http://127.0.0.1:${values.port}/`}\n`);
