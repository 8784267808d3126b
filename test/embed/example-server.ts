import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import { root } from './site.ts';

const recipients = `
INSERT INTO recipients VALUES
  (1003, 'Spring launch', 77, 'Invite', 1, '2026-10-31 23:30:00+00', 'delivered', true, true, false),
  (1003, 'Spring launch', 77, 'Invite', 2, '2026-11-05 08:00:00+00', 'hard bounced', false, false, false),
  (1003, 'Spring launch', 78, 'Reminder', 1, '2026-10-31 22:30:00.5+00', 'pending', false, false, false),
  (9007199254740993, 'Large ids', 9007199254740995, 'Large', 1, '2026-09-01 00:00:00+00', 'aborted', false, false, true)`;

type Parameters = readonly (string | null)[];

/** Runs queries of the table in an example, unchanged. */
export interface ExampleDatabase {
  readonly rows: (query: string, parameters: Parameters) => Promise<unknown[]>;
  readonly close: () => Promise<void>;
}

export async function openPostgres(definition: string): Promise<ExampleDatabase> {
  const database = new PGlite();
  await database.exec(definition);
  await database.exec(recipients);
  return {
    rows: async (query, parameters) => (await database.query(query, [...parameters])).rows,
    close: () => database.close(),
  };
}

export async function openDuckDb(definition: string): Promise<ExampleDatabase> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(definition);
  await connection.run(recipients);
  return {
    rows: async (query, parameters) => (await connection.runAndReadAll(query, [...parameters])).getRowObjectsJS(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}

/** Inside the project, so that packages are found by their names. */
const scratch = join(root, '.cache', 'example-server');

const files = {
  // Replaces node-postgres, which needs a server: its pool queries an embedded database.
  'node_modules/pg/package.json': '{ "name": "pg", "type": "module", "exports": "./pg.js" }',
  'node_modules/pg/pg.js': `
    import { readFileSync } from 'node:fs';
    import { PGlite } from '@electric-sql/pglite';
    const database = new PGlite();
    await database.exec(readFileSync('table.sql', 'utf8'));
    export default { Pool: class { query = (sql, values) => database.query(sql, values); } };`,
  'start.js': `
    import { app } from './server.js';
    const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));`,
  'package.json': '{ "type": "module" }',
};

export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: Record<string, unknown>;
}

/** Returns the responses of the Express module of an example to some query strings. */
export async function answersOf(
  module: string,
  [definition = '', query = '']: readonly string[],
  searches: readonly string[],
): Promise<Answer[]> {
  return withExpress(module, [definition, query], (url) =>
    Promise.all(searches.map((search) => answerOf(`${url}${search}`))),
  );
}

/**
 * Runs the Express module of an example, unchanged, on a table and with the query of other examples.
 * @param use receives the URL of its endpoint
 */
export async function withExpress<Result>(
  module: string,
  [definition = '', query = '']: readonly string[],
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const examples = { 'server.js': module, 'table.sql': `${definition}${recipients}`, 'report.sql': query };
  for (const [name, text] of Object.entries({ ...files, ...examples })) {
    mkdirSync(dirname(join(scratch, name)), { recursive: true });
    writeFileSync(join(scratch, name), text);
  }
  const server = spawn(process.execPath, ['start.js'], { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    return await use(`http://127.0.0.1:${port.toString().trim()}/api/report`);
  } finally {
    server.kill();
    rmSync(scratch, { recursive: true });
  }
}

async function answerOf(url: string): Promise<Answer> {
  const response = await fetch(url);
  const type = response.headers.get('Content-Type')?.split(';', 1)[0];
  return { status: response.status, type, body: (await response.json()) as Record<string, unknown> };
}
