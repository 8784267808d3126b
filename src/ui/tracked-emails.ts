import type { ColumnId } from '../model/columns.ts';
import { isOpenCount } from '../model/metrics.ts';
import type { Rows } from '../table-model/rows.ts';
import type { Localization } from './cell-formatters.ts';

/** Whether the figures of a column depend on opens. */
export function isOfOpens(column: ColumnId, { columnSet }: Pick<Localization, 'columnSet'>): boolean {
  const { numerator, denominator } = columnSet.rateOf(column) ?? { numerator: column, denominator: column };
  return isOpenCount(numerator) || isOpenCount(denominator);
}

/** Returns of how many emails opens are tracked, and the number of emails; `NaN` if unknown. */
export const coverageOf = (numbers: Rows['numbers'], row: number): readonly [tracked: number, emails: number] => [
  numbers['emailsTracked']?.[row] ?? NaN,
  numbers['emails']?.[row] ?? NaN,
];

/**
 * Returns of how many emails the opens of a sum are, and of how many they could be, as texts; `undefined` if they are of all, of none, or if no
 * column has any.
 */
export function trackedEmails(
  { numbers }: Pick<Rows, 'numbers'>,
  columns: readonly ColumnId[],
  localization: Omit<Localization, 'timeZone'>,
  row = 0,
): readonly [tracked: string, emails: string] | undefined {
  const [tracked, emails] = coverageOf(numbers, row);
  const isPartial = tracked > 0 && tracked < emails && columns.some((column) => isOfOpens(column, localization));
  const { formats, messages } = localization;
  return isPartial ? [formats.count(tracked), messages.emails(emails, formats.count(emails))] : undefined;
}
