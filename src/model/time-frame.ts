import { weekStart } from './week-start.ts';

/** The named time frames, in display order. */
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
  'this-fiscal-quarter',
  'last-fiscal-quarter',
  'this-fiscal-year',
  'last-fiscal-year',
  'all-time',
] as const;

export type NamedTimeFrame = (typeof namedTimeFrames)[number];

/** A range of calendar dates, `YYYY-MM-DD`, both inclusive. An omitted date means no limit. */
export interface DateRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The weekdays, as numbered by `Date`. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

/** The host's calendar. */
export interface Calendar {
  /** Default: that of the locale. */
  readonly firstDayOfWeek?: Weekday | undefined;
  /** The month in which a fiscal year begins, 1 to 12. Default: 1. */
  readonly fiscalYearStart?: number | undefined;
  /** The earliest and the latest date of a report, `YYYY-MM-DD`. */
  readonly minDate?: string | undefined;
  readonly maxDate?: string | undefined;
}

/** A named time frame, which is resolved to dates on every request, or fixed dates. */
export type TimeFrame = NamedTimeFrame | DateRange;

/**
 * Parses a time frame: a name such as `last-30-days`, or dates such as `2026-10-01/2026-10-31`, `2026-10-01/..` and
 * `../2026-10-31`. Returns `undefined` for anything else, including an invalid date, an end before the start, and
 * `../..` (use `all-time`).
 */
export function parseTimeFrame(text: string): TimeFrame | undefined {
  if (isNamedTimeFrame(text)) return text;
  const [from = '', to = '', ...rest] = text.split('/');
  const range = { from: from === '..' ? undefined : from, to: to === '..' ? undefined : to };
  return rest.length === 0 && isDateRange(range) ? range : undefined;
}

/** Formats a time frame as text that {@link parseTimeFrame} reads. A range without dates becomes `all-time`. */
export function formatTimeFrame(timeFrame: TimeFrame): string {
  if (typeof timeFrame === 'string') return timeFrame;
  const { from, to } = timeFrame;
  return from === undefined && to === undefined ? 'all-time' : `${from ?? '..'}/${to ?? '..'}`;
}

/**
 * Returns the dates of a time frame at an instant, within the limits of the host's calendar.
 * Limits that exclude all dates are ignored.
 * "Last N days" is today and the N − 1 days before it; "this …" ends today; `all-time` is limited by the calendar only.
 *
 * @param timeZone an IANA name, which determines today's date at `now`
 * @param locale a BCP 47 tag, which determines the first day of the week: Monday for `fr`, Sunday for `en-US`
 * @throws {RangeError} if the time zone or the locale is invalid
 */
export function resolveTimeFrame(
  timeFrame: TimeFrame,
  now: Date,
  timeZone: string,
  locale: string,
  calendar: Calendar = {},
): DateRange {
  const range = resolveWithoutLimits(timeFrame, now, timeZone, locale, calendar);
  if (excludesAll(calendar)) return range;
  return {
    from: withinLimits(range.from ?? calendar.minDate, calendar),
    to: withinLimits(range.to ?? calendar.maxDate, calendar),
  };
}

/** Whether the limits of a calendar exclude all dates. */
export const excludesAll = ({ minDate = '', maxDate = '9' }: Calendar) => minDate > maxDate;

/** Returns the dates of a time frame at an instant, even if the host's calendar excludes them. */
export function resolveWithoutLimits(
  timeFrame: TimeFrame,
  now: Date,
  timeZone: string,
  locale: string,
  calendar: Calendar,
): DateRange {
  if (typeof timeFrame !== 'string') return timeFrame;
  if (timeFrame === 'all-time') return {};
  const [from, to] = datesOf(timeFrame, todayAt(now, timeZone), locale, calendar);
  return { from: dateText(from), to: dateText(to) };
}

/** Moves a date outside the limits to the nearest limit. */
function withinLimits(date: string | undefined, { minDate = '', maxDate = '9' }: Calendar): string | undefined {
  return date && (date < minDate ? minDate : date > maxDate ? maxDate : date);
}

