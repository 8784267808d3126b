import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';

/** The counts of 2 ** 11 buckets still fit into the L1 cache. */
const maxDigitBits = 11;

/**
 * Sorts items by a 32-bit key each. Stable, and does not change `items`. Moves the keys along with the items, which is
 * four times as fast as looking them up in every pass.
 *
 * @param fill writes the keys of the items at the places from `from` up to `to`.
 * @param maxKey no key is greater.
 */
export function* radixSort(
  items: Uint32Array,
  fill: (keys: Uint32Array, from: number, to: number) => void,
  maxKey: number,
): SlicedTask<Uint32Array> {
  const { length } = items;
  let keys: Uint32Array = new Uint32Array(length);
  yield* inSlices(length, (from, to) => fill(keys, from, to));
  const keyBits = 32 - Math.clz32(maxKey);
  const digitBits = Math.ceil(keyBits / Math.ceil(keyBits / maxDigitBits));
  let sorted = items;
  let nextSorted: Uint32Array = new Uint32Array(length);
  let nextKeys: Uint32Array = new Uint32Array(length);
  for (let shift = 0; shift < keyBits; shift += digitBits) {
    const starts = yield* countDigits(keys, shift, digitBits);
    // All keys have the same digit.
    if (starts.includes(length)) continue;
    toStarts(starts);
    const [fromKeys, fromItems, toKeys, toItems] = [keys, sorted, nextKeys, nextSorted];
    const mask = (1 << digitBits) - 1;
    yield* inSlices(length, (from, to) => {
      for (let place = from; place < to; place++) {
        const key = fromKeys[place] as number;
        const digit = (key >>> shift) & mask;
        const target = starts[digit] as number;
        starts[digit] = target + 1;
        toKeys[target] = key;
        toItems[target] = fromItems[place] as number;
      }
    });
    nextSorted = fromItems === items ? new Uint32Array(length) : fromItems;
    [sorted, keys, nextKeys] = [toItems, toKeys, fromKeys];
  }
  return sorted;
}

function* countDigits(keys: Uint32Array, shift: number, digitBits: number): SlicedTask<Uint32Array> {
  const counts = new Uint32Array(1 << digitBits);
  const mask = (1 << digitBits) - 1;
  yield* inSlices(keys.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const digit = ((keys[place] as number) >>> shift) & mask;
      counts[digit] = (counts[digit] as number) + 1;
    }
  });
  return counts;
}

/** Replaces the count of each bucket by its start. */
function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket] as number;
    counts[bucket] = start;
    start += count;
  }
}
