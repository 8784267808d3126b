import type { ColumnId } from '../model/columns.ts';
import { isRateId } from '../model/columns.ts';
import { rateOf, rates } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';

/** Rows as columns: those of a report, its campaigns' subtotals, or its total. */
export type Rows = Pick<Report, 'length' | 'text' | 'numbers'>;

/** A value as the rules give it: a text, a flag, or a number where `NaN` is unknown. */
export type Value = string | boolean | number | undefined;

/** The value of a column in a row; a rate is computed from its two counts. */
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
