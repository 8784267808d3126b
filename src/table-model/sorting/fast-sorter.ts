import { builtInColumns, type ColumnSet } from '../../model/columns.ts';
import { rateOf } from '../../model/metrics.ts';
import type { Sort } from '../../model/sort.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { countsOf, type Rows } from '../rows.ts';
import { mergeSort } from './merge-sort.ts';
import { rankNames } from './name-ranks.ts';
import { sortByNumber, type Numbers } from './numeric-sort.ts';
import { idComparator } from './row-comparator.ts';
import { identity, selectRows, type CreateRowSorter, type RowSorter } from './row-sorter.ts';

/**
 * Returns a function that creates fast sorters. Reports with the same texts, as those with and without bots, share one: the order by
 * ids and the ranks of names do not depend on numbers.
 */
export function fastSorters(): CreateRowSorter {
  const sorters = new WeakMap<Rows['text'], FastSorter>();
  return (rows, collator) => {
    const known = sorters.get(rows.text);
    if (known?.isOf(rows, collator)) return known;
    const sorter = new FastSorter(rows, collator);
    sorters.set(rows.text, sorter);
    return sorter;
  };
}

/**
 * Sorts many rows without comparing them: starts from the rows in the order of their ids and sorts them by each key, the
 * last key first, with a stable radix sort. Names are ranked first. The order by ids and the ranks are kept.
 */
export class FastSorter implements RowSorter {
  readonly #text: Rows['text'];
  readonly #length: number;
  readonly #collator: Intl.Collator;
  readonly #ranks = new Map<string, Float32Array>();
  #idOrder: Uint32Array | undefined;

  constructor({ text, length }: Pick<Rows, 'text' | 'length'>, collator: Intl.Collator) {
    this.#text = text;
    this.#length = length;
    this.#collator = collator;
  }

  /** Whether it sorts these rows in the order of a collator. Their numbers may differ. */
  isOf({ text, length }: Pick<Rows, 'text' | 'length'>, collator: Intl.Collator): boolean {
    return this.#text === text && this.#length === length && this.#collator === collator;
  }

  *sort(numbers: Rows['numbers'], sort: Sort, mask?: Uint8Array, columns = builtInColumns): SlicedTask<Uint32Array> {
    let order = yield* selectRows(yield* this.prepare(), mask);
    for (const { column, descending } of [...sort].reverse()) {
      order = yield* sortByNumber(order, yield* this.#valuesOf(numbers, column, columns), descending);
    }
    return order;
  }

  *prepare(): SlicedTask<Uint32Array> {
    return (this.#idOrder ??= yield* sortByIds(this.#text, this.#length));
  }

  /** Returns the number of each row that a column is sorted by. */
  *#valuesOf(numbers: Rows['numbers'], column: string, columns: ColumnSet): SlicedTask<Numbers> {
    const orUnknown = (values: Float64Array | undefined) => values ?? new Float64Array(this.#length).fill(NaN);
    const rate = columns.rateOf(column);
    if (rate) {
      const [numerators, denominators] = countsOf(numbers, rate);
      return yield* rateValues(orUnknown(numerators), orUnknown(denominators));
    }
    switch (columns.kindOf(column)) {
      case 'flag':
        return Float32Array.from(this.#text[column] ?? [], (flag) => (flag === undefined ? NaN : Number(flag)));
      case 'text':
        return yield* this.#ranksOf(column);
      default:
        return orUnknown(numbers[column]);
    }
  }

  *#ranksOf(column: string): SlicedTask<Float32Array> {
    const known = this.#ranks.get(column);
    if (known) return known;
    const texts = (this.#text[column] ?? new Array(this.#length)) as readonly (string | undefined)[];
    const ranks = yield* rankNames(texts, this.#collator);
    this.#ranks.set(column, ranks);
    return ranks;
  }
}

function* rateValues(numerators: Float64Array, denominators: Float64Array): SlicedTask<Float64Array> {
  const values = new Float64Array(numerators.length);
  yield* inSlices(values.length, (from, to) => {
    for (let row = from; row < to; row++) values[row] = rateOf(numerators[row] as number, denominators[row] as number);
  });
  return values;
}

/** Sorts rows by campaign id, then email id. */
function* sortByIds(text: Rows['text'], length: number): SlicedTask<Uint32Array> {
  const emails = yield* idKeys(text.emailId, length);
  const campaigns = emails && (yield* idKeys(text.campaignId, length));
  if (!campaigns) return yield* mergeSort(identity(length), idComparator(text));
  return yield* sortByNumber(yield* sortByNumber(identity(length), emails, false), campaigns, false);
}

/** A number with 15 digits to the base of 11 is still exact. */
const maxIdLength = 15;
const zero = 0x30;
const idsPerSlice = 8192;

/**
 * Returns numbers in the order of ids as texts, or `undefined` if an id is too long or has other characters than digits.
 * An id is read as a number to the base of 11: a digit counts 1 more than its value, and the end of a short id counts 0.
 */
function* idKeys(ids: readonly string[], length: number): SlicedTask<Float64Array | undefined> {
  const keys = new Float64Array(length);
  let idLength = 0;
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) idLength = Math.max(idLength, (ids[row] as string).length);
  });
  let isNumeric = idLength <= maxIdLength;
  yield* inSlices(
    length,
    (from, to) => {
      for (let row = from; row < to && isNumeric; row++) {
        const id = ids[row] as string;
        let key = 0;
        for (let index = 0; index < idLength; index++) {
          const digit = index < id.length ? id.charCodeAt(index) - zero : -1;
          if (digit > 9 || (digit < 0 && index < id.length)) isNumeric = false;
          key = key * 11 + digit + 1;
        }
        keys[row] = key;
      }
    },
    idsPerSlice,
  );
  return isNumeric ? keys : undefined;
}
