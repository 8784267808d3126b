import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseMonths } from '../import/command.ts';
import { importMemoryUsage, parseImportMemory } from '../import/import-memory.ts';
import { stopSignal } from '../stop-signal.ts';
import { connectStore, parseStore, storeUsage } from '../store/store-option.ts';
import { UsageError } from '../usage-error.ts';
import { sendRetention } from './activities.ts';
import type { TargetOptions } from './activities.ts';
import { day, formatInstant, retryInterval, stoppable, systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { describePlan, planSync } from './dry-run.ts';
import { lastCompleteRun } from './last-run.ts';
import { parseCount, parseInstance, parseInterval, parseMoment, readCredentials } from './options.ts';
import { exitCodes, NeedsPerson, Stopped } from './outcome.ts';
import { runSync } from './sync.ts';
import type { SyncRequest, SyncResult } from './sync.ts';
import { describeResult } from './summary.ts';

export const usage = `Usage: npm run service -- sync --database FILE --instance URL [options]

Reads email activities, assets and people from a Marketo instance into the database. A run that was interrupted is continued.
The client id and secret are the environment variables MARKETO_CLIENT_ID and MARKETO_CLIENT_SECRET.

  --store STORE         ${storeUsage} (environment: IMPORT_STORE)
  --instance URL        the instance, such as https://123-ABC-456.mktorest.com (Admin > Web Services)
  --credentials FILE    file with the lines MARKETO_CLIENT_ID=… and MARKETO_CLIENT_SECRET=…, instead of the environment
  --since DATE          first day of the data; default: 90 days ago, and later the day on which the data begins
  --overlap DAYS        days that each run reads again, for activities that Marketo writes late (default: 3)
  --people-fields LIST  person fields by which readers can filter, such as country,industry
  --daily-calls CALLS   the instance's daily quota of calls (default: 50000)
  --reserve CALLS       calls of the daily quota that sync leaves to other integrations (default: 5000)
  --export-mb N         megabytes that sync exports per day at most (default: 500)
  --import-memory MB    ${importMemoryUsage}
  --rejects FILE        CSV file to write the malformed records of the database to
  --retain MONTHS       remove people without any activity for this many months; their sums stay in reports
  --once                run once (default)
  --every INTERVAL      run again and again, such as every 24h
  --dry-run             list the planned exports and their cost, without any request

Exit codes: 0 complete, 1 unexpected error, 2 invalid options, 3 run again later, 4 a person has to change a setting,
5 stopped by SIGTERM or SIGINT: the next run continues.
The last line of the output is the result as JSON.

For tests:
  --base-url URL        where requests go instead of to the instance
  --poll-seconds N      time between two polls of an export (default: 60, after 5 minutes 300)
  --until INSTANT       end of the data (default: five minutes ago)
  --max-calls N         calls after which the run ends`;

/** What tests replace. */
export interface SyncEnvironment {
  clock: Clock;
  random: () => number;
  /** Stops the command when it aborts. */
  signal?: AbortSignal;
  variables: Readonly<Record<string, string | undefined>>;
  print: (line: string) => void;
  log: (message: string) => void;
}

const processEnvironment: SyncEnvironment = {
  clock: systemClock,
  random: Math.random,
  variables: process.env,
  print: (line) => console.log(line),
  log: (message) => console.error(message),
};

/**
 * Runs sync and prints its result as one line of JSON.
 * @returns the exit code
 * @throws UsageError if the command line is invalid
 */
export async function run(
  args: string[],
  workingDirectory: string,
  environment: SyncEnvironment = { ...processEnvironment, signal: stopSignal() },
): Promise<number> {
  const { request: parsed, servers, interval, isDryRun } = await parseCommand(args, workingDirectory, environment);
  const request = { ...parsed, nodes: await connectStore(servers ?? []) };
  try {
    return isDryRun ? await runDry(request, environment) : await runRepeatedly(request, interval, environment);
  } finally {
    await Promise.all(request.nodes.map((node) => node.close()));
  }
}

/** Runs sync once, or at an interval. @returns the exit code */
async function runRepeatedly(
  request: SyncRequest,
  interval: number | undefined,
  environment: SyncEnvironment,
): Promise<number> {
  const { print, log } = environment;
  const clock = stoppable(environment.clock, environment.signal);
  try {
    if (interval !== undefined) await waitForInterval(request, interval, clock);
    for (;;) {
      const startedAt = clock.now();
      const result = await runSync(request);
      log(describeResult(result));
      print(JSON.stringify(result));
      if (interval !== undefined && result.outcome === 'needs-a-person')
        log('Sync ends: a setting must be changed first.');
      const isEnd = result.outcome === 'needs-a-person' || result.outcome === 'stopped';
      if (interval === undefined || isEnd) return exitCodes[result.outcome];
      await clock.sleep(Math.max(0, nextRun(result, startedAt, interval) - clock.now()));
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    log('Stopped between two runs.');
    return exitCodes.stopped;
  }
}

async function runDry(request: SyncRequest, { clock, log, print }: SyncEnvironment): Promise<number> {
  try {
    const plan = await planSync(request, clock.now());
    log(describePlan(plan));
    print(JSON.stringify(plan));
    return exitCodes.complete;
  } catch (error) {
    if (!(error instanceof NeedsPerson)) throw error;
    log(error.message);
    return exitCodes['needs-a-person'];
  }
}

/** Waits until the last complete run is older than the interval. An interrupted run is continued immediately. */
async function waitForInterval(request: SyncRequest, interval: number, clock: Clock): Promise<void> {
  const lastRunAt = await lastCompleteRun(request.database, request.nodes.length);
  // An instance whose clock is ahead must not delay a run for longer than the interval.
  const delay = lastRunAt === undefined ? 0 : Math.min(interval, lastRunAt + interval - clock.now());
  if (delay <= 0) return;
  const [last, next] = [lastRunAt ?? 0, clock.now() + delay].map(formatInstant);
  request.log(`The last complete run began at ${last ?? ''}. The next run begins at ${next ?? ''}.`);
  await clock.sleep(delay);
}

/** The options that serve passes on. */
export const passedOptions = {
  instance: { type: 'string' },
  'base-url': { type: 'string' },
  credentials: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  overlap: { type: 'string' },
  'people-fields': { type: 'string' },
  'daily-calls': { type: 'string' },
  reserve: { type: 'string' },
  'export-mb': { type: 'string' },
  'import-memory': { type: 'string' },
  retain: { type: 'string' },
  'poll-seconds': { type: 'string' },
  'max-calls': { type: 'string' },
  rejects: { type: 'string' },
} as const;

const options = {
  ...passedOptions,
  database: { type: 'string' },
  store: { type: 'string' },
  every: { type: 'string' },
  once: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

interface ParsedCommand {
  readonly request: Omit<SyncRequest, 'nodes'>;
  /** The servers that have the records; `undefined` if the database has them. */
  readonly servers: readonly URL[] | undefined;
  readonly interval: number | undefined;
  readonly isDryRun: boolean;
}

/**
 * Parses the options of a run.
 * @throws UsageError if one is invalid, or the credentials are missing
 */
export async function parseCommand(
  args: string[],
  workingDirectory: string,
  environment: SyncEnvironment = processEnvironment,
): Promise<ParsedCommand> {
  const { values } = parseArgs({ args, options });
  const servers = parseStore(values.store ?? (environment.variables['IMPORT_STORE'] || undefined));
  const database = databaseOf(values, workingDirectory);
  const moments = momentsOf(values, environment);
  const interval = parseInterval('--every', values.every);
  if (interval !== undefined && values.once) throw new UsageError('Use either --once or --every.');
  return {
    request: { ...(await parseRequest(values, workingDirectory, environment)), database, ...moments },
    servers,
    interval,
    isDryRun: values['dry-run'] ?? false,
  };
}

function databaseOf({ database }: Values, workingDirectory: string): string {
  if (!database) throw new UsageError('--database FILE is missing.');
  return resolve(workingDirectory, database);
}

function momentsOf({ since, until, overlap }: Values, { clock, log }: SyncEnvironment): Omit<TargetOptions, 'now'> {
  const days = parseCount('--overlap', overlap, 3);
  if (days < 1 || days > 31) throw new UsageError(`--overlap must be a number of days from 1 to 31, not ${days}.`);
  const start = parseMoment('--since', since);
  // A date is the first instant of its day.
  if (start !== undefined && clock.now() - start >= sendRetention + day) log(oldSendsWarning);
  return { since: start, until: parseMoment('--until', until), overlap: days * day };
}

const oldSendsWarning =
  'Marketo keeps sends and deliveries for 90 days. Of the time before, --since only brings opens, clicks, bounces and unsubscribes, ' +
  'which no report counts without their sends.';

async function parseRequest(
  values: Values,
  workingDirectory: string,
  { clock, random, variables, log, signal }: SyncEnvironment,
): Promise<Omit<SyncRequest, 'database' | 'nodes' | keyof TargetOptions>> {
  if (!values.instance) throw new UsageError('--instance URL is missing.');
  const origin = parseInstance(values.instance);
  const file = values.credentials === undefined ? undefined : resolve(workingDirectory, values.credentials);
  const pollSeconds = values['poll-seconds'];
  return {
    origin,
    baseUrl: values['base-url'] === undefined ? origin : parseInstance(values['base-url'], '--base-url'),
    credentials: values['dry-run'] ? { clientId: '', clientSecret: '' } : await readCredentials(file, variables),
    peopleFields: values['people-fields']?.split(',').map((field) => field.trim()) ?? [],
    dailyCalls: parseCount('--daily-calls', values['daily-calls'], 50_000),
    reserve: parseCount('--reserve', values.reserve, 5000),
    exportLimit: parseCount('--export-mb', values['export-mb'], 500) * 1e6,
    importMemory: parseImportMemory(values['import-memory'], variables),
    retainedMonths: parseMonths(values.retain),
    maximumCalls: parseCount('--max-calls', values['max-calls'], Infinity),
    rejects: values.rejects === undefined ? undefined : resolve(workingDirectory, values.rejects),
    pollInterval: pollSeconds === undefined ? undefined : parseCount('--poll-seconds', pollSeconds, 0) * 1000,
    ...{ clock, random, log, signal },
  };
}

function nextRun({ outcome, notBefore }: SyncResult, startedAt: number, interval: number): number {
  if (notBefore !== undefined) return Date.parse(notBefore);
  return outcome === 'complete' ? startedAt + interval : startedAt + Math.min(interval, retryInterval);
}
