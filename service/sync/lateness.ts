import type { DuckDBConnection } from '@duckdb/node-api';
import { hour } from './clock.ts';
import { timestamp } from './context.ts';
import type { Stretch } from './stretches.ts';

/** The activities that an earlier export of their time did not contain, because Marketo had not written them yet. */
export interface Lateness {
  activities: number;
  /** The greatest time from the date of one to the end of the data before. It was written at least this late. */
  hours: number;
}

/**
 * Counts the late activities of an import that is running, after the merge, which leaves the new activities in `imported`.
 * @param window the stretch of time that is imported
 * @param readBefore the stretches that earlier runs have imported, in order of time
 */
export async function readLateness(
  connection: DuckDBConnection,
  window: Stretch,
  readBefore: readonly Stretch[],
): Promise<Lateness> {
  const last = readBefore.at(-1);
  // Neighbors overlap by a second, so the limits are excluded.
  const conditions = readBefore
    .filter(({ start, end }) => start < window.end && end > window.start)
    .map(({ start, end }) => `activity_date > ${timestamp(start)} AND activity_date < ${timestamp(end)}`);
  if (!last || conditions.length === 0) return { activities: 0, hours: 0 };
  const result = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE, epoch_ms(min(activity_date))::DOUBLE
     FROM imported WHERE ${conditions.join(' OR ')}`,
  );
  const [activities, earliest] = (result.getRows()[0] ?? []).map((value) =>
    value === null ? undefined : Number(value),
  );
  return {
    activities: activities ?? 0,
    hours: earliest === undefined ? 0 : Math.round(((last.end - earliest) / hour) * 10) / 10,
  };
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
