import type { DateRange } from '../model/time-frame.ts';

/** The text around dates. Each `date` is already formatted. */
export interface DateMessages {
  /** A time frame without an end. */
  readonly sinceDate: (date: string) => string;
  /** A time frame without a start. */
  readonly untilDate: (date: string) => string;
  readonly allTime: string;
}

/**
 * Formats a range of calendar dates: `25 Oct – 23 Nov 2026`, `Since 1 Oct 2026` or `All time`.
 * Always uses the Gregorian calendar, as do named time frames such as "this month", and date fields.
 *
 * @param range valid dates, `YYYY-MM-DD`
 */
export function formatDateRange(range: DateRange, locale: string, messages: DateMessages): string {
  // A calendar date is formatted as its midnight in UTC, so that no time zone shifts it to another day.
  const format = new Intl.DateTimeFormat(locale, {
    calendar: 'gregory',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const { from, to } = range;
  if (from !== undefined && to !== undefined) return format.formatRange(midnight(from), midnight(to));
  if (from !== undefined) return messages.sinceDate(format.format(midnight(from)));
  if (to !== undefined) return messages.untilDate(format.format(midnight(to)));
  return messages.allTime;
}

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
