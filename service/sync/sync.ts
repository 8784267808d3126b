import { MarketoClient, itemsOf } from './client.ts';
import { createDatabase, updateIfOutdated } from '../import/create-database.ts';
import { isDiskFull } from '../import/disk-full.ts';
import type { ImportCounts } from '../import/import-files.ts';
import type { DatabaseTotals } from '../import/merge-activities.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { NodeUnavailable } from '../store/node-failure.ts';
import type { Credentials } from './access-token.ts';
import { extractActivities, megabytes, nothingUnfinished, planRun, readUnfinished, targetOf } from './activities.ts';
import type { Target, TargetOptions } from './activities.ts';
import { quotaDayStart, stoppable } from './clock.ts';
import type { Clock } from './clock.ts';
import { importSynced, timestamp } from './context.ts';
import type { SyncContext } from './context.ts';
import { count } from './summary.ts';
import { contentReader, syncEmailContents } from './email-contents.ts';
import type { Extraction } from './extract-window.ts';
import { Journal } from './journal.ts';
import { forgetLists, syncLists } from './lists.ts';
import { latenessWarning } from './lateness.ts';
import type { Lateness } from './lateness.ts';
import { writeMalformedRecords } from './malformed.ts';
import { NeedsPerson, QuotaReached, Refusal, RunAgainLater, Stopped } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { syncPeople } from './people.ts';
import { readSyncedData, withWideRead } from './synced-data.ts';
import type { SyncedData } from './synced-data.ts';

export interface SyncRequest {
  /** The absolute path of the report database. */
  database: string;
  /** The servers that have the records, in the order of their numbers. None: the database has them. */
  nodes: readonly ClickHouseNode[];
  /** The origin of the instance. Its data is in the database. */
  origin: string;
  /** The origin that gets the requests. */
  baseUrl: string;
  credentials: Credentials;
  /** Where the data should begin, in milliseconds since 1970. */
  since?: number | undefined;
  /** Where the data should end. Default: five minutes ago. */
  until?: number | undefined;
  /** How much of the data each run reads again, in milliseconds. */
  overlap: number;
  /** The API names of person fields. */
  peopleFields: readonly string[];
  /** The daily quota of calls of the instance, and how many calls are left to other integrations. */
  dailyCalls: number;
  reserve: number;
  /** The size of exports that sync requests per day, in bytes. */
  exportLimit: number;
  maximumCalls: number;
  /** After how many months without any activity people are removed, when the data is complete. Default: never. */
  retainedMonths?: number | undefined;
  pollInterval?: number | undefined;
  /** The memory that DuckDB may use for an import, in bytes. Default: 1,500 MB. */
  importMemory?: number | undefined;
  /** The CSV file for the malformed records of the database. */
  rejects?: string | undefined;
  /** Ends the run after its current step when it aborts. */
  signal?: AbortSignal | undefined;
  clock: Clock;
  random: () => number;
  log: (message: string) => void;
}

/** The result of a run. */
export interface SyncResult {
  outcome: Outcome;
  /** Why the run is not complete. */
  reason?: string;
  /** The moment from which another run makes sense. */
  notBefore?: string;
  windows: { imported: number; failed: number; remaining: number };
  /** New activities. */
  activities: number;
  /** Records of exports that cannot be read, those of days that are read again included. The database keeps each once. */
  malformed: number;
  /** Campaigns, programs, folders and emails without a valid id. */
  malformedAssets: number;
  /** New sends that did not succeed. */
  skippedSends: number;
  /** New activities that no campaign caused. */
  withoutCampaign: number;
  /** The counts of the whole database, if anything was imported. */
  total?: DatabaseTotals;
  /** The new activities that Marketo wrote so late that an earlier export of their time did not contain them, if there are any. */
  late?: Lateness;
  calls: number;
  /** The size of all exports of this day. */
  megabytesToday: number;
}

interface RunCounts extends Pick<
  SyncResult,
  'malformed' | 'malformedAssets' | 'skippedSends' | 'withoutCampaign' | 'total'
> {
  windows: number;
  imported: number;
  lateness: Lateness;
}

type RunEnd = Pick<SyncResult, 'outcome' | 'reason' | 'notBefore'>;

/**
 * Brings a database up to date. Continues a run that was interrupted.
 * @throws only if something unexpected happens; the run can then be repeated, too
 */
