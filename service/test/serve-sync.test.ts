import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it, onTestFinished } from 'vitest';
import { run } from '../serve/command.ts';
import { readOutput } from '../serve/sync-process.ts';
import { UsageError } from '../usage-error.ts';
import type { FakeMarketo } from './support/fake-marketo.ts';
import { startInstance } from './support/marketo-instance.ts';
import { getReport, makeFolder, startService } from './support/server.ts';

const noData = 'No data yet. The first import has not finished.';

type Service = Awaited<ReturnType<typeof startServeAndSync>>;

/** Starts `serve --sync-every`, and stops it after the test. */
async function startServeAndSync(database: string, marketo: FakeMarketo, options: readonly string[] = []) {
  const args = ['serve', '--database', database, '--port', '0', '--sync-every', '24h', '--instance', marketo.origin];
  const service = startService([...args, '--since', '2026-03-01', '--poll-seconds', '0.1', ...options], {
    MARKETO_CLIENT_ID: marketo.credentials.clientId,
    MARKETO_CLIENT_SECRET: 'the-secret',
  });
  onTestFinished(() => void service.child.kill('SIGKILL'));
  const [line] = (await once(service.child.stdout, 'data')) as [Buffer];
  return { ...service, address: /http:\S+/.exec(line.toString())?.[0] ?? '' };
}

/** Requests reports until the output of the service contains a text. All reports must be complete. */
async function requestUntil(service: Service, text: string): Promise<void> {
  for (;;) {
    const { stdout, stderr } = service.output();
    if (`${stdout}${stderr}`.includes(text)) return;
    await getReport(service.address);
    await wait(50);
  }
}

/** Reads how many runs of sync have failed from the metrics of the service. */
async function failedRuns(service: Service): Promise<string | undefined> {
  const [, port = ''] = /"event":"metrics"[^\n]*"port":(\d+)/.exec(service.output().stderr) ?? [];
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  return /^cer_sync_runs_total\{outcome="failed"\} (\d+)$/m.exec(await response.text())?.[1];
}

describe('serve --sync-every', () => {
  it('serves an empty report, then the synced data, and its sync does not survive it', async () => {
    const folder = await makeFolder();
    onTestFinished(folder.remove);
    const database = join(folder.path, 'report.duckdb');
    const marketo = await startInstance();
    const service = await startServeAndSync(database, marketo);
    const { child, finished, address, output } = service;
    const empty = await getReport(address);
    assert.deepEqual([empty.rowCount, empty['notes']], [0, [{ code: 'no-data', message: noData }]]);
    assert.equal((await fetch(`${address}/ready`)).status, 200);
    await requestUntil(service, '"outcome"');
    assert.match(output().stderr, /"event":"sync","outcome":"complete"/);
    const report = await getReport(address);
    assert.deepEqual([report.rows[0]?.['sent'], report['dataFrom']], [3, '2026-03-01T01:00:00Z']);
    child.kill('SIGKILL');
    // Resolves when both processes have closed their output.
    await finished;
  });

  it('takes an incomplete result of a killed sync as a message', () => {
    assert.deepEqual(readOutput('{"outcome":"complete"}'), { kind: 'result', result: { outcome: 'complete' } });
    assert.deepEqual(readOutput('{"outcome":"comp'), { kind: 'message', text: '{"outcome":"comp' });
  });

  it('tells its sync where the records are, without writing a password', async () => {
    const folder = await makeFolder();
    onTestFinished(folder.remove);
    const store = ['--store', 'clickhouse:http://user:word-of-the-store@127.0.0.1:1/report'];
    const service = await startServeAndSync(join(folder.path, 'report.duckdb'), await startInstance(), store);
    await requestUntil(service, '"outcome":"run-again-later"');
    const { stdout, stderr } = service.output();
    assert.match(stderr, /The server http:\/\/127\.0\.0\.1:1\/report does not respond/);
    assert.doesNotMatch(stdout + stderr, /word-of-the-store/);
    service.child.kill('SIGKILL');
    await service.finished;
  });

  it('keeps serving when sync needs a person, until it is stopped', async () => {
    const folder = await makeFolder();
    onTestFinished(folder.remove);
    const database = join(folder.path, 'report.duckdb');
    const marketo = await startInstance();
    marketo.credentials.clientSecret = 'another';
    const service = await startServeAndSync(database, marketo, ['--metrics-port', '0']);
    const { child, finished, output } = service;
    await requestUntil(service, 'It starts again');
    assert.equal(await failedRuns(service), '0');
    assert.match(output().stderr, /"outcome":"needs-a-person"/);
    assert.match(
      output().stderr,
      /a setting must be changed first[^]*exit code 4\. It starts again after the interval of 24h, or when/,
    );
    child.kill('SIGTERM');
    assert.equal((await finished).code, 0);
  });

  it('counts a sync that ends without a result as failed', async () => {
    const folder = await makeFolder();
    onTestFinished(folder.remove);
    const database = join(folder.path, 'report.duckdb');
    await mkdir(`${database}.sync`);
    // A shorter file counts as cut off, and is replaced.
    await writeFile(join(`${database}.sync`, 'journal.duckdb'), 'no database'.repeat(2000));
    const service = await startServeAndSync(database, await startInstance(), ['--metrics-port', '0']);
    await requestUntil(service, 'exit code 1. It starts again in 15 minutes.');
    assert.equal(await failedRuns(service), '1');
    service.child.kill('SIGKILL');
    await service.finished;
  });

  for (const [args, message] of [
    [
      ['--instance', 'https://123-ABC-456.mktorest.com'],
      /^Error: --instance is an option of sync\. It needs --sync-every/,
    ],
    [['--sync-every', '1d'], /--sync-every must be an interval/],
    [['--sync-every', '24h'], /--instance URL is missing/],
    [['--sync-every', '24h', '--instance', 'https://123-ABC-456.mktorest.com'], /MARKETO_CLIENT_ID/],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      await assert.rejects(run(['--database', '/nowhere/x', ...args], '/', {}), (error: Error) => {
        assert.ok(UsageError.is(error));
        assert.match(String(error), message);
        return true;
      });
    });
  }
});
