import type { Logger } from 'pino';
import { UsageError } from '../usage-error.ts';
import { createLog, logErrorTo, logFormats, logLevels, ServerLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { startMetricsServer, type MetricsServer } from './metrics-server.ts';
import { combine, type Observer } from './observer.ts';

export const observationUsage = `Logs:
  --log-level LEVEL       error, warn, info, debug or silent (default: info)
  --log-format FORMAT     json, or text for people (default: text at a terminal, otherwise json)
  --slow-query S          seconds from which a query is logged as slow (default: 5)

Metrics:
  --metrics-port PORT     port to serve metrics for Prometheus on, at /metrics (default: none)
  --metrics-host HOST     address to serve metrics on (default: 127.0.0.1)`;

export const observationOptions = {
  'log-level': { type: 'string' },
  'log-format': { type: 'string' },
  'slow-query': { type: 'string' },
  'metrics-port': { type: 'string' },
  'metrics-host': { type: 'string' },
} as const;

interface Options {
  readonly text: (name: string) => string | undefined;
  readonly integer: (name: string, minimum: number, maximum: number) => number | undefined;
}

/** The log and the metrics of a server. */
export interface Observation {
  readonly log: Logger;
  readonly observer: Required<Observer>;
  readonly logError: (error: unknown) => void;
  /** Starts to serve the metrics, if the options say so. @throws if it cannot listen on their address */
  readonly serveMetrics: () => Promise<MetricsServer | undefined>;
}

/**
 * Creates the log and the metrics that the options describe. The log is written to stderr.
 * @throws UsageError if an option is invalid
 */
export function readObservation(options: Options): Observation {
  const level = choose(options, 'log-level', logLevels) ?? 'info';
  const format = choose(options, 'log-format', logFormats) ?? (process.stderr.isTTY ? 'text' : 'json');
  const slowQuery = options.integer('slow-query', 0, 3600) ?? 5;
  const port = options.integer('metrics-port', 0, 65_535);
  const host = options.text('metrics-host') ?? '127.0.0.1';
  const log = createLog({ level, format }, process.stderr);
  const logError = logErrorTo(log);
  const observers: Observer[] = [new ServerLog(log, slowQuery)];
  if (port === undefined) return { log, observer: combine(observers), logError, serveMetrics: noMetrics };
  const metrics = new Metrics();
  observers.push(metrics);
  const serveMetrics = async (): Promise<MetricsServer> => {
    const server = await startMetricsServer(metrics, { host, port }, logError);
    log.info({ event: 'metrics', host, port: server.port }, 'Serving metrics');
    return server;
  };
  return { log, observer: combine(observers), logError, serveMetrics };
}

function noMetrics(): Promise<undefined> {
  return Promise.resolve(undefined);
}

function choose<T extends string>(options: Options, name: string, choices: readonly T[]): T | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${name} must be ${choices.join(' or ')}, not ${JSON.stringify(text)}.`);
}
