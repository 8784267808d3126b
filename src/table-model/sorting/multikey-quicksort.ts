import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { ascending, sortedByComparison, type Comparison } from './merge-sort.ts';

/**
 * Texts as words, which are whole numbers: those of text `t` are in `words` from `starts[t]` up to `starts[t + 1]`. A
 * word that is a multiple of `base` is a text's last.
 */
export interface WordedTexts {
  readonly words: Float64Array;
  readonly starts: Uint32Array;
  readonly base: number;
}

/** Places of an order, from `start` up to `end`, whose texts are the same in all words before `depth`. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Of so few, sorting in the plainest way is the fastest. */
const few = 16;
/** So many texts are looked at from pause to pause. */
const pace = 1 << 14;

/**
 * The order of texts by their words, the first that differs; a text that ends is before one that goes on. Texts of the
 * same words are put in order by `compareTies`.
 *
 * A quicksort by one word at a time, which stands beside its text in an array: those less than a pivot, those greater,
 * and those the same, which go on with the word that follows.
 */
export function* orderOfWords(texts: WordedTexts, compareTies: Comparison): SlicedTask<Uint32Array> {
  const sorter = new WordSorter(texts, compareTies);
  yield* sorter.sort();
  return sorter.order;
}

class WordSorter {
  readonly order: Uint32Array;
  readonly #texts: WordedTexts;
  readonly #compareTies: Comparison;
  /** The words at the places of the order, at the depth of their stretch. */
  readonly #keys: Float64Array;

  constructor(texts: WordedTexts, compareTies: Comparison) {
    const length = texts.starts.length - 1;
    this.order = ascending(length);
    this.#texts = texts;
    this.#compareTies = compareTies;
    this.#keys = new Float64Array(length);
  }

  *sort(): SlicedTask<void> {
    const stretches: Stretch[] = [];
    const { length } = this.order;
    if (length > 1) {
      yield* this.#read({ start: 0, end: length, depth: 0 });
      stretches.push({ start: 0, end: length, depth: 0 });
    }
    let steps = 0;
    for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
      const { start, end, depth } = stretch;
      steps += end - start;
      if (steps > pace) {
        steps = 0;
        yield;
      }
      if (end - start <= few) {
        this.#sortFew(stretch);
        continue;
      }
      const pivot = this.#pivot(start, end);
      const [same, greater] = this.#part(start, end, pivot);
      if (same - start > 1) stretches.push({ start, end: same, depth });
      if (end - greater > 1) stretches.push({ start: greater, end, depth });
      if (greater - same < 2) continue;
      if (pivot % this.#texts.base === 0) {
        yield* this.#sortTies(same, greater);
      } else {
        const further = { start: same, end: greater, depth: depth + 1 };
        yield* this.#read(further);
        stretches.push(further);
      }
    }
  }

  #wordAt(text: number, depth: number): number {
    const { words, starts } = this.#texts;
    const at = (starts[text] as number) + depth;
    return at < (starts[text + 1] as number) ? (words[at] as number) : 0;
  }

  *#read({ start, end, depth }: Stretch): SlicedTask<void> {
    yield* inSlices(
      end - start,
      (from, to) => {
        for (let place = start + from; place < start + to; place++) {
          this.#keys[place] = this.#wordAt(this.order[place] as number, depth);
        }
      },
      pace,
    );
  }

  /** The middle one of three words. */
  #pivot(start: number, end: number): number {
    const keys = this.#keys;
    const [one, two, three] = [keys[start], keys[(start + end) >> 1], keys[end - 1]] as [number, number, number];
    return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
  }

  /** Brings what is less than the pivot to the start and what is greater to the end: where the same start and end. */
  #part(start: number, end: number, pivot: number): [same: number, greater: number] {
    const [keys, order] = [this.#keys, this.order];
    let [same, greater] = [start, end];
    for (let place = start; place < greater;) {
      const key = keys[place] as number;
      if (key === pivot) {
        place += 1;
        continue;
      }
      const target = key < pivot ? same++ : --greater;
      const text = order[place] as number;
      keys[place] = keys[target] as number;
      order[place] = order[target] as number;
      keys[target] = key;
      order[target] = text;
      if (key < pivot) place += 1;
    }
    return [same, greater];
  }

  /** Puts each text where it belongs among those before it. */
  #sortFew({ start, end, depth }: Stretch): void {
    const [keys, order] = [this.#keys, this.order];
    for (let place = start + 1; place < end; place++) {
      const [key, text] = [keys[place] as number, order[place] as number];
      let target = place;
      while (target > start) {
        const before = keys[target - 1] as number;
        if (before < key) break;
        if (before === key && this.#compareFrom(order[target - 1] as number, text, key, depth) <= 0) break;
        keys[target] = before;
        order[target] = order[target - 1] as number;
        target -= 1;
      }
      keys[target] = key;
      order[target] = text;
    }
  }

  /** Compares two texts that have the same word at a depth, and the same ones before. */
  #compareFrom(text: number, other: number, same: number, depth: number): number {
    let further = depth;
    for (let word = same; word % this.#texts.base !== 0;) {
      further += 1;
      word = this.#wordAt(text, further);
      const otherWord = this.#wordAt(other, further);
      if (word !== otherWord) return word - otherWord;
    }
    return this.#compareTies(text, other);
  }

  *#sortTies(start: number, end: number): SlicedTask<void> {
    this.order.set(yield* sortedByComparison(this.order.slice(start, end), this.#compareTies), start);
  }
}
