import { megabytes, planRun, targetOf } from './activities.ts';
import type { TargetOptions } from './activities.ts';
import { day, formatInstant } from './clock.ts';
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
  /** The calls for assets and deletions. The content of new and changed emails costs two more per email. */
  otherCalls: number;
  calls: number;
  megabytes: number | null;
  /** The days over which the daily limit of exports spreads the run. `null` before the first export. */
  days: number | null;
}

/** Create, enqueue, about six polls, download. */
const callsPerExport = 9;
const assetsPerCall = 200;

/**
 * Plans a run without any request. Pending windows of an interrupted run are planned as if they were new.
 * @param options.exportLimit the size of exports per day, in bytes
 */
export async function planSync(database: string, options: TargetOptions & { exportLimit: number }): Promise<SyncPlan> {
  const data = await readSyncedData(database);
  const exports = planRun(data, targetOf(data, options), []).map(({ start, end }) => ({
    from: formatInstant(start),
    to: formatInstant(end),
    calls: callsPerExport,
    megabytes: data.bytesPerDay === undefined ? null : megabytes((data.bytesPerDay * (end - start)) / day),
  }));
  const pages = (assets: number): number => Math.floor(assets / assetsPerCall) + 1;
  // Usage, paging token, deletions, the root folder, and the lists of assets.
  const lists = [data.folders, data.programs, data.campaigns, data.emails];
  const otherCalls = lists.reduce((sum, assets) => sum + pages(assets), 4);
  const time = exports.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
  const bytes = data.bytesPerDay === undefined ? null : (data.bytesPerDay * time) / day;
  return {
    exports,
    otherCalls,
    calls: exports.length * callsPerExport + otherCalls,
    megabytes: bytes === null ? null : megabytes(bytes),
    days: bytes === null ? null : Math.max(1, Math.ceil(bytes / options.exportLimit)),
  };
}

/** Describes a plan for people. */
export function describePlan(plan: SyncPlan): string {
  const lines = plan.exports.map(({ from, to, calls, megabytes: size }) => {
    return `Activities from ${from} to ${to}: about ${calls} calls, ${size === null ? 'unknown size' : `${size} MB`}`;
  });
  const size = plan.megabytes === null ? 'a size that is unknown before the first export' : `${plan.megabytes} MB`;
  return [
    ...lines,
    `Deletions and assets: about ${plan.otherCalls} calls. Content: two calls for each new or changed email.`,
    `Total: about ${plan.calls} calls and ${size}.`,
    ...(plan.days !== null && plan.days > 1 ? [`The daily limit of exports spreads it over ${plan.days} days.`] : []),
  ].join('\n');
}
