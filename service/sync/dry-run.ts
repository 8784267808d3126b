import { megabytes, planRun, targetOf } from './activities.ts';
import { day, formatInstant } from './clock.ts';
import { checkOrigin } from './sync.ts';
import type { SyncRequest } from './sync.ts';
import { readSyncedData } from './synced-data.ts';

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
  /** The calls for assets and deletions. */
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
/** With the half second between two calls. */
const callsPerMinute = 60;

/**
 * Plans a run without any request. Pending windows of an interrupted run are planned as if they were new.
 * @throws NeedsPerson if the database has data of another instance
 */
export async function planSync(request: SyncRequest, now: number): Promise<SyncPlan> {
  const data = await readSyncedData(request.database);
  checkOrigin(data, request.origin);
  const { since, until, overlap } = request;
  const { added } = planRun(data, targetOf(data, { now, since, until, overlap }), []);
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
  const contentCalls = data.windows.length === 0 ? null : 2 * data.emailsWithoutContent;
  const time = exports.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
  const bytes = data.bytesPerDay === undefined ? null : (data.bytesPerDay * time) / day;
  return {
    exports,
    otherCalls,
    contentCalls,
    calls: exports.length * callsPerExport + otherCalls + (contentCalls ?? 0),
    megabytes: bytes === null ? null : megabytes(bytes),
    minutes: exports.length * minutesPerExport + Math.ceil((otherCalls + (contentCalls ?? 0)) / callsPerMinute),
    days: bytes === null ? null : Math.max(1, Math.ceil(bytes / request.exportLimit)),
  };
}

/** Describes a plan for people. */
export function describePlan(plan: SyncPlan): string {
  const lines = plan.exports.map(({ from, to, calls, megabytes: size }) => {
    return `Activities from ${from} to ${to}: about ${calls} calls, ${size === null ? 'unknown size' : `${size} MB`}`;
  });
  const size = plan.megabytes === null ? 'a size that is unknown before the first export' : `${plan.megabytes} MB`;
  const content =
    plan.contentCalls === null
      ? 'Content: two further calls for each email that was sent, a number that is unknown before the first export.'
      : `Content: ${plan.contentCalls} calls, and two for each email that was changed or is sent for the first time.`;
  return [
    ...lines,
    `Deletions and assets: about ${plan.otherCalls} calls.`,
    content,
    `Total: about ${plan.calls} calls${plan.contentCalls === null ? ' without content' : ''}, ${size}, and ${plan.minutes} minutes.`,
    ...(plan.days !== null && plan.days > 1 ? [`The daily limit of exports spreads it over ${plan.days} days.`] : []),
  ].join('\n');
}
