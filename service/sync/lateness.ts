import type { DuckDBConnection } from '@duckdb/node-api';
import { hour } from './clock.ts';
import { timestamp } from './context.ts';
import type { Stretch } from './stretches.ts';
import type { ImportedWindow } from './synced-data.ts';

/** The activities that an earlier export of their time did not contain, because Marketo had not written them yet. */
export interface Lateness {
  activities: number;
  /** The greatest time from the date of one to the end of the data when that date was last exported. It was written at least this late. */
  hours: number;
}

/**
 * Counts the late activities of an import that is running, after the merge, which leaves the new activities in `imported`.
 * @param window the stretch of time that is imported
 * @param readBefore the windows that earlier runs have imported
 */
export async function readLateness(
  connection: DuckDBConnection,
  window: Stretch,
  readBefore: readonly ImportedWindow[],
): Promise<Lateness> {
  // An export begins a second before its window, and may not include the end.
  const ends = readBefore
    .filter(({ start, end }) => start < window.end && end > window.start)
    .map(
      ({ start, end, asOf }) =>
        `CASE WHEN activity_date >= ${timestamp(start)} AND activity_date < ${timestamp(end)} THEN ${timestamp(asOf)} END`,
    );
  if (ends.length === 0) return { activities: 0, hours: 0 };
  const result = await connection.runAndReadAll(
    `SELECT count(as_of)::DOUBLE, coalesce(max(epoch_ms(as_of) - epoch_ms(activity_date)), 0)::DOUBLE
     FROM (SELECT activity_date, greatest(${ends.join(', ')}) AS as_of FROM imported)`,
  );
  const [activities = 0, milliseconds = 0] = (result.getRows()[0] ?? []).map(Number);
  return { activities, hours: Math.floor((milliseconds / hour) * 10) / 10 };
}

/** Adds the late activities of another import. */
export function addLateness(sum: Lateness, { activities, hours }: Lateness): void {
  sum.activities += activities;
  sum.hours = Math.max(sum.hours, hours);
}

/** Returns a warning if late activities come close to the overlap, after which only the weekly run would find them. */
export function latenessWarning({ activities, hours }: Lateness, overlap: number): string | undefined {
  if (activities === 0 || hours < 0.8 * (overlap / hour)) return undefined;
  return (
    `Activities that Marketo wrote late: ${activities}, up to ${hours} hours. Each run reads the last ` +
    `${Math.round(overlap / hour)} hours again: set more days with --overlap.`
  );
}
