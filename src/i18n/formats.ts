/** Numbers and dates as a locale writes them. */
export interface Formats {
  /** A BCP 47 tag. */
  readonly locale: string;
  count(value: number): string;
  /** A fraction as a percentage with one decimal: `8.4%` for 0.084. */
  rate(value: number): string;
  /** The day of an instant (milliseconds since 1970 UTC) in a time zone. */
  day(instant: number, timeZone: string | undefined): string;
  /** The day and time of an instant in a time zone. */
  moment(instant: number, timeZone: string | undefined): string;
  /** How long before `now` an instant was: `5 minutes ago`. */
  age(instant: number, now: number): string;
  /** `12 seconds` */
  seconds(count: number): string;
  list(items: readonly string[]): string;
}

/** Shown where a value is unknown or a rate has no denominator. */
export const unknownText = '–';

/** The Gregorian calendar in every locale: its months are what "this month" means. */
const dateOptions = { calendar: 'gregory', day: 'numeric', month: 'short', year: 'numeric' } as const;

const minute = 60_000;
const units = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const;

/** Dates in a time zone that the browser does not know are shown in the browser's own. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: undefined });
  }
}

/** Formats instants, and keeps the last format: a report has one time zone, and creating a format is slow. */
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

/** Creates a value when it is first needed: creating a format takes longer than using it. */
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
  const relative = lazy(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const list = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  return {
    locale,
    count: (value) => (Number.isNaN(value) ? unknownText : count.format(value)),
    rate: (value) => (Number.isNaN(value) ? unknownText : rate.format(value)),
    day: instantFormatter(locale, dateOptions),
    moment: instantFormatter(locale, { ...dateOptions, hour: 'numeric', minute: '2-digit' }),
    age: (instant, now) => {
      const passed = Math.max(0, now - instant);
      const [unit, length] = units.find(([, size]) => passed >= size) ?? (['minute', minute] as const);
      return relative().format(-Math.floor(passed / length), unit);
    },
    seconds: (value) => seconds().format(value),
    list: (items) => list().format(items),
  };
}
