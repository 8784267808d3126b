import { HashTable } from './hash-table.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { mergeSort } from './merge-sort.ts';
import { identity } from './row-sorter.ts';
import { radixSort } from './radix-sort.ts';

/** Names per slice, and per block of keys. */
const blockSize = 2048;
/** Tokens of a name that its key is made of. Names that only differ after them are left to the collator. */
const maxTokens = 16;
/** A token of fewer characters continues after a separator, which keeps keys short. */
const minTokenLength = 3;
/** A number from here on takes two columns of a key. */
const maxColumn = 2 ** 31;

/** Kinds of characters: a digit is its value plus 1. */
const letter = 0;
const separator = 11;
const space = 0x20;

const kindOf = new Uint8Array(0x10000);
for (const character of ' !"#$%&\'()*+,-./:;=?@_|') kindOf[character.charCodeAt(0)] = separator;
// Chinese and Japanese text has no spaces: a token may end after any ideograph.
kindOf.fill(separator, 0x4e00, 0xa000);
// ASCII, Arabic, Persian, Devanagari, Thai and fullwidth digits.
for (const zero of [0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xff10]) {
  for (let digit = 0; digit < 10; digit++) kindOf[zero + digit] = digit + 1;
}

/**
 * Sorts names by collation keys. With rare exceptions, the order is that of the collator without regard for accents and
 * case. Returns `undefined` if the names have few tokens in common: keys would then take longer than comparisons.
 *
 * A name is split into tokens, such as words, and numbers. The collator sorts the distinct tokens, of which there are far
 * fewer than names. The key of a name is the list of the ranks of its tokens and the values of its numbers.
 *
 * Comparing such lists gives the order of the names because no token is the start of another one, except the last one of
 * a name. A space at the end of a token is left out: it sorts before every other character, as the end of a list does.
 */
export function* sortByKeys(names: readonly string[], collator: Intl.Collator): SlicedTask<Uint32Array | undefined> {
  const { locale, ...options } = collator.resolvedOptions();
  const tokenizer = new Tokenizer(options.ignorePunctuation);
  const blocks: Float64Array[] = [];
  const lengths = new Uint8Array(names.length);
  yield* inSlices(
    names.length,
    (from, to) => {
      for (let name = from; name < to; name++) lengths[name] = tokenizer.add(names[name] as string);
      blocks.push(tokenizer.takeKeys());
    },
    blockSize,
  );
  const { tokens } = tokenizer;
  if (tokens.length > names.length / 2) return undefined;
  const base = new Intl.Collator(locale, { ...options, sensitivity: 'base' } as Intl.CollatorOptions);
  const columnSizes = yield* rankTokens(blocks, lengths, yield* tokenRanks(tokens, base));
  return yield* sortByColumns(blocks, lengths, columnSizes);
}

/** Splits names into tokens, and numbers the distinct tokens from 0. */
class Tokenizer {
  /** The distinct tokens. One that is followed by a number ends with the digit 0, which stands for any number. */
  readonly tokens: string[] = [];
  /** Keys so far: a token is the complement of its index, a number is its value plus 1. */
  readonly #keys = new Float64Array(blockSize * (3 * maxTokens + 1));
  #length = 0;
  readonly #ignoresPunctuation: boolean;
  readonly #table = new HashTable(
    () => this.#hash,
    (token) => this.#checks[token] === this.#check,
  );
  // Two hashes identify a token, so that its text need not be compared.
  #hash = 0;
  #check = 0;
  readonly #checks: number[] = [];

  constructor(ignorePunctuation: boolean) {
    this.#ignoresPunctuation = ignorePunctuation;
  }

  /** Returns the keys of the names added since the last call. */
  takeKeys(): Float64Array {
    const keys = this.#keys.slice(0, this.#length);
    this.#length = 0;
    return keys;
  }

  /** Adds the key of a name, and returns its length. */
  add(name: string): number {
    const keyStart = this.#length;
    let tokensLeft = maxTokens;
    let start = 0;
    let [hash, check] = [0, 0];
    for (let index = 0; index < name.length; index++) {
      const code = name.charCodeAt(index);
      const kind = kindOf[code] as number;
      const isTooShort = this.#ignoresPunctuation || index - start < minTokenLength - 1;
      if (kind === letter || (kind === separator && isTooShort)) {
        hash = Math.imul(hash ^ code, 0x01000193);
        check = (Math.imul(check, 31) + code) | 0;
        continue;
      }
      if (kind !== separator) {
        this.#addToken(name, start, index, ~hash, check, '0');
        index = this.#addNumber(name, index);
      } else if (code === space) {
        this.#addToken(name, start, index, hash, check);
      } else {
        this.#addToken(name, start, index + 1, hash ^ code, check ^ code);
      }
      if (--tokensLeft === 0) return this.#length - keyStart;
      start = index + 1;
      [hash, check] = [0, 0];
    }
    if (start < name.length) this.#addToken(name, start, name.length, hash, check);
    return this.#length - keyStart;
  }

  #addToken(name: string, start: number, end: number, hash: number, check: number, suffix = ''): void {
    this.#hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    this.#check = check;
    const token = this.#table.findOrAdd(this.tokens.length);
    if (token === this.tokens.length) {
      this.tokens.push(name.slice(start, end) + suffix);
      this.#checks.push(check);
    }
    this.#keys[this.#length++] = ~token;
  }

  /** Returns the index of the last digit. */
  #addNumber(name: string, start: number): number {
    let value = 0;
    let index = start;
    for (; index < name.length; index++) {
      const kind = kindOf[name.charCodeAt(index)] as number;
      if (kind === letter || kind >= separator) break;
      value = value * 10 + kind - 1;
    }
    if (value < maxColumn) {
      this.#keys[this.#length++] = value + 1;
    } else {
      this.#keys[this.#length++] = maxColumn + Math.min(Math.floor(value / maxColumn), maxColumn - 1);
      this.#keys[this.#length++] = (value % maxColumn) + 1;
    }
    return index - 1;
  }
}

