import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ServerLimits } from '../serve/limits.ts';
import { endlessSmall, getWhenFree, runWithServer, type ServerTest } from './support/endless-requests.ts';
import { generateDatabase } from './support/generated-database.ts';
import { makeFolder, reportUrl } from './support/server.ts';

/** Enough rows for an uncompressed response of 20 MB, which exceeds network buffers. */
const rows = 40_000;
const uncompressed = { headers: { 'accept-encoding': 'identity' } };

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  database = join(folder.path, 'report.duckdb');
  await generateDatabase(database, { rows, peoplePerRow: 1, hasEndlessReports: true });
});

afterAll(() => folder.remove());

function withServer(limits: Partial<ServerLimits>, test: ServerTest): Promise<void> {
  return runWithServer({ database, limits: { queries: 1, queueLength: 0, ...limits } }, test);
}

/** Occupies all slots of the query queue, so that each further query is refused. */
async function occupy(address: string, start: Parameters<ServerTest>[1]): Promise<void> {
  start(endlessSmall(1));
  while ((await fetch(reportUrl(address, endlessSmall(2)))).status !== 503);
}

async function rowsOf(response: Response): Promise<number> {
  assert.equal(response.status, 200);
  return ((await response.json()) as { rows: unknown[] }).rows.length;
}

describe('equal requests', () => {
  it('are queried once if they arrive together', async () => {
    await withServer({}, async ({ address }) => {
      const requests = Array.from({ length: 10 }, () => fetch(reportUrl(address)));
      for (const request of requests) assert.equal(await rowsOf(await request), rows);
    });
  });

  it('share a response that is not kept', async () => {
    await withServer({ cacheSize: 1000, queueLength: 3 }, async ({ address }) => {
      const requests = Array.from({ length: 3 }, () => fetch(reportUrl(address), uncompressed));
      for (const body of await Promise.all(requests.map(async (each) => rowsOf(await each)))) assert.equal(body, rows);
    });
  });

  it('continue when one of their clients leaves', async () => {
    await withServer({}, async ({ address }, start) => {
      const first = start({});
      const second = fetch(reportUrl(address));
      first.leave();
      assert.equal(await rowsOf(await second), rows);
    });
  });
});

describe('a response', () => {
  it('is kept', async () => {
    await withServer({}, async ({ address }, start) => {
      const tag = (await fetch(reportUrl(address))).headers.get('etag');
      await occupy(address, start);
      const again = await fetch(reportUrl(address));
      assert.equal(again.headers.get('etag'), tag);
      assert.equal(await rowsOf(again), rows);
    });
  });

  it('is not kept if it exceeds half of the cache', async () => {
    await withServer({ cacheSize: 100_000 }, async ({ address }, start) => {
      for (const query of [{}, { campaign: 1001 }])
        assert.ok((await rowsOf(await fetch(reportUrl(address, query)))) > 0);
      await occupy(address, start);
      assert.equal((await fetch(reportUrl(address))).status, 503);
      assert.equal(await rowsOf(await fetch(reportUrl(address, { campaign: 1001 }))), 4);
    });
  });

  it('to HEAD needs no query', async () => {
    await withServer({}, async ({ address }, start) => {
      await occupy(address, start);
      for (const [name, expected] of [
        ['content-encoding', 'br'],
        ['content-type', 'application/json; charset=utf-8'],
        ['content-length', null],
      ] as const) {
        const response = await fetch(reportUrl(address), { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
        assert.deepEqual([response.status, response.headers.get(name)], [200, expected]);
      }
    });
  });
});

describe('a reader who stops reading', () => {
  it('is disconnected, and does not keep others from reading', async () => {
    await withServer({ cacheSize: 1000, readerTimeout: 50 }, async ({ address }) => {
      const { hostname, port, host, pathname } = new URL(reportUrl(address));
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await once(socket, 'readable');
      // The response is not kept, so it holds the only slot for large reports as long as it is read.
      const response = await getWhenFree(reportUrl(address, { sort: 'sent' }));
      assert.equal(response.status, 200);
      await response.body?.cancel();
      socket.destroy();
    });
  });
});
