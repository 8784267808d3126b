import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { schemaProblems } from '../../../test/endpoint/contract-schema.ts';
import { createServer, type ServerOptions } from '../../serve/server.ts';

/** One activity of an extract. */
export interface Activity {
  readonly type: 'send' | 'delivered' | 'hard bounce' | 'soft bounce' | 'open' | 'click' | 'unsubscribe';
  readonly campaign: number;
  readonly email: number;
  readonly emailName?: string;
  readonly person: number;
  /** An ISO 8601 instant. */
  readonly at: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const typeIds: Record<Activity['type'], number> = {
  send: 6,
  delivered: 7,
  'hard bounce': 8,
  'soft bounce': 27,
  open: 10,
  click: 11,
  unsubscribe: 9,
};

/**
 * Formats an extract as CSV.
 * @param prefix the start of all guids; extracts with different prefixes share no activities
 */
export function extractOf(activities: readonly Activity[], prefix = 'g'): string {
  const header =
    'marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes';
  const lines = activities.map((activity, index) =>
    [
      `${prefix}${index}`,
      activity.person,
      activity.at,
      typeIds[activity.type],
      activity.campaign,
      activity.email,
      activity.emailName ?? `Email ${activity.email}`,
      JSON.stringify(activity.attributes ?? {}),
    ]
      .map((field) => `"${String(field).replaceAll('"', '""')}"`)
      .join(','),
  );
  return [header, ...lines, ''].join('\n');
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How Node.js runs the service: from its sources. */
const fromSources = {
  program: ['--import', 'tsx', 'service/cli.ts'],
  directory: join(import.meta.dirname, '../../..'),
};

/** Starts the service's command line. `finished` resolves when the process has exited, `output` returns its output so far. */
export function startService(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  { program, directory } = fromSources,
) {
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, finished, output: () => ({ stdout, stderr }) };
}

/** Creates a temporary directory. */
export async function makeFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'report-server-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Imports files into `report.duckdb` in a directory, and returns its path. */
export async function importInto(
  folder: string,
  files: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<string> {
  const paths = Object.keys(files).map((name) => join(folder, name));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  const database = join(folder, 'report.duckdb');
  const extracts = paths.filter((path) => path.endsWith('.csv'));
  const { finished } = startService(['import', '--database', database, ...options, ...extracts]);
  const { code, stderr } = await finished;
  assert.equal(code, 0, stderr);
  return database;
}

/** Starts a server on a free port. `errors` contains the errors that it would have logged. */
export async function startServer(options: ServerOptions) {
  const errors: unknown[] = [];
  const app = await createServer({ logError: (error) => errors.push(error), ...options });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { address, errors, close: () => app.close() };
}

export type Row = Record<string, unknown> & {
  readonly campaignId: string;
  readonly emailId: string;
  readonly explain: Record<string, number> & { readonly botPatterns: Record<string, number> };
};

export type Report = Record<string, unknown> & {
  readonly rowCount: number;
  readonly rows: Row[];
  readonly totals: Row;
};

/** Fetches the report as JSON. It must not break the published schema. */
export async function getReport(
  address: string,
  parameters: Readonly<Record<string, string | number | readonly string[]>> = {},
): Promise<Report> {
  const response = await fetch(reportUrl(address, parameters), { headers: { accept: 'application/json' } });
  assert.equal(response.status, 200, response.ok ? '' : await response.clone().text());
  const report: unknown = await response.json();
  // A window without rows has a limit of 0, which the element never requests.
  if (parameters['limit'] !== 0) assert.deepEqual(schemaProblems('ReportResponse', report), []);
  return report as Report;
}

export function reportUrl(
  address: string,
  parameters: Readonly<Record<string, string | number | readonly string[]>> = {},
): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, String(each)]),
    ),
  );
  return `${address}/api/report?${query.toString()}`;
}

/**
 * Runs the service with so few bytes for each of its files that even an empty database is cut off, as on a full disk. It has to be run
 * again later.
 * @returns its messages
 */
export async function runWithFullDisk(
  bytes: number,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const limited = [
    '-c',
    `ulimit -f ${bytes / 512}; exec "$@"`,
    'sh',
    process.execPath,
    ...fromSources.program,
    ...args,
  ];
  const child = spawn('sh', limited, {
    cwd: fromSources.directory,
    // Its cache would be cut off, too.
    env: { ...process.env, ...environment, TSX_DISABLE_CACHE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(child.stderr);
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 3, await errors);
  return errors;
}
