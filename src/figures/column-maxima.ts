import type { ColumnId, ColumnSet } from '../model/columns.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { countsOf, valueOf, type Rows } from '../table-model/rows.ts';
import type { Line } from '../table-model/table.ts';

/** The largest value of each column of counts or rates; a column without a value over 0 is missing. */
export type ColumnMaxima = ReadonlyMap<ColumnId, number>;

/** Returns the columns whose values can be compared at a glance: counts and rates. */
export const comparableColumns = (columns: readonly ColumnId[], columnSet: ColumnSet): readonly ColumnId[] =>
  columns.filter((column) => ['count', 'rate'].includes(columnSet.kindOf(column)));

/**
 * Finds the largest values of emails.
 * @param mask 0 for rows that do not match; `undefined` if all do
 */
export function* findMaxima(
  { numbers, length }: Rows,
  mask: Uint8Array | undefined,
  columns: readonly ColumnId[],
  columnSet: ColumnSet,
): SlicedTask<ColumnMaxima> {
  const maxima = new Map<ColumnId, number>();
  for (const column of columns) {
    const rate = columnSet.rateOf(column);
    const [values, denominators] = rate ? countsOf(numbers, rate) : [numbers[column]];
    if (!values || (rate && !denominators)) continue;
    let most = 0;
    yield* inSlices(length, (from, to) => {
      for (let row = from; row < to; row++) {
        if (mask?.[row] === 0) continue;
        const value = (values[row] as number) / (denominators ? (denominators[row] as number) : 1);
        // Neither an unknown value nor the quotient of a denominator of 0 is larger.
        if (value > most && value < Infinity) most = value;
      }
    });
    if (most > 0) maxima.set(column, most);
  }
  return maxima;
}

/**
 * Returns the value of a line in a column; `NaN` if it is unknown or not comparable. The sum of a campaign is not comparable with
 * the counts of emails, its rates are.
 */
export function comparableValue({ rows, row, emails }: Line, column: ColumnId, columnSet: ColumnSet): number {
  if (emails !== undefined && !columnSet.rateOf(column)) return NaN;
  const value = valueOf(rows, column, row, columnSet);
  return typeof value === 'number' && value < Infinity ? value : NaN;
}
