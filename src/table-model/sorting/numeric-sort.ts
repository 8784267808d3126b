import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { radixSort } from './radix-sort.ts';

/** The numbers of a column, by row. Unknown numbers are `NaN`. */
export type Numbers = Float64Array | Float32Array;

const wordSize = 2 ** 32;
const signBit = 0x80000000;
/** The greatest key of the upper 32 bits of a finite number. */
const maxUpperKey = 0xffefffff;

interface Extent {
  readonly least: number;
  readonly greatest: number;
  readonly isInteger: boolean;
}

function* extentOf(values: Numbers): SlicedTask<Extent> {
  let [least, greatest, isInteger] = [Infinity, -Infinity, true];
  yield* inSlices(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row] as number;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      if (isInteger && value !== Math.floor(value) && !Number.isNaN(value)) isInteger = false;
    }
  });
  return { least, greatest, isInteger };
}

/** Sorts rows by a number each, unknown numbers last in both directions. Stable, and does not change `order`. */
export function* sortByNumber(order: Uint32Array, values: Numbers, descending: boolean): SlicedTask<Uint32Array> {
  const { least, greatest, isInteger } = yield* extentOf(values);
  const areAllUnknown = least > greatest;
  if (areAllUnknown) return order;
  const range = greatest - least;
  if (!isInteger || !Number.isSafeInteger(range)) return yield* sortByBits(order, values, descending);
  const [origin, sign] = descending ? [greatest, -1] : [least, 1];
  if (range + 1 < wordSize) {
    return yield* radixSort(
      order,
      (keys, from, to) => {
        for (let place = from; place < to; place++) {
          const value = values[order[place] as number] as number;
          keys[place] = value === value ? (value - origin) * sign : range + 1;
        }
      },
      range + 1,
    );
  }
  const maxUpper = Math.floor(range / wordSize) + 1;
  const keyOf = (row: number) => {
    const value = values[row] as number;
    return value === value ? (value - origin) * sign : maxUpper * wordSize;
  };
  return yield* sortByTwoWords(
    order,
    (row) => keyOf(row) % wordSize,
    (row) => keyOf(row) / wordSize,
    maxUpper,
  );
}

/**
 * Sorts by the bits of numbers. As integers, the bits of positive numbers have the order of the numbers, and those of
 * negative numbers the reverse order. With the sign bit inverted, positive numbers come last.
 */
function* sortByBits(order: Uint32Array, values: Numbers, descending: boolean): SlicedTask<Uint32Array> {
  const bits = new Uint32Array(new Float64Array(values).buffer);
  const upperBits = (row: number) => bits[2 * row + 1] as number;
  const isUnknown = (row: number) => values[row] !== values[row];
  const isNegative = (row: number) => upperBits(row) >= signBit;
  // The bits of a key are inverted if only one of these holds: the number is negative, or the order is descending.
  const keyOf = (row: number, word: number) => (isNegative(row) === descending ? word : ~word) >>> 0;
  return yield* sortByTwoWords(
    order,
    (row) => (isUnknown(row) ? 0 : keyOf(row, bits[2 * row] as number)),
    (row) => {
      if (isUnknown(row)) return maxUpperKey + 1;
      // The sign bit of a positive number is inverted: with it, positive numbers follow negative ones.
      return keyOf(row, isNegative(row) ? upperBits(row) : upperBits(row) ^ signBit);
    },
    maxUpperKey + 1,
  );
}

/** Sorts by 64-bit keys, the lower 32 bits first. */
function* sortByTwoWords(
  order: Uint32Array,
  lower: (row: number) => number,
  upper: (row: number) => number,
  maxUpper: number,
): SlicedTask<Uint32Array> {
  let sorted = order;
  for (const [keyOf, maxKey] of [
    [lower, wordSize - 1],
    [upper, maxUpper],
  ] as const) {
    const items = sorted;
    sorted = yield* radixSort(
      items,
      (keys, from, to) => {
        for (let place = from; place < to; place++) keys[place] = keyOf(items[place] as number);
      },
      maxKey,
    );
  }
  return sorted;
}
