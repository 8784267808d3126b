import { pino, type DestinationStream, type Logger } from 'pino';
import { currentRequest } from './observed-requests.ts';
import type { DatabaseChange, Observer, QueryFacts, RequestFacts, SyncEvent } from './observer.ts';

export const logLevels = ['error', 'warn', 'info', 'debug', 'silent'] as const;
export const logFormats = ['json', 'text'] as const;

export interface LogOptions {
  readonly level: (typeof logLevels)[number];
  readonly format: (typeof logFormats)[number];
}

/** What must not be in a log, even if an error message contains it: JSON Web Tokens, other bearer tokens, e-mail addresses. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [/[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, '[email]'],
];

function withoutSecrets(line: string): string {
  return secrets.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/** Creates a log that writes a JSON object per line, or a short text for terminals. */
export function createLog({ level, format }: LogOptions, stream: DestinationStream): Logger {
  const destination = format === 'json' ? stream : { write: (line: string) => stream.write(textOf(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: withoutSecrets },
    },
    destination,
  );
}

/** Formats a line of JSON for people. */
function textOf(line: string): string {
  const { level, time, event, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.entries(fields).map(([name, value]) => `${name}=${textOfValue(value)}`);
  const stack = isRecord(err) ? [`\n${String(err['stack'] ?? err['message'])}`] : [];
  const label = level === 'info' || level === 'debug' ? [] : [`${String(level)}:`];
  return `${[String(time).slice(11, 19), `[${String(event)}]`, ...label, msg, ...details, ...stack].join(' ')}\n`;
}

function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Logs an error with the id of the request that it belongs to. */
export function logErrorTo(log: Logger): (error: unknown) => void {
  return (error) => {
    const err = error instanceof Error ? error : new Error(String(error));
    log.error({ event: 'error', requestId: currentRequest()?.id, err }, err.message);
  };
}

/** Logs requests, slow queries, new database files and sync. */
export class ServerLog implements Observer {
  readonly #log: Logger;
  readonly #slowQuery: number;

  /** @param slowQuery the time from which a query is logged, in seconds */
  constructor(log: Logger, slowQuery: number) {
    this.#log = log;
    this.#slowQuery = slowQuery;
  }

  onRequest(request: RequestFacts): void {
    const { id, method, route, status, bytes, isAborted, answer, cache, reader, waitSeconds, querySeconds } = request;
    const fields = {
      event: 'request',
      ...{ requestId: id, method, route, status, ms: milliseconds(request.seconds), bytes },
      ...{
        rows: status === 200 ? answer?.rows : undefined,
        cache,
        reader,
        reason: request.reason,
        aborted: isAborted || undefined,
      },
      ...{ waitMs: milliseconds(waitSeconds), queryMs: milliseconds(querySeconds) },
    };
    this.#log[levelOf(request)](fields, `${method} ${route} ${status}`);
  }

  onQuery({ size, seconds, outcome }: QueryFacts, request: RequestFacts | undefined): void {
    const isStuck = outcome === 'stuck';
    if (seconds < this.#slowQuery && !isStuck) return;
    const { id, route, parameters } = request ?? {};
    const fields = {
      event: isStuck ? 'stuck-query' : 'slow-query',
      requestId: id,
      route,
      size,
      outcome,
      queryMs: milliseconds(seconds),
      parameters,
    };
    if (isStuck) this.#log.error(fields, 'A query cannot be interrupted, and still runs');
    else this.#log.warn(fields, 'Slow query');
  }

  onDatabase(change: DatabaseChange): void {
    // The error is logged where it occurs.
    if (!change.isOpen) return;
    const { asOf, dataFrom, notes } = change.coverage;
    const fields = { event: 'database', asOf, dataFrom, writtenAt: new Date(change.modifiedAt).toISOString(), notes };
    this.#log.info(fields, 'Serving a database file');
  }

  onWarning(subject: string, message: string): void {
    this.#log.warn({ event: subject }, message);
  }

  onSync(event: SyncEvent): void {
    if (event.kind === 'result') {
      const { outcome } = event.result;
      this.#log[levelOfOutcome[outcome]]({ event: 'sync', ...event.result }, `Sync: ${outcome}`);
    } else this.#log[event.kind === 'end' ? 'warn' : 'info']({ event: 'sync' }, event.text);
  }
}

const levelOfOutcome = {
  complete: 'info',
  'run-again-later': 'warn',
  'needs-a-person': 'error',
  stopped: 'info',
} as const;

/** The routes that are requested every few seconds. */
const probes: readonly string[] = ['/health', '/ready'];

function levelOf({ route, status, isAborted }: RequestFacts): 'error' | 'warn' | 'info' | 'debug' {
  if (status >= 500 && !isAborted) return status === 503 ? 'warn' : 'error';
  return !probes.includes(route) || status >= 400 ? 'info' : 'debug';
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 10_000) / 10;
}
