import { UTCDateMini } from '@date-fns/utc';
import { startOfMonth, startOfQuarter, startOfWeek, startOfYear, subDays, subMonths } from 'date-fns';
import { weekStart } from './week-start.ts';

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
export function resolveTimeFrame(timeFrame: TimeFrame, now: Date, timeZone: string, locale: string): DateRange {
  if (typeof timeFrame !== 'string') return timeFrame;
  if (timeFrame === 'all-time') return {};
  const [from, to] = datesOf(timeFrame, todayAt(now, timeZone), locale);
  return { from: dateText(from), to: dateText(to) };
}

/** A calendar date is kept as its midnight in UTC, where every day has 24 hours; that is no moment of anybody's day. */
type CalendarDate = InstanceType<typeof UTCDateMini>;

/** What day it is at an instant, as the calendars of a zone say. */
function todayAt(now: Date, timeZone: string): CalendarDate {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return new UTCDateMini(parts.get('year') ?? NaN, (parts.get('month') ?? NaN) - 1, parts.get('day') ?? NaN);
}

/** `YYYY-MM-DD` */
function dateText(date: CalendarDate): string {
  return date.toISOString().slice(0, 10);
}

function datesOf(
  timeFrame: Exclude<NamedTimeFrame, 'all-time'>,
  today: CalendarDate,
  locale: string,
): readonly [from: CalendarDate, to: CalendarDate] {
  const lastDays = (count: number) => [subDays(today, count - 1), today] as const;
  const previous = (start: CalendarDate, before: CalendarDate) => [before, subDays(start, 1)] as const;
  const week = startOfWeek(today, { weekStartsOn: weekStart(locale) });
  const month = startOfMonth(today);
  const quarter = startOfQuarter(today);
  const year = startOfYear(today);
  switch (timeFrame) {
    case 'today':
      return lastDays(1);
    case 'yesterday':
      return [subDays(today, 1), subDays(today, 1)];
    case 'last-7-days':
      return lastDays(7);
    case 'last-14-days':
      return lastDays(14);
    case 'last-30-days':
      return lastDays(30);
    case 'last-90-days':
      return lastDays(90);
    case 'this-week':
      return [week, today];
    case 'last-week':
      return previous(week, subDays(week, 7));
    case 'this-month':
      return [month, today];
    case 'last-month':
      return previous(month, subMonths(month, 1));
    case 'this-quarter':
      return [quarter, today];
    case 'last-quarter':
      return previous(quarter, subMonths(quarter, 3));
    case 'this-year':
      return [year, today];
    case 'last-year':
      return previous(year, subMonths(year, 12));
  }
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
  const date = new Date(`${text}T00:00:00Z`);
  // Engines refuse an impossible date or move it to a possible one, which reads differently. There is no year 0.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text >= '0001';
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
