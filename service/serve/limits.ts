import { availableParallelism } from 'node:os';
import type { DatabaseLimits } from '../database.ts';
import type { QueryLimits } from './queries.ts';

/** The limits that keep the server responsive. */
export interface ServerLimits extends QueryLimits, DatabaseLimits {
  /** The memory for responses that are kept or being sent, in bytes. */
  readonly cacheSize: number;
  /** How long a reader may stop reading before the connection is closed, in milliseconds. */
  readonly readerTimeout: number;
  /** The age of the database file from which the server is not ready, in milliseconds. Default: no limit. */
  readonly maxAge?: number | undefined;
  /** The age of the data, from the end of its coverage, from which the server is not ready, in milliseconds. Default: no limit. */
  readonly maxDataAge?: number | undefined;
  /** How long the server accepts requests after it has been told to stop and is not ready any more, in milliseconds. */
  readonly stopDelay: number;
  /** How long requests in progress may take after that, in milliseconds. */
  readonly stopTimeout: number;
}

/**
 * The number of queries that can run at the same time. Each occupies a thread of Node.js's thread pool, which also
 * compresses responses and reads files.
 */
function defaultQueries(): number {
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
  return Math.max(1, Math.min(availableParallelism(), threads - 2));
}

/**
 * The number of threads of the database. One core is left for Node.js and for other queries: each query also runs in the thread that
 * has started it, which does nothing but ask for work while the others complete the last part of a step.
 */
function defaultDatabaseThreads(): number {
  return Math.max(1, availableParallelism() - 1);
}

const megabyte = 2 ** 20;

export function defaultLimits(): ServerLimits {
  return {
    queries: defaultQueries(),
    queueLength: 32,
    queryTimeout: 30_000,
    cacheSize: 256 * megabyte,
    readerTimeout: 30_000,
    databaseMemory: 512 * megabyte,
    databaseThreads: defaultDatabaseThreads(),
    stopDelay: 0,
    stopTimeout: 10_000,
  };
}

/** A limit as an option of the command line and as an environment variable: an integer. */
interface LimitOption {
  readonly limit: keyof ServerLimits;
  readonly minimum: number;
  readonly maximum: number;
  /** What one unit of the option is in the unit of the limit. */
  readonly unit: number;
}

/** The options that set limits, by name. */
export const limitOptions: Readonly<Record<string, LimitOption>> = {
  queries: { limit: 'queries', minimum: 1, maximum: 64, unit: 1 },
  'queue-length': { limit: 'queueLength', minimum: 0, maximum: 10_000, unit: 1 },
  'query-timeout': { limit: 'queryTimeout', minimum: 1, maximum: 3600, unit: 1000 },
  'cache-size': { limit: 'cacheSize', minimum: 0, maximum: 1_000_000, unit: megabyte },
  'reader-timeout': { limit: 'readerTimeout', minimum: 1, maximum: 3600, unit: 1000 },
  'max-age': { limit: 'maxAge', minimum: 1, maximum: 100_000, unit: 3_600_000 },
  'max-data-age': { limit: 'maxDataAge', minimum: 1, maximum: 100_000, unit: 3_600_000 },
  'stop-delay': { limit: 'stopDelay', minimum: 0, maximum: 3600, unit: 1000 },
  'stop-timeout': { limit: 'stopTimeout', minimum: 0, maximum: 3600, unit: 1000 },
  'database-memory': { limit: 'databaseMemory', minimum: 50, maximum: 10_000_000, unit: megabyte },
  'database-threads': { limit: 'databaseThreads', minimum: 1, maximum: 256, unit: 1 },
};
