/** An interval of fractions. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

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
