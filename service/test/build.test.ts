import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { buildService, lockFor } from '../../scripts/build-service.ts';
import { startInstance } from './support/marketo-instance.ts';
import { getReport, makeFolder, startService } from './support/server.ts';

const root = join(import.meta.dirname, '../..');
const { subset: isSubset } = createRequire(import.meta.url)('semver') as {
  subset: (range: string, of: string) => boolean;
};
let folder: Awaited<ReturnType<typeof makeFolder>>;

beforeAll(async () => {
  folder = await makeFolder();
  writeFileSync(join(folder.path, 'kept.txt'), '');
  buildService(folder.path);
  // npm ci would install the same packages here.
  for (const parent of ['service', '']) {
    const packages = join(root, parent, 'node_modules');
    if (existsSync(packages)) symlinkSync(packages, join(folder.path, parent, 'node_modules'));
  }
});

afterAll(() => folder.remove());

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

describe('the built service', () => {
  it('syncs, imports and serves a report with plain Node.js', async () => {
    const marketo = await startInstance();
    const database = join(folder.path, 'report.duckdb');
    const sync = [
      '--sync-every',
      '24h',
      '--instance',
      marketo.origin,
      '--since',
      '2026-03-01',
      '--poll-seconds',
      '0.1',
    ];
    const { child, finished, output } = startService(
      ['serve', '--database', database, '--port', '0', ...sync],
      { MARKETO_CLIENT_ID: marketo.credentials.clientId, MARKETO_CLIENT_SECRET: 'the-secret' },
      { program: ['service/cli.js'], directory: folder.path },
    );
    try {
      while (!output().stderr.includes('"outcome":"complete"')) await once(child.stderr, 'data');
      const address = /http:\S+/.exec(output().stdout)?.[0] ?? '';
      assert.equal((await getReport(address)).rows[0]?.['sent'], 3);
    } finally {
      child.kill('SIGTERM');
    }
    const { code, stderr } = await finished;
    assert.equal(code, 0, stderr);
  });

  it('names its own command, and prints help on stdout', async () => {
    const built = { program: ['service/cli.js'], directory: folder.path };
    for (const [args, code] of [
      [['--help'], 0],
      [['serve', '--help'], 0],
      [['serve'], 2],
      [['serve', '--database', 'missing.duckdb', '--port', '0'], 1],
    ] as const) {
      const finished = await startService(args, {}, built).finished;
      const text = code === 0 ? finished.stdout : finished.stderr;
      assert.equal(finished.code, code, text);
      assert.match(text, /node service\/cli\.js/);
      assert.doesNotMatch(finished.stdout + finished.stderr, /npm run/);
    }
  });

  it('writes emails with plain Node.js', async () => {
    writeFileSync(join(folder.path, 'view.json'), '{"timeFrame":"all-time"}');
    const { finished } = startService(
      ['deliver', '--database', 'report.duckdb', '--view', 'view.json', '--to', 'a@example.com', '--dry-run', 'out'],
      {
        ...{ INIT_CWD: folder.path, DELIVER_FROM: 'b@example.com', DELIVER_SERVICE_URL: 'https://example.com' },
        ...{ DELIVER_LANGUAGE: 'fr' },
      },
      { program: ['service/cli.js'], directory: folder.path },
    );
    const { code, stderr } = await finished;
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(join(folder.path, 'out/view-0001.eml'), 'utf8'), /^Content-Language: fr\r$/m);
  });

  it('has only the packages that it needs, with the versions of this project', () => {
    const manifest = readJson(join(folder.path, 'package.json'));
    const service = readJson(join(root, 'service/package.json'));
    assert.deepEqual(manifest['dependencies'], service['dependencies']);
    assert.equal(manifest['devDependencies'], undefined);
    const lock = readJson(join(folder.path, 'package-lock.json'))['packages'] as Record<string, { version?: string }>;
    assert.ok(lock['node_modules/@duckdb/node-bindings-linux-arm64'], 'bindings of other platforms');
    assert.equal(Object.keys(lock).filter((path) => /\/(?:tsx|typescript|lit|vitest)$/.test(path)).length, 0);
    assert.doesNotMatch(readFileSync(join(folder.path, 'package-lock.json'), 'utf8'), /https?:[^"]*\.tgz/);
  });

  it('has the files for the server that runs it', () => {
    for (const name of ['campaign-email-report.service', 'Caddyfile.token', 'nginx-header.conf', 'alerts.yml']) {
      assert.ok(existsSync(join(folder.path, 'deploy', name)), name);
    }
    assert.ok(!existsSync(join(folder.path, 'deploy/Containerfile')));
  });

  it('runs on the versions of Node.js that its packages support', () => {
    const { packages } = readJson(join(folder.path, 'package-lock.json')) as unknown as {
      packages: Record<string, { engines?: { node?: string } }>;
    };
    const own = packages['']?.engines?.node ?? '*';
    const unsupported = Object.entries(packages).filter(([, { engines }]) => !isSubset(own, engines?.node ?? '*'));
    // Fastify only uses it to simulate requests in tests. npm warns about it on Node.js 20.
    assert.deepEqual(
      unsupported.map(([path]) => path),
      ['node_modules/cookie'],
    );
  });

  it('keeps other files of its folder', () => {
    assert.ok(existsSync(join(folder.path, 'kept.txt')));
  });
});

describe('lockFor', () => {
  const manifest = { name: 'a', version: '1.0.0', dependencies: { a: '1' } };

  it('moves the packages of the service to the top', () => {
    const packages = {
      'node_modules/a': { version: '2.0.0' },
      'service/node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { version: '1.0.0' },
    };
    const lock = lockFor(manifest, { lockfileVersion: 3, packages });
    assert.deepEqual(Object.keys(lock.packages), ['', 'node_modules/a', 'node_modules/b']);
    assert.deepEqual(lock.packages['node_modules/a'], packages['service/node_modules/a']);
  });

  it('refuses a lock file that npm ci would refuse', () => {
    const a = { version: '1.0.0', optionalDependencies: { 'a-linux': '1' } };
    assert.throws(
      () => lockFor(manifest, { lockfileVersion: 3, packages: { 'node_modules/a': a } }),
      /a-linux is missing in package-lock\.json/,
    );
  });

  it('refuses two versions of a package that would have the same place', () => {
    const packages = {
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { c: '1' } },
      'node_modules/c': { version: '1.0.0' },
      'service/node_modules/c': { version: '2.0.0' },
    };
    const both = { ...manifest, dependencies: { a: '1', c: '2' } };
    assert.throws(() => lockFor(both, { lockfileVersion: 3, packages }), /c is in package-lock\.json twice/);
  });
});
