import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { run } from '../serve/command.ts';
import { describeSignIn } from '../serve/sign-in-options.ts';
import { UsageError } from '../usage-error.ts';
import { reportFiles } from './support/report-extract.ts';
import { importInto, makeFolder, reportUrl, startService } from './support/server.ts';

const origin = 'https://reports.example.com';
/** The options of a valid sign-in. */
const token = ['--jwt-issuer', 'https://a.example', '--jwt-audience', 'report', '--jwks', 'keys.json'];
let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  database = await importInto(folder.path, reportFiles);
  await writeFile(join(folder.path, 'keys.json'), '{"keys": []}');
});

afterAll(() => folder.remove());

describe('the serve command', () => {
  it('prints its URL, logs its configuration, serves reports, and exits on SIGTERM', async () => {
    const { child, finished } = startService(
      ['serve', '--database', database, '--port', '0', '--cors', `${origin}/`, '--metrics-port', '0'],
      { SERVE_QUERY_TIMEOUT: '20' },
    );
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const address = /^Listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString())?.[1];
    assert.ok(address, line.toString());
    const response = await fetch(reportUrl(address, { limit: 1 }), { headers: { origin } });
    assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [200, origin]);
    await response.arrayBuffer();
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await finished;
    assert.deepEqual([code, stdout], [0, line.toString()]);
    const log = stderr
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    const { configuration } = log.find(({ event }) => event === 'configuration') ?? {};
    const expected = { port: '0', cors: [`${origin}/`], 'query-timeout': 20, 'queue-length': 32 };
    assert.deepEqual({ ...(configuration as object), ...expected }, configuration);
    assert.equal(log.find(({ event }) => event === 'sign-in')?.['msg'], 'sign-in: none, loopback only');
    assert.match(stderr, /"event":"metrics","host":"127.0.0.1","port":[1-9]/);
    assert.deepEqual(log.map(({ event }) => event).slice(-2), ['request', 'stop']);
  });

  for (const [args, word] of [
    [[], '--database'],
    [['--database', 'x', '--port', '80000'], '--port'],
    [['--database', 'x', '--window', '0'], '--window'],
    [['--database', 'x', '--cors', 'example.com/path'], '--cors'],
    [['--database', 'x', '--colour'], '--colour'],
    [['--database', 'x', '--allow-host', 'example.com:80'], '--allow-host'],
    [['--database', 'x', '--trust-proxy', 'proxy'], '--trust-proxy'],
    [['--database', 'x', '--rate-limit', '0'], '--rate-limit'],
    [['--database', 'x', '--max-age', '1d'], '--max-age'],
    [['--database', 'x', '--queries', '0'], '--queries must be an integer from 1 to 64'],
    [['--database', 'x', '--queue-length', 'all'], '--queue-length'],
    [['--database', 'x', '--query-timeout', '0'], '--query-timeout'],
    [['--database', 'x', '--cache-size', '-1'], '--cache-size'],
    [['--database', 'x', '--reader-timeout', '1.5'], '--reader-timeout'],
    [['--database', 'x', '--database-memory', '1GB'], '--database-memory'],
    [['--database', 'x', '--database-threads', '0'], '--database-threads'],
    [['--database', 'x', '--host', '0.0.0.0'], 'anyone on the network could read the report'],
    [['--database', 'x', '--jwt-issuer', 'https://a.example'], '--jwt-audience is missing'],
    [['--database', 'x', ...token, '--reader-header', 'X-Reader'], 'two ways to sign in'],
    [['--database', 'x', ...token, '--allow-anonymous'], 'exclude each other'],
    [['--database', 'x', ...token, '--folders-header', 'X-Folders'], '--folders-header needs --reader-header'],
    [['--database', 'x', ...token.slice(0, 4), '--jwks', 'http://a.example/keys'], 'https URL or a file'],
    [['--database', 'x', ...token.slice(0, 4), '--jwks', 'missing.json'], '--jwks cannot be read'],
    [['--database', 'x', ...token.slice(0, 4), '--jwks', 'report.csv'], '--jwks cannot be read'],
    [['--database', 'x', ...token, '--signing-secret-file', 'keys.json'], 'at least 32 bytes'],
    [['--database', 'x', '--workspaces-claim', 'workspaces'], '--workspaces-claim needs --jwt-issuer'],
    [['--database', 'x', '--reader-header', 'X-Reader'], '--reader-header needs --trust-proxy'],
    [['--database', 'x', '--reader-header', 'X Reader', '--trust-proxy', '::1'], 'the name of a header'],
    [['--database', 'x', '--log-level', 'loud'], '--log-level must be error or warn or info'],
    [['--database', 'x', '--log-format', 'xml'], '--log-format must be json or text'],
    [['--database', 'x', '--slow-query', 'never'], '--slow-query'],
    [['--database', 'x', '--metrics-port', '70000'], '--metrics-port'],
  ] as const) {
    it(`rejects ${args.length === 0 ? 'missing options' : args.join(' ')}`, async () => {
      await assert.rejects(run([...args], folder.path), (error: Error) => {
        assert.ok(UsageError.is(error));
        assert.match(error.message, new RegExp(word));
        return true;
      });
    });
  }

  it('says which port is in use, with exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await startService(['serve', '--database', database, '--port', String(port)])
      .finished;
    await assert.rejects(
      run(['--database', database, '--port', '0', '--metrics-port', String(port)], folder.path),
      new RegExp(`Port ${port} is in use\\. Choose another with --metrics-port\\.$`),
    );
    other.close();
    const message = stderr.trim().split('\n').at(-1);
    assert.deepEqual([code, stdout, message], [1, '', `Port ${port} is in use. Choose another with --port.`]);
  });

  it('reads options from the environment, unless they are in the command line', async () => {
    await assert.rejects(
      run([], folder.path, { SERVE_DATABASE: 'x', SERVE_QUERY_TIMEOUT: 'long' }),
      /^Error: SERVE_QUERY_TIMEOUT must be an integer from 1 to 3600, not "long"\.$/,
    );
    await assert.rejects(
      run(['--query-timeout', '0'], folder.path, { SERVE_DATABASE: 'x', SERVE_QUERY_TIMEOUT: '10' }),
      /^Error: --query-timeout must/,
    );
    await assert.rejects(run([], folder.path, { SERVE_DATABASE: 'x', SERVE_WORKSPACE_CLAIM: 'w' }), (error: Error) => {
      assert.ok(UsageError.is(error));
      assert.match(error.message, /SERVE_WORKSPACE_CLAIM is no option\. Did you mean SERVE_WORKSPACES_CLAIM\?/);
      return true;
    });
    await assert.rejects(run([], folder.path, { SERVE_DATABASE: '' }), /--database FILE is missing/);
    await assert.rejects(
      run(['--host', '::'], folder.path, { SERVE_DATABASE: 'x', SERVE_ALLOW_ANONYMOUS: '1' }),
      /SERVE_ALLOW_ANONYMOUS must be true or false/,
    );
    // The database is the next thing that is missing.
    await assert.rejects(
      run(['--host', '::'], folder.path, { SERVE_DATABASE: 'x', SERVE_ALLOW_ANONYMOUS: 'true' }),
      /does not exist/,
    );
    await assert.rejects(run(['--database', 'x', ...token], folder.path), /does not exist/);
  });

  it('ignores the variables that Kubernetes sets for a service named serve', async () => {
    const links = {
      SERVE_SERVICE_HOST: '10.0.0.1',
      SERVE_SERVICE_PORT: '80',
      SERVE_PORT: 'tcp://10.0.0.1:80',
      SERVE_SERVICE_PORT_HTTP: '80',
      SERVE_PORT_80_TCP: 'tcp://10.0.0.1:80',
      SERVE_PORT_80_TCP_PROTO: 'tcp',
      SERVE_PORT_80_TCP_PORT: '80',
      SERVE_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    await assert.rejects(run([], folder.path, links), /--database FILE is missing/);
    for (const name of ['SERVE_PORT_80', 'SERVE_PORTS', 'SERVE_SERVICE', 'SERVE_SERVICE_HOSTS', 'SERVE_PORT_TCP']) {
      await assert.rejects(
        run([], folder.path, { ...links, [name]: '1' }),
        new RegExp(`variable ${name} is no option`),
      );
    }
    await assert.rejects(
      run(['--host', '::'], folder.path, { ...links, SERVE_DATABASE: 'x', SERVE_ALLOW_ANONYMOUS: 'true' }),
      /does not exist/,
    );
    await assert.rejects(
      run([], folder.path, { SERVE_DATABASE: 'x', SERVE_PORT: 'http' }),
      /SERVE_PORT must be an integer/,
    );
  });

  it.each([
    [undefined, [], '0.0.0.0', 'none, anyone who reaches 0.0.0.0 reads everything'],
    [{ header: { header: 'x-user', claims: {} } }, ['10.0.0.2'], '::', 'header x-user from 10.0.0.2, not restricted'],
    [
      {
        token: {
          issuer: 'https://a.example/',
          audience: ['report'],
          keys: new URL('https://user@a.example/keys'),
          claims: { workspaces: 'ws', folders: 'fs' },
        },
      },
      [],
      '::',
      'JWT of issuer https://a.example/, keys from https://a.example/keys, restricted by ws and fs',
    ],
  ] as const)('describes the sign-in %#', (options, proxies, host, text) => {
    assert.equal(describeSignIn(options, proxies, host), `sign-in: ${text}`);
  });

  it('reports a usage error in one line', async () => {
    const { code, stdout, stderr } = await startService(['serve', '--port', '1']).finished;
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^[^\n]*--database[^\n]*\n$/);
  });

  it('reports a missing database file in one line', async () => {
    const { code, stderr } = await startService(['serve', '--database', '/nowhere/report.duckdb', '--port', '0'])
      .finished;
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^[^\n]*\/nowhere\/report\.duckdb[^\n]*service -- import[^\n]*service -- sync[^\n]*--sync-every[^\n]*\n$/,
    );
  });
});