/** Ranks tokens from 1. The rank of tokens that the collator ignores is 0. */
function* tokenRanks(tokens: readonly string[], collator: Intl.Collator): SlicedTask<Uint32Array> {
  const { compare } = collator;
  const order = yield* mergeSort(identity(tokens.length), (one, other) =>
    compare(tokens[one] as string, tokens[other] as string),
  );
  const ranks = new Uint32Array(tokens.length);
  let [rank, before] = [0, ''];
  yield* inSlices(
    order.length,
    (from, to) => {
      for (let place = from; place < to; place++) {
        const token = order[place] as number;
        if (compare(before, tokens[token] as string) !== 0) rank += 1;
        before = tokens[token] as string;
        ranks[token] = rank;
      }
    },
    blockSize,
  );
  return ranks;
}

/** Replaces tokens by their ranks, drops ignored ones, and returns for each column of the keys how many values it has. */
function* rankTokens(
  blocks: readonly Float64Array[],
  lengths: Uint8Array,
  ranks: Uint32Array,
): SlicedTask<readonly number[]> {
  const sizes: number[] = [];
  yield* inSlices(
    lengths.length,
    (from, to) => {
      const keys = blocks[from / blockSize] as Float64Array;
      let [read, write] = [0, 0];
      for (let name = from; name < to; name++) {
        const end = read + (lengths[name] as number);
        let column = 0;
        for (; read < end; read++) {
          const key = keys[read] as number;
          const value = key < 0 ? (ranks[~key] as number) : key;
          if (value === 0) continue;
          keys[write++] = value;
          sizes[column] = Math.max(sizes[column] ?? 0, value + 1);
          column += 1;
        }
        lengths[name] = column;
      }
    },
    blockSize,
  );
  return sizes;
}

/** Sorts keys by their columns, the last first, as many at a time as a number holds exactly. */
function* sortByColumns(
  blocks: readonly Float64Array[],
  lengths: Uint8Array,
  sizes: readonly number[],
): SlicedTask<Uint32Array> {
  const values = new Uint32Array(lengths.length);
  let order = identity(lengths.length);
  for (let end = sizes.length, start = end; end > 0; end = start) {
    let size = 1;
    for (; start > 0 && size * (sizes[start - 1] as number) <= 2 ** 32; start--) size *= sizes[start - 1] as number;
    yield* inSlices(
      lengths.length,
      (from, to) => {
        const keys = blocks[from / blockSize] as Float64Array;
        let keyStart = 0;
        for (let name = from; name < to; name++) {
          const length = lengths[name] as number;
          let value = 0;
          for (let column = start; column < end; column++) {
            value = value * (sizes[column] as number) + (column < length ? (keys[keyStart + column] as number) : 0);
          }
          values[name] = value;
          keyStart += length;
        }
      },
      blockSize,
    );
    const items = order;
    order = yield* radixSort(
      items,
      (sortKeys, from, to) => {
        for (let place = from; place < to; place++) sortKeys[place] = values[items[place] as number] as number;
      },
      size - 1,
    );
  }
  return order;
}
