import { builtInColumns, isRateId, type ColumnId } from '../../../src/model/columns.ts';
import { countIds, rates, rateOf } from '../../../src/model/metrics.ts';
import type { Row } from './server.ts';

/** Identifies a row: campaign and email. */
export const key = (row: Row): string => `${row.campaignId}/${row.emailId}`;

function valueOf(row: Row, column: ColumnId): unknown {
  if (column === 'personOpened') return Number(row['humanOpened']) - Number(row['privacyOpened']);
  if (!isRateId(column)) return row[column] ?? undefined;
  const { numerator, denominator } = rates[column];
  const rate = rateOf(valueOf(row, numerator) as number, valueOf(row, denominator) as number);
  return Number.isNaN(rate) ? undefined : rate;
}

export const collator = new Intl.Collator('und', { numeric: true });

function compare(column: ColumnId, left: unknown, right: unknown): number {
  if (builtInColumns.kindOf(column) === 'text') return collator.compare(left as string, right as string);
  if (builtInColumns.kindOf(column) === 'instant') return Date.parse(left as string) - Date.parse(right as string);
  return Number(left) - Number(right);
}

/** Returns the keys of rows in the order that the contract defines, independently of the server's implementation. */
export function sorted(rows: readonly Row[], column: ColumnId, descending: boolean): string[] {
  const byId = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return rows
    .toSorted((left, right) => {
      const [a, b] = [valueOf(left, column), valueOf(right, column)];
      if ((a === undefined) !== (b === undefined)) return a === undefined ? 1 : -1;
      const order = a === undefined ? 0 : compare(column, a, b);
      if (order !== 0) return descending ? -order : order;
      return byId(left.campaignId, right.campaignId) || byId(left.emailId, right.emailId);
    })
    .map(key);
}

export function sumOf(rows: readonly Row[], field: string): number {
  return rows.reduce((sum, row) => sum + (row[field] as number), 0);
}

export function sumsOf(rows: readonly Row[]): Record<string, number> {
  return Object.fromEntries(countIds.map((id) => [id, sumOf(rows, id)]));
}

export function countsOf(row: Row): Record<string, unknown> {
  return Object.fromEntries(countIds.map((id) => [id, row[id]]));
}
