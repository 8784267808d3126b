import { parseDate } from '@internationalized/date';

export interface TimeZone {
  /** The name that the client gave, in its usual spelling: the answer says it back. */
  readonly name: string;
  /** The name that the platform computes with; all spellings and aliases of a zone share it. */
  readonly resolved: string;
}

/**
 * Reads the name of a time zone in any case; `undefined` if the platform does not know it.
 * An offset is no name: a zone has days of 23 and 25 hours, an offset has not.
 */
export function parseTimeZone(text: string): TimeZone | undefined {
  if (!/^[a-z]/i.test(text)) return undefined;
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    // Asia/Kolkata resolves to Asia/Calcutta on some platforms. A reader wants the name they chose.
    const name = resolved.toLowerCase() === text.toLowerCase() ? resolved : text;
    return { name, resolved };
  } catch {
    return undefined;
  }
}

/** Whether the text is a calendar date that exists, `YYYY-MM-DD`, in the years 1 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  try {
    parseDate(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first instant of a calendar day in a zone, in milliseconds since 1970 UTC.
 * Where the clocks skip midnight that is the first instant after the gap; where midnight comes twice, the earlier.
 */
export function startOfDay(date: string, timeZone: TimeZone): number {
  return parseDate(date).toDate(timeZone.resolved).getTime();
}

/** The first instant after a calendar day in a zone; `undefined` after the last day that can be written. */
export function endOfDay(date: string, timeZone: TimeZone): number | undefined {
  const next = parseDate(date).add({ days: 1 }).toString();
  return next === date ? undefined : startOfDay(next, timeZone);
}
