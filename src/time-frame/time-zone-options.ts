/** A time zone as it is offered: its IANA name, and that name with its distance from UTC at some instant. */
export interface TimeZoneChoice {
  readonly timeZone: string;
  readonly text: string;
}

/**
 * Every time zone that the browser knows, after the chosen one and UTC. Takes tens of milliseconds, as each
 * needs a date format of its own.
 */
export function listTimeZones(chosen: string, now: Date): readonly TimeZoneChoice[] {
  const timeZones = new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return Array.from(timeZones, (timeZone) => describeTimeZone(timeZone, now));
}

/** A time zone as `America/New York (UTC−05:00)`. */
export function describeTimeZone(timeZone: string, now: Date): TimeZoneChoice {
  if (timeZone === 'UTC') return { timeZone, text: timeZone };
  return { timeZone, text: `${timeZone.replaceAll('_', ' ')} (${utcOffset(timeZone, now)})` };
}

function utcOffset(timeZone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const gmt = format.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? '';
  // Some engines write no distance as GMT alone.
  return gmt === 'GMT' ? 'UTC+00:00' : gmt.replace('GMT', 'UTC').replace('-', '−');
}
