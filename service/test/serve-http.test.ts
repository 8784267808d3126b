import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { installSchema, openForImport } from '../database.ts';
import { reportExtract, reportFiles, sendsAt } from './support/report-extract.ts';
import { extractOf, getReport, importInto, makeFolder, reportUrl, startServer } from './support/server.ts';

const origin = 'https://reports.example.com';
let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;
let database: string;

/** Enough rows for a body that is worth compressing and exceeds network buffers. */
const many = sendsAt(
  7000,
  1_000_000,
  Array.from({ length: 6_000 }, (_, index) => new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString()),
);

beforeAll(async () => {
  folder = await makeFolder();
  database = await importInto(folder.path, { ...reportFiles, 'many.csv': extractOf(many, 'many') });
  server = await startServer({ database, cors: [origin] });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

/** Sends a request and returns the response as received. `fetch` would decompress it and hide headers. */
async function rawGet(url: string, headers: Record<string, string>, method = 'GET') {
  const outgoing = request(url, { headers, method });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

describe('caching', () => {
  it('answers 304 without a body if the client has the report', async () => {
    const url = reportUrl(server.address, { campaign: 1001 });
    const first = await rawGet(url, {});
    const tag = first.headers.etag ?? '';
    assert.match(tag, /^W\/"[\w-]+"$/);
    assert.equal(first.headers['cache-control'], 'private, no-cache');
    for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
      const again = await rawGet(url, { 'if-none-match': known });
      assert.deepEqual([again.status, again.headers.etag, again.body.length], [304, tag, 0]);
    }
    assert.equal((await rawGet(url, { 'if-none-match': 'W/"other"' })).status, 200);
  });

  it('uses one entity tag per response, regardless of the order of parameters', async () => {
    const tagOf = async (query: string, accept = 'application/json'): Promise<string | undefined> =>
      (await rawGet(`${server.address}/api/report?${query}`, { accept })).headers.etag;
    assert.equal(await tagOf('limit=1&sort=sent'), await tagOf('sort=sent&unknown=1&limit=1'));
    const different = [
      await tagOf('limit=1'),
      await tagOf('limit=2'),
      await tagOf('limit=1', 'application/x-ndjson'),
      await tagOf('limit=1&sort=sent'),
      await tagOf('limit=1&dateBasis=sent'),
      await tagOf('limit=1&timeZone=Europe/Paris'),
      await tagOf('limit=1&search=a'),
      await tagOf('limit=1&search=a&groupBy=campaign'),
    ];
    assert.equal(new Set(different).size, different.length);
  });
});

describe('compression', () => {
  for (const [encoding, decompress] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    for (const accept of ['application/json', 'application/x-ndjson']) {
      it(`with ${encoding} does not change ${accept}`, async () => {
        const plain = await rawGet(reportUrl(server.address), { accept });
        const packed = await rawGet(reportUrl(server.address), { accept, 'accept-encoding': encoding });
        assert.equal(plain.headers['content-encoding'], undefined);
        assert.equal(packed.headers['content-encoding'], encoding);
        assert.equal(packed.headers.etag, plain.headers.etag);
        for (const { headers } of [plain, packed]) assert.match(headers.vary ?? '', /accept-encoding/i);
        assert.ok(packed.body.length < plain.body.length / 4);
        assert.ok(decompress(packed.body).equals(plain.body));
      });
    }
  }
});

describe('CORS', () => {
  it('allows credentials and custom headers', async () => {
    for (const path of ['/api/report', '/api/emails/71', '/health']) {
      const { status, headers } = await rawGet(
        server.address + path,
        {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization, x-tenant',
        },
        'OPTIONS',
      );
      assert.equal(status, 204);
      assert.equal(headers['access-control-allow-origin'], origin);
      assert.match(headers['access-control-allow-headers'] ?? '', /authorization.*x-tenant/);
      assert.match(headers['access-control-allow-methods'] ?? '', /GET/);
    }
  });

  it('exposes ETag and Retry-After, on errors, too', async () => {
    for (const path of ['/api/report?limit=1', '/api/report?limit=x', '/api/emails/none']) {
      const { headers } = await rawGet(server.address + path, { origin });
      assert.equal(headers['access-control-allow-origin'], origin);
      assert.equal(headers['access-control-expose-headers'], 'ETag, Retry-After');
      assert.match(headers.vary ?? '', /Origin/);
    }
  });

  it('rejects other origins', async () => {
    const { headers } = await rawGet(reportUrl(server.address, { limit: 1 }), { origin: 'https://other.example' });
    assert.equal(headers['access-control-allow-origin'], undefined);
  });
});

describe('the server', () => {
  it('answers HEAD with the headers of GET and no body', async () => {
    const { status, headers, body } = await rawGet(reportUrl(server.address), {}, 'HEAD');
    const get = await rawGet(reportUrl(server.address), {});
    assert.deepEqual([status, headers.etag, body.length], [200, get.headers.etag, 0]);
  });

  it('answers unsupported methods and unknown paths with a problem document', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const response = await fetch(`${server.address}/api/report`, { method, body: 'x' });
      assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD, POST']);
      assert.match(response.headers.get('content-type') ?? '', /problem\+json/);
      await response.arrayBuffer();
    }
    const missing = await fetch(`${server.address}/api/reports?x=1`);
    assert.equal(missing.status, 404);
    assert.equal(((await missing.json()) as { detail: string }).detail, 'There is no resource at /api/reports.');
    assert.equal(missing.headers.get('x-content-type-options'), 'nosniff');
  });

  it('reports the as-of date of the data at /health', async () => {
    assert.deepEqual(await (await fetch(`${server.address}/health`)).json(), {
      status: 'ok',
      asOf: '2026-11-20T08:00:00Z',
    });
  });

  it('keeps working when clients disconnect during a response', async () => {
    for (let round = 0; round < 5; round += 1) {
      const controller = new AbortController();
      const response = await fetch(reportUrl(server.address), { signal: controller.signal });
      await response.body?.getReader().read();
      controller.abort();
      const early = new AbortController();
      const never = fetch(reportUrl(server.address), { signal: early.signal });
      early.abort();
      await assert.rejects(never);
    }
    assert.equal((await getReport(server.address, { limit: 1 })).rows.length, 1);
    assert.deepEqual(server.errors, []);
  });
});

