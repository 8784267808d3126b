import type { DateRange } from '../model/time-frame.ts';

/** The words of dates. A `date` is written in full by the reader's locale already. */
export interface DateMessages {
  /** A time frame that has a start and no end. */
  readonly sinceDate: (date: string) => string;
  /** A time frame that has an end and no start. */
  readonly untilDate: (date: string) => string;
  readonly allTime: string;
}

/**
 * Words for calendar dates, such as `25 Oct – 23 Nov 2026`, `Since 1 Oct 2026`, `All time`.
 * They are written in the Gregorian calendar whatever the locale's own: its months and years are what
 * "this month" and "last year" mean, and what date fields take.
 *
 * @param range dates that exist, `YYYY-MM-DD`
 */
export function formatDateRange(range: DateRange, locale: string, messages: DateMessages): string {
  // A calendar date is written as its midnight in UTC, so that no zone can move it to another day.
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
