import { MarketoClient, itemsOf } from './client.ts';
import { updateIfOutdated } from '../import/create-database.ts';
import { isDiskFull } from '../import/disk-full.ts';
import type { Credentials } from './access-token.ts';
import { extractActivities, megabytes, pendingWindows, planRun, targetOf } from './activities.ts';
import { syncAssets } from './assets.ts';
import { quotaDayStart } from './clock.ts';
import type { Clock } from './clock.ts';
import { importSynced, timestamp } from './context.ts';
import type { SyncContext } from './context.ts';
import { readDeletions } from './deletions.ts';
import { syncEmailContents } from './email-contents.ts';
import { Journal } from './journal.ts';
import { latenessWarning } from './lateness.ts';
import type { Lateness } from './lateness.ts';
import { NeedsPerson, QuotaReached, Refusal, RunAgainLater } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { syncPeople } from './people.ts';
import { union } from './stretches.ts';
import type { Stretch } from './stretches.ts';
import { readSyncedData } from './synced-data.ts';

export interface SyncRequest {
  /** The absolute path of the report database. */
  database: string;
  origin: string;
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
  /** Those of them that Marketo wrote so late that an earlier export of their time did not contain them, if there are any. */
  late?: Lateness;
  calls: number;
  /** The size of all exports of this day. */
  megabytesToday: number;
}

interface RunCounts {
  windows: number;
  imported: number;
  failed: number;
  lateness: Lateness;
}

type RunEnd = Pick<SyncResult, 'outcome' | 'reason' | 'notBefore'>;

/**
 * Brings a database up to date. Continues a run that was interrupted.
 * @throws only if something unexpected happens; the run can then be repeated, too
 */
export async function runSync(request: SyncRequest): Promise<SyncResult> {
  const counts: RunCounts = { windows: 0, imported: 0, failed: 0, lateness: { activities: 0, hours: 0 } };
  const client = new MarketoClient(request);
  let journal: Journal;
  try {
    journal = await Journal.open(request.database);
  } catch (error) {
    return resultOf(endOf(error), counts, client, 0, 0);
  }
  try {
    const end = await runSteps(contextOf(request, client, journal), request, counts)
      .then((): RunEnd => ({ outcome: 'complete' }))
      .catch(async (error: unknown) => {
        if (error instanceof QuotaReached) await journal.pause(error.scope, error.notBefore?.getTime() ?? 0);
        return endOf(error);
      });
    const exported = await journal.exportedSince(quotaDayStart(client.now()));
    return resultOf(end, counts, client, (await journal.windows()).length, exported);
  } finally {
    journal.close();
  }
}

function contextOf(request: SyncRequest, client: MarketoClient, journal: Journal): SyncContext {
  const { pollInterval, importMemory } = request;
  return { ...request, client, journal, pollInterval, importMemory };
}

async function runSteps(context: SyncContext, request: SyncRequest, counts: RunCounts): Promise<void> {
  const { client, journal, log } = context;
  await journal.checkPause('requests', client.now());
  await updateIfOutdated(request.database, { memory: request.importMemory, onProgress: log });
  const data = await readSyncedData(request.database);
  if (data.origin !== undefined && data.origin !== request.origin) {
    throw new NeedsPerson(`The database has data of ${data.origin}. Use one database per instance.`);
  }
  await reserveCalls(client, request);
  const startedAt = client.now();
  const deletions = await readDeletions(context, data.lastRunAt);
  if (deletions.hasGap) log('The last run is more than 14 days ago: some deletions of people are unknown.');
  const emails = await syncAssets(context, deletions.files);
  const pending = await pendingWindows(journal, data, startedAt);
  const target = targetOf(data, { ...request, now: startedAt, since: request.since, until: request.until });
  // A run that quotas spread over days continues the plan of its first day.
  if (pending.length === 0) await journal.setWide(target.isWide);
  await journal.plan(planRun(data, target, pending));
  const options = { wantedFrom: target.wanted.start, readBefore: union(data.windows) };
  const postponed = await extractOrPostpone(context, request, options, counts);
  const warning = latenessWarning(counts.lateness, request.overlap);
  if (warning !== undefined) log(warning);
  await syncEmailContents(context, emails);
  await syncPeople(context, request.peopleFields);
  if (postponed) throw postponed;
  const isWide = data.lastWideRunAt === undefined || (await journal.isWide());
  // Not before: the data of an older window may still come.
  const { retainedMonths } = request;
  await importSynced(context, { retainedMonths }, async (connection) => {
    await connection.run(
      `INSERT INTO sync_runs VALUES (${timestamp(startedAt)}, ${isWide}, ${timestamp(deletions.from)})`,
    );
  });
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
  options: { wantedFrom: number; readBefore: readonly Stretch[] },
  counts: RunCounts,
): Promise<RunAgainLater | undefined> {
  try {
    const failed = await extractActivities(context, { ...options, exportLimit }, counts);
    counts.failed = failed.length;
    if (failed.length === 0) return undefined;
    return new RunAgainLater(`${failed.length} exports failed: ${failed[0]?.problem ?? 'no reason given'}`);
  } catch (error) {
    if (!(error instanceof RunAgainLater) || error.scope !== 'exports') throw error;
    if (error instanceof QuotaReached) await context.journal.pause('exports', error.notBefore?.getTime() ?? 0);
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
  if (isDiskFull(error)) {
    return { outcome: 'run-again-later', reason: 'The disk of the database is full. Free some space.' };
  }
  throw error;
}

function resultOf(
  end: RunEnd,
  counts: RunCounts,
  client: MarketoClient,
  unfinished: number,
  exported: number,
): SyncResult {
  return {
    ...end,
    windows: { imported: counts.windows, failed: counts.failed, remaining: unfinished - counts.failed },
    activities: counts.imported,
    ...(counts.lateness.activities > 0 && { late: counts.lateness }),
    calls: client.calls,
    megabytesToday: megabytes(exported),
  };
}
