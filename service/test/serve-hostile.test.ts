import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ServerOptions } from '../serve/server.ts';
import { generateDatabase } from './support/generated-database.ts';
import { makeFolder, startServer } from './support/server.ts';

const origin = 'https://reports.example.com';
let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await makeFolder();
  database = join(folder.path, 'report.duckdb');
  await generateDatabase(database, { rows: 10, peoplePerRow: 1 });
  server = await startServer({ database, cors: [origin] });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function send(
  path: string,
  { address = server.address, method = 'GET', headers = {}, body = '' } = {},
): Promise<Answer> {
  const outgoing = request(address + path, { method, headers: { origin, ...headers } });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of response) text += String(part);
  return { status: response.statusCode, headers: response.headers, body: text };
}

/** Sends bytes, and parses the response up to the end of the connection. */
async function sendBytes(bytes: string): Promise<Answer> {
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(bytes);
  let text = '';
  for await (const part of socket) text += String(part);
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.toLowerCase().split(': ') as [string, string]));
  return { status: Number(status.split(' ')[1]), headers, body };
}

function isProblem({ status, headers, body }: Answer, expected: number, detail: RegExp): void {
  assert.equal(status, expected, body);
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['access-control-allow-origin'], origin);
  assert.equal(headers['cache-control'], 'no-store');
  const problem = JSON.parse(body) as { status: number; title: string; detail: string };
  assert.equal(problem.status, expected);
  assert.match(problem.detail, detail);
}

async function withServer(options: Partial<ServerOptions>, test: (address: string) => Promise<void>): Promise<void> {
  const own = await startServer({ database, cors: [origin], ...options });
  try {
    await test(own.address);
  } finally {
    await own.close();
  }
}

describe('a problem document that other origins can read', () => {
  it('answers unsupported methods, with the supported ones', async () => {
    for (const path of ['/api/campaigns', '/api/emails/1', '/api/emails/1/preview', '/health', '/ready']) {
      for (const method of ['POST', 'DELETE', 'PROPFIND', 'TRACE']) {
        const answer = await send(path, { method, headers: { 'content-type': 'text/xml' }, body: '<a/>' });
        isProblem(answer, 405, new RegExp(`^${method} is not supported`));
        assert.equal(answer.headers.allow, 'GET, HEAD');
      }
    }
    for (const path of ['/api/report?x=1', '/unsubscribe']) {
      assert.equal((await send(path, { method: 'DELETE' })).headers.allow, 'GET, HEAD, POST');
    }
    isProblem(await send('/api/emails/', { method: 'POST' }), 404, /no resource/);
  });

  it('answers unknown paths, with any method and body', async () => {
    isProblem(await send('/api/reports?x=1'), 404, /no resource at \/api\/reports\./);
    const headers = { 'content-type': 'text/xml' };
    isProblem(await send('/nowhere', { method: 'POST', headers, body: '<a/>' }), 404, /no resource at \/nowhere\./);
  });

  it('answers URLs that cannot be decoded', async () => {
    isProblem(await send('/api/emails/%zz'), 400, /valid url/);
    isProblem(await send(`/api/emails/${'1'.repeat(200)}`), 414, /./);
  });

  it('answers an unknown Expect header', async () => {
    isProblem(await send('/health', { headers: { expect: 'a miracle' } }), 417, /Expect/);
  });

  it('answers a request without a Host header', async () => {
    const bytes = `GET /health HTTP/1.1\r\nOrigin: ${origin}\r\nConnection: close\r\n\r\n`;
    isProblem(await sendBytes(bytes), 400, /Host header is missing/);
  });

  it('answers bytes that are not HTTP', async () => {
    isProblem(await sendBytes('hello\r\n\r\n'), 400, /not valid HTTP/);
    isProblem(await sendBytes(`GET /health HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`), 431, /too long/);
  });
});

describe('OPTIONS', () => {
  it('is a preflight if an origin is allowed, and unsupported otherwise', async () => {
    assert.equal((await send('/api/report', { method: 'OPTIONS' })).status, 204);
    await withServer({ cors: [] }, async (address) => {
      const { status, headers } = await send('/api/report', { address, method: 'OPTIONS' });
      assert.deepEqual([status, headers.allow], [405, 'GET, HEAD, POST']);
    });
  });
});

describe('If-None-Match: *', () => {
  it('matches only what exists', async () => {
    const headers = { 'if-none-match': '*' };
    assert.equal((await send('/api/report', { headers })).status, 304);
    isProblem(await send('/api/emails/999', { headers }), 404, /no email/);
    isProblem(await send('/api/emails/999/preview', { headers }), 404, /no email/);
  });

  it('is not part of a list', async () => {
    assert.equal((await send('/api/report', { headers: { 'if-none-match': '"a", *' } })).status, 200);
  });
});

describe('the host', () => {
  it('is a name of the loopback address by default', async () => {
    for (const host of ['localhost', 'localhost:8787', 'app.localhost:1', '127.0.0.1', '127.9.9.9:1', '[::1]:8787']) {
      assert.equal((await send('/health', { headers: { host } })).status, 200, host);
    }
    for (const host of ['evil.example', 'evil.example:8787', 'localhost.evil.example', '127.0.0.1.evil.example']) {
      isProblem(await send('/api/report', { headers: { host } }), 421, /is not allowed/);
    }
  });

  it('can be allowed', async () => {
    await withServer({ allowedHosts: ['reports.example.com'] }, async (address) => {
      const hosts = ['reports.example.com', 'Reports.Example.com.:443', 'localhost'];
      for (const host of hosts) assert.equal((await send('/health', { address, headers: { host } })).status, 200, host);
      assert.equal((await send('/health', { address, headers: { host: 'example.com' } })).status, 421);
    });
  });
});

describe('the rate limit', () => {
  it('limits each reader, but not probes', async () => {
    await withServer({ rateLimit: 2, trustProxy: ['127.0.0.1'] }, async (address) => {
      const from = (reader: string) => send('/api/report', { address, headers: { 'x-forwarded-for': reader } });
      for (const expected of [200, 200]) assert.equal((await from('192.0.2.1')).status, expected);
      const refused = await from('192.0.2.1');
      isProblem(refused, 429, /more than 2 requests in a minute/);
      assert.match(refused.headers['retry-after'] ?? '', /^\d+$/);
      assert.equal((await from('192.0.2.2')).status, 200);
      for (let probe = 0; probe < 5; probe += 1) assert.equal((await send('/ready', { address })).status, 200);
    });
  });

  it('ignores X-Forwarded-For of clients that are not trusted', async () => {
    await withServer({ rateLimit: 1 }, async (address) => {
      const from = (reader: string) => send('/api/report', { address, headers: { 'x-forwarded-for': reader } });
      assert.deepEqual([(await from('192.0.2.1')).status, (await from('192.0.2.2')).status], [200, 429]);
    });
  });
});
