import type { Logger } from 'pino';
import { UsageError } from '../usage-error.ts';
import { createLog, logErrorTo, logFormats, logLevels, ServerLog } from './log.ts';
import { combine, type Observer } from './observer.ts';

export const observationUsage = `Logs:
  --log-level LEVEL       error, warn, info, debug or silent (default: info)
  --log-format FORMAT     json, or text for people (default: text at a terminal, otherwise json)
  --slow-query S          seconds from which a query is logged as slow (default: 5)`;

export const observationOptions = {
  'log-level': { type: 'string' },
  'log-format': { type: 'string' },
  'slow-query': { type: 'string' },
} as const;

interface Options {
  readonly text: (name: string) => string | undefined;
  readonly integer: (name: string, minimum: number, maximum: number) => number | undefined;
}

/** The log of a server. */
export interface Observation {
  readonly log: Logger;
  readonly observer: Required<Observer>;
  readonly logError: (error: unknown) => void;
}

/**
 * Creates the log that the options describe. It is written to stderr.
 * @throws UsageError if an option is invalid
 */
export function readObservation(options: Options): Observation {
  const level = choose(options, 'log-level', logLevels) ?? 'info';
  const format = choose(options, 'log-format', logFormats) ?? (process.stderr.isTTY ? 'text' : 'json');
  const slowQuery = options.integer('slow-query', 0, 3600) ?? 5;
  const log = createLog({ level, format }, process.stderr);
  return { log, observer: combine([new ServerLog(log, slowQuery)]), logError: logErrorTo(log) };
}

function choose<T extends string>(options: Options, name: string, choices: readonly T[]): T | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${name} must be ${choices.join(' or ')}, not ${JSON.stringify(text)}.`);
}
