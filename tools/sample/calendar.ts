export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The number of months in the sample, including the last one. */
export const MONTHS_OF_HISTORY = 14;

/** The time of the extract on the last day, 04:00 UTC: the previous day is complete, and no activity is in the future. */
export const EXTRACT_TIME_OF_DAY = 4 * HOUR;

/** The relative number of campaigns per month, from January to December. */
const SEASON = [0.85, 1, 1.15, 1, 1.05, 1, 0.7, 0.5, 1.2, 1.3, 1.25, 0.65];

export function seasonOf(instant: number): number {
  return SEASON[new Date(instant).getUTCMonth()] ?? 1;
}

/** Returns midnight UTC of a date, `YYYY-MM-DD`, or `undefined` if the date is invalid. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(day) || isoDay(day) !== text ? undefined : day;
}

export function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function isoMonth(instant: number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** Formats an instant as in activities: `2026-11-23T09:30:00Z`. */
export function isoInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Returns the first instant of the month that is `months` after the month of `instant`. */
export function startOfMonth(instant: number, months = 0): number {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}

export function isWeekend(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Returns midnight UTC of the Monday of a week. */
export function weekStart(instant: number): number {
  const day = Math.floor(instant / DAY) * DAY;
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
}

/** Returns the day itself, the Thursday before a Saturday, or the Tuesday after a Sunday. */
export function businessDay(day: number): number {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 6) return day - 2 * DAY;
  return weekday === 0 ? day + 2 * DAY : day;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/**
 * Returns the instant of a local time in a time zone.
 * @param day midnight UTC of the date
 * @param timeOfDay milliseconds since midnight
 */
export function zonedInstant(day: number, timeOfDay: number, zone: string): number {
  return day + timeOfDay - offsetAt(day + 12 * HOUR, zone);
}

// Clocks change at night, so the offset at noon is correct for business hours.
function offsetAt(noon: number, zone: string): number {
  const key = `${zone} ${noon}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const name =
      formatterOf(zone)
        .formatToParts(noon)
        .find((part) => part.type === 'timeZoneName')?.value ?? '';
    const match = /([+-])(\d{2}):(\d{2})/.exec(name);
    const size = match ? Number(match[2]) * HOUR + Number(match[3]) * MINUTE : 0;
    offset = match?.[1] === '-' ? -size : size;
    offsets.set(key, offset);
  }
  return offset;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** Formats the month and year in a language: `novembre 2026`, `2026年11月`. */
export function monthName(instant: number, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(instant);
}

/** Formats a full date in a language. */
export function fullDate(instant: number, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(instant);
}
