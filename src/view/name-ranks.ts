import { inSlices, type Work } from '../model/work.ts';
import type { Folding } from './search.ts';
import { orderOfWeights, sortedByComparison, type WeightedTexts } from './weight-order.ts';

/** The place of a name that is unknown. */
const nowhere = 0xffffffff;
/** Names are not told apart any more once so many are seen and most are different: that costs more than it saves. */
const sample = 4096;

/**
 * Ranks names in the order of a collator: a name's rank is less than that of every name after it, and names that are
 * the same to the collator share a rank. The rank of an unknown name is `NaN`.
 *
 * A collator compares in about a microsecond, which times 20 million, for a million names, is too much. So names are
 * put in order by weights of their letters first, which are no more than a guess; then each is compared with the next,
 * which proves the guess, or finds it wrong. Where it is wrong the collator sorts.
 */
export function* rankNames(
  names: readonly (string | undefined)[],
  collator: Intl.Collator,
  folding: Folding,
): Work<Float32Array> {
  const { distinct, places } = yield* distinctOf(names);
  const { compare } = collator;
  const comparePlaces = (place: number, other: number) => {
    const [name, otherName] = [distinct[place] as string, distinct[other] as string];
    return name === otherName ? 0 : compare(name, otherName);
  };
  const weighted = yield* weigh(distinct, collator, folding);
  const guess = yield* orderOfWeights(weighted, comparePlaces);
  const ranks =
    (yield* ranksOf(guess, comparePlaces)) ??
    (yield* ranksOf(yield* sortedByComparison(guess, comparePlaces), comparePlaces));
  const values = new Float32Array(names.length);
  yield* inSlices(names.length, (from, to) => {
    for (let row = from; row < to; row++) values[row] = ranks?.[places[row] as number] ?? NaN;
  });
  return values;
}

/** Each name once, as far as that pays, and for each row the place of its name among them. */
function* distinctOf(
  names: readonly (string | undefined)[],
): Work<{ readonly distinct: readonly string[]; readonly places: Uint32Array }> {
  const distinct: string[] = [];
  const places = new Uint32Array(names.length);
  const placeOf = new Map<string, number>();
  let pays = true;
  yield* inSlices(
    names.length,
    (from, to) => {
      if (from >= sample && distinct.length > from / 2) pays = false;
      for (let row = from; row < to; row++) {
        const name = names[row];
        if (name === undefined) {
          places[row] = nowhere;
          continue;
        }
        let place = row > 0 && name === names[row - 1] ? places[row - 1] : pays ? placeOf.get(name) : undefined;
        if (place === undefined) {
          place = distinct.push(name) - 1;
          if (pays) placeOf.set(name, place);
        }
        places[row] = place;
      }
    },
    sample,
  );
  return { distinct, places };
}

/** Ranks by an order, which they prove; `undefined` if two stand in it the wrong way round. */
function* ranksOf(
  order: Uint32Array,
  compare: (place: number, other: number) => number,
): Work<Float32Array | undefined> {
  const ranks = new Float32Array(order.length);
  let rank = 0;
  let isWrong = false;
  for (let from = 1; from < order.length && !isWrong; from += comparisons) {
    if (from > 1) yield;
    const to = Math.min(order.length, from + comparisons);
    for (let place = from; place < to && !isWrong; place++) {
      const difference = compare(order[place - 1] as number, order[place] as number);
      if (difference > 0) isWrong = true;
      if (difference < 0) rank += 1;
      ranks[order[place] as number] = rank;
    }
  }
  return isWrong ? undefined : ranks;
}

const comparisons = 2048;

/** Longer numbers are told apart by the collator. */
const longestNumber = 16;

/** What the letters of an alphabet weigh, as a collator orders them; what it ignores has no weight. */
interface Alphabet {
  /** By code point; those of digits too, if numbers are not ordered by their size. */
  readonly weightOf: ReadonlyMap<number, number>;
  /** What a number of one digit weighs, if numbers are ordered by their size: it is followed by its digits. */
  readonly numberWeight: number | undefined;
  readonly largest: number;
}

