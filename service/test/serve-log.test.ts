import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { describeConfiguration } from '../serve/configuration.ts';
import { createLog, logErrorTo, ServerLog } from '../serve/log.ts';
import { noteReader } from '../serve/observed-requests.ts';
import { createServer } from '../serve/server.ts';
import { endless } from './support/endless-requests.ts';
import { generateDatabase } from './support/generated-database.ts';
import { makeFolder, reportUrl } from './support/server.ts';

type Line = Readonly<Record<string, unknown>>;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  database = `${folder.path}/report.duckdb`;
  await generateDatabase(database, { rows: 100, peoplePerRow: 1, hasEndlessReports: true });
});

afterAll(() => folder.remove());

/** Runs a test with a server that signs in one reader, and its log. @param queryTimeout in milliseconds */
async function withLog(
  slowQuery: number,
  test: (address: string, lines: Line[], text: () => string) => Promise<void>,
  queryTimeout = 600_000,
) {
  const texts: string[] = [];
  const lines: Line[] = [];
  const write = (text: string): void => {
    texts.push(text);
    lines.push(JSON.parse(text) as Line);
  };
  const log = createLog({ level: 'debug', format: 'json' }, { write });
  const app = await createServer({
    database,
    observers: [new ServerLog(log, slowQuery)],
    logError: logErrorTo(log),
    limits: { queryTimeout },
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.headers.authorization) noteReader(request.headers.authorization);
    done();
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    await test(address, lines, () => texts.join(''));
  } finally {
    await app.close();
  }
}

/** Waits until the log has a line with these fields. */
async function lineWith(lines: readonly Line[], fields: Line): Promise<Line> {
  for (;;) {
    const found = lines.find((line) => Object.entries(fields).every(([name, value]) => line[name] === value));
    if (found) return found;
    await turn();
  }
}

async function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  return response;
}

describe('the log of requests', () => {
  it('has the route, not the path, and nothing that a reader has entered', async () => {
    await withLog(0, async (address, lines, text) => {
      const headers = { authorization: 'Bearer abcdefgh.secret-token', 'x-request-id': 'proxy-1' };
      const people = ['Lives in:Paris', 'Mail:jane@example.com'];
      const response = await get(reportUrl(address, { people, search: 'Confidential', from: '2024-01-01' }), headers);
      assert.equal(response.headers.get('x-request-id'), 'proxy-1');
      const line = await lineWith(lines, { event: 'request', requestId: 'proxy-1' });
      assert.deepEqual([line['level'], line['method'], line['route']], ['info', 'GET', '/api/report']);
      await get(`${address}/api/emails/424242/preview?images=on`);
      assert.equal((await lineWith(lines, { event: 'request', status: 404 }))['route'], '/api/emails/:id/preview');
      await get(`${address}/private/path`);
      await lineWith(lines, { event: 'request', route: 'unknown', status: 404 });
      assert.doesNotMatch(text(), /Paris|jane|Confidential|secret-token|424242|private/);
    });
  });

  it('has the size, the times, and whether the report was in the cache', async () => {
    await withLog(60, async (address, lines) => {
      await get(reportUrl(address, { limit: 7 }), { 'x-request-id': 'first' });
      const first = await lineWith(lines, { requestId: 'first' });
      assert.deepEqual([first['status'], first['rows'], first['cache'], first['aborted']], [200, 7, 'miss', undefined]);
      for (const name of ['ms', 'waitMs', 'queryMs']) assert.equal(typeof first[name], 'number', name);
      assert.ok(Number(first['ms']) >= Number(first['queryMs']));
      const response = await get(reportUrl(address, { limit: 7 }), { 'x-request-id': 'second' });
      const second = await lineWith(lines, { requestId: 'second' });
      assert.deepEqual([second['rows'], second['cache'], second['queryMs']], [7, 'hit', undefined]);
      assert.ok(
        Number(second['bytes']) > Number(response.headers.get('content-length')) && Number(second['bytes']) > 500,
      );
    });
  });

  it('has the same facts of a request with a body', async () => {
    await withLog(0, async (address, lines, text) => {
      const body = JSON.stringify({ limit: 7, search: 'Campaign' });
      const headers = { 'content-type': 'application/json', 'x-request-id': 'posted' };
      await (await fetch(`${address}/api/report`, { method: 'POST', headers, body })).arrayBuffer();
      const line = await lineWith(lines, { event: 'request', requestId: 'posted' });
      assert.deepEqual([line['method'], line['rows'], line['cache']], ['POST', 7, 'miss']);
      const slow = await lineWith(lines, { event: 'slow-query', requestId: 'posted' });
      assert.deepEqual(slow['parameters'], { limit: '7', search: true });
      assert.doesNotMatch(text(), /Campaign/);
    });
  });

  it('has the values of parameters that choose dates, counts, orders and windows, and the names of the other known ones', async () => {
    const observed: unknown[] = [];
    const app = await createServer({
      database,
      observers: [{ onRequest: ({ parameters }) => observed.push(parameters) }],
    });
    try {
      const values = { age: '7d', activity: 'human', rateBase: 'sent', unit: 'week', explain: '1' };
      const names = { people: 'Country:FR', folder: '/A', campaign: '7', filter: 'sent>=2', archived: 'exclude' };
      await app.inject({ url: '/api/report', query: { ...values, ...names, limit: '10', unknown: 'x' } });
      const named = Object.fromEntries(Object.keys(names).map((name) => [name, true]));
      assert.deepEqual(observed, [{ ...values, ...named, limit: '10' }]);
    } finally {
      await app.close();
    }
  });

  it('has a digest of the reader', async () => {
    await withLog(60, async (address, lines) => {
      for (const [id, authorization] of [
        ['1', 'jane'],
        ['2', 'jane'],
        ['3', 'john'],
      ] as const) {
        await get(reportUrl(address, { limit: 1 }), { 'x-request-id': id, authorization });
      }
      await get(reportUrl(address, { limit: 1 }), { 'x-request-id': '4' });
      const readers = [];
      for (const requestId of ['1', '2', '3', '4']) readers.push((await lineWith(lines, { requestId }))['reader']);
      assert.match(String(readers[0]), /^[\da-f]{12}$/);
      assert.equal(readers[0], readers[1]);
      assert.notEqual(readers[0], readers[2]);
      assert.equal(readers[3], undefined);
    });
  });

  it('replaces ids that are too long or not harmless', async () => {
    await withLog(60, async (address) => {
      for (const id of ['', 'a b', '"}', 'x'.repeat(65)]) {
        const response = await get(`${address}/health`, { 'x-request-id': id });
        assert.match(String(response.headers.get('x-request-id')), /^[\da-f-]{36}$/);
      }
    });
  });

  it('has requests that clients abort', async () => {
    await withLog(60, async (address, lines) => {
      const leaving = new AbortController();
      const request = fetch(reportUrl(address, endless(1)), {
        signal: leaving.signal,
        headers: { 'x-request-id': 'leaving' },
      });
      request.catch(() => undefined);
      await get(`${address}/health`);
      leaving.abort();
      assert.equal((await lineWith(lines, { event: 'request', requestId: 'leaving' }))['aborted'], true);
    });
  });

  it('has queries that take too long', async () => {
    const test = async (address: string, lines: readonly Line[]): Promise<void> => {
      await get(reportUrl(address, endless(2)), { 'x-request-id': 'slow' });
      const line = await lineWith(lines, { event: 'slow-query', requestId: 'slow', outcome: 'limited' });
      assert.deepEqual([line['level'], line['route']], ['warn', '/api/report']);
      assert.deepEqual(line['parameters'], endless(2));
      assert.equal((await lineWith(lines, { event: 'request', requestId: 'slow' }))['level'], 'warn');
    };
    await withLog(0.1, test, 500);
  });
});

