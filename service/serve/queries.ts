import { currentRequest } from './observed-requests.ts';
import type { Observer, QueryFacts } from './observer.ts';
import { Problem } from './problem.ts';
import { QueryQueue, type QuerySize } from './query-queue.ts';
import type { FileLease, Snapshot } from './report-database.ts';

export interface QueryLimits {
  /** The number of large queries that may run at the same time. One small query may run in addition. */
  readonly queries: number;
  /** The number of queries of each size that may wait. */
  readonly queueLength: number;
  /** How long a query may run, in milliseconds. */
  readonly queryTimeout: number;
}

type QueryObserver = Pick<Required<Observer>, 'onQuery' | 'onQueue'>;

/** A connection to the database that has a slot of the query queue. */
export interface Query {
  /**
   * Runs database calls. Interrupts them when the client has left or the time is over.
   * @throws Problem with status 503 if the time or the memory does not suffice, or the reason of the signal
   */
  run<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** Frees the slot. No call may be running. Later calls do nothing. */
  close(): void;
}

/** How long an interrupted query may take to end, in milliseconds. The database cannot interrupt the planning of a query. */
const interruptTime = 5_000;

/** How often a running query is interrupted until it ends, in milliseconds. An interrupt between two calls has no effect. */
const interruptInterval = 20;

/** Admits and runs the queries of all requests. */
export class Queries {
  readonly #queue: QueryQueue;
  readonly #timeout: number;
  readonly #observer: QueryObserver;
  #stuck = 0;

  constructor({ queries, queueLength, queryTimeout }: QueryLimits, observer: QueryObserver) {
    this.#queue = new QueryQueue(queries, queueLength);
    this.#timeout = queryTimeout;
    this.#observer = observer;
  }

  /** The number of queries of a size that have a slot, and that wait for one. */
  load(size: QuerySize): { running: number; waiting: number } {
    return this.#queue.load(size);
  }

  /** The number of queries that have not ended although they were interrupted. They keep their slots. */
  get stuck(): number {
    return this.#stuck;
  }

  /**
   * Waits for a slot and connects to the file.
   * @param signal aborts when all clients have left: the query leaves the queue or is interrupted
   * @throws Problem with status 503 if too many queries wait, or the reason of the signal
   */
  async open(file: FileLease, size: QuerySize, signal: AbortSignal): Promise<Query> {
    const free = await this.#wait(size, signal);
    // A query that is stuck needs the file longer than the request.
    const held = file.share();
    try {
      const snapshot = await held.connect();
      let stuck: Promise<unknown> | undefined;
      const onStuck = (work: Promise<unknown>): void => {
        this.#stuck += 1;
        stuck = work.finally(() => (this.#stuck -= 1)).catch(() => undefined);
      };
      const close = (): void => {
        snapshot.close();
        held.release();
        free();
      };
      return {
        run: (work) => this.#observe(size, signal, () => runLimited(snapshot, signal, this.#timeout, work, onStuck)),
        close: () => (stuck ? void stuck.then(close) : close()),
      };
    } catch (error) {
      held.release();
      free();
      throw error;
    }
  }

  /** Waits for a slot. */
  async #wait(size: QuerySize, signal: AbortSignal): Promise<() => void> {
    const start = performance.now();
    try {
      const free = await this.#queue.acquire(size, signal);
      const seconds = (performance.now() - start) / 1000;
      const request = currentRequest();
      if (request) request.waitSeconds = (request.waitSeconds ?? 0) + seconds;
      this.#observer.onQueue(size, seconds);
      return free;
    } catch (error) {
      if (error instanceof Problem) this.#observer.onQueue(size, undefined);
      throw error;
    }
  }

  /** Reports the time and the outcome of a query. */
  async #observe<T>(size: QuerySize, signal: AbortSignal, query: () => Promise<T>): Promise<T> {
    const start = performance.now();
    let outcome: QueryFacts['outcome'] = 'done';
    try {
      return await query();
    } catch (error) {
      outcome = outcomeOf(error, signal);
      throw error;
    } finally {
      const seconds = (performance.now() - start) / 1000;
      const request = currentRequest();
      if (request) request.querySeconds = (request.querySeconds ?? 0) + seconds;
      this.#observer.onQuery({ size, seconds, outcome }, request);
    }
  }

  /** Runs database calls in one slot. */
  async run<T>(
    file: FileLease,
    size: QuerySize,
    signal: AbortSignal,
    work: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    const query = await this.open(file, size, signal);
    try {
      return await query.run(work);
    } finally {
      query.close();
    }
  }
}

function outcomeOf(error: unknown, signal: AbortSignal): QueryFacts['outcome'] {
  if (error instanceof StuckQuery) return 'stuck';
  if (signal.aborted) return 'aborted';
  if (!(error instanceof Problem)) return 'failed';
  // Others tell that something does not exist.
  return error.statusCode === 503 ? 'limited' : 'done';
}

/** A query that has not ended although it was interrupted. */
class StuckQuery extends Problem {}

/** @param onStuck receives the work if it does not end in time: the connection must stay open until then */
async function runLimited<T>(
  snapshot: Snapshot,
  signal: AbortSignal,
  timeout: number,
  work: (snapshot: Snapshot) => Promise<T>,
  onStuck: (work: Promise<T>) => void,
): Promise<T> {
  signal.throwIfAborted();
  const time = new AbortController();
  const running = work(snapshot);
  const interrupts = interruptWhen(AbortSignal.any([signal, time.signal]), snapshot);
  const timer = setTimeout(() => time.abort(), timeout);
  try {
    const outcome = await Promise.race([running, interrupts.failed]);
    if (outcome !== notEnded) return outcome;
  } catch (error) {
    signal.throwIfAborted();
    if (time.signal.aborted) throw tooSlow(timeout);
    if (isOutOfMemory(error)) throw tooMuchMemory();
    throw error;
  } finally {
    clearTimeout(timer);
    void running.catch(() => undefined).finally(() => interrupts.end());
  }
  onStuck(running);
  throw new StuckQuery(503, tooSlow(timeout).message);
}

const notEnded = Symbol('notEnded');

/**
 * Interrupts a query from the moment at which a signal aborts, until `end` is called.
 * @returns `failed` resolves if the query has not ended after `interruptTime`
 */
function interruptWhen(signal: AbortSignal, snapshot: Snapshot): { failed: Promise<typeof notEnded>; end: () => void } {
  let interval: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  let interrupt: () => void = () => undefined;
  const failed = new Promise<typeof notEnded>((resolve) => {
    interrupt = () => {
      snapshot.interrupt();
      interval = setInterval(() => snapshot.interrupt(), interruptInterval);
      limit = setTimeout(() => resolve(notEnded), interruptTime);
    };
    signal.addEventListener('abort', interrupt, { once: true });
  });
  const end = (): void => {
    signal.removeEventListener('abort', interrupt);
    clearInterval(interval);
    clearTimeout(limit);
  };
  return { failed, end };
}

function tooSlow(timeout: number): Problem {
  const limit = `The query takes longer than the limit of ${timeout / 1000} seconds.`;
  return new Problem(503, `${limit} Choose a shorter time frame, or try again later.`);
}

function tooMuchMemory(): Problem {
  return new Problem(503, 'The query needs more memory than the server may use. Choose a shorter time frame.');
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Out of Memory Error');
}