function alphabetOf(letters: Iterable<string>, collator: Intl.Collator): Alphabet {
  const { locale, numeric, ignorePunctuation } = collator.resolvedOptions();
  const { compare } = new Intl.Collator(locale, { numeric, ignorePunctuation, sensitivity: 'base' });
  const sorted = [...letters].filter((letter) => compare(letter, '') !== 0).sort(compare);
  const weightOf = new Map<number, number>();
  let weight = 0;
  let numberWeight: number | undefined;
  sorted.forEach((letter, place) => {
    if (place === 0 || compare(sorted[place - 1] as string, letter) !== 0) weight += 1;
    if (numeric && letter >= '0' && letter <= '9') {
      if (numberWeight !== undefined) return;
      numberWeight = weight;
      weight += longestNumber;
    } else {
      weightOf.set(letter.codePointAt(0) ?? 0, weight);
    }
  });
  return { weightOf, numberWeight, largest: Math.max(weight, 10) };
}

const usual = /^[\x20-\x7e]*$/;
const usualLetters = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index));

/** Names by the weights of their letters, without regard for case and accents. */
function* weigh(names: readonly string[], collator: Intl.Collator, folding: Folding): Work<WeightedTexts> {
  const spelled = names.slice();
  const letters = new Set(usualLetters);
  let characters = 0;
  yield* inSlices(
    names.length,
    (from, to) => {
      for (let place = from; place < to; place++) {
        const name = names[place] as string;
        if (!usual.test(name)) {
          const folded = folding.fold(name);
          if (!usual.test(folded)) for (const letter of folded) letters.add(letter);
          spelled[place] = folded;
        }
        characters += (spelled[place] as string).length;
      }
    },
    sample,
  );
  const alphabet = alphabetOf(letters, collator);
  const writer = new WeightWriter(alphabet, characters);
  const starts = new Uint32Array(names.length + 1);
  yield* inSlices(
    names.length,
    (from, to) => {
      for (let place = from; place < to; place++) {
        writer.write(spelled[place] as string);
        starts[place + 1] = writer.length;
      }
    },
    sample,
  );
  return { weights: writer.weights, starts, largest: alphabet.largest };
}

const zero = 0x30;
const nine = 0x39;

/** Writes the weights of texts one behind the other. */
class WeightWriter {
  weights: Uint8Array | Uint16Array;
  length = 0;
  readonly #alphabet: Alphabet;
  /** Those of the first characters: a look-up in a map takes its time. */
  readonly #weightOfUsual: Uint16Array;

  constructor(alphabet: Alphabet, characters: number) {
    this.#alphabet = alphabet;
    const capacity = Math.ceil(characters * 1.25) + 64;
    this.weights = alphabet.largest < 256 ? new Uint8Array(capacity) : new Uint16Array(capacity);
    this.#weightOfUsual = Uint16Array.from({ length: 0x80 }, (_, code) => alphabet.weightOf.get(code) ?? 0);
  }

  write(text: string): void {
    const { weightOf, numberWeight } = this.#alphabet;
    // No text is written longer than twice, when each other character is a digit.
    if (this.length + 2 * text.length > this.weights.length) this.#grow(2 * text.length);
    const { weights } = this;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (numberWeight !== undefined && code >= zero && code <= nine) {
        index = this.#writeNumber(text, index, numberWeight);
        continue;
      }
      let weight = this.#weightOfUsual[code];
      if (weight === undefined) {
        const codePoint = text.codePointAt(index) ?? 0;
        if (codePoint > 0xffff) index += 1;
        weight = weightOf.get(codePoint) ?? 0;
      }
      if (weight > 0) weights[this.length++] = weight;
    }
  }

  /** The number of its digits, but for zeros at the start, then the digits. The answer is where the last one is. */
  #writeNumber(text: string, start: number, numberWeight: number): number {
    let end = start + 1;
    while (text.charCodeAt(end) >= zero && text.charCodeAt(end) <= nine) end += 1;
    let first = start;
    while (first < end - 1 && text.charCodeAt(first) === zero) first += 1;
    this.weights[this.length++] = numberWeight + Math.min(end - first, longestNumber) - 1;
    for (let index = first; index < end; index++) this.weights[this.length++] = text.charCodeAt(index) - zero + 1;
    return end - 1;
  }

  #grow(by: number): void {
    const old = this.weights;
    const capacity = Math.ceil(old.length * 1.5) + by;
    this.weights = old instanceof Uint8Array ? new Uint8Array(capacity) : new Uint16Array(capacity);
    this.weights.set(old);
  }
}
