import type { Series, SeriesDay } from '../endpoint/fetch-series.ts';
import type { SeriesUnit } from '../endpoint/series-contract.ts';
import type { Formats } from '../i18n/formats.ts';
import type { Activity } from '../model/figure-choices.ts';
import type { SeriesCountId } from '../model/series-counts.ts';
import type { Rows } from '../table-model/rows.ts';

/** The subject of a line. Opens and clicks are of the chosen activity. */
export type Trend = 'sent' | 'delivered' | 'opened' | 'clicked';
/** The lines of the chart over time. */
export const trends: readonly Trend[] = ['sent', 'opened', 'clicked'];

/** A series in equal steps of time: units on which nothing happened are 0. */
export interface SeriesPoints {
  readonly unit: SeriesUnit;
  /** The first day of each unit, in milliseconds since 1970, at midnight UTC. Days have no zone: no unit is longer or repeated. */
  readonly dates: readonly number[];
  /** The trends that the series has. */
  readonly values: ReadonlyMap<Trend, Float64Array>;
}

const outcomes = { sent: ['sent'], delivered: ['delivered'] } as const;

const counted: Readonly<Record<Activity, Readonly<Record<Trend, readonly SeriesCountId[]>>>> = {
  all: { ...outcomes, opened: ['opened'], clicked: ['clicked'] },
  human: { ...outcomes, opened: ['humanOpened'], clicked: ['humanClicked'] },
  person: { ...outcomes, opened: ['humanOpened', 'privacyOpened'], clicked: ['humanClicked'] },
};

/** Returns the count of a day: the first one less the second. */
const countOf = (day: SeriesDay, [all, less]: readonly SeriesCountId[]) =>
  (all ? day[all] : 0) - (less ? day[less] : 0);

/** Returns the sum of a trend; `undefined` if the series does not have it. Negative parts make it `NaN`. */
export function sumOf({ days, offered }: Series, trend: Trend, activity: Activity): number | undefined {
  const ids = counted[activity][trend];
  if (!ids.every((id) => offered.has(id))) return undefined;
  return days.reduce((sum, day) => sum + (countOf(day, ids) < 0 ? NaN : countOf(day, ids)), 0);
}

const millisecondsOfDay = 864e5;

/** Returns the first day of the unit of a day. Weeks begin on Monday. */
function startOf(day: number, unit: SeriesUnit): number {
  const date = new Date(day);
  if (unit === 'week') return day - ((date.getUTCDay() + 6) % 7) * millisecondsOfDay;
  return unit === 'month' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) : day;
}

function nextOf(start: number, unit: SeriesUnit): number {
  const date = new Date(start);
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  return start + (unit === 'week' ? 7 : 1) * millisecondsOfDay;
}

const dayOf = ({ date }: SeriesDay) => Date.parse(`${date}T00:00:00Z`);

/** Returns the first day of one or two series, and the last one. */
function endsOf(series: Series, beside?: Series): readonly [first: number, last: number] {
  const days = [series, beside].flatMap((each) => each?.days.slice(0, 1).concat(each.days.slice(-1)) ?? []).map(dayOf);
  return [Math.min(...days), Math.max(...days)];
}

/** Returns the unit in which a series, and another one beside it, have a readable number of points. */
export function unitFor(series: Series, beside?: Series): SeriesUnit {
  const [first, last] = endsOf(series, beside);
  const length = (last - first) / millisecondsOfDay;
  // Without days, it is negative.
  if (length <= 92) return 'day';
  return length <= 731 ? 'week' : 'month';
}

/** Returns the unit of a point in words: a day, a week or a month. @param weekOf names the week of a day. Default: by its first day */
export function unitText(
  { unit, dates }: Pick<SeriesPoints, 'unit' | 'dates'>,
  index: number,
  formats: Formats,
  weekOf = (day: string): string => day,
): string {
  const date = dates[index] ?? NaN;
  if (unit === 'month') {
    const options = { calendar: 'gregory', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(formats.locale, options).format(date);
  }
  const day = formats.day(date, 'UTC');
  return unit === 'week' ? weekOf(day) : day;
}

/** Whether a series adds up to the counts of a row: if not, it is of other emails, or of other data. */
export function isSeriesOf(
  series: Series,
  { rows, row }: { readonly rows: Pick<Rows, 'numbers'>; readonly row: number },
  activity: Activity,
): boolean {
  return trends.every((trend) => {
    // A series lacks opens that are not tracked; days lack counts of 0.
    const sum = sumOf(series, trend, activity) ?? (trend === 'opened' ? undefined : 0);
    const count = rows.numbers[trend][row];
    return sum === undefined || count === undefined || Number.isNaN(count) || sum === count;
  });
}

/** How a series is drawn. */
interface SeriesSteps {
  readonly unit: SeriesUnit;
  readonly activity: Activity;
  /** Whether each step has the counts of all until then. */
  readonly isCumulative: boolean;
  /** A series that is drawn beside this one: the steps are those of both. */
  readonly beside?: Series | undefined;
}

/** Returns a series in steps of a unit. */
export function pointsOf(
  series: Series,
  { unit, activity, isCumulative, beside }: SeriesSteps,
  wanted = trends,
): SeriesPoints {
  const dates: number[] = [];
  const [first, last] = endsOf(series, beside);
  for (let date = startOf(first, unit); date <= last; date = nextOf(date, unit)) dates.push(date);
  const indexOf = new Map(dates.map((date, index) => [date, index]));
  const values = new Map<Trend, Float64Array>();
  for (const trend of wanted) {
    if (sumOf(series, trend, activity) === undefined) continue;
    const counts = new Float64Array(dates.length);
    for (const day of series.days) {
      const index = indexOf.get(startOf(dayOf(day), unit)) as number;
      counts[index] = (counts[index] as number) + countOf(day, counted[activity][trend]);
    }
    if (isCumulative) counts.forEach((count, index) => (counts[index] = count + (counts[index - 1] ?? 0)));
    values.set(trend, counts);
  }
  return { unit, dates, values };
}

/**
 * Returns the series of another period on the same days of this one. Days that this period has not reached are left out.
 * @param days the number of days by which the other period is earlier
 * @param last the last day of the data, as `YYYY-MM-DD`
 */
export function onSameDays(other: Series, days: number, last: string): Series {
  const moved = other.days.map((day) => {
    const date = new Date(dayOf(day) + days * millisecondsOfDay);
    return { ...day, date: date.toISOString().slice(0, 10) };
  });
  return { ...other, days: moved.filter(({ date }) => date <= last) };
}
