import { parseDate } from '@internationalized/date';

export interface TimeZone {
  /** The name that the client sent, in its usual spelling. Echoed in the response. */
  readonly name: string;
  /** The canonical name, shared by all spellings and aliases of a time zone. */
  readonly resolved: string;
}

/** The most names of time zones that are kept. Platforms know about 600. */
const maxKept = 1000;

/** To look up a time zone takes a tenth of the time of JavaScript in a request. */
const kept = new Map<string, TimeZone>();

/**
 * Parses the name of a time zone, in any case. Returns `undefined` if the platform does not know it, and for offsets, which
 * would ignore daylight saving time.
 */
export function parseTimeZone(text: string): TimeZone | undefined {
  if (!/^[a-z]/i.test(text)) return undefined;
  const known = kept.get(text);
  if (known) return known;
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    // Asia/Kolkata resolves to Asia/Calcutta on some platforms. Keep the name that the reader chose.
    const name = resolved.toLowerCase() === text.toLowerCase() ? resolved : text;
    const timeZone = { name, resolved };
    if (kept.size < maxKept) kept.set(text, timeZone);
    return timeZone;
  } catch {
    return undefined;
  }
}

/** Whether a text is a valid date, `YYYY-MM-DD`, in the years 1 to 9999. */
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
 * Returns the first instant of a day in a time zone, in milliseconds since 1970 UTC. If clocks skip midnight, this is the
 * first instant after the gap; if midnight occurs twice, it is the earlier one.
 */
export function startOfDay(date: string, timeZone: TimeZone): number {
  return parseDate(date).toDate(timeZone.resolved).getTime();
}

/** Returns the first instant after a day in a time zone, or `undefined` for the last supported day. */
export function endOfDay(date: string, timeZone: TimeZone): number | undefined {
  const next = parseDate(date).add({ days: 1 }).toString();
  return next === date ? undefined : startOfDay(next, timeZone);
}
