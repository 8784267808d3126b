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
    const settings = ['ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'PrivateTmp=yes'];
    for (const name of units) {
      const unit = read(name);
      for (const setting of settings) assert.ok(unit.split('\n').includes(setting), `${name}: ${setting}`);
      assert.doesNotMatch(unit, /^(?:User|Group)=root$|^MemoryDenyWriteExecute=yes$/m);
    }
  });

  it('have units that systemd accepts', ({ skip }) => {
    const paths = units.map((name) => join(directory, name));
    const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths], { encoding: 'utf8' });
    if (error) skip('systemd is not installed.');
    assert.deepEqual([status, stderr], [0, '']);
  });
});
