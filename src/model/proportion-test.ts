import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';

/** Some of a number of people: 400 of 950. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

/** Differences are called real if they would be this rare without one. */
export const significanceLevel = 0.05;

/**
 * Returns the p-value of the two-sided pooled z-test for the difference of two proportions: how probable a difference this large
 * would be if both were samples of the same one. It is 1 where both have no success, or only successes.
 *
 * Returns `NaN` if one is no proportion: without trials, with more successes than trials, or if a count is unknown.
 */
export function proportionTest(one: Proportion, other: Proportion): number {
  return pValueOf(one, other, twoSidedTail);
}

/**
 * Returns the p-value of {@link proportionTest} as exactly as {@link significanceLimit} needs it: 1 if it is above the level, and an
 * upper bound if it is below 1e-11. Takes a fraction of the time.
 */
export function roughProportionTest(one: Proportion, other: Proportion): number {
  return pValueOf(one, other, roughTail);
}

/** No limit is this small: it is at least the level, divided by the number of tests. */
const farTail = 7;
const farTailValue = 1e-11;
/** A little less than the quantile of the level. */
const surelyWithin = 1.95;

function roughTail(z: number): number {
  if (z < surelyWithin) return 1;
  return z > farTail ? farTailValue : twoSidedTail(z);
}

function pValueOf(one: Proportion, other: Proportion, tail: (z: number) => number): number {
  if (!isProportion(one) || !isProportion(other)) return NaN;
  const pooled = (one.successes + other.successes) / (one.trials + other.trials);
  const variance = pooled * (1 - pooled) * (1 / one.trials + 1 / other.trials);
  // Rounding leaves a little of a variance that is 0.
  const hasVariance = pooled > 0 && one.successes + other.successes < one.trials + other.trials;
  if (!hasVariance) return 1;
  const difference = one.successes / one.trials - other.successes / other.trials;
  return tail(Math.abs(difference) / Math.sqrt(variance));
}

const isProportion = ({ successes, trials }: Proportion) => successes >= 0 && successes <= trials && trials > 0;

/** Returns the probability that a standard normal variable is farther from 0 than `z`, which is not negative. */
function twoSidedTail(z: number): number {
  if (z < firstNode) return 1 - 2 * integralTo(z);
  return 2 * density(z) * (z < lastNode ? seriesOfMillsRatio(z) : millsRatio(z));
}

const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Returns the integral of the normal density from 0 to `z`, by its series (Abramowitz and Stegun 26.2.11). */
function integralTo(z: number): number {
  let term = z;
  let sum = z;
  for (let index = 3; term > sum * 1e-17; index += 2) {
    term *= (z * z) / index;
    sum += term;
  }
  return density(z) * sum;
}

/** Returns the upper tail divided by the density, by its continued fraction (Abramowitz and Stegun 26.2.14). */
function millsRatio(z: number): number {
  // The rest of the fraction is about the same as with constant terms.
  const terms = 80;
  let ratio = (z + Math.sqrt(z * z + 4 * terms)) / 2;
  for (let index = terms; index > 0; index--) ratio = z + index / ratio;
  return 1 / ratio;
}

/** Between these, where most tests of many are, the ratio is computed from its series around the nearest node. */
const [firstNode, lastNode] = [1.75, farTail];
const nodesPerUnit = 4;
const termsPerNode = 14;
const seriesOfNodes = Array.from({ length: (lastNode - firstNode) * nodesPerUnit + 1 }, (_, node) =>
  taylorTerms(firstNode + node / nodesPerUnit),
);

/** Returns the coefficients of the Taylor series of {@link millsRatio} around `z`, from its derivative: `z * ratio - 1`. */
function taylorTerms(z: number): Float64Array {
  const terms = Float64Array.of(millsRatio(z), z * millsRatio(z) - 1, ...new Array<number>(termsPerNode - 2).fill(0));
  for (let index = 2; index < termsPerNode; index++) {
    terms[index] = (z * (terms[index - 1] as number) + (terms[index - 2] as number)) / index;
  }
  return terms;
}

/** Returns {@link millsRatio} in a fraction of the time. `z` is between the first and the last node. */
function seriesOfMillsRatio(z: number): number {
  const node = Math.round((z - firstNode) * nodesPerUnit);
  const offset = z - firstNode - node / nodesPerUnit;
  const terms = seriesOfNodes[node] as Float64Array;
  let sum = 0;
  for (let index = termsPerNode - 1; index >= 0; index--) sum = sum * offset + (terms[index] as number);
  return sum;
}

/**
 * Returns the largest p-value that counts as a real difference among many tests, by Benjamini and Hochberg (1995): of the
 * differences called real, at most the share {@link significanceLevel} is expected to be chance. Returns -1 if none is real.
 * Tests without a result (`NaN`) do not count.
 *
 * It is the greatest fixed point of "the level times the share of the p-values up to here", approached from above, which
 * needs no sorting.
 */
export function* significanceLimit(pValues: Float64Array): SlicedTask<number> {
  let tests = 0;
  yield* inSlices(pValues.length, (from, to) => {
    for (let index = from; index < to; index++) if (!Number.isNaN(pValues[index])) tests++;
  });
  let limit: number = significanceLevel;
  let candidates = pValues;
  for (;;) {
    const next = new Float64Array(candidates.length);
    let count = 0;
    let largest = -1;
    yield* inSlices(candidates.length, (from, to) => {
      for (let index = from; index < to; index++) {
        const pValue = candidates[index] as number;
        if (!(pValue <= limit)) continue;
        next[count++] = pValue;
        largest = Math.max(largest, pValue);
      }
    });
    const lower = (significanceLevel * count) / tests;
    if (count === 0 || lower >= limit) return largest;
    limit = lower;
    candidates = next.subarray(0, count);
  }
}
