import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { DiacriticFolding } from '../diacritic-folding.ts';
import type { WordedTexts } from './multikey-quicksort.ts';

/** So many names are looked at from pause to pause. */
const pace = 4096;

/** Longer numbers are told apart by the collator. */
const longestNumber = 16;

const usualLetters = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index));
/** The characters before are looked up in tables. A look-up in a map takes its time. */
const tableSize = 0x250;

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

/**
 * Names as the weights of their letters, without regard for case and accents, with as many weights to a word as fit.
 * The order of the words is a guess at the collator's order of the names, and mostly right.
 */
export function* wordsOfNames(names: readonly string[], collator: Intl.Collator): SlicedTask<WordedTexts> {
  const spelled: string[] = [];
  const spelling = new Spelling(new DiacriticFolding(collator.resolvedOptions().locale));
  yield* inSlices(
    names.length,
    (from, to) => {
      for (let place = from; place < to; place++) spelled.push(spelling.spell(names[place] as string));
    },
    pace,
  );
  const writer = new WordWriter(alphabetOf(spelling.letters, collator), spelling.forms, names.length);
  const starts = new Uint32Array(names.length + 1);
  yield* inSlices(
    names.length,
    (from, to) => {
      for (let place = from; place < to; place++) starts[place + 1] = writer.write(spelled[place] as string);
    },
    pace,
  );
  return { words: writer.words, starts, base: writer.base };
}

/** Takes note of the letters of names, and writes those in the plainest way that have others than a table can hold. */
class Spelling {
  readonly letters = new Set(usualLetters);
  /** What stands for a character, where that is one letter or two. */
  readonly forms: (string | undefined)[] = [];
  readonly #folding: DiacriticFolding;

  constructor(folding: DiacriticFolding) {
    this.#folding = folding;
  }

  spell(name: string): string {
    for (let index = 0; index < name.length; index++) {
      const code = name.charCodeAt(index);
      if (code >= 0x20 && code < 0x7f) continue;
      if (code >= tableSize || !this.#hasForm(code)) return this.#fold(name);
    }
    return name;
  }

  #hasForm(code: number): boolean {
    if (this.forms[code] !== undefined) return true;
    const form = this.#fold(String.fromCharCode(code));
    if (form.length < 1 || form.length > 2 || /\d/.test(form)) return false;
    this.forms[code] = form;
    return true;
  }

  #fold(text: string): string {
    const folded = this.#folding.fold(text);
    for (const letter of folded) this.letters.add(letter);
    return folded;
  }
}

const zero = 0x30;
const nine = 0x39;

/** Writes the words of texts one behind the other. */
class WordWriter {
  words: Float64Array;
  /** A word is of weights as a number is of digits; 0 is for the end of a text. */
  readonly base: number;
  readonly #alphabet: Alphabet;
  /** The weights of a character, by its code: the first in the lower half, the second in the upper. */
  readonly #weights: Uint32Array;
  /** How many weights make a word that is still exact. */
  readonly #packed: number;
  #length = 0;
  #word = 0;
  /** How many weights are in the word so far. */
  #filled = 0;

  constructor(alphabet: Alphabet, forms: readonly (string | undefined)[], texts: number) {
    const { weightOf, largest } = alphabet;
    this.#alphabet = alphabet;
    this.base = largest + 1;
    this.#packed = Math.floor(53 / Math.log2(this.base));
    this.words = new Float64Array(4 * texts);
    this.#weights = Uint32Array.from({ length: tableSize }, (_, code) => {
      const [first = 0, second = 0] = Array.from(forms[code] ?? String.fromCharCode(code), (letter) =>
        weightOf.get(letter.charCodeAt(0)),
      );
      return first === 0 ? second : first | (second << 16);
    });
  }

  /** Where the words of the text end. */
  write(text: string): number {
    const { weightOf, numberWeight } = this.#alphabet;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (numberWeight !== undefined && code >= zero && code <= nine) {
        index = this.#writeNumber(text, index, numberWeight);
      } else if (code < tableSize) {
        const weights = this.#weights[code] as number;
        this.#writeWeight(weights & 0xffff);
        if (weights > 0xffff) this.#writeWeight(weights >>> 16);
      } else {
        const codePoint = text.codePointAt(index) ?? 0;
        if (codePoint > 0xffff) index += 1;
        this.#writeWeight(weightOf.get(codePoint) ?? 0);
      }
    }
    while (this.#filled > 0) this.#add(0);
    return this.#length;
  }

  /** The number of its digits, but for zeros at the start, then the digits. The answer is where the last one is. */
  #writeNumber(text: string, start: number, numberWeight: number): number {
    let end = start + 1;
    while (text.charCodeAt(end) >= zero && text.charCodeAt(end) <= nine) end += 1;
    let first = start;
    while (first < end - 1 && text.charCodeAt(first) === zero) first += 1;
    this.#writeWeight(numberWeight + Math.min(end - first, longestNumber) - 1);
    for (let index = first; index < end; index++) this.#writeWeight(text.charCodeAt(index) - zero + 1);
    return end - 1;
  }

  #writeWeight(weight: number): void {
    if (weight > 0) this.#add(weight);
  }

  #add(weight: number): void {
    this.#word = this.#word * this.base + weight;
    this.#filled += 1;
    if (this.#filled < this.#packed) return;
    if (this.#length === this.words.length) {
      const { words } = this;
      this.words = new Float64Array(Math.ceil(words.length * 1.5) + 1);
      this.words.set(words);
    }
    this.words[this.#length++] = this.#word;
    this.#word = 0;
    this.#filled = 0;
  }
}
