/**
 * Starts the demo: writes a sample that ends today, imports it, and serves the report and `index.html`. The files are kept
 * in `.data` and are recreated once a day, and when the tables of the service change.
 *
 *   npm start -- [--port 5173] [--activities 200000]
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer as createPageServer } from 'vite';
import { currentVersion } from '../service/database.ts';
import { createServer as createReportServer } from '../service/serve/server.ts';
import { createSampleDatabase } from '../tools/sample/create-database.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '5173' }, activities: { type: 'string', default: '200000' } },
});
const root = join(import.meta.dirname, '..');
const data = join(root, '.data');
const today = new Date().toISOString().slice(0, 10);
const database = join(data, `sample-${today}-${values.activities}-v${currentVersion}.duckdb`);

if (!existsSync(database)) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  await createSampleDatabase(database, {
    activities: Number(values.activities),
    seed: '1',
    until: Date.parse(today),
    directory: join(data, 'sample'),
  });
}
const reportServer = await createReportServer({ database });
const endpoint = await reportServer.listen({ host: '127.0.0.1', port: 0 });
const pageServer = await createPageServer({
  root,
  configFile: false,
  server: {
    host: '127.0.0.1',
    port: Number(values.port),
    proxy: { '/api': endpoint },
    watch: { ignored: [`${data}/**`] },
  },
  optimizeDeps: { entries: ['index.html'] },
});
await pageServer.listen();
console.log(`\nThe report is at ${pageServer.resolvedUrls?.local[0] ?? `http://127.0.0.1:${values.port}/`}\n`);
