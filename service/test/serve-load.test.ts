import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ServerLimits } from '../serve/limits.ts';
import { endless, endlessSmall, getWhenFree, runWithServer, type ServerTest } from './support/endless-requests.ts';
import { generateDatabase } from './support/generated-database.ts';
import { getReport, makeFolder, reportUrl } from './support/server.ts';

const rows = 6000;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  database = join(folder.path, 'report.duckdb');
  await generateDatabase(database, { rows, peoplePerRow: 1, hasEndlessReports: true });
});

afterAll(() => folder.remove());

function withServer(limits: Partial<ServerLimits>, test: ServerTest): Promise<void> {
  return runWithServer({ database, limits }, test);
}

async function openSocket(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

function requestText(address: string, query: Record<string, string | number>): string {
  const { pathname, search, host } = new URL(reportUrl(address, query));
  return `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
}

describe('a full queue', () => {
  it('is answered with 503, a time to retry and a problem document', async () => {
    await withServer({ queries: 1, queueLength: 1 }, async (_server, start) => {
      const response = await Promise.race([1, 2, 3].map((number) => start(endless(number)).response));
      assert.equal(response.status, 503);
      assert.match(response.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
      assert.match(response.headers.get('content-type') ?? '', /problem\+json/);
      assert.equal(response.headers.get('etag'), null);
      assert.match(((await response.json()) as { detail: string }).detail, /^Too many reports.* Try again/);
    });
  });

  it('has room again when the clients of its queries leave', async () => {
    await withServer({ queries: 1, queueLength: 1 }, async ({ address }, start) => {
      const requests = [1, 2, 3].map((number) => start(endless(number)));
      await Promise.race(requests.map(({ response }) => response));
      for (const { leave } of requests) leave();
      const response = await getWhenFree(reportUrl(address));
      assert.equal(((await response.json()) as { rows: unknown[] }).rows.length, rows);
    });
  });
});

describe('queries', () => {
  it('of small reports end while large ones run and wait', async () => {
    await withServer({ queries: 1, queueLength: 1 }, async ({ address }, start) => {
      await Promise.race([1, 2, 3].map((number) => start(endless(number)).response));
      for (const query of [{ campaign: 1001 }, { from: '2024-12-01', to: '2024-12-31' }]) {
        const response = await getWhenFree(reportUrl(address, query));
        assert.equal(response.status, 200);
        await response.arrayBuffer();
      }
    });
  });

  it('of windows whose rows are kept end while large ones run and wait', async () => {
    await withServer({ queries: 1, queueLength: 1, queryTimeout: 600_000 }, async ({ address }, start) => {
      await getReport(address, { limit: 3, search: '1' });
      await Promise.race([1, 2, 3].map((number) => start(endless(number)).response));
      for (const query of [{ offset: 3 }, { sort: 'sent' }, { search: '12' }]) {
        const response = await getWhenFree(reportUrl(address, { limit: 3, ...query }));
        assert.equal(response.status, 200);
        await response.arrayBuffer();
      }
    });
  });

  it('end after a time, with an explanation', async () => {
    await withServer({ queryTimeout: 50 }, async ({ address }) => {
      for (const query of [endless(1), endlessSmall(1)]) {
        const response = await fetch(reportUrl(address, query));
        assert.equal(response.status, 503);
        assert.ok(response.headers.has('retry-after'));
        assert.match(
          ((await response.json()) as { detail: string }).detail,
          /longer than .* 0\.05 seconds.* shorter time frame/,
        );
      }
    });
  });
});

describe('the memory of the database', () => {
  it('is limited: a query that needs more is answered with 503 and an explanation', async () => {
    await withServer({ databaseMemory: 3_000_000 }, async ({ address }) => {
      const response = await fetch(reportUrl(address));
      assert.equal(response.status, 503);
      assert.match(((await response.json()) as { detail: string }).detail, /more memory/);
    });
  });
});

describe('a connection', () => {
  it('runs one report after another, in the order of its requests', async () => {
    await withServer({ queries: 1, queueLength: 1 }, async ({ address }) => {
      const socket = await openSocket(address);
      socket.write([1, 2, 3].map((number) => requestText(address, endless(number))).join(''));
      // Others still find a place in the queue.
      await getReport(address, { campaign: 1001 });
      const other = fetch(reportUrl(address));
      await getReport(address, { campaign: 1001 });
      socket.destroy();
      assert.equal((await other).status, 200);
      await (await other).arrayBuffer();
    });
  });

  it('receives all its responses', async () => {
    await withServer({}, async ({ address }) => {
      const socket = await openSocket(address);
      const requests = [1000, 1001, 1002].map((campaign) => requestText(address, { campaign }));
      socket.write(requests.join('').replace(/\r\n$/, 'Connection: close\r\n\r\n'));
      let text = '';
      for await (const part of socket) text += String(part);
      assert.equal(text.match(/HTTP\/1\.1 200 OK/g)?.length, 3);
      assert.match(text, /"campaignId":"1000"[^]*"campaignId":"1001"[^]*"campaignId":"1002"/);
    });
  });
});
