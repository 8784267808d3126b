import type { ComparedDates, FigureChoices } from './figure-choices.ts';
import { excludesAll, type Calendar, type DateRange, type TimeFrame } from './time-frame.ts';

type Compared = NonNullable<FigureChoices['compare']>;

const dayLength = 24 * 60 * 60 * 1000;
const timeOf = (date: string) => Date.parse(`${date}T00:00:00Z`);
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const addDays = (date: string, days: number) => dateOf(timeOf(date) + days * dayLength);

/** Returns the number of days of a range, both ends included; `undefined` if it has only one end. */
export function dayCount({ from, to }: DateRange): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.round((timeOf(to) - timeOf(from)) / dayLength) + 1;
}

/**
 * Returns the dates that a report is compared with; `undefined` if they follow from both of its dates and it has only one, or
 * if they would lie before the year 1.
 * @param range the dates of the time frame
 */
export function comparedDates(
  compare: Compared,
  timeFrame: TimeFrame,
  { from, to }: DateRange,
): ComparedDates | undefined {
  if (typeof compare === 'object') return compare;
  const days = dayCount({ from, to });
  if (from === undefined || to === undefined || days === undefined) return undefined;
  const dates = shifted(compare, timeFrame, { from, to }, days);
  return dates.from < '0001' ? undefined : dates;
}

/** Whether all dates are within the limits of the host's calendar. Limits that exclude all dates are ignored. */
export function isWithinLimits({ from, to }: ComparedDates, calendar: Calendar): boolean {
  const { minDate = '', maxDate = '9' } = calendar;
  return excludesAll(calendar) || (from >= minDate && to <= maxDate);
}

function shifted(
  compare: Exclude<Compared, ComparedDates>,
  timeFrame: TimeFrame,
  { from, to }: ComparedDates,
  days: number,
): ComparedDates {
  const byDays = (count: number) => ({ from: addDays(from, -count), to: addDays(to, -count) });
  if (compare === 'previous-year') return { from: subMonths(from, 12), to: subMonths(to, 12) };
  if (compare === 'same-weekdays') return byDays(Math.ceil(days / 7) * 7);
  const period = typeof timeFrame === 'string' ? /^(this|last)-(week|.*month|.*quarter|.*year)$/.exec(timeFrame) : null;
  if (!period) return byDays(days);
  const [, which, unit = ''] = period;
  if (unit === 'week') return byDays(7);
  const months = unit.endsWith('year') ? 12 : unit.endsWith('quarter') ? 3 : 1;
  // A complete month is compared with the complete month before, however long that is.
  const isComplete = which === 'last' && addDays(to, 1).endsWith('-01');
  const end = isComplete ? addDays(subMonths(addDays(to, 1), months), -1) : subMonths(to, months);
  return { from: subMonths(from, months), to: end };
}

/** Returns the same day a number of months before, or the last day of that month if it is shorter. */
function subMonths(date: string, months: number): string {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
  const first = new Date(0);
  first.setUTCFullYear(year, month - 1 - months, 1);
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 1, 0);
  first.setUTCDate(Math.min(day, last.getUTCDate()));
  return first.toISOString().slice(0, 10);
}