export async function runSync(given: SyncRequest): Promise<SyncResult> {
  const request = { ...given, clock: stoppable(given.clock, given.signal) };
  const counts: RunCounts = {
    ...{ windows: 0, imported: 0, lateness: { activities: 0, hours: 0 } },
    ...{ malformed: 0, malformedAssets: 0, skippedSends: 0, withoutCampaign: 0 },
  };
  const client = new MarketoClient({ ...request, origin: request.baseUrl });
  let journal: Journal;
  try {
    journal = await Journal.open(request.database);
  } catch (error) {
    return resultOf(endOf(error), counts, client, { windows: { failed: 0, remaining: 0 }, exported: 0 });
  }
  try {
    const end = await runSteps(contextOf(request, client, journal, counts), request, counts)
      .then((): RunEnd => ({ outcome: 'complete' }))
      .catch(async (error: unknown): Promise<RunEnd> => {
        if (error instanceof QuotaReached) await journal.pause(error.scope, error.notBefore?.getTime() ?? 0);
        return error instanceof Stopped ? describeStop(journal) : endOf(error);
      });
    const exported = await journal.exportedSince(quotaDayStart(client.now()));
    const windows = await countUnfinished(journal, request, end);
    if (request.rejects !== undefined)
      await writeMalformedRecords(request.database, request.nodes.length, request.rejects);
    return resultOf(end, counts, client, { windows, exported });
  } finally {
    journal.close();
  }
}

async function describeStop(journal: Journal): Promise<RunEnd> {
  const [windows, imported] = [await journal.windows(), await journal.importedWindows()];
  const next = windows.length === 0 ? '' : ` with window ${imported + 1} of ${imported + windows.length}`;
  return { outcome: 'stopped', reason: `Stopped. The next run continues${next}.` };
}

/** Counts the windows that the run has left. A run that ended before its plan leaves all windows of a new one. */
async function countUnfinished(
  journal: Journal,
  request: SyncRequest,
  { outcome }: RunEnd,
): Promise<{ failed: number; remaining: number }> {
  const windows = await journal.windows();
  const failed = windows.filter(({ state }) => state === 'failed').length;
  if (windows.length > 0 || outcome === 'complete') return { failed, remaining: windows.length - failed };
  try {
    const data = await readState(journal, request);
    const target = targetOf(data, optionsOf(request, request.clock.now()));
    return { failed, remaining: planRun(data, target, nothingUnfinished, await journal.hasPlan()).added.length };
  } catch {
    // The database cannot be read, which ended the run.
    return { failed, remaining: 0 };
  }
}

function optionsOf({ since, until, overlap }: SyncRequest, now: number): TargetOptions {
  return { now, since, until, overlap };
}

function contextOf(request: SyncRequest, client: MarketoClient, journal: Journal, counts: RunCounts): SyncContext {
  const { pollInterval, importMemory } = request;
  const onImport = ({ malformed, skippedSends, withoutCampaign, total }: ImportCounts): void => {
    counts.malformed += malformed;
    counts.skippedSends += skippedSends;
    counts.withoutCampaign += withoutCampaign;
    counts.total = total;
  };
  return { ...request, client, journal, pollInterval, importMemory, onImport };
}

async function runSteps(context: SyncContext, request: SyncRequest, counts: RunCounts): Promise<void> {
  const { client, journal, log } = context;
  await journal.checkPause('requests', client.now());
  const { nodes, importMemory: memory } = request;
  const cluster = nodes.length > 0 ? { nodes } : undefined;
  await updateIfOutdated(request.database, { memory, cluster, onProgress: log });
  const data = await readState(journal, request);
  checkOrigin(data, request.origin);
  log(`Connecting to ${new URL(request.baseUrl).host}`);
  await reserveCalls(client, request);
  // From now on, the database can be served. Lists and the first export take minutes.
  await createDatabase(request.database, { memory, cluster, onProgress: () => undefined });
  const startedAt = client.now();
  const { wanted } = await plan(context, data, optionsOf(request, startedAt));
  const lists = await syncLists(context, data);
  counts.malformedAssets = lists.malformedAssets;
  const whileWaiting = contentReader(context, lists.emails);
  const options = { startedAt, wantedFrom: wanted.start, readBefore: data.windows, whileWaiting };
  const postponed = await extractOrPostpone(context, request, options, counts);
  const warning = latenessWarning(counts.lateness, request.overlap);
  if (warning !== undefined) log(warning);
  await syncEmailContents(context, lists.emails);
  await syncPeople(context, request.peopleFields);
  if (postponed) throw postponed;
  const isWide = data.lastWideRunAt === undefined || (await journal.isWide());
  // Not before: the data of an older window may still come.
  const { retainedMonths } = request;
  await importSynced(context, { retainedMonths }, async (connection) => {
    await connection.run(
      `INSERT INTO sync_runs VALUES (${timestamp(startedAt)}, ${isWide}, ${timestamp(lists.deletionsFrom)})`,
    );
  });
  await journal.endPlan();
  await forgetLists(context);
}

