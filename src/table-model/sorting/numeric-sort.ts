import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { sortedByWord } from './radix-sort.ts';

/** Numbers of a column, by row. Unknown is `NaN`. */
export type Numbers = Float64Array | Float32Array;

const wordSize = 2 ** 32;
/** The upper half of the bits of the largest finite number. */
const largestUpper = 0x7fefffff;

/** What is to be known of numbers in order to sort them. */
interface Extent {
  readonly least: number;
  readonly greatest: number;
  readonly isWhole: boolean;
}

function* extentOf(values: Numbers): SlicedTask<Extent> {
  let [least, greatest, isWhole] = [Infinity, -Infinity, true];
  yield* inSlices(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row] as number;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      // Nothing is unequal to its own floor but what has a fraction, and NaN.
      if (isWhole && value !== Math.floor(value) && value === value) isWhole = false;
    }
  });
  return { least, greatest, isWhole };
}

/** Rows by numbers, unknown ones last both ways; rows of the same number stay as they are in `order`. */
export function* sortedByNumber(order: Uint32Array, values: Numbers, descending: boolean): SlicedTask<Uint32Array> {
  const { least, greatest, isWhole } = yield* extentOf(values);
  // All unknown.
  if (least > greatest) return order;
  if (!isWhole || !Number.isSafeInteger(greatest - least)) return yield* sortedByBits(order, values, descending);
  const size = greatest - least;
  const [origin, sign] = descending ? [greatest, -1] : [least, 1];
  if (size + 1 < wordSize) {
    return yield* sortedByWord(
      order,
      (words, from, to) => {
        for (let place = from; place < to; place++) {
          const value = values[order[place] as number] as number;
          words[place] = value === value ? (value - origin) * sign : size + 1;
        }
      },
      size + 1,
    );
  }
  return yield* sortedByHalves(order, Math.floor(size / wordSize) + 1, (row, largest) => {
    const value = values[row] as number;
    return value === value ? (value - origin) * sign : largest * wordSize;
  });
}

/** By numbers from 0 on that take more than one word. */
function* sortedByHalves(
  order: Uint32Array,
  largestUpperHalf: number,
  distance: (row: number, largestUpperHalf: number) => number,
): SlicedTask<Uint32Array> {
  const lower = yield* sortedByWord(
    order,
    (words, from, to) => {
      for (let place = from; place < to; place++)
        words[place] = distance(order[place] as number, largestUpperHalf) % wordSize;
    },
    wordSize - 1,
  );
  return yield* sortedByWord(
    lower,
    (words, from, to) => {
      for (let place = from; place < to; place++)
        words[place] = distance(lower[place] as number, largestUpperHalf) / wordSize;
    },
    largestUpperHalf,
  );
}

/** By numbers that are not whole, and not negative: their bits, read as whole numbers, are in the same order. */
function* sortedByBits(order: Uint32Array, values: Numbers, descending: boolean): SlicedTask<Uint32Array> {
  const bits = new Uint32Array(new Float64Array(values).buffer);
  const isUnknown = (row: number) => (bits[2 * row + 1] as number) > largestUpper;
  const byLower = yield* sortedByWord(
    order,
    (words, from, to) => {
      for (let place = from; place < to; place++) {
        const row = order[place] as number;
        const lower = bits[2 * row] as number;
        words[place] = isUnknown(row) ? 0 : descending ? ~lower : lower;
      }
    },
    wordSize - 1,
  );
  return yield* sortedByWord(
    byLower,
    (words, from, to) => {
      for (let place = from; place < to; place++) {
        const row = byLower[place] as number;
        const upper = bits[2 * row + 1] as number;
        words[place] = isUnknown(row) ? largestUpper + 1 : descending ? largestUpper - upper : upper;
      }
    },
    largestUpper + 1,
  );
}
