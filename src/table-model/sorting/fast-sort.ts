import { isRateId, textColumnIds, type ColumnId, type TextColumnId } from '../../model/columns.ts';
import { rateOf, rates } from '../../model/metrics.ts';
import type { Sort } from '../../model/sort.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { ascending, sortedByComparison } from './merge-sort.ts';
import { rankNames } from './collation-ranks.ts';
import { sortedByNumber, type Numbers } from './numeric-sort.ts';
import { chosen, compareText, type RowOrder } from './row-order.ts';
import type { Rows } from '../rows.ts';

/**
 * Puts many rows in order, much faster than by comparing them, and in the same way. What their ids and names come to is found out when it is first wanted, and kept: rows with the
 * same texts may be put in order by ever other numbers.
 */
export class LongOrder implements RowOrder {
  readonly #text: Rows['text'];
  readonly #length: number;
  readonly #collator: Intl.Collator;
  readonly #ranks = new Map<TextColumnId, Float32Array>();
  #byIds: Uint32Array | undefined;

  constructor({ text, length }: Pick<Rows, 'text' | 'length'>, collator: Intl.Collator) {
    this.#text = text;
    this.#length = length;
    this.#collator = collator;
  }

  *sorted(numbers: Rows['numbers'], sort: Sort, mask?: Uint8Array): SlicedTask<Uint32Array> {
    let order = yield* chosen(yield* this.#orderByIds(), mask);
    for (const { column, descending } of [...sort].reverse()) {
      order = yield* sortedByNumber(order, yield* this.#valuesOf(numbers, column), descending);
    }
    return order;
  }

  prepare(): SlicedTask<unknown> {
    return this.#orderByIds();
  }

  *#orderByIds(): SlicedTask<Uint32Array> {
    return (this.#byIds ??= yield* orderByIds(this.#text, this.#length));
  }

  /** One number for each row: what a column is sorted by. */
  *#valuesOf(numbers: Rows['numbers'], column: ColumnId): SlicedTask<Numbers> {
    if (isRateId(column))
      return yield* rateValues(numbers[rates[column].numerator], numbers[rates[column].denominator]);
    if (column === 'campaignArchived') {
      return Float32Array.from(this.#text.campaignArchived, (flag) => (flag === undefined ? NaN : Number(flag)));
    }
    return isTextColumnId(column) ? yield* this.#ranksOf(column) : numbers[column];
  }

  *#ranksOf(column: TextColumnId): SlicedTask<Float32Array> {
    const known = this.#ranks.get(column);
    if (known) return known;
    const ranks = yield* rankNames(this.#text[column], this.#collator);
    this.#ranks.set(column, ranks);
    return ranks;
  }
}

function isTextColumnId(column: ColumnId): column is TextColumnId {
  return (textColumnIds as readonly string[]).includes(column);
}

function* rateValues(numerators: Float64Array, denominators: Float64Array): SlicedTask<Float64Array> {
  const values = new Float64Array(numerators.length);
  yield* inSlices(values.length, (from, to) => {
    for (let row = from; row < to; row++) values[row] = rateOf(numerators[row] as number, denominators[row] as number);
  });
  return values;
}

/** So many ids are read from pause to pause. */
const pace = 8192;

/** The rows by campaign id, then email id. */
function* orderByIds({ campaignId, emailId }: Rows['text'], length: number): SlicedTask<Uint32Array> {
  const [emails, campaigns] = [yield* idCodes(emailId, length), yield* idCodes(campaignId, length)];
  if (emails && campaigns) {
    return yield* sortedByNumber(yield* sortedByNumber(ascending(length), emails, false), campaigns, false);
  }
  return yield* sortedByComparison(
    ascending(length),
    (row, other) => compareText(campaignId[row], campaignId[other]) || compareText(emailId[row], emailId[other]),
  );
}

/** A number of so many digits to the base of 11 is still exact. */
const mostDigits = 15;
const zero = 0x30;

/**
 * Numbers in the order of ids, as texts, if all are of digits: each stands for the text with as many blanks behind it
 * as make all equally long, which come before digits. Else `undefined`.
 */
function* idCodes(ids: readonly string[], length: number): SlicedTask<Float64Array | undefined> {
  const codes = new Float64Array(length);
  let digits = 0;
  for (let from = 0; from < length; from += pace) {
    if (from > 0) yield;
    const to = Math.min(length, from + pace);
    for (let row = from; row < to; row++) digits = Math.max(digits, (ids[row] as string).length);
    if (digits > mostDigits) return undefined;
  }
  for (let from = 0; from < length; from += pace) {
    if (from > 0) yield;
    if (!writeCodes(ids, digits, codes, from, Math.min(length, from + pace))) return undefined;
  }
  return codes;
}

/** Whether the ids from `from` up to `to` are all of digits; then their codes are written. */
function writeCodes(ids: readonly string[], digits: number, codes: Float64Array, from: number, to: number): boolean {
  for (let row = from; row < to; row++) {
    const id = ids[row] as string;
    let code = 0;
    for (let index = 0; index < digits; index++) {
      const digit = index < id.length ? id.charCodeAt(index) - zero : -1;
      if (digit > 9 || (digit < 0 && index < id.length)) return false;
      code = code * 11 + digit + 1;
    }
    codes[row] = code;
  }
  return true;
}
