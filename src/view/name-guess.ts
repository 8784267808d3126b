import { inSlices, type Work } from '../model/work.ts';
import type { Comparison } from './comparison-order.ts';
import { Folding } from './folding.ts';
import { orderOfWeights, type WeightedTexts } from './weight-order.ts';

/** So many names are looked at from pause to pause. */
const sample = 4096;

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

/**
 * Guesses the order of names by the weights of their letters, without regard for case and accents: much faster than a
 * collator can sort them, and mostly right.
 */
export function* guessNameOrder(names: readonly string[], collator: Intl.Collator, compare: Comparison): Work<Uint32Array> {
  const weighted = yield* weigh(names, collator, new Folding(collator.resolvedOptions().locale));
  return yield* orderOfWeights(weighted, compare);
}

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
