import type { ColumnSet } from '../../model/columns.ts';
import { isSortedByLow, type Sort } from '../../model/sort.ts';
import { awaitPromise, type SlicedTask } from '../../platform/sliced-task.ts';
import type { Rows } from '../rows.ts';
import { rowComparator } from './row-comparator.ts';
import { createComparisonSorter, identity, selectRows, type CreateRowSorter, type RowSorter } from './row-sorter.ts';
import { warn } from '../../platform/warn.ts';

export { createComparisonSorter, type CreateRowSorter, type RowSorter } from './row-sorter.ts';

/** Up to this many rows, comparing them never blocks the page. */
const fewRows = 1000;

/** Returns a function that creates sorters for any number of rows. It loads the fast sorter once, when it is needed. */
export function lazyRowSorters(): CreateRowSorter {
  let createFastSorter: CreateRowSorter | undefined;
  const load = () => createFastSorter ?? loadFastSorter().then((create) => (createFastSorter = create));
  return (rows, collator) =>
    withLowerBounds(
      rows.length > fewRows ? createLazySorter(rows, collator, load) : createComparisonSorter(rows, collator),
    );
}

/** Lets a sorter sort by the lower bounds of rates, too. The element loads their code before it sorts by them. */
const withLowerBounds = (sorter: RowSorter): RowSorter => ({
  ...sorter,
  *sort(...order) {
    if (!isSortedByLow(order[1])) return yield* sorter.sort(...order);
    return yield* (yield* awaitPromise(import('./lower-bounds.ts'))).sortByLowerBounds(sorter, ...order);
  },
});

async function loadFastSorter(): Promise<CreateRowSorter> {
  try {
    const { fastSorters } = await import('./fast-sorter.ts');
    return fastSorters();
  } catch (error) {
    warn('the fast sort failed to load.', error);
    return createComparisonSorter;
  }
}

/** Sorts many rows. Loads the fast sorter, unless the rows already have the order that is wanted. */
function createLazySorter(
  rows: Pick<Rows, 'text' | 'length'>,
  collator: Intl.Collator,
  load: () => CreateRowSorter | Promise<CreateRowSorter>,
): RowSorter {
  let sorter: RowSorter | undefined;
  function* loaded(): SlicedTask<RowSorter> {
    return (sorter ??= (yield* awaitPromise(load()))(rows, collator));
  }
  return {
    *sort(numbers, sort, mask, columns) {
      const { length, text } = rows;
      if (yield* isSorted({ length, text, numbers }, sort, collator, columns))
        return yield* selectRows(identity(length), mask);
      return yield* (yield* loaded()).sort(numbers, sort, mask, columns);
    },
    *prepare() {
      yield* (yield* loaded()).prepare?.() ?? [];
    },
  };
}

const rowsPerSlice = 8192;

/** Whether rows already have an order. Endpoints are told which one is wanted, and many return it. */
function* isSorted(
  rows: Rows,
  sort: Sort,
  collator: Intl.Collator,
  columns: ColumnSet | undefined,
): SlicedTask<boolean> {
  const compare = rowComparator(rows, sort, collator, columns);
  const [first] = sort;
  const numbers = first && rows.numbers[first.column];
  const direction = first?.descending ? -1 : 1;
  for (let from = 1; from < rows.length; from += rowsPerSlice) {
    if (from > 1) yield;
    const to = Math.min(rows.length, from + rowsPerSlice);
    for (let row = from; row < to; row++) {
      // Most rows differ in the first number, which is faster than the comparator.
      if (numbers && direction * ((numbers[row] as number) - (numbers[row - 1] as number)) > 0) continue;
      if (compare(row - 1, row) >= 0) return false;
    }
  }
  return true;
}
