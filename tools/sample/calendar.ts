export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Months of the sample, the last one included. */
export const MONTHS_OF_HISTORY = 14;

/**
 * The sample ends with an extract made in the night of its last day, at 04:00 UTC: the day before is
 * complete, the last day has begun, and nothing lies far ahead of the clock of who runs it.
 */
export const EXTRACT_TIME_OF_DAY = 4 * HOUR;

/** Business by month, January first: a quiet August, a short December, full autumns. */
const SEASON = [0.85, 1, 1.15, 1, 1.05, 1, 0.7, 0.5, 1.2, 1.3, 1.25, 0.65];

export function seasonOf(instant: number): number {
  return SEASON[new Date(instant).getUTCMonth()] ?? 1;
}

/** Midnight UTC of a `YYYY-MM-DD`, or undefined if there is no such day. */
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

/** `2026-11-23T09:30:00Z`, as activities are dated. */
export function isoInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** The first instant of the month that lies `months` after the month of `instant`. */
export function startOfMonth(instant: number, months = 0): number {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}

export function isWeekend(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The day itself; for a Saturday the Thursday before, for a Sunday the Tuesday after. */
export function businessDay(day: number): number {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 6) return day - 2 * DAY;
  return weekday === 0 ? day + 2 * DAY : day;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** When clocks in `zone` show `timeOfDay` (milliseconds) on the date whose midnight UTC is `day`. */
export function zonedInstant(day: number, timeOfDay: number, zone: string): number {
  return day + timeOfDay - offsetAt(day + 12 * HOUR, zone);
}

// Clocks change in the night, so one offset a day, taken at noon, is right for business hours.
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

/** `novembre 2026`, `November 2026`, `2026年11月`. */
export function monthInWords(instant: number, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(instant);
}

/** A full date in words for an email's text. */
export function dayInWords(instant: number, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(instant);
}
