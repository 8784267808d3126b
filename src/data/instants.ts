const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const daysInFourCenturies = 146_097;
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
  const zoneAt = text.endsWith('Z')
    ? text.length - 1
    : Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
  const fraction = hasSeconds ? text.slice(20, zoneAt) : '';
  const milliseconds = fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = startOfDay(text) + hours * hour + minutes * minute + seconds * 1000 + milliseconds;
  return local - parseOffset(text, zoneAt);
}

/** The start of the day in UTC that the text's first ten characters name. */
function startOfDay(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const dayOfMonth = twoDigits(text, 8);
  const isLeapDay =
    month === 2 && dayOfMonth === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (!isLeapDay && (dayOfMonth < 1 || dayOfMonth > (daysInMonth[month - 1] ?? 0))) return NaN;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; the calendar repeats itself every 400 years.
  return Date.UTC(year + 400, month - 1, dayOfMonth) - daysInFourCenturies * day;
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

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
