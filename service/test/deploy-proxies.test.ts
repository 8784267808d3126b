import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { makeFolder } from './support/server.ts';

const directory = join(import.meta.dirname, '../deploy');
const readers = { jane: 'p1', omar: 'p2', eve: 'p3' };

const isInstalled = (program: string, ...args: string[]): boolean => spawnSync(program, args).error === undefined;
const hasCaddy = isInstalled('caddy', 'version');
const hasNginx = isInstalled('nginx', '-v') && isInstalled('openssl', 'version');

function output(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Stands in for the service: reports begin and never end, other responses repeat the headers of the request. */
class Upstream {
  readonly server: Server;
  /** Resolves when the client of a report has left. */
  readonly left: Promise<void>;

  constructor() {
    let leave = (): void => undefined;
    this.left = new Promise((resolve) => (leave = resolve));
    this.server = createServer({ maxHeaderSize: 16_384 }, (incoming, response) => {
      if (incoming.url?.startsWith('/api/report') === true) {
        response.on('close', leave).writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"row":1}\n');
      } else {
        // As the service does.
        response.setHeader('x-request-id', incoming.headers['x-request-id'] ?? '');
        response.end(JSON.stringify({ url: incoming.url, headers: incoming.headers }));
      }
    });
  }
}

/** A proxy with a file of `service/deploy`, changed only in addresses and paths. */
class Proxy {
  readonly #folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;
  #output = '';

  private constructor(folder: string, port: number, program: string, args: string[]) {
    this.#folder = folder;
    this.#port = port;
    // Caddy writes its certificates to these folders.
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    this.#process = spawn(program, args, { env });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
  }

