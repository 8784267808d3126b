import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ExtractRecord } from './import.ts';
import { fill, folder, insertStatement, tables, views } from './warehouses.ts';

/** Inside the project, so that Express is found by its name. */
const cache = join(import.meta.dirname, '../../../.cache');

/** Replaces node-postgres, which needs a server: its pool queries an embedded database. */
const fakePg = `
  import { readFileSync } from 'node:fs';
  import { PGlite } from '@electric-sql/pglite';
  const database = new PGlite();
  await database.exec(readFileSync('setup.sql', 'utf8'));
  export default { Pool: class { query = (sql, values) => database.query(sql, values); } };`;

/** Starts the example of a server on the activities, until the test ends. Returns its address. */
export async function startWarehouseServer(records: readonly ExtractRecord[]): Promise<string> {
  let setup = tables('jsonb') + views;
  await fill(
    {
      clear: () => Promise.resolve(),
      insert: (table, rows) => Promise.resolve((setup += insertStatement(table, rows))),
    },
    records,
  );
  const files: Readonly<Record<string, string>> = {
    'node_modules/pg/package.json': '{ "name": "pg", "type": "module", "exports": "./pg.js" }',
    'node_modules/pg/pg.js': fakePg,
    'package.json': '{ "type": "module" }',
    'setup.sql': setup,
    'report.sql': readFileSync(join(folder, 'report.sql'), 'utf8'),
    'server.js': readFileSync(join(folder, 'server.js'), 'utf8'),
    'start.js': `import { app } from './server.js';
      const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));`,
  };
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, 'warehouse-server-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, name)), { recursive: true });
    writeFileSync(join(scratch, name), content);
  }
  const server = spawn(process.execPath, ['start.js'], { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    server.kill();
    rmSync(scratch, { recursive: true });
  });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return `http://127.0.0.1:${port.toString().trim()}`;
}
