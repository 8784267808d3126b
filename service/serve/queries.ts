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

/** How often a running query is interrupted until it ends, in milliseconds. An interrupt between two calls has no effect. */
const interruptInterval = 20;

/** Admits and runs the queries of all requests. */
export class Queries {
  readonly #queue: QueryQueue;
  readonly #timeout: number;

  constructor({ queries, queueLength, queryTimeout }: QueryLimits) {
    this.#queue = new QueryQueue(queries, queueLength);
    this.#timeout = queryTimeout;
  }

  /**
   * Waits for a slot and connects to the file.
   * @param signal aborts when all clients have left: the query leaves the queue or is interrupted
   * @throws Problem with status 503 if too many queries wait, or the reason of the signal
   */
  async open(file: FileLease, size: QuerySize, signal: AbortSignal): Promise<Query> {
    const free = await this.#queue.acquire(size, signal);
    try {
      const snapshot = await file.connect();
      return {
        run: (work) => runLimited(snapshot, signal, this.#timeout, work),
        close: () => {
          snapshot.close();
          free();
        },
      };
    } catch (error) {
      free();
      throw error;
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

async function runLimited<T>(
  snapshot: Snapshot,
  signal: AbortSignal,
  timeout: number,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const time = new AbortController();
  let interval: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    snapshot.interrupt();
    interval ??= setInterval(() => snapshot.interrupt(), interruptInterval);
  };
  const timer = setTimeout(() => {
    time.abort();
    interrupt();
  }, timeout);
  signal.addEventListener('abort', interrupt);
  try {
    return await work(snapshot);
  } catch (error) {
    signal.throwIfAborted();
    if (time.signal.aborted) throw tooSlow(timeout);
    if (isOutOfMemory(error)) throw tooMuchMemory();
    throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearTimeout(timer);
    clearInterval(interval);
  }
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
