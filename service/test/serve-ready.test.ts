import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { createDatabase } from '../import/create-database.ts';
import { openForImport } from '../database.ts';
import { endless, endlessSmall, runWithServer } from './support/endless-requests.ts';
import { generateDatabase } from './support/generated-database.ts';
import { makeFolder, reportUrl, startServer, startService } from './support/server.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeEach(async () => {
  folder = await makeFolder();
  database = join(folder.path, 'report.duckdb');
  await generateDatabase(database, { rows: 100, peoplePerRow: 1, hasEndlessReports: true });
});

afterEach(async () => {
  vi.useRealTimers();
  await folder.remove();
});

async function get(address: string, path: string): Promise<[status: number, body: Record<string, unknown>]> {
  const response = await fetch(address + path);
  return [response.status, (await response.json()) as Record<string, unknown>];
}

/** Opens a database for writing in another process. @returns a function that ends it */
async function lockFile(path: string): Promise<() => Promise<void>> {
  const open =
    "const { DuckDBInstance } = require('@duckdb/node-api');" +
    'DuckDBInstance.create(process.argv[1]).then(() => { console.log(); setInterval(() => 0, 1000); });';
  const writer = spawn(process.execPath, ['-e', open, path], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(writer.stdout, 'data');
  return async () => {
    writer.kill('SIGKILL');
    await once(writer, 'exit');
  };
}

async function isUnready(address: string, reason: RegExp): Promise<void> {
  const [status, { detail }] = await get(address, '/ready');
  assert.equal(status, 503);
  assert.match(String(detail), reason);
  // The process itself is fine: restarting it would not help.
  assert.equal((await get(address, '/health'))[0], 200);
}

describe('/health', () => {
  it('responds while all slots of the query queue are occupied', async () => {
    await runWithServer({ database, limits: { queries: 1, queueLength: 0 } }, async ({ address }, start) => {
      start(endlessSmall(1));
      while ((await fetch(reportUrl(address, endless(1)))).status !== 503);
      assert.equal((await get(address, '/health'))[1]['status'], 'ok');
    });
  });
});

describe('/ready', () => {
  it('says yes if the report can be queried, and queries it once', async () => {
    await runWithServer({ database, limits: { queries: 1, queueLength: 0 } }, async ({ address }, start) => {
      const [status, { asOf }] = await get(address, '/ready');
      assert.equal(status, 200);
      assert.match(String(asOf), /^\d{4}-/);
      start(endlessSmall(1));
      while ((await fetch(reportUrl(address, endless(1)))).status !== 503);
      assert.equal((await get(address, '/ready'))[0], 200);
    });
  });

  it('says no if the SQL of the report fails', async () => {
    const instance = await openForImport(database, folder.path);
    const connection = await instance.connect();
    await connection.run('DROP MACRO TABLE counts_of');
    connection.closeSync();
    instance.closeSync();
    const server = await startServer({ database });
    await isUnready(server.address, /query of the report fails/);
    await isUnready(server.address, /query of the report fails/);
    assert.equal(server.errors.length, 1);
    assert.match(String(server.errors[0]), /counts_of/);
    await server.close();
  });

  it('says no if the file is stale, until it is replaced', async () => {
    await runWithServer({ database, limits: { maxAge: 3_600_000 } }, async ({ address }) => {
      assert.equal((await get(address, '/ready'))[0], 200);
      await utimes(database, new Date(), Date.now() / 1000 - 9000);
      await isUnready(address, /stale: it is 2\.5 hours old\. The limit is 1 hours/);
      await utimes(database, new Date(), new Date());
      assert.equal((await get(address, '/ready'))[0], 200);
    });
  });

  it('says no if the data ends too long ago, although the file is new', async () => {
    await runWithServer({ database, limits: { maxDataAge: 3_600_000 } }, async ({ address }) => {
      const asOf = Date.parse(String((await get(address, '/health'))[1]['asOf']));
      vi.useFakeTimers({ toFake: ['Date'], now: asOf + 3_500_000 });
      assert.equal((await get(address, '/ready'))[0], 200);
      vi.setSystemTime(asOf + 9_000_000);
      await isUnready(address, /data is stale: it ends 2\.5 hours ago\. The limit is 1 hours/);
    });
  });

  it('says no if a database has no data yet, unless sync reads it and no age is demanded', async () => {
    const empty = join(folder.path, 'empty.duckdb');
    await createDatabase(empty, { onProgress: () => undefined });
    const limits = { maxDataAge: 3_600_000 };
    for (const options of [{}, { limits }, { limits, isSyncing: true }]) {
      await runWithServer({ database: empty, ...options }, ({ address }) => isUnready(address, /no data yet/));
    }
    await runWithServer({ database: empty, isSyncing: true }, async ({ address }) => {
      assert.deepEqual(await get(address, '/ready'), [200, { status: 'ready', asOf: null }]);
    });
  });

  it('says no if the file is missing', async () => {
    await runWithServer({ database }, async ({ address }) => {
      await rm(database);
      await isUnready(address, /file is missing/);
      assert.equal((await get(address, '/api/report'))[0], 200);
    });
  });

  it('says no if the newest file is unreadable', async () => {
    const server = await startServer({ database });
    await writeFile(`${database}.new`, 'This is not a database.');
    await rename(`${database}.new`, database);
    await isUnready(server.address, /cannot be read/);
    assert.equal((await get(server.address, '/api/report'))[0], 200);
    await server.close();
  });

  it.each([
    { change: 'its mode changes', changeFile: () => chmod(database, 0o600) },
    { change: 'some time has passed', changeFile: () => vi.setSystemTime(Date.now() + 30_000) },
  ])('opens an unreadable file again when $change', async ({ changeFile }) => {
    const server = await startServer({ database });
    vi.useFakeTimers({ toFake: ['Date'] });
    await generateDatabase(`${database}.new`, { rows: 50, peoplePerRow: 1 });
    await rename(`${database}.new`, database);
    const unlock = await lockFile(database);
    await isUnready(server.address, /cannot be read/);
    await unlock();
    await isUnready(server.address, /cannot be read/);
    assert.equal(server.errors.length, 1);
    await changeFile();
    assert.equal((await get(server.address, '/ready'))[0], 200);
    assert.equal((await get(server.address, '/api/report'))[1]['rowCount'], 50);
    await server.close();
  });
});

describe('a server that stops', () => {
  it('is not ready, and completes requests in progress and new ones before it closes', async () => {
    const server = await startServer({ database, limits: { stopDelay: 1000 } });
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const closed = server.close();
    while ((await get(server.address, '/ready'))[0] !== 503);
    await isUnready(server.address, /shutting down/);
    const [status, { rowCount }] = await get(server.address, '/api/report');
    assert.deepEqual([status, rowCount], [200, 100]);
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await closed;
    await assert.rejects(fetch(`${server.address}/health`));
  });

  it('ends requests that take longer than the time limit', async () => {
    const options = ['--port', '0', '--stop-timeout', '0'];
    const { child, finished } = startService(['serve', '--database', database, ...options]);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const address = /http:\S+/.exec(line.toString())?.[0] ?? '';
    const request = fetch(reportUrl(address, endless(1)));
    request.catch(() => undefined);
    assert.equal((await fetch(`${address}/health`)).status, 200);
    child.kill('SIGTERM');
    await assert.rejects(request);
    assert.equal((await finished).code, 0);
  });
});
