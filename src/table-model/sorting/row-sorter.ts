import type { ColumnSet } from '../../model/columns.ts';
import type { Sort } from '../../model/sort.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import type { Rows } from '../rows.ts';
import { rowComparator } from './row-comparator.ts';

/** Sorts rows: the same texts, with other numbers each time. */
export interface RowSorter {
  /**
   * Returns rows in the order of `sort`, as a permutation: all rows, or those whose mask is not 0. Unknown values are
   * last in both directions. Rows that are still equal are sorted by campaign id, then email id.
   */
  sort(numbers: Rows['numbers'], sort: Sort, mask?: Uint8Array, columns?: ColumnSet): SlicedTask<Uint32Array>;
  /** Computes what every sort needs, if that takes long. */
  prepare?(): SlicedTask<unknown>;
}

export type CreateRowSorter = (rows: Pick<Rows, 'text' | 'length'>, collator: Intl.Collator) => RowSorter;

/** Returns the identity permutation: the numbers from 0 up to `length`. */
export function identity(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let place = 0; place < length; place++) order[place] = place;
  return order;
}

/** Creates a sorter that compares rows, in one task: for few rows, and where the fast sorter failed to load. */
export const createComparisonSorter: CreateRowSorter = ({ text, length }, collator) => ({
  *sort(numbers, sort, mask, columns) {
    const rows = yield* selectRows(identity(length), mask);
    return rows.sort(rowComparator({ length, text, numbers }, sort, collator, columns));
  },
});

/** Returns the rows of an order whose mask is not 0. */
export function* selectRows(order: Uint32Array, mask: Uint8Array | undefined): SlicedTask<Uint32Array> {
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
