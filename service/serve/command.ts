import { once } from 'node:events';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCommand, passedOptions } from '../sync/command.ts';
import { parseInterval } from '../sync/options.ts';
import { CommandOptions, refuseUnknownVariables } from '../command-options.ts';
import { createDatabase } from '../import/create-database.ts';
import { currentUser } from '../permission-error.ts';
import { stopSignal } from '../stop-signal.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { connectStore, parseStore, storeUsage } from '../store/store-option.ts';
import { UsageError } from '../usage-error.ts';
import { describeConfiguration } from './configuration.ts';
import { defaultLimits, limitOptions, type ServerLimits } from './limits.ts';
import type { MetricsServer } from './metrics-server.ts';
import { observationOptions, observationUsage, readObservation, type Observation } from './observation.ts';
import type { Queries } from './queries.ts';
import { createServer } from './server.ts';
import { describeSignIn, readSignIn, signInOptions, signInUsage } from './sign-in-options.ts';
import { startSyncProcess, type SyncProcess } from './sync-process.ts';

export const usage = `Usage: npm run service -- serve --database FILE [options]

  --database FILE   database that import has written; later imports are served without a restart
  --store STORE     ${storeUsage}
  --port PORT       port to listen on, 0 for any free port (default: 8787)
  --host HOST       address to listen on (default: 127.0.0.1)
  --cors ORIGIN     origin whose pages may read the report and embed emails, such as https://example.com; repeatable
  --allow-host NAME host name by which clients may address the server; repeatable (default: localhost and 127.0.0.1 if it
                    listens there, otherwise any)
  --window ROWS     send only the first window of reports that have more rows

${signInUsage}

Limits:
  --queries N             queries that run at the same time, and one more small one (default: one per core, at most 2)
  --queue-length N        queries of small and of large reports that wait; more are answered with 503 (default: 32)
  --query-timeout S       seconds that a query may take (default: 30)
  --cache-size MB         memory for responses that are kept or being sent (default: 256)
  --reader-timeout S      seconds that a reader may stop reading (default: 30)
  --database-memory MB    memory for queries (default: 512)
  --database-threads N    threads for queries (default: one per core, less one)
  --rate-limit N          requests that a reader may send in a minute (default: none)
  --trust-proxy ADDRESS   reverse proxy whose X-Forwarded-For tells readers apart; repeatable
  --max-age HOURS         age of the database file from which /ready says no (default: none)
  --max-data-age HOURS    time since the end of the data from which /ready says no (default: none)
  --stop-delay S          seconds in which a stopping server still accepts requests (default: 0)
  --stop-timeout S        seconds that requests in progress may take after that (default: 10)

${observationUsage}

Sync:
  --sync-every INTERVAL   read new data from Marketo at this interval, such as 24h, in a second process
  --instance URL, --credentials FILE, --since DATE, --overlap DAYS, --people-fields LIST, --daily-calls CALLS, --reserve CALLS,
  --export-mb N, --import-memory MB, --retain MONTHS
                          options of sync, see: npm run service -- sync --help

Each option can also be set by an environment variable: SERVE_QUERY_TIMEOUT=60 is --query-timeout 60.`;

const options = {
  database: { type: 'string' },
  store: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  cors: { type: 'string', multiple: true },
  window: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'rate-limit': { type: 'string' },
  'trust-proxy': { type: 'string', multiple: true },
  'sync-every': { type: 'string' },
  ...passedOptions,
  ...signInOptions,
  ...observationOptions,
} as const;

/** Serves reports until the process receives SIGINT or SIGTERM. */
export async function run(
  args: string[],
  workingDirectory: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const limitNames = Object.keys(limitOptions);
  const { values: given } = parseArgs({
    args,
    options: { ...options, ...Object.fromEntries(limitNames.map((name) => [name, { type: 'string' as const }])) },
  });
  refuseUnknownVariables(environment, 'SERVE', [...Object.keys(options), ...limitNames]);
  const values = new CommandOptions(given, environment, 'SERVE');
  const database = values.text('database');
  if (database === undefined) throw new UsageError('--database FILE is missing.');
  const port = values.integer('port', 0, 65535) ?? 8787;
  const host = values.text('host') ?? '127.0.0.1';
  const path = resolve(workingDirectory, database);
  const observation = readObservation(values);
  const { log, observer, logError } = observation;
  const nodes = await connectStore(parseStore(values.text('store')) ?? []);
  const startSync = await prepareSync(path, values, workingDirectory, observation, nodes);
  const limits = readLimits(values);
  const signIn = await readSignIn(values, host, workingDirectory);
  let countRunning = (): number => 0;
  const app = await createServer({
    database: path,
    nodes,
    windowSize: values.integer('window', 1, 1e9),
    cors: values.list('cors')?.map(parseOrigin),
    allowedHosts: values.list('allow-host')?.map(parseHostName),
    rateLimit: values.integer('rate-limit', 1, 1_000_000),
    signIn,
    trustProxy: values.list('trust-proxy')?.map(parseAddress),
    isSyncing: startSync !== undefined,
    limits,
    observers: [observer, { onStart: ({ queries }) => (countRunning = () => runningQueries(queries)) }],
    logError,
  });
  let metrics: MetricsServer | undefined;
  try {
    metrics = await observation.serveMetrics();
    await app.listen({ port, host });
  } catch (error) {
    await Promise.all([app.close(), metrics?.close()]);
    throw describeListenError(error, port);
  }
  logConfiguration(observation, values);
  log.info({ event: 'sign-in' }, describeSignIn(signIn, values.list('trust-proxy') ?? [], host));
  const address = app.server.address();
  const listeningPort = typeof address === 'object' && address ? address.port : port;
  // The only line on stdout: scripts wait for it.
  console.log(`Listening on http://${host.includes(':') ? `[${host}]` : host}:${listeningPort}`);
  const sync = startSync?.();
  await once(stopSignal(), 'abort');
  log.info({ event: 'stop' }, 'Stopping');
  endWhenOverdue({ ...defaultLimits(), ...limits }, () => countRunning() > 0, log);
  await Promise.all([app.close(), sync?.stop()]);
  await Promise.all([metrics?.close(), ...nodes.map((node) => node.close())]);
  return 0;
}

