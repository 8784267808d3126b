/** An option for a time zone: its IANA name, and its label with the current UTC offset. */
export interface TimeZoneOption {
  readonly timeZone: string;
  readonly text: string;
}

/**
 * Returns options for the chosen time zone, UTC, and all time zones that the browser supports.
 * Takes tens of milliseconds, as each option needs a date format.
 */
export function listTimeZones(chosen: string, now: Date): readonly TimeZoneOption[] {
  const timeZones = new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return Array.from(timeZones, (timeZone) => describeTimeZone(timeZone, now));
}

/** Returns the option of a time zone, labelled such as `America/New York (UTC−05:00)`. */
export function describeTimeZone(timeZone: string, now: Date): TimeZoneOption {
  if (timeZone === 'UTC') return { timeZone, text: timeZone };
  return { timeZone, text: `${timeZone.replaceAll('_', ' ')} (${utcOffset(timeZone, now)})` };
}

function utcOffset(timeZone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const gmt = format.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? '';
  // Some engines format a zero offset as GMT.
  return gmt === 'GMT' ? 'UTC+00:00' : gmt.replace('GMT', 'UTC').replace('-', '−');
}