async function readState(journal: Journal, { database, nodes }: SyncRequest): Promise<SyncedData> {
  return withWideRead(await readSyncedData(database, nodes.length), await journal.wideReadAt());
}

/** @throws NeedsPerson if the database has data of another instance */
export function checkOrigin(data: SyncedData, origin: string): void {
  if (data.origin === undefined || data.origin === origin) return;
  throw new NeedsPerson(`The database has data of ${data.origin}. Use one database per instance.`);
}

/** Plans the windows of the run, besides those that an interrupted run has left. */
async function plan({ journal, log }: SyncContext, data: SyncedData, options: TargetOptions): Promise<Target> {
  const unfinished = await readUnfinished(journal, data, options.now);
  const target = targetOf(data, options);
  const { isContinued, added } = planRun(data, target, unfinished, await journal.hasPlan());
  const { pending, failed } = unfinished;
  // A run that quotas spread over days continues the plan of its first day.
  if (isContinued) {
    log(`Continuing an interrupted run: ${count(pending.length + added.length, 'window')} left`);
    await journal.plan(added, failed);
  } else await journal.beginPlan(target.isWide, added, failed);
  return target;
}

/** Reads how many calls of the instance are left today. */
async function reserveCalls(client: MarketoClient, { dailyCalls, reserve, log }: SyncRequest): Promise<void> {
  try {
    const [usage] = itemsOf(await client.get('/rest/v1/stats/usage.json'));
    const used = Number(usage?.['total'] ?? 0);
    client.reserveQuota(Math.max(0, dailyCalls - reserve - used));
  } catch (error) {
    // Only the role's permission for this figure may be missing.
    if (!(error instanceof NeedsPerson) || client.calls === 0) throw error;
    log('The number of calls of today is unknown: --reserve has no effect.');
  }
}

/** @returns why exports have to wait, if they have to. Everything else can still be read */
async function extractOrPostpone(
  context: SyncContext,
  { exportLimit }: SyncRequest,
  { startedAt, ...options }: Pick<Extraction, 'wantedFrom' | 'readBefore' | 'whileWaiting'> & { startedAt: number },
  counts: RunCounts,
): Promise<RunAgainLater | undefined> {
  const { journal } = context;
  try {
    const failed = await extractActivities(context, { ...options, exportLimit }, counts);
    // The next night need not read the last month once more, even if people or contents fail.
    if (await journal.isWide()) await journal.setWideReadAt(startedAt);
    if (failed.length === 0) return undefined;
    return new RunAgainLater(`${failed.length} exports failed: ${failed[0]?.problem ?? 'no reason given'}`);
  } catch (error) {
    if (!(error instanceof RunAgainLater) || error.scope !== 'exports') throw error;
    if (error instanceof QuotaReached) await journal.pause('exports', error.notBefore?.getTime() ?? 0);
    return error;
  }
}

function endOf(error: unknown): RunEnd {
  if (error instanceof RunAgainLater) {
    const { message, notBefore } = error;
    return { outcome: 'run-again-later', reason: message, ...(notBefore && { notBefore: notBefore.toISOString() }) };
  }
  if (error instanceof NeedsPerson || error instanceof Refusal) {
    return { outcome: 'needs-a-person', reason: error.message };
  }
  if (error instanceof NodeUnavailable) return { outcome: 'run-again-later', reason: error.message };
  if (isDiskFull(error)) {
    return { outcome: 'run-again-later', reason: 'The disk of the database is full. Free some space.' };
  }
  throw error;
}

function resultOf(
  end: RunEnd,
  counts: RunCounts,
  client: MarketoClient,
  left: { windows: { failed: number; remaining: number }; exported: number },
): SyncResult {
  const { malformed, malformedAssets, skippedSends, withoutCampaign, total, lateness } = counts;
  return {
    ...end,
    windows: { imported: counts.windows, ...left.windows },
    activities: counts.imported,
    ...{ malformed, malformedAssets, skippedSends, withoutCampaign },
    ...(total && { total }),
    ...(lateness.activities > 0 && { late: lateness }),
    calls: client.calls,
    megabytesToday: megabytes(left.exported),
  };
}
