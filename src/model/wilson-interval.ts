/** An interval of fractions. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The width that the interval of a rate may have: that of the rate itself, within these limits. They are 1 and 20 points. */
const [leastWidth, mostWidth] = [0.01, 0.2];

/** The standard normal quantile of a two-sided interval of 95 %. */
const z = 1.959963984540054;

/**
 * Returns the 95 % confidence interval of a proportion by Wilson's score method (1927), without continuity correction. It
 * stays within 0 and 1, and is meaningful for few trials and for proportions near 0 and 1.
 *
 * Returns `undefined` if the counts are no proportion: without trials, with more successes than trials, or if either is
 * unknown.
 */
export function wilsonInterval(successes: number, trials: number): Interval | undefined {
  if (!(successes >= 0 && successes <= trials && trials > 0)) return undefined;
  const failures = trials - successes;
  const center = successes + (z * z) / 2;
  const margin = z * Math.sqrt((successes / trials) * failures + (z * z) / 4);
  const total = trials + z * z;
  // The bounds are exact where rounding could miss them by a little.
  return {
    low: successes === 0 ? 0 : (center - margin) / total,
    high: failures === 0 ? 1 : (center + margin) / total,
  };
}

/**
 * Whether a rate is uncertain: its 95 % interval is wider than the rate itself. An interval of at most one percentage point is
 * always narrow enough, one of more than 20 never. This is the only rule for rates of few people. The cautious value, the lower
 * end of the interval, compares them fairly.
 *
 * Returns `false` if the counts are no proportion: such a rate is unknown, not uncertain.
 */
export function isUncertain(successes: number, trials: number): boolean {
  const interval = wilsonInterval(successes, trials);
  if (!interval) return false;
  const widest = Math.min(Math.max(successes / trials, leastWidth), mostWidth);
  return interval.high - interval.low > widest;
}
