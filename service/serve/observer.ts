import type { SyncResult } from '../sync/sync.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { Coverage } from './coverage.ts';
import type { Queries } from './queries.ts';
import type { QuerySize } from './query-queue.ts';
import type { ReportDatabase } from './report-database.ts';

/** A request whose response is complete or was aborted. It contains nothing that the client chose freely. */
export interface RequestFacts {
  readonly id: string;
  readonly method: string;
  /** The pattern of the route, such as `/api/emails/:id`; `unknown` without one. */
  readonly route: string;
  status: number;
  /** The time from the request's headers to the end of the response, in seconds. */
  seconds: number;
  /** The bytes that were sent, headers included. */
  bytes: number;
  /** Whether the client disconnected before the end of the response. */
  isAborted: boolean;
  /** Counts the rows of the report. */
  answer?: { readonly rows: number };
  /** Whether the report was in the cache, was being created for another request, or was queried. */
  cache?: 'hit' | 'shared' | 'miss';
  /** Why a request was answered with 401, 403 or 421. */
  reason?: string;
  /** A digest of the identity of the signed-in reader. */
  reader?: string;
  /** The time that queries for this request waited for a slot, in seconds. */
  waitSeconds?: number;
  /** The time of queries for this request, in seconds. */
  querySeconds?: number;
  /** The names of the known parameters. Of those that choose dates, counts, orders and windows, also the values. */
  parameters: Readonly<Record<string, string | true>>;
}

/** A query that has ended. A report takes two: one for its size, one for its rows. */
export interface QueryFacts {
  readonly size: QuerySize;
  /** The time in the database, in seconds. */
  readonly seconds: number;
  /**
   * `limited`: it needed more time or memory than the limits allow. `stuck`: it still runs, although it was interrupted; `seconds`
   * is the time until then.
   */
  readonly outcome: 'done' | 'failed' | 'aborted' | 'limited' | 'stuck';
}

/** Another version of the database file was opened, or could not be. */
export type DatabaseChange =
  { readonly isOpen: true; readonly coverage: Coverage; readonly modifiedAt: number } | { readonly isOpen: false };

/**
 * A message of the process of sync: a message, the result of a run, or that it has ended and when it starts again. It has failed if
 * the last run has no result.
 */
export type SyncEvent =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'result'; readonly result: SyncResult }
  | { readonly kind: 'end'; readonly text: string; readonly isFailure: boolean };

/** The parts of a server whose state can be read at any time. */
export interface ServerState {
  readonly database: ReportDatabase;
  readonly queries: Queries;
  readonly answers: AnswerCache;
}

/** Receives what happens in a server. Its methods must not throw. */
export interface Observer {
  onStart?(state: ServerState): void;
  onRequest?(request: RequestFacts): void;
  /** @param request the request that started the query, if any */
  onQuery?(query: QueryFacts, request: RequestFacts | undefined): void;
  /** A query has a slot of the queue, or was refused. @param seconds how long it waited, or `undefined` if it was refused */
  onQueue?(size: QuerySize, seconds: number | undefined): void;
  onDatabase?(change: DatabaseChange): void;
  onSync?(event: SyncEvent): void;
  /** An administrator should correct something. @param subject the `event` of the log */
  onWarning?(subject: string, message: string): void;
}

/** Returns an observer that passes everything on to several ones. */
export function combine(observers: readonly Observer[]): Required<Observer> {
  return {
    onStart: (state) => observers.forEach((each) => each.onStart?.(state)),
    onRequest: (request) => observers.forEach((each) => each.onRequest?.(request)),
    onQuery: (query, request) => observers.forEach((each) => each.onQuery?.(query, request)),
    onQueue: (size, seconds) => observers.forEach((each) => each.onQueue?.(size, seconds)),
    onSync: (event) => observers.forEach((each) => each.onSync?.(event)),
    onWarning: (subject, message) => observers.forEach((each) => each.onWarning?.(subject, message)),
    onDatabase: (change) => observers.forEach((each) => each.onDatabase?.(change)),
  };
}
