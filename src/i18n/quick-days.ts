const hour = 3_600_000;
const day = 24 * hour;
const quarter = hour / 4;

/**
 * From 2012 on every zone changes its clocks at full quarters of an hour, and never back over midnight; what is
 * before or far ahead is asked for one by one.
 */
const firstKnown = Date.UTC(2012, 0, 1);
const lastKnown = Date.UTC(2100, 0, 1);

/** A day of UTC is one day of a zone or two, which meet at an instant. */
interface Days {
  readonly before: string;
  readonly after: string;
  readonly boundary: number;
}

/**
 * Days as a format writes them that depends on nothing but the day, without asking it for each instant.
 * It is asked a few times for each day, and what it says is kept: a report has few days and many instants.
 */
export function quickDay(format: Intl.DateTimeFormat): (instant: number) => string {
  const kept = new Map<number, Days>();
  const daysFrom = (start: number): Days => {
    const before = format.format(start);
    const after = format.format(start + day - 1);
    // The first quarter that is in the later day.
    let [low, high] = before === after ? [0, 0] : [1, day / quarter];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (format.format(start + middle * quarter) === before) low = middle + 1;
      else high = middle;
    }
    return { before, after, boundary: start + low * quarter };
  };
  return (instant) => {
    if (!(instant >= firstKnown && instant < lastKnown)) return format.format(instant);
    const start = Math.floor(instant / day) * day;
    let days = kept.get(start);
    if (!days) kept.set(start, (days = daysFrom(start)));
    return instant < days.boundary ? days.before : days.after;
  };
}
