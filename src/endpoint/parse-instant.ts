/** Everything that is an instant, except that `Date.parse` has to check the month and the seconds. */
const pattern =
  /^(\d{4}-\d\d-(\d\d))(T(?:[01]\d|2[0-3]):[0-5]\d)(?:(:\d\d)(?:[.,](\d+))?)?(?:Z|([+-](?:[01]\d|2[0-3])):?([0-5]\d)?)$/;

/**
 * Parses an ISO 8601 instant in extended format, `2026-10-26T08:00:00.123+02:00`, into milliseconds since 1970 UTC.
 * Seconds are optional, an offset (`Z`, `+02:00`, `+0200`, `+02`) is required. Returns `NaN` for any other text, and for a
 * date or time that does not exist.
 */
export function parseInstant(text: string): number {
  const instant = parseCommonForm(text);
  return Number.isNaN(instant) ? Date.parse(toPortableForm(text)) : instant;
}

/**
 * Parses `2026-10-26T08:00:00Z` and `2026-10-26T08:00:00.123Z`, the forms that most servers send, in half the time of
 * a regular expression and `Date.parse`. Returns `NaN` for everything else.
 */
function parseCommonForm(text: string): number {
  const { length } = text;
  if (!(length === 20 || (length === 24 && text[19] === '.')) || text[length - 1] !== 'Z') return NaN;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return NaN;
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59;
  const millisecond = length === 24 ? twoDigits(text, 20) * 10 + digit(text, 22) : 0;
  // `Date.UTC` takes a year below 100 for one of the 20th century.
  if (!exists || year < 100) return NaN;
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  return day <= 28 || new Date(instant).getUTCDate() === day ? instant : NaN;
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NaN;
}

/** Writes an instant with a fraction of three digits and an offset in minutes; returns an empty text if it is not one. */
function toPortableForm(text: string): string {
  const [, date, day, time, seconds = ':00', fraction = '', hours, minutes = '00'] = pattern.exec(text) ?? [];
  // Engines read 30 February as 2 March.
  if (!date || new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return '';
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  return `${date}${time ?? ''}${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`;
}