describe('createLog', () => {
  function logged(format: 'json' | 'text', write: (log: ReturnType<typeof createLog>) => void): string {
    let text = '';
    write(createLog({ level: 'info', format }, { write: (line) => (text += line) }));
    return text;
  }

  it('removes tokens and e-mail addresses, also from errors', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    const text = logged('json', (log) =>
      logErrorTo(log)(new Error(`jane.doe+a@mail.example.com sent ${token} and Bearer 0123456789abcdef`)),
    );
    const { msg } = JSON.parse(text) as Line;
    assert.equal(msg, '[email] sent [token] and Bearer [token]');
    assert.doesNotMatch(text, /jane|eyJ|0123456789/);
    assert.match(text, /serve-log\.test\.ts/, 'has the stack');
  });

  it('writes a short text for terminals', () => {
    const text = logged('text', (log) => log.warn({ event: 'request', status: 503, cache: 'miss' }, 'GET /ready 503'));
    assert.match(text, /^\d\d:\d\d:\d\d \[request\] warn: GET \/ready 503 status=503 cache=miss\n$/);
    assert.equal(
      logged('text', (log) => log.debug({ event: 'request' }, 'x')),
      '',
    );
  });
});

describe('describeConfiguration', () => {
  it('contains no secrets', () => {
    const values = {
      port: '8787',
      'api-token': 'abc',
      'secret-file': '/etc/secret',
      jwks: 'https://user:password@id.example.com/keys?key=1',
      'jwt-issuer': 'https://id.example.com/',
      cors: ['https://a.example.com', '*'],
      store: 'clickhouse:http://user:p@ss@a.example:8123/report,https://b.example',
      window: undefined,
      'store-with-parameters': 'clickhouse:http://a.example/x?password=abc,http://b.example#abc,http://c.example:abc',
    };
    assert.deepEqual(describeConfiguration(values), {
      port: '8787',
      'api-token': '[hidden]',
      'secret-file': '/etc/secret',
      jwks: 'https://id.example.com/keys',
      'jwt-issuer': 'https://id.example.com/',
      cors: ['https://a.example.com', '*'],
      store: 'clickhouse:http://a.example:8123/report,https://b.example',
      'store-with-parameters': 'clickhouse:http://a.example/x,http://b.example,[hidden]',
    });
  });
});