describe('an import while the server is running', () => {
  it('interrupts no request, and is visible when it ends', async () => {
    const own = await makeFolder();
    const path = await importInto(own.path, { 'one.csv': extractOf(reportExtract) });
    const live = await startServer({ database: path });
    try {
      const old = await fetch(reportUrl(live.address, { limit: 1 }));
      const before = ((await old.json()) as { rowCount: number }).rowCount;
      const importing = importInto(own.path, {
        'two.csv': extractOf(sendsAt(8000, 1, ['2026-11-21T08:00:00Z']), 'two'),
      });
      while ((await Promise.race([importing, pause(20, 'importing')])) === 'importing') await getReport(live.address);
      const response = await fetch(reportUrl(live.address, { limit: 1 }), {
        headers: { 'if-none-match': old.headers.get('etag') ?? '' },
      });
      assert.equal(response.status, 200);
      const report = (await response.json()) as { rowCount: number; asOf: string };
      assert.deepEqual([report.rowCount, report.asOf], [before + 1, '2026-11-21T08:00:00Z']);
      assert.notEqual(response.headers.get('etag'), old.headers.get('etag'));
      assert.deepEqual(live.errors, []);
    } finally {
      await live.close();
      await own.remove();
    }
  });

  it('keeps the old report if the new file is broken, and logs the error once', async () => {
    const own = await makeFolder();
    const path = await importInto(own.path, { 'one.csv': extractOf(reportExtract) });
    const live = await startServer({ database: path });
    try {
      const before = await getReport(live.address);
      await writeFile(`${path}.new`, 'This is not a database.');
      await rename(`${path}.new`, path);
      assert.deepEqual(await getReport(live.address), before);
      assert.deepEqual(await getReport(live.address), before);
      assert.equal(live.errors.length, 1);
    } finally {
      await live.close();
      await own.remove();
    }
  });
});

describe('an internal error', () => {
  it('is logged, and answered with a problem document without internal details', async () => {
    const own = await makeFolder();
    const path = join(own.path, 'odd.duckdb');
    const instance = await openForImport(path, own.path);
    const connection = await instance.connect();
    await installSchema(connection, path);
    await connection.run('DROP MACRO TABLE counts_of');
    connection.closeSync();
    instance.closeSync();
    const live = await startServer({ database: path });
    try {
      const response = await fetch(reportUrl(live.address));
      assert.equal(response.status, 500);
      assert.doesNotMatch(await response.text(), /counts_of|odd\.duckdb|catalog/i);
      assert.equal(response.headers.get('etag'), null);
      assert.match(String(live.errors[0]), /counts_of/);
    } finally {
      await live.close();
      await own.remove();
    }
  });
});
