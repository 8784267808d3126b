import { builtInColumns, type ColumnId } from '../model/columns.ts';
import { isOpenCount, rateOf, type Rate } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';

/** Rows stored by column: a report's emails, its campaigns' subtotals, or its total. */
export type Rows = Pick<Report, 'length' | 'text' | 'numbers' | 'explanations'>;

/** A value of a column: a text, a flag, or a number. `undefined` and `NaN` are unknown. */
export type Value = string | boolean | number | undefined;

/** Returns the two counts that a rate divides. In sums, rates of opens leave out emails whose opens are not tracked. */
export function countsOf(
  numbers: Rows['numbers'],
  { numerator, denominator }: Rate,
): readonly [numerators: Float64Array | undefined, denominators: Float64Array | undefined] {
  const isOfOpens = isOpenCount(numerator) || isOpenCount(denominator);
  const count = (id: string) => (isOfOpens && numbers[`${id}Tracked`]) || numbers[id];
  return [count(numerator), count(denominator)];
}

/** Returns the value of a column in a row. A rate is computed from its two counts. */
export function valueOf({ text, numbers }: Rows, column: ColumnId, row: number, columns = builtInColumns): Value {
  const rate = columns.rateOf(column);
  if (rate) {
    const [numerators, denominators] = countsOf(numbers, rate);
    return rateOf(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN);
  }
  const kind = columns.kindOf(column);
  return (kind === 'text' || kind === 'flag' ? text : numbers)[column]?.[row];
}
