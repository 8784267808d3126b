import { availableParallelism } from 'node:os';
import type { QueryLimits } from './queries.ts';

/** The limits that keep the server responsive. All have defaults. */
export interface ServerLimits extends QueryLimits {
  /** The memory for responses that are kept or being sent, in bytes. */
  readonly cacheSize: number;
  /** How long a reader may stop reading before the connection is closed, in milliseconds. */
  readonly readerTimeout: number;
}

/**
 * The number of queries that can run at the same time. Each occupies a thread of Node.js's thread pool, which also
 * compresses responses and reads files.
 */
function defaultQueries(): number {
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
  return Math.max(1, Math.min(availableParallelism(), threads - 2));
}

export function defaultLimits(): ServerLimits {
  return {
    queries: defaultQueries(),
    queueLength: 32,
    queryTimeout: 30_000,
    cacheSize: 256 * 2 ** 20,
    readerTimeout: 30_000,
  };
}