/** Returns an error that says why a port cannot be listened on, and what to do. */
function describeListenError(error: unknown, reportPort: number): unknown {
  const { code, port, syscall } = error as { code?: unknown; port?: unknown; syscall?: unknown };
  if (syscall !== 'listen' || typeof port !== 'number') return error;
  const option = port === reportPort ? '--port' : '--metrics-port';
  if (code === 'EADDRINUSE') {
    return new Error(`Port ${port} is in use. Choose another with ${option}.`, { cause: error });
  }
  if (code !== 'EACCES') return error;
  const message = `The user ${currentUser()} may not listen on port ${port}. Choose one from 1024 with ${option}.`;
  return new Error(message, { cause: error });
}

function runningQueries(queries: Queries): number {
  return queries.load('small').running + queries.load('large').running;
}

/** How long a stopping process may take after its time limits, in milliseconds: interrupted queries end within it. */
const stopReserve = 900;

/** Ends the process some time from now if a query still runs then. `process.exit` would wait for the query's thread. */
function endWhenOverdue(
  { stopDelay, stopTimeout }: Pick<ServerLimits, 'stopDelay' | 'stopTimeout'>,
  isRunning: () => boolean,
  log: Observation['log'],
): void {
  const end = (): void => {
    if (!isRunning()) return;
    log.error({ event: 'stop' }, 'A query has not ended. The process kills itself.');
    process.kill(process.pid, 'SIGKILL');
  };
  setTimeout(end, stopDelay + stopTimeout + stopReserve).unref();
}

/**
 * Creates the database if it is missing, because the first sync may take hours.
 * @returns the function that starts sync, or `undefined` without `--sync-every`
 * @throws UsageError if an option of sync is invalid
 */
async function prepareSync(
  database: string,
  values: CommandOptions,
  workingDirectory: string,
  { log, observer }: Observation,
  nodes: readonly ClickHouseNode[],
): Promise<(() => SyncProcess) | undefined> {
  const every = values.text('sync-every');
  const passed = Object.keys(passedOptions).flatMap((name) => {
    const value = values.text(name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  if (every === undefined) {
    if (passed.length === 0) return undefined;
    throw new UsageError(`${passed[0]?.split('=', 1).join() ?? ''} is an option of sync. It needs --sync-every.`);
  }
  const milliseconds = parseInterval('--sync-every', every) ?? 0;
  const args = ['--database', database, ...passed];
  const store = values.text('store');
  const { request } = await parseCommand(args, workingDirectory);
  await createDatabase(database, {
    memory: request.importMemory,
    cluster: nodes.length > 0 ? { nodes } : undefined,
    onProgress: (message) => log.info({ event: 'database' }, message),
  });
  return () => startSyncProcess(args, { text: every, milliseconds }, workingDirectory, store ?? '', observer.onSync);
}

/** Logs the options that are set, and the limits in force. */
function logConfiguration({ log }: Observation, values: CommandOptions): void {
  const limits = { ...defaultLimits(), ...readLimits(values) };
  const inForce = Object.entries(limitOptions).map(([name, { limit, unit }]): [string, unknown] => {
    const value = limits[limit];
    return [name, value === undefined ? undefined : value / unit];
  });
  const given = Object.entries(options).map(([name, option]): [string, unknown] => [
    name,
    'multiple' in option ? values.list(name) : values.text(name),
  ]);
  const configuration = describeConfiguration(Object.fromEntries([...given, ...inForce]));
  log.info({ event: 'configuration', configuration }, 'Configuration');
}

function readLimits(options: CommandOptions): Partial<ServerLimits> {
  const limits = Object.entries(limitOptions).map(([name, { limit, minimum, maximum, unit }]) => {
    const value = options.integer(name, minimum, maximum);
    return value === undefined ? [] : [[limit, value * unit] as const];
  });
  return Object.fromEntries(limits.flat());
}

function parseOrigin(text: string): string {
  if (text === '*') return text;
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin !== 'null' && [origin, `${origin}/`].includes(text.toLowerCase())) return origin;
  throw new UsageError(`--cors must be an origin, such as https://example.com, not ${JSON.stringify(text)}.`);
}

function parseHostName(text: string): string {
  if (/^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])$/i.test(text)) return text.toLowerCase();
  throw new UsageError(`--allow-host must be a name without a port, not ${JSON.stringify(text)}.`);
}

function parseAddress(text: string): string {
  const [address = '', bits = '0', ...rest] = text.split('/');
  if (isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && rest.length === 0) return text;
  throw new UsageError(
    `--trust-proxy must be an IP address or a range such as 10.0.0.0/8, not ${JSON.stringify(text)}.`,
  );
}
