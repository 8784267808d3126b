import { UsageError } from '../usage-error.ts';
import { day, hour, minute, quotaDayStart, formatInstant } from './clock.ts';
import type { SyncContext } from './context.ts';
import { extractWindow } from './extract-window.ts';
import type { Extraction } from './extract-window.ts';
import type { Journal, Window } from './journal.ts';
import { planWindows } from './stretches.ts';
import type { Stretch } from './stretches.ts';
import type { ImportedWindow, SyncedData } from './synced-data.ts';

/** Marketo keeps sends and deliveries for 90 days. */
export const sendRetention = 90 * day;
/** Marketo writes activities up to some minutes after their date. */
const margin = 5 * minute;
const wideOverlap = 31 * day;

/** The stretch of time that a run has to complete, and how much of it is read again, in milliseconds. */
export interface Target {
  wanted: Stretch;
  /** For how long Marketo may write activities of a time: it is read again unless it was exported later than that. */
  overlap: number;
  /** How much of the end of the data is read again in any case. */
  reread: number;
  isWide: boolean;
}

/** The inputs of a run, beside the data of the database. Instants and durations are in milliseconds. */
export interface TargetOptions {
  now: number;
  /** Where the data should begin. Default: where it begins now, or 90 days ago. */
  since: number | undefined;
  until: number | undefined;
  /** How much of the end of the data each run reads again. */
  overlap: number;
}

export function targetOf(data: SyncedData, { now, since, until, overlap }: TargetOptions): Target {
  if (since !== undefined && since > now) {
    throw new UsageError(`--since ${formatInstant(since)} is in the future. It is the first day of the data.`);
  }
  const latest = Math.min(now - margin, until ?? Infinity);
  const end = latest - (latest % 1000);
  const start = Math.min(since ?? data.wantedFrom ?? now - sendRetention, data.wantedFrom ?? Infinity);
  const isFirst = data.lastWideRunAt === undefined;
  const isWide = isFirst || now - (data.lastWideRunAt ?? 0) >= 7 * day;
  return {
    wanted: { start: start - (start % 1000), end },
    ...{ isWide, overlap },
    reread: isWide && !isFirst ? wideOverlap : 0,
  };
}

/** What earlier runs have left. */
export interface Unfinished<Part extends Stretch = Stretch> {
  /** Windows that can be continued. */
  readonly pending: readonly Part[];
  /** Windows whose exports have failed. They may be within a time that was read before. */
  readonly failed: readonly Part[];
}

export const nothingUnfinished: Unfinished = { pending: [], failed: [] };

export async function readUnfinished(journal: Journal, data: SyncedData, now: number): Promise<Unfinished<Window>> {
  for (const window of await journal.windows()) {
    const isImported = data.windows.some(({ exportId }) => exportId === window.exportId);
    if (isImported) await journal.finish(window);
    else if (window.queuedAt !== null && now - window.queuedAt > day) await replan(journal, window);
  }
  const windows = await journal.windows();
  return {
    pending: windows.filter(({ state }) => state !== 'failed'),
    failed: windows.filter(({ state }) => state === 'failed'),
  };
}

/** Drops a job that is too old: later activities may be missing from it, and its file is soon removed. */
async function replan(journal: Journal, window: Window): Promise<void> {
  await journal.removeFiles(window);
  await journal.update(window, { state: 'planned', exportId: null, queuedAt: null });
}

/** An interrupted run is continued as it was planned for this long. The next run reads the time since the plan. */
const maximumPlanAge = 6 * hour;

/**
 * Plans the windows of a run, besides those that are pending. They include the failed ones, joined with their neighbors. An
 * interrupted run is continued, so nothing else is read again: a first sync that quotas spread over weeks would read most days
 * several times. The next run finds the time that is still to be read again by the windows of the database.
 * @param isInterrupted whether the last run was not complete. It may have left no window, only the content of emails
 */
export function planRun(
  { windows: imported }: Pick<SyncedData, 'windows'>,
  target: Target,
  { pending, failed }: Unfinished,
  isInterrupted = false,
): { isContinued: boolean; added: Stretch[] } {
  const { wanted } = target;
  const plannedEnd = Math.max(...[...pending, ...failed, ...imported].map(({ end }) => end));
  const isYoung = wanted.end - plannedEnd < maximumPlanAge;
  const isContinued = pending.length > 0 || (isInterrupted && isYoung);
  const end = isContinued && isYoung ? Math.min(wanted.end, plannedEnd) : wanted.end;
  const added = planWindows({
    wanted: { ...wanted, end },
    imported: isContinued ? imported : settled(imported, target),
    pending,
    failed,
  });
  return { isContinued, added };
}

/** Returns the parts of imported stretches that need not be read again. */
function settled(imported: readonly ImportedWindow[], { wanted, overlap, reread }: Target): Stretch[] {
  const last = Math.max(...imported.map(({ end }) => end));
  // Time is only read again together with new time.
  if (last >= wanted.end) return [...imported];
  return imported.map(({ start, end, asOf }) => {
    const settledUntil = Math.max(last - sendRetention, Math.min(asOf - overlap, last - reread));
    return { start, end: Math.min(end, settledUntil) };
  });
}

/**
 * Extracts the activities of all planned windows, the newest first.
 * @param counts the numbers of the run: new activities, their lateness and imported windows are added
 * @returns the windows that failed
 */
export async function extractActivities(
  context: SyncContext,
  options: Pick<Extraction, 'wantedFrom' | 'exportLimit' | 'readBefore' | 'whileWaiting'>,
  counts: Pick<Extraction, 'imported' | 'lateness'> & { windows: number },
): Promise<Window[]> {
  const { journal, client } = context;
  for (;;) {
    const windows = await journal.windows();
    // A job that an interrupted run left comes first, or jobs would pile up in Marketo's queue.
    const started = windows.find(({ state }) => state !== 'failed' && state !== 'planned');
    const window = started ?? windows.find(({ state }) => state === 'planned');
    if (!window) return windows;
    const exported = await journal.exportedSince(quotaDayStart(client.now()));
    const imported = await journal.importedWindows();
    const [from, to] = [window.start, window.end].map((instant) => formatInstant(instant).slice(0, 10));
    const label =
      `Window ${imported + 1} of ${imported + windows.length} (${from} to ${to}), ` +
      `${megabytes(exported)} of ${megabytes(options.exportLimit)} MB today, ${counts.imported} activities in this run`;
    const extraction: Extraction = { ...options, label, imported: 0, lateness: counts.lateness };
    const result = await extractWindow(context, window, extraction);
    counts.imported += extraction.imported;
    if (result === 'imported') counts.windows += 1;
  }
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
