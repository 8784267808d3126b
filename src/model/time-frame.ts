import {
  CalendarDate,
  fromAbsolute,
  startOfMonth,
  startOfWeek,
  startOfYear,
  toCalendarDate,
} from '@internationalized/date';

/** The time frames that have a name, in the order in which they are offered. */
export const namedTimeFrames = [
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'last-7-days',
  'last-14-days',
  'last-30-days',
  'last-90-days',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
  'all-time',
] as const;

export type NamedTimeFrame = (typeof namedTimeFrames)[number];

/** Calendar dates, `YYYY-MM-DD`, both included. A side that is lacking is open. */
export interface DateRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A name is resolved to dates anew whenever it is used; dates stay as they are. */
export type TimeFrame = NamedTimeFrame | DateRange;

/**
 * Reads the text form: a name such as `last-30-days`, or two dates such as `2026-10-01/2026-10-31`,
 * `2026-10-01/..` and `../2026-10-31`. The answer is `undefined` for everything else: a date that no calendar
 * has, an end before the start, and `../..`, for which the word is `all-time`.
 */
export function parseTimeFrame(text: string): TimeFrame | undefined {
  if (isNamedTimeFrame(text)) return text;
  const [from = '', to = '', ...rest] = text.split('/');
  const range = { from: from === '..' ? undefined : from, to: to === '..' ? undefined : to };
  return rest.length === 0 && isDateRange(range) ? range : undefined;
}

/** Writes the text form that {@link parseTimeFrame} reads; a range that is open on both sides is `all-time`. */
export function formatTimeFrame(timeFrame: TimeFrame): string {
  if (typeof timeFrame === 'string') return timeFrame;
  const { from, to } = timeFrame;
  return from === undefined && to === undefined ? 'all-time' : `${from ?? '..'}/${to ?? '..'}`;
}

/**
 * The dates that a time frame stands for at an instant.
 * "Last N days" are today and the N − 1 days before it; "this …" ends today; `all-time` is open on both sides.
 *
 * @param timeZone an IANA name: what day it is at `now` is what its calendars say
 * @param locale a BCP 47 tag: weeks start as they do there (`fr` Monday, `en-US` Sunday, `ar-EG` Saturday)
 * @throws RangeError if the time zone or the locale is none
 */
export function resolveTimeFrame(
  timeFrame: TimeFrame,
  now: Date,
  timeZone: string,
  locale: string,
): DateRange {
  if (typeof timeFrame !== 'string') return timeFrame;
  if (timeFrame === 'all-time') return {};
  const today = toCalendarDate(fromAbsolute(now.getTime(), timeZone));
  const [from, to] = datesOf(timeFrame, today, locale);
  return { from: from.toString(), to: to.toString() };
}

function datesOf(
  timeFrame: Exclude<NamedTimeFrame, 'all-time'>,
  today: CalendarDate,
  locale: string,
): readonly [from: CalendarDate, to: CalendarDate] {
  const lastDays = (count: number) => [today.subtract({ days: count - 1 }), today] as const;
  const previous = (start: CalendarDate, length: { weeks?: number; months?: number; years?: number }) =>
    [start.subtract(length), start.subtract({ days: 1 })] as const;
  switch (timeFrame) {
    case 'today':
      return lastDays(1);
    case 'yesterday':
      return [today.subtract({ days: 1 }), today.subtract({ days: 1 })];
    case 'last-7-days':
      return lastDays(7);
    case 'last-14-days':
      return lastDays(14);
    case 'last-30-days':
      return lastDays(30);
    case 'last-90-days':
      return lastDays(90);
    case 'this-week':
      return [startOfWeek(today, locale), today];
    case 'last-week':
      return previous(startOfWeek(today, locale), { weeks: 1 });
    case 'this-month':
      return [startOfMonth(today), today];
    case 'last-month':
      return previous(startOfMonth(today), { months: 1 });
    case 'this-quarter':
      return [startOfQuarter(today), today];
    case 'last-quarter':
      return previous(startOfQuarter(today), { months: 3 });
    case 'this-year':
      return [startOfYear(today), today];
    case 'last-year':
      return previous(startOfYear(today), { years: 1 });
  }
}

function startOfQuarter(date: CalendarDate): CalendarDate {
  return startOfMonth(date).subtract({ months: (date.month - 1) % 3 });
}

function isNamedTimeFrame(text: string): text is NamedTimeFrame {
  return (namedTimeFrames as readonly string[]).includes(text);
}

/** Whether the sides are dates, at least one of them is there, and the first is not after the second. */
function isDateRange({ from, to }: DateRange): boolean {
  if (from === undefined) return to !== undefined && isCalendarDate(to);
  if (to === undefined) return isCalendarDate(from);
  return isCalendarDate(from) && isCalendarDate(to) && from <= to;
}

/** Whether a text is a date of the Gregorian calendar, `YYYY-MM-DD`, from the year 1 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  // An impossible date is moved to the nearest possible one, and then reads differently.
  return new CalendarDate(year, month, day).toString() === text;
}

/** Whether a text is the IANA name of a time zone, in any case. `UTC` is one, an offset such as `+02:00` is not. */
export function isTimeZone(text: string): boolean {
  return findTimeZone(text) !== undefined;
}

/**
 * The name of a time zone as it is usually written: `europe/paris` is `Europe/Paris`. An alias stays what it is
 * (`Asia/Kolkata` does not become `Asia/Calcutta`, which is what some engines call it).
 *
 * @throws RangeError if there is no such time zone
 */
export function canonicalTimeZone(text: string): string {
  const name = findTimeZone(text);
  if (name === undefined) throw new RangeError(`No such time zone: ${text}`);
  return name.toLowerCase() === text.toLowerCase() ? name : text;
}

/** The engine's name for a time zone. Newer engines would take offsets too, none of which begins with a letter. */
function findTimeZone(text: string): string | undefined {
  if (!/^[a-z]/i.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
