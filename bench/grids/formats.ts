/** Formats and compares values like the element, for grids that bring no formats. */
import { rateColumns, type ColumnId } from './data.ts';

const collator = new Intl.Collator('en', { numeric: true });
const count = new Intl.NumberFormat('en');
const rate = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Compares names by the collation of the language, like the element. */
export const compareNames = (a: string, b: string): number => collator.compare(a, b);

/** Formats the value of a cell like the element. */
export function format(column: ColumnId, value: string | number): string {
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '–';
  if (column === 'firstSentAt') return day.format(value);
  return column in rateColumns ? rate.format(value) : count.format(value);
}
