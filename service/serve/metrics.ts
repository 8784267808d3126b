import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DatabaseChange, Observer, QueryFacts, RequestFacts, ServerState, SyncEvent } from './observer.ts';

const sizes = ['small', 'large'] as const;
const outcomes = ['complete', 'run-again-later', 'needs-a-person', 'stopped', 'failed'] as const;

/** From a response of the cache to the default time limit of a query, in seconds. */
const buckets = [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60];

/** Counts what happens in a server, for Prometheus. Has no labels with values of requests. */
export class Metrics implements Observer {
  readonly #registry = new Registry();
  readonly #requests = this.#counter('http_requests_total', 'Responses, by route and status.', ['route', 'status']);
  readonly #aborted = this.#counter('http_requests_aborted_total', 'Requests that clients aborted.', ['route']);
  readonly #durations = this.#histogram('http_request_duration_seconds', 'Time of responses.', 'route');
  readonly #bytes = this.#counter('http_response_bytes_total', 'Bytes sent, headers included.', ['route']);
  readonly #queries = this.#histogram('query_duration_seconds', 'Time of queries in the database.', 'size');
  readonly #outcomes = this.#counter('queries_total', 'Queries, by how they ended.', ['outcome']);
  readonly #waits = this.#histogram('query_wait_seconds', 'Time that queries waited for a slot.', 'size');
  readonly #refused = this.#counter('queries_refused_total', 'Queries refused because the queue was full.', ['size']);
  readonly #lookups = this.#counter('cache_requests_total', 'Reports, by whether they were in the cache.', ['result']);
  readonly #files = this.#counter('database_files_total', 'New database files, opened or unreadable.', ['result']);
  readonly #written = this.#gauge('database_file_timestamp_seconds', 'When the served database file was written.');
  readonly #syncs = this.#counter('sync_runs_total', 'Runs of sync, by outcome.', ['outcome']);
  readonly #syncCalls = this.#counter('sync_calls_total', 'Calls that sync has sent to Marketo.', []);
  readonly #syncEnd = this.#gauge('sync_last_run_timestamp_seconds', 'When sync last ended with this outcome.', [
    'outcome',
  ]);
  readonly #exported = this.#gauge('sync_exported_megabytes', 'Export quota used on the day of the last sync.');
  readonly #windows = this.#gauge('sync_windows', 'Stretches of time of the last sync.', ['state']);
  readonly #notBefore = this.#gauge('sync_not_before_timestamp_seconds', 'When a used-up quota is available; else 0.');

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    for (const outcome of outcomes) this.#syncs.inc({ outcome }, 0);
    for (const size of sizes) this.#refused.inc({ size }, 0);
    for (const result of ['opened', 'unreadable']) this.#files.inc({ result }, 0);
  }

  /** The media type of the text. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Returns all metrics in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  onStart({ database, queries, answers }: ServerState): void {
    this.#collect('queries_running', 'Queries that have a slot.', ['size'], (gauge) => {
      for (const size of sizes) gauge.set({ size }, queries.load(size).running);
    });
    this.#collect('queries_waiting', 'Queries that wait for a slot.', ['size'], (gauge) => {
      for (const size of sizes) gauge.set({ size }, queries.load(size).waiting);
    });
    this.#collect('queries_stuck', 'Queries that still run although they were interrupted.', [], (gauge) =>
      gauge.set(queries.stuck),
    );
    this.#collect('cache_bytes', 'Memory of responses that are kept or being sent.', [], (gauge) =>
      gauge.set(answers.usage.bytes),
    );
    this.#collect('cache_limit_bytes', 'The limit of cache_bytes.', [], (gauge) => gauge.set(answers.usage.limit));
    this.#collect('cache_entries', 'Responses that are kept or being sent.', [], (gauge) =>
      gauge.set(answers.usage.answers),
    );
    // Also notices a new file while no report is requested.
    this.#collect('data_as_of_timestamp_seconds', 'Until when the data is complete; 0 if empty.', [], async (gauge) => {
      const file = await database.lease();
      gauge.set(seconds(file.coverage.asOf));
      file.release();
    });
    this.#collect('database_unreadable', '1 if the newest database file is missing or unreadable.', [], async (gauge) =>
      gauge.set((await database.fileState()) === 'current' ? 0 : 1),
    );
    this.#collect('data_gaps', 'Stretches of time that sync has not read.', [], (gauge) =>
      gauge.set(database.coverage?.notes?.filter(({ code }) => code === 'gap').length ?? 0),
    );
  }

  onRequest({ route, status, seconds: duration, bytes, isAborted, cache }: RequestFacts): void {
    this.#bytes.inc({ route }, bytes);
    if (cache) this.#lookups.inc({ result: cache });
    if (isAborted) {
      this.#aborted.inc({ route });
      return;
    }
    this.#requests.inc({ route, status: String(status) });
    this.#durations.observe({ route }, duration);
  }

  onQuery({ size, seconds: duration, outcome }: QueryFacts): void {
    this.#queries.observe({ size }, duration);
    this.#outcomes.inc({ outcome });
  }

  onQueue(size: QueryFacts['size'], wait: number | undefined): void {
    if (wait === undefined) this.#refused.inc({ size });
    else this.#waits.observe({ size }, wait);
  }

  onDatabase(change: DatabaseChange): void {
    this.#files.inc({ result: change.isOpen ? 'opened' : 'unreadable' });
    if (change.isOpen) this.#written.set(change.modifiedAt / 1000);
  }

  onSync(event: SyncEvent): void {
    if (event.kind === 'end' && event.isFailure) this.#countSync('failed');
    if (event.kind !== 'result') return;
    const { outcome, notBefore, windows, calls, megabytesToday } = event.result;
    this.#countSync(outcome);
    this.#syncCalls.inc(calls);
    this.#exported.set(megabytesToday);
    for (const [state, count] of Object.entries(windows)) this.#windows.set({ state }, count);
    this.#notBefore.set(seconds(notBefore));
  }

  #countSync(outcome: (typeof outcomes)[number]): void {
    this.#syncs.inc({ outcome });
    this.#syncEnd.set({ outcome }, Date.now() / 1000);
  }

  #options<T extends string>(name: string, help: string, labelNames: T[]) {
    return { name: `cer_${name}`, help, labelNames, registers: [this.#registry] };
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter(this.#options(name, help, labelNames));
  }

  #histogram<T extends string>(name: string, help: string, label: T): Histogram<T> {
    return new Histogram({ ...this.#options(name, help, [label]), buckets });
  }

  #gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge(this.#options(name, help, labelNames));
  }

  /** Adds a gauge whose value is read when metrics are requested. */
  #collect<T extends string>(
    name: string,
    help: string,
    labelNames: T[],
    read: (gauge: Gauge<T>) => void | Promise<void>,
  ): void {
    const gauge: Gauge<T> = new Gauge({ ...this.#options(name, help, labelNames), collect: () => read(gauge) });
  }
}

function seconds(instant: string | null | undefined): number {
  return instant ? Date.parse(instant) / 1000 : 0;
}
