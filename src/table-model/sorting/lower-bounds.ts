import { builtInColumns, ColumnSet, type ColumnId, type ColumnKind } from '../../model/columns.ts';
import type { Rate } from '../../model/metrics.ts';
import type { Report } from '../../model/report.ts';
import type { Sort } from '../../model/sort.ts';
import { wilsonInterval } from '../../model/wilson-interval.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { countsOf, type Rows } from '../rows.ts';
import type { RowSorter } from './row-sorter.ts';

/** The end of the ids of columns that hold the lower bounds of rates. */
const suffix = '.low';

/**
 * Whether rows can be sorted by the lower bound of a column: by the element, or by an endpoint that says so.
 * @param report the report, or its first window
 */
export function canSortByLow(column: ColumnId, columnSet: ColumnSet, report: Report | undefined): boolean {
  const sortable = report?.window ? report.head['sortable'] : [column + suffix];
  return columnSet.kindOf(column) === 'rate' && Array.isArray(sortable) && sortable.includes(column + suffix);
}

/** The columns of an element, and the lower bounds of its rates as numbers. */
class ColumnsWithBounds extends ColumnSet {
  readonly #own: ColumnSet;

  constructor(own: ColumnSet) {
    super();
    this.#own = own;
  }

  override kindOf(id: string): ColumnKind {
    return id.endsWith(suffix) ? 'number' : this.#own.kindOf(id);
  }

  override rateOf(id: string): Rate | undefined {
    return this.#own.rateOf(id);
  }
}

/** Sorts rows by a sort order with lower bounds of rates: they are computed first. Unknown ones are last. */
export function* sortByLowerBounds(
  sorter: RowSorter,
  numbers: Rows['numbers'],
  sort: Sort,
  mask?: Uint8Array,
  columns: ColumnSet = builtInColumns,
): SlicedTask<Uint32Array> {
  const bounds: Record<string, Float64Array> = {};
  for (const { column, isLow } of sort) {
    const rate = isLow ? columns.rateOf(column) : undefined;
    if (rate) bounds[column + suffix] = yield* lowerBounds(numbers, rate);
  }
  const keys = sort.map(({ column, descending, isLow }) => ({ column: column + (isLow ? suffix : ''), descending }));
  return yield* sorter.sort({ ...numbers, ...bounds }, keys, mask, new ColumnsWithBounds(columns));
}

function* lowerBounds(numbers: Rows['numbers'], rate: Rate): SlicedTask<Float64Array> {
  const [numerators, denominators] = countsOf(numbers, rate);
  const bounds = new Float64Array(numbers.sent.length).fill(NaN);
  yield* inSlices(numerators && denominators ? bounds.length : 0, (from, to) => {
    for (let row = from; row < to; row++)
      bounds[row] = wilsonInterval(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN)?.low ?? NaN;
  });
  return bounds;
}
