import { day, hour, second } from './clock.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  start: number;
  end: number;
}

const maximumWindow = 7 * day;
/** A failing window is not halved below this length. */
const minimumWindow = hour;

/** Joins stretches that overlap or touch, in order of time. */
export function union(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) joined.push({ start, end });
  }
  return joined;
}

/** Returns the parts of a stretch that none of the others covers. */
export function subtract(whole: Stretch, covered: readonly Stretch[]): Stretch[] {
  const missing: Stretch[] = [];
  let { start } = whole;
  for (const stretch of union(covered)) {
    if (stretch.start > start) missing.push({ start, end: Math.min(stretch.start, whole.end) });
    start = Math.max(start, stretch.end);
  }
  missing.push({ start, end: whole.end });
  return missing.filter((stretch) => stretch.start < stretch.end);
}

/** The task of a run. */
export interface ExtractionPlan {
  /** Everything that the database should contain. */
  wanted: Stretch;
  /** The stretches that were imported, without those that are read again. */
  imported: readonly Stretch[];
  /** Windows of earlier runs that are still to be completed. */
  pending: readonly Stretch[];
  /** Stretches whose exports have failed. They are read again, also where they were imported before. */
  failed: readonly Stretch[];
}

/** Returns the windows to extract, the newest first. */
export function planWindows({ wanted, imported, pending, failed }: ExtractionPlan): Stretch[] {
  return union([...subtract(wanted, imported), ...failed])
    .flatMap((stretch) => subtract(stretch, pending))
    .flatMap(cut)
    .sort((a, b) => b.end - a.end);
}

function cut({ start, end }: Stretch): Stretch[] {
  const windows: Stretch[] = [];
  for (let last = end; last > start; last -= maximumWindow) {
    windows.push({ start: Math.max(start, last - maximumWindow), end: last });
  }
  return windows;
}

/** Returns the two halves of a window, or `undefined` if it is too short. */
export function halve({ start, end }: Stretch): [Stretch, Stretch] | undefined {
  if (end - start <= minimumWindow) return undefined;
  const middle = start + Math.ceil((end - start) / 2 / second) * second;
  return [
    { start: middle, end },
    { start, end: middle },
  ];
}
