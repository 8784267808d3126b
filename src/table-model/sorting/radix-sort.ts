import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';

/** As many buckets as still fit into the innermost cache. */
const widestDigit = 11;

/**
 * Sorts by numbers of up to 32 bits: the answer has the items of `order` by their words, and items of the same word as
 * they were. A radix sort that carries the items along with what is left of their words: four times as fast as one that
 * looks the words up.
 * @param fill writes the words of the items at the places from `from` up to `to`.
 * @param largest a number that no word exceeds.
 */
export function* sortedByWord(
  order: Uint32Array,
  fill: (words: Uint32Array, from: number, to: number) => void,
  largest: number,
): SlicedTask<Uint32Array> {
  const { length } = order;
  let words: Uint32Array = new Uint32Array(length);
  yield* inSlices(length, (from, to) => fill(words, from, to));
  const bits = 32 - Math.clz32(largest);
  const width = Math.ceil(bits / Math.ceil(bits / widestDigit));
  let items = order;
  let itemsTo: Uint32Array = new Uint32Array(length);
  let wordsTo: Uint32Array = new Uint32Array(length);
  for (let shift = 0; shift < bits; shift += width) {
    const starts = yield* countDigits(words, shift, width);
    // All in one bucket: there is nothing to move.
    if (starts.includes(length)) continue;
    accumulate(starts);
    const [fromWords, fromItems, toWords, toItems] = [words, items, wordsTo, itemsTo];
    const mask = (1 << width) - 1;
    yield* inSlices(length, (from, to) => {
      for (let place = from; place < to; place++) {
        const word = fromWords[place] as number;
        const digit = (word >>> shift) & mask;
        const target = starts[digit] as number;
        starts[digit] = target + 1;
        toWords[target] = word;
        toItems[target] = fromItems[place] as number;
      }
    });
    // The caller's order is nobody's to write to.
    itemsTo = fromItems === order ? new Uint32Array(length) : fromItems;
    [items, words, wordsTo] = [toItems, toWords, fromWords];
  }
  return items;
}

/** How often each digit occurs. */
function* countDigits(words: Uint32Array, shift: number, width: number): SlicedTask<Uint32Array> {
  const counts = new Uint32Array(1 << width);
  const mask = (1 << width) - 1;
  yield* inSlices(words.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const digit = ((words[place] as number) >>> shift) & mask;
      counts[digit] = (counts[digit] as number) + 1;
    }
  });
  return counts;
}

/** Makes of counts where each bucket starts. */
export function accumulate(counts: Uint32Array): void {
  let start = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket] as number;
    counts[bucket] = start;
    start += count;
  }
}
