import type { ReportScope } from '../model/report.ts';

/** Numbers and dates as a locale writes them. */
export interface Formats {
  /** An IETF language tag. */
  readonly locale: string;
  count(value: number): string;
  /** A fraction as a percentage with one decimal. */
  rate(value: number): string;
  /** The day of an instant (milliseconds since 1970 UTC) in a time zone. */
  day(instant: number, timeZone: string | undefined): string;
  moment(instant: number, timeZone: string | undefined): string;
  /** How long before `now` an instant was. */
  age(instant: number, now: number): string;
  /** `12 seconds` */
  seconds(count: number): string;
  list(items: readonly string[]): string;
}

/** What stands where a value is unknown or a rate has no denominator. */
export const unknownText = '–';

/** In the Gregorian calendar whatever the locale's own: its months are what "this month" means. */
const date = { calendar: 'gregory', day: 'numeric', month: 'short', year: 'numeric' } as const;

const minute = 60_000;
const units = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const;

/** Dates of a time zone that the browser does not know are shown in its own. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: undefined });
  }
}

type InstantText = (instant: number) => string;
type NumberText = (value: number) => string;

/** How the texts of a table are made of a format: by the format itself, or the same by quicker ways. */
export interface TextMakers {
  readonly count: (format: Intl.NumberFormat) => NumberText;
  readonly rate: (format: Intl.NumberFormat) => NumberText;
  readonly day: (format: Intl.DateTimeFormat) => InstantText;
}

const numberText =
  (format: Intl.NumberFormat): NumberText =>
  (value) =>
    format.format(value);
const instantText =
  (format: Intl.DateTimeFormat): InstantText =>
  (instant) =>
    format.format(instant);
const plainTexts: TextMakers = { count: numberText, rate: numberText, day: instantText };

/** Keeps the last format made: a report has one time zone, and making a format is dear. */
function zoned(
  locale: string,
  options: Intl.DateTimeFormatOptions,
  textOf: (format: Intl.DateTimeFormat) => InstantText,
) {
  let format: InstantText | undefined;
  let formatZone: string | undefined;
  return (instant: number, timeZone: ReportScope['timeZone']) => {
    if (Number.isNaN(instant)) return unknownText;
    if (!format || formatZone !== timeZone) {
      format = textOf(dateFormat(locale, { ...options, timeZone }));
      formatZone = timeZone;
    }
    return format(instant);
  };
}

export function formatsOf(locale: string, texts: TextMakers = plainTexts): Formats {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const rate = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' });
  const countText = texts.count(count);
  const rateText = texts.rate(rate);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    locale,
    count: (value) => (Number.isNaN(value) ? unknownText : countText(value)),
    rate: (value) => (Number.isNaN(value) ? unknownText : rateText(value)),
    day: zoned(locale, date, texts.day),
    moment: zoned(locale, { ...date, hour: 'numeric', minute: '2-digit' }, instantText),
    age: (instant, now) => {
      const passed = Math.max(0, now - instant);
      const [unit, length] = units.find(([, size]) => passed >= size) ?? (['minute', minute] as const);
      return relative.format(-Math.floor(passed / length), unit);
    },
    seconds: (count) => seconds.format(count),
    list: (items) => list.format(items),
  };
}