  static async start(file: string, folder: string, upstream: number): Promise<Proxy> {
    const port = await freePort();
    const page = join(folder, 'page');
    mkdirSync(join(page, 'vendor/standalone/abc'), { recursive: true });
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(page, 'index.html'), '<!doctype html><title>Report</title>');
    writeFileSync(join(page, 'vendor/standalone/abc/chunk.js'), '');
    const text = readFileSync(join(directory, file), 'utf8')
      .replaceAll('127.0.0.1:8787', `127.0.0.1:${upstream}`)
      .replaceAll('/srv/campaign-email-report-page', page)
      .replace(/\/etc\/(?:caddy|nginx)\/campaign-email-report-readers/, join(folder, 'readers'));
    const proxy = file.startsWith('Caddy')
      ? Proxy.#startCaddy(text, folder, port)
      : Proxy.#startNginx(text, folder, port);
    await proxy.#untilReady();
    return proxy;
  }

  /** With the lines for a trial on one machine. */
  static #startCaddy(text: string, folder: string, port: number): Proxy {
    const lines = Object.entries(readers).map(([name, password]) => {
      return `${name} ${output('caddy', 'hash-password', '--plaintext', password)}\n`;
    });
    writeFileSync(join(folder, 'readers'), lines.join(''));
    writeFileSync(
      join(folder, 'Caddyfile'),
      text.replace(/^\t# (\w+(?: \w+| [\d.]+)?)$/gm, '\t$1').replace('https_port 8443', `https_port ${port}`),
    );
    return new Proxy(folder, port, 'caddy', ['run', '--config', join(folder, 'Caddyfile')]);
  }

  static #startNginx(text: string, folder: string, port: number): Proxy {
    const lines = Object.entries(readers).map(
      ([name, password]) => `${name}:${output('openssl', 'passwd', '-6', password)}\n`,
    );
    writeFileSync(join(folder, 'readers'), lines.join(''));
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(folder, 'key')];
    const subject = ['-subj', '/CN=reports.example.com'];
    output('openssl', 'req', '-x509', ...key, '-out', join(folder, 'certificate'), ...subject);
    const site = text
      .replace('listen 443', `listen 127.0.0.1:${port}`)
      .replace('/etc/ssl/reports.example.com.pem', join(folder, 'certificate'))
      .replace('/etc/ssl/private/reports.example.com.key', join(folder, 'key'))
      .replaceAll('/var/log/nginx', join(folder, 'logs'));
    writeFileSync(join(folder, 'site.conf'), site);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; user ${userInfo().username}; pid ${folder}/pid; error_log stderr; events {}
       http { ${paths.join(' ')} include ${folder}/site.conf; }`,
    );
    return new Proxy(folder, port, 'nginx', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
  }

  async #untilReady(): Promise<void> {
    for (;;) {
      assert.equal(this.#process.exitCode, null, this.#output);
      const response = await this.send('/').catch(() => undefined);
      if (response) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async send(path: string, headers: OutgoingHttpHeaders = {}): Promise<IncomingMessage> {
    const outgoing = request({
      ...{ host: '127.0.0.1', port: this.#port, servername: 'reports.example.com', rejectUnauthorized: false },
      ...{ agent: false, path, headers: { host: 'reports.example.com', ...headers } },
    });
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return response;
  }

  async read(
    path: string,
    headers: OutgoingHttpHeaders = {},
  ): Promise<{ status?: number | undefined; headers: IncomingMessage['headers']; text: string }> {
    const response = await this.send(path, headers);
    response.setEncoding('utf8');
    const text = ((await response.toArray()) as string[]).join('');
    return { status: response.statusCode, headers: response.headers, text };
  }

  /** Stops the proxy, and returns everything that it has logged. */
  async stop(): Promise<string> {
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM');
      await once(this.#process, 'close');
    }
    const logs = join(this.#folder, 'logs');
    return (
      this.#output +
      readdirSync(logs)
        .map((name) => readFileSync(join(logs, name), 'utf8'))
        .join('')
    );
  }
}

const basic = (name: keyof typeof readers): string =>
  `Basic ${Buffer.from(`${name}:${readers[name]}`).toString('base64')}`;

describe.each([
  { file: 'Caddyfile.token', isAvailable: hasCaddy },
  { file: 'Caddyfile.header', isAvailable: hasCaddy },
  { file: 'nginx-token.conf', isAvailable: hasNginx },
  { file: 'nginx-header.conf', isAvailable: hasNginx },
])('$file', ({ file, isAvailable }) => {
  describe.skipIf(!isAvailable)('if the proxy is installed', () => {
    const byHeader = file.includes('header');
    const authorization = byHeader ? basic('jane') : `Bearer ${'t'.repeat(8_192)}`;
    const upstream = new Upstream();
    let folder: Awaited<ReturnType<typeof makeFolder>>;
    let proxy: Proxy;

    beforeAll(async () => {
      folder = await makeFolder();
      proxy = await Proxy.start(file, folder.path, await portOf(upstream.server));
    }, 60_000);

    afterAll(async () => {
      await proxy.stop();
      upstream.server.close();
      await folder.remove();
    });

    const received = async (path: string, headers: OutgoingHttpHeaders): Promise<IncomingMessage['headers']> => {
      const { status, text } = await proxy.read(path, headers);
      assert.equal(status, 200, text);
      return (JSON.parse(text) as { headers: IncomingMessage['headers'] }).headers;
    };

    it('passes rows while they arrive, and ends the query of a reader who leaves', async () => {
      const response = await proxy.send('/api/report', { authorization });
      const [row] = (await once(response, 'data')) as [Buffer];
      assert.equal(String(row), '{"row":1}\n');
      response.destroy();
      await upstream.left;
    });

    it('replaces the headers that name readers', async () => {
      const forged = {
        'x-forwarded-user': 'root',
        'x-workspaces': '*',
        'x-folders': '/',
        'x-forwarded-for': '192.0.2.1',
      };
      const headers = await received('/api/campaigns', { authorization, ...forged });
      assert.deepEqual(
        ['x-forwarded-user', 'x-workspaces', 'x-folders', 'authorization'].map((name) => headers[name]),
        byHeader ? ['jane', 'EMEA,Japan', undefined, undefined] : [undefined, undefined, undefined, authorization],
      );
      assert.equal(headers['x-forwarded-for'], '127.0.0.1');
      assert.equal(headers['host'], 'reports.example.com');
      assert.match(String(headers['x-request-id']), /^[\w-]{32,36}$/);
    });

    it('passes queries of 7,000 characters', async () => {
      const { status, text } = await proxy.read(`/api/campaigns?search=${'a'.repeat(7_000)}`, { authorization });
      assert.equal(status, 200, text);
    });

    it('serves the page, with its policy and caching', async () => {
      const page = await proxy.read('/', { authorization });
      assert.equal(page.status, 200);
      assert.match(String(page.headers['content-security-policy']), /^default-src 'none'; script-src 'self';/);
      assert.equal(page.headers['cache-control'], 'no-cache');
      const chunk = await proxy.read('/vendor/standalone/abc/chunk.js', { authorization });
      assert.match(chunk.headers['cache-control'] ?? '', /max-age=31536000, immutable$/);
    });

    it('passes nothing but /api/ and /unsubscribe', async () => {
      for (const path of ['/health', '/ready', '/metrics', '/unsubscribe/x', '/api']) {
        const { status, text } = await proxy.read(path, { authorization });
        assert.doesNotMatch(text, /"headers"/, path);
        assert.ok(status === 404 || status === 301, `${path}: ${status}`);
      }
      assert.equal((await proxy.read('/unsubscribe?token=a')).status, 200);
    });

    it.runIf(byHeader)('signs readers in, except to unsubscribe', async () => {
      for (const path of ['/', '/api/campaigns', '/vendor/standalone/abc/chunk.js']) {
        assert.equal((await proxy.read(path)).status, 401, path);
        const wrong = `Basic ${Buffer.from('jane:p2').toString('base64')}`;
        assert.equal((await proxy.read(path, { authorization: wrong })).status, 401, path);
      }
      const others = await received('/api/campaigns', { authorization: basic('omar') });
      assert.deepEqual([others['x-forwarded-user'], others['x-workspaces']], ['omar', '*']);
      const unknown = await received('/api/campaigns', { authorization: basic('eve') });
      assert.deepEqual([unknown['x-forwarded-user'], unknown['x-workspaces'] ?? ''], ['eve', '']);
    });

    // The last one: it ends both.
    it('logs requests without queries, headers and addresses', async () => {
      const secrets = { authorization, cookie: 'session=private-cookie', referer: 'https://example.com/?private-page' };
      const { text, headers } = await proxy.read('/api/campaigns?search=private-search', secrets);
      const id = String((JSON.parse(text) as { headers: IncomingMessage['headers'] }).headers['x-request-id']);
      assert.equal(headers['x-request-id'], id);
      await proxy.read('/unsubscribe?token=private-token', secrets);
      upstream.server.closeAllConnections();
      await new Promise((resolve) => upstream.server.close(resolve));
      assert.equal((await proxy.read('/api/campaigns?search=private-search', secrets)).status, 502);
      const log = await proxy.stop();
      assert.match(log, /\/api\/campaigns/);
      assert.ok(log.includes(id), 'X-Request-Id');
      assert.match(log, /502/);
      assert.doesNotMatch(log, /private-|jane|127\.0\.0\.1(?!:\d)|tttt/);
    });
  });
});