/** Returns the calendar date at an instant in a time zone: its midnight in UTC, where every day has 24 hours. */
function todayAt(now: Date, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return new Date(Date.UTC(parts.get('year') ?? NaN, (parts.get('month') ?? NaN) - 1, parts.get('day') ?? NaN));
}

/** Returns the date that is a number of days before another one. */
const subDays = (date: Date, days: number) => new Date(date.getTime() - days * 24 * 60 * 60 * 1000);

/** Returns the first day of the month that is a number of months before that of a date. */
const subMonths = (date: Date, months: number) =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months));

/** Formats a date as `YYYY-MM-DD`. */
function dateText(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function datesOf(
  timeFrame: Exclude<NamedTimeFrame, 'all-time'>,
  today: Date,
  locale: string,
  calendar: Calendar,
): readonly [from: Date, to: Date] {
  const yesterday = subDays(today, 1);
  if (timeFrame === 'today') return [today, today];
  if (timeFrame === 'yesterday') return [yesterday, yesterday];
  const days = /^last-(\d+)-days$/.exec(timeFrame)?.[1];
  if (days) return [subDays(today, Number(days) - 1), today];
  const period = timeFrame.slice('this-'.length);
  const [start, previous] =
    period === 'week' ? weekStarts(today, locale, calendar) : monthStarts(period, today, calendar);
  return timeFrame.startsWith('this-') ? [start, today] : [previous, subDays(start, 1)];
}

/** The first days of the current period and of the one before. */
type PeriodStarts = readonly [current: Date, previous: Date];

function weekStarts(today: Date, locale: string, { firstDayOfWeek }: Calendar): PeriodStarts {
  const firstDay = firstDayOfWeek ? weekdays.indexOf(firstDayOfWeek) : weekStart(locale);
  const start = subDays(today, (today.getUTCDay() + 7 - firstDay) % 7);
  return [start, subDays(start, 7)];
}

/** Quarters and years are counted from the first month of a year: January, or that of the fiscal year. */
function monthStarts(period: string, today: Date, { fiscalYearStart = 1 }: Calendar): PeriodStarts {
  const months = period.endsWith('year') ? 12 : period.endsWith('quarter') ? 3 : 1;
  const firstMonth = period.startsWith('fiscal-') ? fiscalYearStart : 1;
  const start = subMonths(today, (today.getUTCMonth() + 13 - firstMonth) % months);
  return [start, subMonths(start, months)];
}

function isNamedTimeFrame(text: string): text is NamedTimeFrame {
  return (namedTimeFrames as readonly string[]).includes(text);
}

/** Whether a range has at least one date, only valid dates, and no end before its start. */
function isDateRange({ from, to }: DateRange): boolean {
  if (from === undefined) return to !== undefined && isCalendarDate(to);
  if (to === undefined) return isCalendarDate(from);
  return isCalendarDate(from) && isCalendarDate(to) && from <= to;
}

/** Whether a text is a valid Gregorian date, `YYYY-MM-DD`, from year 1 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // Engines reject an impossible date or shift it to a possible one, which formats differently. There is no year 0.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text >= '0001';
}

/** Whether a text is an IANA time zone name, in any case. `UTC` is valid; an offset such as `+02:00` is not. */
export function isTimeZone(text: string): boolean {
  return findTimeZone(text) !== undefined;
}

/**
 * Returns the name of a time zone in its usual case: `Europe/Paris` for `europe/paris`. Keeps aliases:
 * `Asia/Kolkata` does not become `Asia/Calcutta`, the name that some engines return.
 *
 * @throws {RangeError} if the time zone does not exist
 */
export function canonicalTimeZone(text: string): string {
  const name = findTimeZone(text);
  if (name === undefined) throw new RangeError(`No such time zone: ${text}`);
  return name.toLowerCase() === text.toLowerCase() ? name : text;
}

/** Returns the engine's name for a time zone. Newer engines also accept offsets, which never begin with a letter. */
function findTimeZone(text: string): string | undefined {
  if (!/^[a-z]/i.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
