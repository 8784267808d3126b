import type { ColumnId } from '../model/columns.ts';
import { isRateId } from '../model/columns.ts';
import { rateOf, rates } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';

/** Rows stored by column: a report's emails, its campaigns' subtotals, or its total. */
export type Rows = Pick<Report, 'length' | 'text' | 'numbers'>;

/** A value of a column: a text, a flag, or a number. `undefined` and `NaN` are unknown. */
export type Value = string | boolean | number | undefined;

/** Returns the value of a column in a row. A rate is computed from its two counts. */
export function valueOf(rows: Rows, column: ColumnId, row: number): Value {
  if (isRateId(column)) {
    const { numerator, denominator } = rates[column];
    return rateOf(rows.numbers[numerator][row] ?? NaN, rows.numbers[denominator][row] ?? NaN);
  }
  switch (column) {
    case 'campaignName':
    case 'campaignFolder':
    case 'campaignArchived':
    case 'emailName':
      return rows.text[column][row];
    default:
      return rows.numbers[column][row];
  }
}
