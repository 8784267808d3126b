import { builtInColumns, type ColumnId } from '../model/columns.ts';
import { rateOf } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';

/** Rows stored by column: a report's emails, its campaigns' subtotals, or its total. */
export type Rows = Pick<Report, 'length' | 'text' | 'numbers'>;

/** A value of a column: a text, a flag, or a number. `undefined` and `NaN` are unknown. */
export type Value = string | boolean | number | undefined;

/** Returns the value of a column in a row. A rate is computed from its two counts. */
export function valueOf({ text, numbers }: Rows, column: ColumnId, row: number, columns = builtInColumns): Value {
  const rate = columns.rateOf(column);
  if (rate) return rateOf(numbers[rate.numerator]?.[row] ?? NaN, numbers[rate.denominator]?.[row] ?? NaN);
  const kind = columns.kindOf(column);
  return (kind === 'text' || kind === 'flag' ? text : numbers)[column]?.[row];
}
