import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { run, type DeliverEnvironment } from '../../deliver/command.ts';
import type { DeliveryResult } from '../../deliver/outcome.ts';
import { FakeClock, randomNumbers } from './fake-clock.ts';
import { databaseIn } from './import.ts';
import { startMailServer, type FakeMailServer } from './mail-server.ts';
import { assets, reportFiles } from './report-extract.ts';
import { makeFolder } from './server.ts';

/** The sender and the service of all test emails. */
export const variables = {
  DELIVER_FROM: 'Marketing reports <reports@example.com>',
  DELIVER_SERVICE_URL: 'https://reports.example.com',
} as const;

export interface DeliveryRun {
  readonly code: number;
  readonly result: DeliveryResult;
  readonly results: readonly DeliveryResult[];
  readonly log: string;
}

/** A database, a saved view, a mail server and a clock. */
export interface DeliverySetup {
  readonly directory: string;
  readonly database: string;
  readonly clock: FakeClock;
  readonly mails: FakeMailServer;
  /** Writes a file into the directory. */
  readonly write: (name: string, content: string | object) => Promise<void>;
  /** Runs the command. */
  readonly deliver: (args?: readonly string[], environment?: Partial<DeliverEnvironment>) => Promise<DeliveryRun>;
}

let imported: Promise<Awaited<ReturnType<typeof makeFolder>>> | undefined;

/** Imports the extract of tests. All setups of a file copy the same database. */
async function importReport() {
  const folder = await makeFolder();
  const database = databaseIn(folder.path);
  for (const [name, text] of Object.entries(assets)) await database.write(name, text);
  const at = (name: string) => [join(folder.path, name)];
  await database.importExtracts(
    { 'report.csv': reportFiles['report.csv'] },
    { campaigns: at('campaigns.json'), folders: at('folders.json') },
  );
  return folder;
}

afterAll(async () => {
  await (await imported)?.remove();
});

/** Creates a setup with a view of everything. @param now the moment at which the test begins */
export async function createDelivery(now = '2026-04-15T06:00:00Z'): Promise<DeliverySetup> {
  const folder = await makeFolder();
  onTestFinished(folder.remove);
  const directory = folder.path;
  const database = join(directory, 'report.duckdb');
  imported ??= importReport();
  await copyFile(join((await imported).path, 'report.duckdb'), database);
  const mails = await startMailServer();
  const clock = new FakeClock(now);
  const write = (name: string, content: string | object) =>
    writeFile(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  await write('all.json', { view: { timeFrame: 'all-time' } });
  const deliver: DeliverySetup['deliver'] = async (args = [], environment = {}) => {
    const log: string[] = [];
    const printed: string[] = [];
    const view = args.includes('--view') ? [] : ['--view', 'all.json'];
    const code = await run(['--database', 'report.duckdb', ...view, ...args], directory, {
      ...{ clock, random: randomNumbers(1) },
      variables: { ...variables, SMTP_URL: `smtp://127.0.0.1:${mails.port}` },
      print: (line) => printed.push(line),
      log: (message) => log.push(message),
      signal: new AbortController().signal,
      ...environment,
    });
    const results = printed.map((line) => JSON.parse(line) as DeliveryResult);
    return { code, result: results.at(-1) as DeliveryResult, results, log: log.join('\n') };
  };
  return { directory, database, clock, mails, write, deliver };
}
