/** Formats numbers and dates for a locale. Unknown values (`NaN`) become a dash. */
export interface Formats {
  /** A BCP 47 tag. */
  readonly locale: string;
  /** A whole number: `12,480`. */
  count(value: number): string;
  /** A fraction as a percentage with one decimal: `8.4%` for 0.084. */
  rate(value: number): string;
  /** The date of an instant (milliseconds since 1970 UTC) in a time zone. */
  day(instant: number, timeZone: string | undefined): string;
  /** The date and time of an instant in a time zone. */
  moment(instant: number, timeZone: string | undefined): string;
  /** The time from an instant to `now`: `5 minutes ago`. */
  age(instant: number, now: number): string;
  /** A duration: `12 seconds`. */
  seconds(count: number): string;
  /** A list: `Sent, Opened, and Clicked`. */
  list(items: readonly string[]): string;
}

/** Shown for unknown values and for rates with a denominator of 0. */
export const unknownText = '–';

/** Uses the Gregorian calendar in every locale, as named time frames such as "this month" do. */
const dateOptions = { calendar: 'gregory', day: 'numeric', month: 'short', year: 'numeric' } as const;

const minute = 60_000;
const units = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const;

/** Creates a date format. Falls back to the browser's time zone if it does not know the requested one. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: undefined });
  }
}

/** Returns how a locale writes hours before 10 o'clock: `04:00` or `4:00`. Dates with a short month do not tell. */
function hourStyle(locale: string): '2-digit' | 'numeric' {
  const fourHours = 4 * 60 * minute;
  const parts = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).formatToParts(fourHours);
  return parts.find(({ type }) => type === 'hour')?.value.length === 2 ? '2-digit' : 'numeric';
}

/** Returns a formatter of instants that caches its last format, as creating a format is slow. */
function instantFormatter(locale: string, options: Intl.DateTimeFormatOptions) {
  let format: Intl.DateTimeFormat | undefined;
  let formatZone: string | undefined;
  return (instant: number, timeZone: string | undefined) => {
    if (Number.isNaN(instant)) return unknownText;
    if (!format || formatZone !== timeZone) {
      format = dateFormat(locale, { ...options, timeZone });
      formatZone = timeZone;
    }
    return format.format(instant);
  };
}

/** Returns a getter that creates its value on first use, as creating a format takes longer than using it. */
function lazy<Value>(create: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= create());
}

/** Returns the formats of a locale, a BCP 47 tag. */
export function createFormats(locale: string): Formats {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const rate = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const seconds = lazy(() => new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }));
  const moment = lazy(() => instantFormatter(locale, { ...dateOptions, hour: hourStyle(locale), minute: '2-digit' }));
  const relative = lazy(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const list = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  return {
    locale,
    count: (value) => (Number.isNaN(value) ? unknownText : count.format(value)),
    rate: (value) => (Number.isNaN(value) ? unknownText : rate.format(value)),
    day: instantFormatter(locale, dateOptions),
    moment: (instant, timeZone) => moment()(instant, timeZone),
    age: (instant, now) => {
      const passed = Math.max(0, now - instant);
      const [unit, length] = units.find(([, size]) => passed >= size) ?? (['minute', minute] as const);
      return relative().format(-Math.floor(passed / length), unit);
    },
    seconds: (value) => seconds().format(value),
    list: (items) => list().format(items),
  };
}
