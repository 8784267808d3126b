import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { generateDatabase } from './support/generated-database.ts';
import { makeFolder, reportUrl, startService } from './support/server.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  database = join(folder.path, 'report.duckdb');
  await generateDatabase(database, { rows: 10, peoplePerRow: 1, hasUnplannableReports: true });
});

afterAll(() => folder.remove());

describe('a query that cannot be interrupted', () => {
  it('is answered and logged, makes the service unready, and does not keep it from stopping', async () => {
    const limits = ['--query-timeout', '1', '--stop-timeout', '0', '--queries', '1', '--metrics-port', '0'];
    const service = startService(['serve', '--database', database, '--port', '0', ...limits]);
    const [line] = (await once(service.child.stdout, 'data')) as [Buffer];
    const address = /http:\S+/.exec(line.toString())?.[0] ?? '';
    const events = () =>
      service
        .output()
        .stderr.split('\n')
        .filter(Boolean)
        .map((text) => JSON.parse(text) as Record<string, unknown>);

    // On a slow machine, a query may be interrupted before the part of its planning that cannot be.
    let reason = '';
    for (let day = 10; !/cannot be interrupted/.test(reason); day += 1) {
      const response = await fetch(reportUrl(address, { from: `2025-01-${day}` }));
      assert.equal(response.status, 503);
      assert.match(((await response.json()) as { detail: string }).detail, /longer than the limit of 1 seconds/);
      const ready = await fetch(`${address}/ready`);
      assert.equal(ready.status, 503);
      reason = ((await ready.json()) as { detail: string }).detail;
    }
    assert.match(reason, /^1 query takes too long.* Restart the service/);
    assert.equal((await fetch(`${address}/health`)).status, 200);

    const stuck = events().find(({ event }) => event === 'stuck-query');
    assert.equal(stuck?.['level'], 'error');
    const port = events().find(({ event }) => event === 'metrics')?.['port'];
    const metrics = await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text();
    assert.match(metrics, /^cer_queries_stuck 1$/m);
    assert.match(metrics, /^cer_queries_total\{outcome="stuck"\} 1$/m);
    assert.match(metrics, /^cer_queries_running\{size="small"\} 1$/m);

    service.child.kill('SIGTERM');
    await service.finished;
    assert.equal(service.child.signalCode, 'SIGKILL');
    assert.match(String(events().at(-1)?.['msg']), /query .* not ended/);
  });
});
