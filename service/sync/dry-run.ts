import { megabytes, planRun, targetOf } from './activities.ts';
import { day, formatInstant } from './clock.ts';
import { Journal } from './journal.ts';
import { RunAgainLater } from './outcome.ts';
import type { Stretch } from './stretches.ts';
import { checkOrigin } from './sync.ts';
import type { SyncRequest } from './sync.ts';
import { readSyncedData, withWideRead } from './synced-data.ts';
import type { SyncedData } from './synced-data.ts';

/** A planned export, and its cost. */
interface PlannedExport {
  from: string;
  to: string;
  calls: number;
  /** An estimate from earlier exports. `null` before the first export. */
  megabytes: number | null;
}

/** The requests of a run, and their cost. */
export interface SyncPlan {
  exports: PlannedExport[];
  /** The calls for assets and deletions. The least before the first run, which tells how many there are. */
  otherCalls: number;
  /** The most calls for the content of emails: two for each whose content is not read yet. `null` before the first run. */
  contentCalls: number | null;
  /** All calls, those for content included. */
  calls: number;
  megabytes: number | null;
  /** An estimate of the time of the run, without waiting for a daily limit. */
  minutes: number;
  /** The days over which the daily limit of exports spreads the run. `null` before the first export. */
  days: number | null;
}

/** Create, enqueue, about six polls, download. */
const callsPerExport = 9;
const assetsPerCall = 200;
/** The polls of an export take most of its time. */
const minutesPerExport = 4;
/** Contents are read during the waits. */
const waitingMinutesPerExport = 3;
/** With the half second between two calls. */
const callsPerMinute = 60;

/**
 * Plans a run without any request. Pending windows of an interrupted run are planned as if they were new, and failed ones again.
 * @throws NeedsPerson if the database has data of another instance
 */
export async function planSync(request: SyncRequest, now: number): Promise<SyncPlan> {
  const { failed, contentIds, wideReadAt } = await readJournal(request.database);
  const data = withWideRead(await readSyncedData(request.database, request.nodes.length), wideReadAt);
  checkOrigin(data, request.origin);
  const { since, until, overlap } = request;
  const { added } = planRun(data, targetOf(data, { now, since, until, overlap }), { pending: [], failed });
  const exports = added.map(({ start, end }) => ({
    from: formatInstant(start),
    to: formatInstant(end),
    calls: callsPerExport,
    megabytes: data.bytesPerDay === undefined ? null : megabytes((data.bytesPerDay * (end - start)) / day),
  }));
  const pages = (assets: number): number => Math.floor(assets / assetsPerCall) + 1;
  // Usage, paging token, deletions, the root folder, and the lists of assets.
  const lists = [data.folders, data.programs, data.campaigns, data.emails];
  const otherCalls = data.deletionPages + lists.reduce((sum, assets) => sum + pages(assets), 3);
  const contentCalls = data.windows.length === 0 ? null : 2 * countEmailsToRead(data, contentIds);
  const time = exports.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
  const bytes = data.bytesPerDay === undefined ? null : (data.bytesPerDay * time) / day;
  return {
    exports,
    otherCalls,
    contentCalls,
    calls: exports.length * callsPerExport + otherCalls + (contentCalls ?? 0),
    megabytes: bytes === null ? null : megabytes(bytes),
    minutes: minutesOf(exports.length, otherCalls, contentCalls ?? 0),
    days: bytes === null ? null : Math.max(1, Math.ceil(bytes / request.exportLimit)),
  };
}

/** The facts in a journal that decide the next run. */
interface JournalState {
  /** The windows whose exports have failed. */
  readonly failed: readonly Stretch[];
  /** The emails whose contents are not imported yet. */
  readonly contentIds: ReadonlySet<string>;
  readonly wideReadAt: number | undefined;
}

/** Reads the journal, if there is one. While a sync runs, it cannot be read. */
async function readJournal(database: string): Promise<JournalState> {
  const state = await Journal.read(database, async (journal) => {
    const [windows, versions] = [await journal.windows(), await journal.contentVersions()];
    const failed = windows.filter(({ state }) => state === 'failed');
    return { failed, contentIds: new Set(versions.map(({ id }) => id)), wideReadAt: await journal.wideReadAt() };
  }).catch((error: unknown) => {
    if (error instanceof RunAgainLater) return undefined;
    throw error;
  });
  return state ?? { failed: [], contentIds: new Set(), wideReadAt: undefined };
}

/** Counts the emails whose content is neither imported nor kept by the journal. */
function countEmailsToRead({ emailsWithoutContent }: SyncedData, contentIds: ReadonlySet<string>): number {
  // The journal also keeps new versions of emails that have a content.
  return emailsWithoutContent.filter((id) => !contentIds.has(id)).length;
}

function minutesOf(exports: number, otherCalls: number, contentCalls: number): number {
  const contentMinutes = Math.max(0, contentCalls / callsPerMinute - exports * waitingMinutesPerExport);
  return exports * minutesPerExport + Math.ceil(otherCalls / callsPerMinute + contentMinutes);
}

/** Describes a plan for people. */
export function describePlan(plan: SyncPlan): string {
  const lines = plan.exports.map(({ from, to, calls, megabytes: size }) => {
    return `Activities from ${from} to ${to}: about ${calls} calls, ${size === null ? 'unknown size' : `${size} MB`}`;
  });
  const size = plan.megabytes === null ? 'an unknown size' : `${plan.megabytes} MB`;
  const isFirst = plan.contentCalls === null;
  const total = isFirst
    ? `Total: at least ${plan.calls} calls, ${size} and ${plan.minutes} minutes, and two calls for each email that was sent. ` +
      'The first export and the lists of assets show the rest.'
    : `Total: about ${plan.calls} calls, ${size} and ${plan.minutes} minutes.`;
  return [
    ...lines,
    isFirst
      ? `Deletions and assets: at least ${plan.otherCalls} calls, and 1 for each further 200 campaigns, programs, folders or ` +
        'emails, or 300 deletions.'
      : `Deletions and assets: about ${plan.otherCalls} calls.`,
    isFirst
      ? 'Content: 2 calls for each email that was sent, such as 1,000 calls for 500 emails. Most are made while an export is prepared.'
      : `Content: ${plan.contentCalls} calls, and 2 for each email that was changed or is sent for the first time.`,
    total,
    ...(plan.days !== null && plan.days > 1 ? [`The daily limit of exports spreads it over ${plan.days} days.`] : []),
  ].join('\n');
}
