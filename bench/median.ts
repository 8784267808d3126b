/** Returns the median: of an even number of values, the greater one in the middle; of no values, NaN. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
