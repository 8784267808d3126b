/** A day in a time zone, in milliseconds since 1970 UTC: start included, end excluded. */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

const dayLength = 24 * 60 * 60 * 1000;

/**
 * Returns the instants of a day in a time zone. It takes 23 or 25 hours where clocks change. If clocks skip midnight, the
 * day starts after the gap; if midnight occurs twice, it starts at the earlier one.
 * @param date `YYYY-MM-DD`
 * @param timeZone an IANA name
 */
export function dayRange(date: string, timeZone: string): DayRange {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const wallClockAt = wallClock(timeZone);
  return { start: instantOf(midnight, wallClockAt), end: instantOf(midnight + dayLength, wallClockAt) };
}

/** Returns the day at an instant, as `YYYY-MM-DD`. @param timeZone an IANA name */
export function dayAt(instant: number, timeZone: string): string {
  return new Date(wallClock(timeZone)(instant)).toISOString().slice(0, 10);
}

/** Returns the instant at which a clock shows a time, which is given as if it was in UTC. */
function instantOf(time: number, wallClockAt: (instant: number) => number): number {
  // Clocks change at most once within a day.
  const before = time - dayLength;
  const after = time + dayLength;
  const candidates = [time - (wallClockAt(before) - before), time - (wallClockAt(after) - after)];
  const exact = candidates.filter((instant) => wallClockAt(instant) === time);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** Returns a function for the time that a clock in a time zone shows at an instant, as if it was in UTC. */
function wallClock(timeZone: string): (instant: number) => number {
  const numeric = 'numeric';
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    ...{ timeZone, year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
    hourCycle: 'h23',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? NaN;
    const time = new Date(0);
    time.setUTCFullYear(part('year'), part('month') - 1, part('day'));
    return time.setUTCHours(part('hour'), part('minute'), part('second'));
  };
}
