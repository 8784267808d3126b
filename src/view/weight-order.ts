import { inSlices, type Work } from '../model/work.ts';
import { ascending, sortedByComparison, type Comparison } from './comparison-order.ts';
import { sortedByWord } from './radix.ts';

/** Texts as rows of small numbers: those of text `t` are in `weights` from `starts[t]` up to `starts[t + 1]`. */
export interface WeightedTexts {
  readonly weights: Uint8Array | Uint16Array;
  readonly starts: Uint32Array;
  /** The largest weight that there may be; the least is 1. */
  readonly largest: number;
}

/** Places of an order, from `start` up to `end`, whose texts are the same in their first `depth` weights, or in all. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** The depth of texts that are the same to their ends. */
const ended = -1;
/** Of so few, sorting in the plainest way is the fastest. */
const few = 32;
/** Of more, sorting is done in slices. */
const many = 1 << 14;

/**
 * The order of texts by their weights, the first that differs; a text that ends is before one that goes on. Texts of
 * the same weights are put in order by `compareTies`.
 *
 * As many weights as fit are packed into a word, and with the text's place into a number, which the engine sorts
 * fastest; stretches that are still the same go on with the weights that follow.
 */
export function orderOfWeights(texts: WeightedTexts, compareTies: Comparison): Work<Uint32Array> {
  return new WeightSorter(texts, compareTies).sort();
}

class WeightSorter {
  readonly #texts: WeightedTexts;
  readonly #compareTies: Comparison;
  /** 0 is for the end of a text. */
  readonly #base: number;
  /** How many weights make a word of 32 bits. */
  readonly #packed: number;
  readonly #order: Uint32Array;
  readonly #stretches: Stretch[];
  /** Room to sort in. */
  readonly #keys = new Float64Array(many);
  readonly #unsorted = new Uint32Array(many);

  constructor(texts: WeightedTexts, compareTies: Comparison) {
    const length = texts.starts.length - 1;
    this.#texts = texts;
    this.#compareTies = compareTies;
    this.#base = texts.largest + 1;
    this.#packed = Math.floor(32 / Math.log2(this.#base));
    this.#order = ascending(length);
    this.#stretches = length > 1 ? [{ start: 0, end: length, depth: 0 }] : [];
  }

  *sort(): Work<Uint32Array> {
    let steps = 0;
    for (let stretch = this.#stretches.pop(); stretch; stretch = this.#stretches.pop()) {
      const size = stretch.end - stretch.start;
      steps += size;
      if (steps > many) {
        steps = 0;
        yield;
      }
      if (stretch.depth === ended) yield* this.#sortTies(stretch);
      else if (size > many) yield* this.#sortLong(stretch);
      else this.#sortShort(stretch);
    }
    return this.#order;
  }

  #wordAt(text: number, depth: number): number {
    const { weights, starts } = this.#texts;
    const base = this.#base;
    const end = starts[text + 1] as number;
    let at = (starts[text] as number) + depth;
    let word = 0;
    for (let count = this.#packed; count > 0; count--, at++) {
      word = word * base + (at < end ? (weights[at] as number) : 0);
    }
    return word;
  }

  #sortShort({ start, end, depth }: Stretch): void {
    const size = end - start;
    const [order, keys, unsorted] = [this.#order, this.#keys, this.#unsorted];
    for (let place = 0; place < size; place++) {
      const text = order[start + place] as number;
      unsorted[place] = text;
      keys[place] = this.#wordAt(text, depth) * many + place;
    }
    if (size <= few) sortFew(keys, 0, size, byNumber);
    else keys.subarray(0, size).sort();
    for (let place = 0; place < size; place++) {
      const key = keys[place] as number;
      order[start + place] = unsorted[key % many] as number;
      keys[place] = Math.floor(key / many);
    }
    this.#goOn(keys, { start, end, depth });
  }

  *#sortLong({ start, end, depth }: Stretch): Work<void> {
    const order = this.#order.subarray(start, end);
    const fill = (words: Uint32Array, from: number, to: number) => {
      for (let place = from; place < to; place++) words[place] = this.#wordAt(order[place] as number, depth);
    };
    order.set(yield* sortedByWord(order, fill, this.#base ** this.#packed - 1));
    const words = new Uint32Array(order.length);
    yield* inSlices(order.length, (from, to) => fill(words, from, to));
    this.#goOn(words, { start, end, depth });
  }

  /** Looks, in a stretch that is in order by its words, for those that are the same. */
  #goOn(words: Float64Array | Uint32Array, { start, end, depth }: Stretch): void {
    let first = start;
    for (let place = start + 1; place <= end; place++) {
      const word = words[first - start] as number;
      if (place < end && words[place - start] === word) continue;
      const hasEnded = word % this.#base === 0;
      if (place - first > 1) {
        this.#stretches.push({ start: first, end: place, depth: hasEnded ? ended : depth + this.#packed });
      }
      first = place;
    }
  }

  *#sortTies({ start, end }: Stretch): Work<void> {
    const order = this.#order;
    if (end - start <= few) sortFew(order, start, end, this.#compareTies);
    else order.set(yield* sortedByComparison(order.slice(start, end), this.#compareTies), start);
  }
}

const byNumber = (key: number, other: number) => key - other;

/** Puts each item where it belongs among those before it. */
function sortFew(items: Uint32Array | Float64Array, start: number, end: number, compare: Comparison): void {
  for (let place = start + 1; place < end; place++) {
    const item = items[place] as number;
    let target = place;
    while (target > start && compare(items[target - 1] as number, item) > 0) {
      items[target] = items[target - 1] as number;
      target -= 1;
    }
    items[target] = item;
  }
}
