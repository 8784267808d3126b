/** A time zone to choose: its IANA name, and that name with its offset from UTC at an instant. */
export interface TimeZoneOption {
  readonly timeZone: string;
  readonly text: string;
}

/**
 * Returns the chosen time zone, UTC, and every time zone that the browser knows.
 * Takes tens of milliseconds, as each of them needs a date format.
 */
export function listTimeZones(chosen: string, now: Date): readonly TimeZoneOption[] {
  const timeZones = new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return Array.from(timeZones, (timeZone) => describeTimeZone(timeZone, now));
}

/** Returns a time zone with its offset: `America/New York (UTC−05:00)`. */
export function describeTimeZone(timeZone: string, now: Date): TimeZoneOption {
  if (timeZone === 'UTC') return { timeZone, text: timeZone };
  return { timeZone, text: `${timeZone.replaceAll('_', ' ')} (${utcOffset(timeZone, now)})` };
}

function utcOffset(timeZone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const gmt = format.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? '';
  // Some engines write a zero offset as GMT.
  return gmt === 'GMT' ? 'UTC+00:00' : gmt.replace('GMT', 'UTC').replace('-', '−');
}
