/** The local date and time of an instant. The month is 1 to 12. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const options: Intl.DateTimeFormatOptions = {
  ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
  ...{ hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' },
};

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const locale = 'en-u-ca-gregory-nu-latn';
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  } catch {
    // The browser does not know the time zone. Dates on screen are then in its own, too.
    return new Intl.DateTimeFormat(locale, options);
  }
}

/** Returns a function that converts instants (milliseconds since 1970 UTC) to the local time of a zone. */
export function createLocalTime(timeZone: string | undefined): (instant: number) => LocalTime {
  const format = formatIn(timeZone);
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return { year, month, day, hour, minute, second };
  };
}

/** Returns a local date as `YYYY-MM-DD`, which spreadsheets read as a date in every language. */
export function isoDate({ year, month, day }: LocalTime): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}
