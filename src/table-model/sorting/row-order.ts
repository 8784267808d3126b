import type { ColumnId } from '../../model/columns.ts';
import type { Sort, SortKey } from '../../model/sort.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { ascending, sortedByComparison } from './merge-sort.ts';
import { valueOf, type Rows, type Value } from '../rows.ts';

/** Puts rows in order: rows with the same texts, by ever other numbers. */
export interface RowOrder {
  /**
   * The rows in the order of `sort`, as a permutation, or those of them whose mask is not 0. Unknown values come last
   * both ways; what is still equal is ordered by campaign id, then email id, so that an order never depends on how the
   * rows came.
   */
  sorted(numbers: Rows['numbers'], sort: Sort, mask?: Uint8Array): SlicedTask<Uint32Array>;
  /** Finds out what every order of these rows is made of, if that takes long. */
  prepare?(): SlicedTask<unknown>;
}

/** Makes what puts rows in order. */
export type OrderRows = (rows: Pick<Rows, 'text' | 'length'>, collator: Intl.Collator) => RowOrder;

/** Puts rows in order by comparing them, two at a time. */
export const orderByComparing: OrderRows = ({ text, length }, collator) => ({
  *sorted(numbers, sort, mask) {
    const rows = yield* chosen(ascending(length), mask);
    return yield* sortedByComparison(rows, rowComparison({ length, text, numbers }, sort, collator));
  },
});

/** Whether rows stand in the order of a sort already: endpoints are told the one that is wanted, and many keep to it. */
export function* isInOrder(rows: Rows, sort: Sort, collator: Intl.Collator): SlicedTask<boolean> {
  const compare = rowComparison(rows, sort, collator);
  const [first] = sort;
  const numbers = first && (rows.numbers as Partial<Record<ColumnId, Float64Array>>)[first.column];
  const direction = first?.descending ? -1 : 1;
  for (let from = 1; from < rows.length; from += comparisons) {
    if (from > 1) yield;
    const to = Math.min(rows.length, from + comparisons);
    for (let row = from; row < to; row++) {
      if (numbers && direction * ((numbers[row] as number) - (numbers[row - 1] as number)) > 0) continue;
      if (compare(row - 1, row) >= 0) return false;
    }
  }
  return true;
}

/** So many from pause to pause. */
const comparisons = 8192;

/** The rows of an order whose mask is not 0. */
export function* chosen(order: Uint32Array, mask: Uint8Array | undefined): SlicedTask<Uint32Array> {
  if (!mask) return order;
  const rows = new Uint32Array(order.length);
  let count = 0;
  yield* inSlices(order.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const row = order[place] as number;
      if (mask[row] !== 0) rows[count++] = row;
    }
  });
  return rows.slice(0, count);
}

export function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** A comparison of two rows by a sort order: the rule that every faster way must keep. */
export function rowComparison(rows: Rows, sort: Sort, collator: Intl.Collator): (a: number, b: number) => number {
  const keys = sort.map((key) => keyComparison(rows, key, collator));
  const { campaignId, emailId } = rows.text;
  return (a, b) => {
    for (const compare of keys) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return compareText(campaignId[a], campaignId[b]) || compareText(emailId[a], emailId[b]);
  };
}

function keyComparison(
  rows: Rows,
  { column, descending }: SortKey,
  collator: Intl.Collator,
): (a: number, b: number) => number {
  const direction = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [valueOf(rows, column, a), valueOf(rows, column, b)];
    if (x === y) return 0;
    if (isUnknown(x) || isUnknown(y)) return Number(isUnknown(x)) - Number(isUnknown(y));
    if (typeof x === 'string') return direction * collator.compare(x, y as string);
    return x < y ? -direction : direction;
  };
}

const isUnknown = (value: Value): value is undefined => value === undefined || Number.isNaN(value);
