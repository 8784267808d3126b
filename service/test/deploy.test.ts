import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { usage as deliverUsage } from '../deliver/command.ts';
import { usage } from '../serve/command.ts';
import { Metrics } from '../serve/metrics.ts';
import { createServer } from '../serve/server.ts';
import { createDatabase } from '../import/create-database.ts';
import { makeFolder } from './support/server.ts';

const root = join(import.meta.dirname, '../..');
const directory = join(root, 'service/deploy');
const units = ['campaign-email-report.service', 'campaign-email-report-deliver@.service'];
const read = (name: string): string => readFileSync(join(directory, name), 'utf8');

async function metricNames(): Promise<string[]> {
  const metrics = new Metrics();
  const folder = await makeFolder();
  onTestFinished(folder.remove);
  const database = `${folder.path}/report.duckdb`;
  await createDatabase(database, { onProgress: () => undefined });
  const app = await createServer({ database, observers: [metrics] });
  await app.ready();
  const text = await metrics.text();
  await app.close();
  return [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
}

describe('the deployment files', () => {
  it('name only options and metrics that exist', async () => {
    const variablesOf = (prefix: string, text: string) =>
      [...text.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => `${prefix}_${name.toUpperCase().replaceAll('-', '_')}`);
    const options = [...variablesOf('SERVE', usage), ...variablesOf('DELIVER', deliverUsage)];
    const variables = readdirSync(directory).flatMap((name) => read(name).match(/\b(?:SERVE|DELIVER)_[A-Z_]+/g) ?? []);
    assert.ok(variables.length > 3);
    assert.deepEqual(
      variables.filter((name) => !options.includes(name)),
      [],
    );
    const existing = await metricNames();
    const alerts = read('alerts.yml').match(/\b(?:cer|process)_[a-z_]+\b/g) ?? [];
    assert.ok(alerts.length > 5);
    assert.deepEqual(
      alerts.filter((name) => !existing.includes(name.replace(/_bucket$/, ''))),
      [],
    );
    const documented = readFileSync(join(root, 'docs/service.md'), 'utf8').match(/\bcer_[a-z_]+/g) ?? [];
    assert.deepEqual([...new Set(documented)].sort(), existing.filter((name) => name.startsWith('cer_')).sort());
  });

  it('check the health of a container by its own port', async () => {
    const [, command = ''] = /HEALTHCHECK [^]*?CMD (\[.*\])/.exec(read('Containerfile')) ?? [];
    const [program = '', ...args] = JSON.parse(command) as string[];
    assert.equal(program, 'node');
    const folder = await makeFolder();
    onTestFinished(folder.remove);
    const database = `${folder.path}/report.duckdb`;
    await createDatabase(database, { onProgress: () => undefined });
    const app = await createServer({ database });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as { port: number };
    const check = async (): Promise<unknown> => {
      const child = spawn(process.execPath, args, { env: { ...process.env, SERVE_PORT: String(port) } });
      return ((await once(child, 'exit')) as unknown[])[0];
    };
    assert.equal(await check(), 0);
    await app.close();
    assert.equal(await check(), 1);
  });

  it('run as a user without rights', () => {
    const stages = read('Containerfile').split(/^FROM /m);
    assert.match(stages.at(-1) ?? '', /^USER node$/m);
    const settings = [
      'ProtectSystem=strict',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'PrivateTmp=yes',
      'UMask=0077',
    ];
    for (const name of units) {
      const unit = read(name);
      for (const setting of settings) assert.ok(unit.split('\n').includes(setting), `${name}: ${setting}`);
      assert.doesNotMatch(unit, /^(?:User|Group)=root$|^MemoryDenyWriteExecute=yes$/m);
    }
  });

  it('have alerts that Prometheus accepts, and that fire', ({ skip }) => {
    const run = (...args: string[]) => spawnSync('promtool', args, { cwd: directory, encoding: 'utf8' });
    const { error, status, stdout, stderr } = run('test', 'rules', 'alerts.test.yml');
    if (error) skip('promtool is not installed.');
    assert.equal(status, 0, stdout + stderr);
    const checked = run('check', 'config', '--syntax-only', 'prometheus.yml');
    assert.equal(checked.status, 0, checked.stderr);
  });

  it('say what each alert means, and what to do', () => {
    const alerts = read('alerts.yml').split('- alert: ').slice(1);
    const documentation = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    assert.ok(alerts.length > 10);
    for (const alert of alerts) {
      const [name = ''] = alert.split('\n', 1);
      assert.match(
        alert,
        /severity: (?:critical|warning)[^]*summary: [^]*description: .* See docs\/\w+\.md#[\w-]+\.$/m,
      );
      assert.ok(documentation.includes(`\`${name}\``), `docs/operations.md does not have ${name}`);
      assert.ok(read('alerts.test.yml').includes(name), `alerts.test.yml does not test ${name}`);
    }
  });

  it('do not restart a process with invalid options', () => {
    for (const name of units) assert.match(read(name), /^RestartPreventExitStatus=2\b/m);
  });

  it('try emails again every 15 minutes, as a process that keeps running does', () => {
    assert.match(read('campaign-email-report-deliver@.service'), /^RestartSec=15min$/m);
  });

  it('have units that systemd accepts', ({ skip }) => {
    const paths = units.map((name) => join(directory, name));
    const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths], { encoding: 'utf8' });
    if (error) skip('systemd is not installed.');
    assert.deepEqual([status, stderr], [0, '']);
  });
});
