import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Metrics } from '../serve/metrics.ts';
import { startMetricsServer, type MetricsServer } from '../serve/metrics-server.ts';
import { createServer } from '../serve/server.ts';
import { endless } from './support/endless-requests.ts';
import { generateDatabase } from './support/generated-database.ts';
import { makeFolder, reportUrl } from './support/server.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let app: Awaited<ReturnType<typeof createServer>>;
let metrics: Metrics;
let metricsServer: MetricsServer;
let address: string;

beforeAll(async () => {
  folder = await makeFolder();
  const database = `${folder.path}/report.duckdb`;
  await generateDatabase(database, { rows: 100, peoplePerRow: 1, hasEndlessReports: true });
  metrics = new Metrics();
  app = await createServer({ database, observers: [metrics], limits: { queries: 1, queueLength: 0 } });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  metricsServer = await startMetricsServer(metrics, { host: '127.0.0.1', port: 0 }, assert.ifError);
});

afterAll(async () => {
  await metricsServer.close();
  await app.close();
  await folder.remove();
});

async function get(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage & { text: string }> {
  const request = httpGet(url, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.on('data', (part: Buffer) => (text += part.toString()));
  await once(response, 'end');
  return Object.assign(response, { text });
}

const metricsUrl = () => `http://127.0.0.1:${metricsServer.port}/metrics`;

/** Returns the value of a metric, with its labels as Prometheus writes them, or `undefined`. */
async function read(name: string): Promise<number | undefined> {
  const { text } = await get(metricsUrl());
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}

/** Waits until a metric has a value. */
async function becomes(name: string, value: number): Promise<void> {
  while ((await read(name)) !== value);
}

describe('the metrics', () => {
  it('count requests by route and status, and their times', async () => {
    await get(reportUrl(address, { limit: 1 }));
    await get(reportUrl(address, { limit: 1 }));
    await get(reportUrl(address, { limit: -1 }));
    await get(`${address}/api/emails/42?campaign=7`);
    await get(`${address}/anything`);
    await becomes('cer_http_requests_total{route="/api/report",status="200"}', 2);
    await becomes('cer_http_requests_total{route="/api/report",status="400"}', 1);
    await becomes('cer_http_requests_total{route="/api/emails/:id",status="404"}', 1);
    await becomes('cer_http_requests_total{route="unknown",status="404"}', 1);
    assert.equal(await read('cer_http_request_duration_seconds_count{route="/api/report"}'), 3);
    assert.ok(Number(await read('cer_http_response_bytes_total{route="/api/report"}')) > 1000);
    assert.equal(await read('cer_cache_requests_total{result="hit"}'), 1);
    assert.ok(Number(await read('cer_cache_bytes')) > 0);
  });

  it('tell the state of the queue', async () => {
    const leaving = new AbortController();
    fetch(reportUrl(address, endless(1)), { signal: leaving.signal }).catch(() => undefined);
    await becomes('cer_queries_running{size="small"}', 1);
    assert.equal((await get(reportUrl(address, endless(2)))).statusCode, 503);
    assert.equal(await read('cer_queries_refused_total{size="small"}'), 1);
    leaving.abort();
    await becomes('cer_queries_running{size="small"}', 0);
    await becomes('cer_queries_total{outcome="aborted"}', 1);
    assert.equal(await read('cer_http_requests_aborted_total{route="/api/report"}'), 1);
    assert.ok(Number(await read('cer_query_wait_seconds_count{size="small"}')) > 0);
  });

  it('tell the age of the data, the memory, and the results of sync', async () => {
    const { asOf } = JSON.parse((await get(`${address}/health`)).text) as { asOf: string };
    assert.equal(await read('cer_data_as_of_timestamp_seconds'), Date.parse(asOf) / 1000);
    assert.equal(await read('cer_database_files_total{result="opened"}'), 1);
    assert.ok(Number(await read('process_resident_memory_bytes')) > 1e7);
    assert.equal(await read('cer_sync_runs_total{outcome="complete"}'), 0);
    metrics.onSync({
      kind: 'result',
      result: {
        outcome: 'run-again-later',
        notBefore: '2026-11-02T06:00:00.000Z',
        windows: { imported: 2, failed: 1, remaining: 3 },
        ...{ malformed: 0, malformedAssets: 0, skippedSends: 0, withoutCampaign: 0 },
        ...{ activities: 5, calls: 40, megabytesToday: 12.5 },
      },
    });
    assert.equal(await read('cer_sync_runs_total{outcome="run-again-later"}'), 1);
    assert.equal(await read('cer_sync_calls_total'), 40);
    assert.equal(await read('cer_sync_exported_megabytes'), 12.5);
    assert.equal(await read('cer_sync_windows{state="failed"}'), 1);
    assert.equal(await read('cer_sync_not_before_timestamp_seconds'), Date.parse('2026-11-02T06:00:00Z') / 1000);
    assert.equal(await read('cer_sync_runs_total{outcome="failed"}'), 0);
    const text = 'Sync has ended. It starts again in 15 minutes.';
    metrics.onSync({ kind: 'end', text, isFailure: false });
    metrics.onSync({ kind: 'end', text, isFailure: true });
    assert.equal(await read('cer_sync_runs_total{outcome="failed"}'), 1);
    assert.ok(Number(await read('cer_sync_last_run_timestamp_seconds{outcome="failed"}')) > 1.7e9);
  });

  it('have no values of requests', async () => {
    await get(reportUrl(address, { search: 'Confidential', people: 'Lives in:Paris' }));
    assert.doesNotMatch((await get(metricsUrl())).text, /Confidential|Paris|anything/);
  });

  it('are on a separate address', async () => {
    assert.equal((await get(`${address}/metrics`)).statusCode, 404);
    const own = `http://127.0.0.1:${metricsServer.port}`;
    assert.equal((await get(`${own}/api/report`)).statusCode, 404);
    assert.equal((await get(`${own}/metrics`, { host: 'attacker.example' })).statusCode, 421);
    assert.match(String((await get(`${own}/metrics`)).headers['content-type']), /^text\/plain; version=0\.0\.4/);
  });
});
