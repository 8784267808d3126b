import assert from 'node:assert/strict';
import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, it, vi } from 'vitest';
import type { Observer } from '../serve/observer.ts';
import type { ServerOptions } from '../serve/server.ts';
import { reportFiles } from './support/report-extract.ts';
import { importInto, makeFolder, startServer } from './support/server.ts';
import { audience, issuer, startIssuer } from './support/sign-in.ts';

const origin = 'https://reports.example.com';
let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;
let provider: Awaited<ReturnType<typeof startIssuer>>;
let server: Awaited<ReturnType<typeof startServer>>;

function byToken(keys: URL = provider.url): ServerOptions {
  return { database, cors: [origin], signIn: { token: { issuer, audience: [audience], keys, claims: {} } } };
}

beforeAll(async () => {
  folder = await makeFolder();
  database = await importInto(folder.path, reportFiles);
  provider = await startIssuer();
  server = await startServer(byToken());
});

afterAll(async () => {
  await server.close();
  await provider.close();
  await folder.remove();
});

afterEach(() => {
  vi.useRealTimers();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function get(path: string, headers: Record<string, string> = {}, address = server.address) {
  const response = await fetch(`${address}${path}`, { headers: { origin, ...headers } });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const detail = isProblem ? (JSON.parse(text) as { detail: string }).detail : undefined;
  return { status: response.status, headers: response.headers, detail };
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs a token with a secret. */
function hmacToken(secret: string, kid: string): string {
  const payload = { iss: issuer, aud: audience, sub: 'eve', exp: Date.now() / 1000 + 3600 };
  const content = `${base64({ alg: 'HS256', kid })}.${base64(payload)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

describe('sign-in by token', () => {
  it('answers readers with a token on all routes, and refuses all others', async () => {
    const token = await provider.tokenOf();
    for (const path of ['/api/report', '/api/campaigns', '/api/series', '/%61pi/report']) {
      assert.equal((await get(path, bearer(token))).status, 200, path);
      const { status, headers, detail } = await get(path);
      assert.equal(status, 401, path);
      assert.equal(headers.get('www-authenticate'), 'Bearer realm="campaign-email-report"');
      assert.equal(headers.get('access-control-allow-origin'), origin);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(detail, 'You are not signed in. Sign in and try again.');
    }
    for (const path of ['/api/emails/71', '/api/emails/71/preview']) {
      assert.deepEqual([(await get(path)).status, (await get(path, bearer(token))).status], [401, 404], path);
    }
    assert.equal((await fetch(`${server.address}/api/report`, { method: 'HEAD' })).status, 401);
    const posted = { method: 'POST', body: '{"limit":1}', headers: { 'content-type': 'application/json' } };
    assert.equal((await fetch(`${server.address}/api/report`, posted)).status, 401);
    const headers = { ...posted.headers, ...bearer(token) };
    assert.equal((await fetch(`${server.address}/api/report`, { ...posted, headers })).status, 200);
    assert.equal((await get('/health')).status, 200);
    assert.equal((await get('/ready')).status, 200);
  });

  it('answers preflight requests, which have no token', async () => {
    const headers = {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const response = await fetch(`${server.address}/api/report`, { method: 'OPTIONS', headers });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-headers'), 'authorization');
  });

  it('refuses tokens that it cannot trust, with the reason', async () => {
    const now = Math.floor(Date.now() / 1000);
    const { keys } = JSON.parse(await provider.publicKeys()) as { keys: JsonWebKey[] };
    const publicKey = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const good = await provider.tokenOf();
    const [header = '', payload = '', signature = ''] = good.split('.');
    const unsigned = { iss: issuer, aud: audience, sub: 'eve', exp: now + 3600 };
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['alg none', `${base64({ alg: 'none' })}.${base64(unsigned)}.`, /not a bearer token|invalid|algorithm/],
      ['the public key as secret', hmacToken(pem, 'first'), /algorithm/],
      ['another payload', `${header}.${base64(unsigned)}.${signature}`, /The token is invalid/],
      ['no signature', `${header}.${payload}.`, /invalid/],
      ['another issuer', await provider.tokenOf({ iss: `${issuer}.evil.example` }), /claim iss/],
      ['another audience', await provider.tokenOf({ aud: 'other' }), /claim aud/],
      ['an expired token', await provider.tokenOf({ exp: now - 60 }), /expired/],
      ['a token of the future', await provider.tokenOf({ nbf: now + 60 }), /claim nbf/],
      ['no expiry', await provider.tokenOf({ exp: undefined }), /claim exp .* missing/],
      ['no subject', await provider.tokenOf({ sub: undefined }), /claim sub .* missing/],
      ['an empty subject', await provider.tokenOf({ sub: '' }), /no subject/],
      ['an unknown key', await provider.tokenOf({}, 'unknown'), /key of the token is unknown/],
      ['a huge token', await provider.tokenOf({ padding: 'x'.repeat(9000) }), /more than 8192 characters/],
      ['garbage', 'a.b.c', /invalid/],
    ];
    for (const [name, token, reason] of cases) {
      const { status, headers, detail } = await get('/api/report', bearer(token));
      assert.equal(status, 401, name);
      assert.match(detail ?? '', reason, name);
      assert.match(
        headers.get('www-authenticate') ?? '',
        /^Bearer realm="[\w-]+", error="invalid_(token|request)"/,
        name,
      );
    }
    assert.equal((await get('/api/report', { authorization: `Basic ${base64('anna:secret')}` })).status, 401);
  });

  it('accepts a small difference between clocks, and one of several audiences', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ exp: now - 5 }, { nbf: now + 5 }, { aud: ['other', audience] }]) {
      assert.equal((await get('/api/report', bearer(await provider.tokenOf(claims)))).status, 200);
    }
  });
});

describe('the keys of an issuer', () => {
  it('can be a file', async () => {
    const file = join(folder.path, 'keys.json');
    await writeFile(file, await provider.publicKeys());
    const own = await startServer(byToken(pathToFileURL(file)));
    assert.equal((await get('/api/report', bearer(await provider.tokenOf()), own.address)).status, 200);
    await own.close();
  });

  it('are read once, and again for an unknown key, but not more often than every 30 seconds', async () => {
    const issuing = await startIssuer();
    const own = await startServer(byToken(issuing.url));
    vi.useFakeTimers({ toFake: ['Date'] });
    const status = async (kid: string): Promise<number> =>
      (await get('/api/report', bearer(await issuing.tokenOf({}, kid)), own.address)).status;
    assert.deepEqual([await status('first'), await status('first'), issuing.state.requests], [200, 200, 1]);
    await issuing.addKey('second');
    assert.deepEqual([await status('second'), await status('none'), issuing.state.requests], [401, 401, 1]);
    vi.setSystemTime(Date.now() + 31_000);
    assert.deepEqual([await status('second'), await status('none'), issuing.state.requests], [200, 401, 2]);
    await own.close();
    await issuing.close();
  });

  it('are used while they cannot be read again; without keys, the status is 503', async () => {
    const issuing = await startIssuer();
    issuing.state.isDown = true;
    const own = await startServer(byToken(issuing.url));
    vi.useFakeTimers({ toFake: ['Date'] });
    const answer = async (kid = 'first') => get('/api/report', bearer(await issuing.tokenOf({}, kid)), own.address);
    const { status, headers, detail } = await answer();
    assert.deepEqual([status, headers.get('retry-after')], [503, '5']);
    assert.match(detail ?? '', /Sign-in is not available/);
    assert.equal((await answer()).status, 503);
    assert.equal(issuing.state.requests, 1);
    assert.match(String(own.errors[0]), /The keys at http:\S+ cannot be read: the status is 500/);
    issuing.state.isDown = false;
    vi.setSystemTime(Date.now() + 31_000);
    assert.equal((await answer()).status, 200);
    issuing.state.isDown = true;
    vi.setSystemTime(Date.now() + 3_600_000);
    assert.deepEqual([(await answer()).status, (await answer('new')).status], [200, 503]);
    vi.setSystemTime(Date.now() + 24 * 3_600_000);
    assert.equal((await answer()).status, 503);
    await own.close();
    await issuing.close();
  });
});

/** `fetch` joins repeated headers. */
async function rawStatus(address: string, headers: readonly string[]): Promise<number | undefined> {
  const outgoing = request(`${address}/api/report?limit=1`);
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] ?? '';
    const known = outgoing.getHeader(name);
    outgoing.setHeader(
      name,
      known === undefined ? (headers[index + 1] ?? '') : [String(known), headers[index + 1] ?? ''],
    );
  }
  outgoing.end();
  const response = await new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
  response.resume();
  return response.statusCode;
}

describe('sign-in by a header of the proxy', () => {
  const options = (trustProxy: readonly string[]): ServerOptions => ({
    ...{ database, trustProxy },
    signIn: { header: { header: 'x-reader', claims: { folders: 'x-folders' } } },
  });

  it('accepts the header once, and only from the proxy', async () => {
    const proxied = await startServer(options(['127.0.0.0/8', '::1']));
    const status = (...headers: string[]) => rawStatus(proxied.address, headers);
    assert.equal(await status('X-Reader', 'anna', 'X-Folders', '*'), 200);
    assert.equal(await status('X-Folders', '*'), 401);
    assert.equal(await status('X-Reader', '', 'X-Folders', '*'), 401);
    assert.equal(await status('X-Reader', 'anna', 'X-Reader', 'eve', 'X-Folders', '*'), 401);
    assert.equal(await status('X-Reader', 'anna', 'X-Folders', '/EMEA', 'X-Folders', '*'), 401);
    assert.equal(await status('X-Reader', 'anna'), 403);
    assert.equal(await status('X-Reader', 'anna', 'X-Folders', '/\u00c3('), 403);
    await proxied.close();
    const direct = await startServer(options(['10.0.0.0/8', 'fd00::/8']));
    assert.equal(await rawStatus(direct.address, ['X-Reader', 'anna', 'X-Folders', '*']), 401);
    const { headers, detail } = await get('/api/report', { 'x-reader': 'anna' }, direct.address);
    assert.equal(headers.get('www-authenticate'), 'Proxy realm="campaign-email-report"');
    assert.match(detail ?? '', /through the proxy/);
    await direct.close();
  });
});

describe('the rate limit', () => {
  it('counts requests of readers who are signed in, and refused requests by address', async () => {
    const limited = await startServer({ ...byToken(), rateLimit: 2 });
    const status = async (headers = {}, path = '/api/report?limit=1') =>
      (await get(path, headers, limited.address)).status;
    const [anna, again, ben] = await Promise.all(
      ['anna', 'anna', 'ben'].map((sub, index) => provider.tokenOf({ sub, jti: String(index) })),
    );
    assert.deepEqual([await status(bearer(anna ?? '')), await status(bearer(again ?? ''))], [200, 200]);
    assert.equal(await status(bearer(anna ?? '')), 429);
    assert.equal(await status(bearer(again ?? ''), '/%61pi/report'), 429);
    assert.equal(await status(bearer(ben ?? '')), 200);
    assert.deepEqual([await status(), await status(bearer('a.b.c')), await status()], [401, 401, 429]);
    await limited.close();
  });
});

describe('the log and the readiness of sign-in', () => {
  /** Starts a server with other keys, and collects the lines of its log. */
  async function startObserved(keys: URL) {
    const refusals: (string | undefined)[] = [];
    const warnings: string[] = [];
    const observer: Observer = {
      onRequest: ({ status, reason }) => status !== 200 && refusals.push(reason),
      onWarning: (subject, message) => warnings.push(`${subject}: ${message}`),
    };
    const started = await startServer({ ...byToken(keys), observers: [observer] });
    return { ...started, refusals, warnings };
  }

  it('has the expected and the received issuer and audience of signed tokens, but no token', async () => {
    const observed = await startObserved(provider.url);
    const tokens = [
      await provider.tokenOf({ iss: `${issuer}/` }),
      await provider.tokenOf({ aud: ['other', 'x'.repeat(1000)] }),
      hmacToken('secret', 'first'),
    ];
    for (const token of tokens) await get('/api/report', bearer(token), observed.address);
    await get('/api/report', {}, observed.address);
    await observed.close();
    const [byIssuer, byAudience, ...rest] = observed.refusals.map(String);
    assert.equal(byIssuer, `The claim iss of the token must be "${issuer}", not "${issuer}/".`);
    assert.match(String(byAudience), /^The claim aud of the token must be \["campaign-report"\], not \["other","x+\.$/);
    assert.ok(String(byAudience).length < 300);
    assert.deepEqual(rest, ['The algorithm of the token is not accepted.', 'You are not signed in.']);
  });

  it('says that it is not ready until the keys can be read', async () => {
    provider.state.isDown = true;
    const observed = await startObserved(provider.url);
    const before = await get('/ready', {}, observed.address);
    assert.equal(before.status, 503);
    assert.match(String(before.detail), /^Readers cannot sign in\. The keys at .* cannot be read: the status is 500/);
    assert.match(String(observed.errors[0]), /keys at .* cannot be read/);
    provider.state.isDown = false;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    assert.equal((await get('/ready', {}, observed.address)).status, 200);
    // A failure after that does not matter while the known keys may be used.
    provider.state.isDown = true;
    vi.setSystemTime(Date.now() + 3_600_000);
    assert.equal((await get('/ready', {}, observed.address)).status, 200);
    provider.state.isDown = false;
    await observed.close();
  });

  it('warns at the start about keys that are private, shared or of no use', async () => {
    const warningsOf = async (keys: readonly object[]) => {
      const file = join(folder.path, 'faulty.json');
      await writeFile(file, JSON.stringify({ keys }));
      const observed = await startObserved(pathToFileURL(file));
      await observed.close();
      return observed.warnings.map((text) => text.slice(0, 40));
    };
    const [key] = (JSON.parse(await provider.publicKeys()) as { keys: JsonWebKey[] }).keys;
    const [isPrivate, isShared, isUseless] = [
      'sign-in: The keys include private keys: ',
      'sign-in: The keys include shared secrets',
      'sign-in: There is no key that can verify',
    ];
    assert.deepEqual(await warningsOf([key ?? {}]), []);
    assert.deepEqual(await warningsOf([{ ...key, d: 'AAAA' }]), [isPrivate]);
    assert.deepEqual(await warningsOf([{ kty: 'oct', k: 'AAAA' }]), [isShared, isUseless]);
    assert.deepEqual(await warningsOf([{ ...key, use: 'enc' }]), [isUseless]);
    assert.deepEqual(await warningsOf([]), [isUseless]);
  });
});
