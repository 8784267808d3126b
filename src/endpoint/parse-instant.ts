const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** From March of the year 0. */
const daysTo1970 = 719_468;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads an ISO 8601 instant in its extended form, `2026-10-26T08:00:00.123+02:00`; seconds may be left
 * out, the offset (`Z`, `+02:00`, `+0200`, `+02`) may not. The answer is in milliseconds since 1970 UTC,
 * cut to whole ones, and `NaN` where the text is something else or names a day or time that does not
 * exist.
 * `Date.parse` is no judge of that: engines read 30 February as 2 March.
 */
export function parseInstant(text: string): number {
  if (!instantPattern.test(text)) return NaN;
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const hasSeconds = text[16] === ':';
  const seconds = hasSeconds ? twoDigits(text, 17) : 0;
  if (hours > 23 || minutes > 59 || seconds > 59) return NaN;
  const zoneAt = text.endsWith('Z') ? text.length - 1 : Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
  let milliseconds = 0;
  // A point or comma stands where the fraction begins, or else the zone.
  if (hasSeconds) for (let at = 20; at < Math.min(zoneAt, 23); at++) milliseconds += digit(text, at) * 10 ** (22 - at);
  const local = startOfDay(text) + hours * hour + minutes * minute + seconds * 1000 + milliseconds;
  return local - parseOffset(text, zoneAt);
}

/** The start of the day in UTC that the text's first ten characters name. */
function startOfDay(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const dayOfMonth = twoDigits(text, 8);
  const isLeapDay = month === 2 && dayOfMonth === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (!isLeapDay && (dayOfMonth < 1 || dayOfMonth > (daysInMonth[month - 1] ?? 0))) return NaN;
  return day * (daysTo(year, month) + dayOfMonth - 1);
}

/** The days from the start of 1970 to that of a month. */
function daysTo(year: number, month: number): number {
  // Of a year that begins with March the leap day is the last, and its months begin at the multiples of 30.6 days, rounded.
  const years = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor(months * 30.6 + 0.5) - daysTo1970;
}

function parseOffset(text: string, at: number): number {
  if (text[at] === 'Z') return 0;
  const hours = twoDigits(text, at + 1);
  const minutesAt = text[at + 3] === ':' ? at + 4 : at + 3;
  const minutes = minutesAt < text.length ? twoDigits(text, minutesAt) : 0;
  if (hours > 23 || minutes > 59) return NaN;
  const size = hours * hour + minutes * minute;
  return text[at] === '-' ? -size : size;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
