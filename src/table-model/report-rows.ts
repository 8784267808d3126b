import { columnIds, columnKind, type ColumnId, type InstantColumnId, type TextColumnId } from '../model/columns.ts';
import type { CountId, RateId } from '../model/metrics.ts';
import { emailKeyOf, type Lines } from './find-lines.ts';
import { valueOf } from './rows.ts';
import type { Line } from './table.ts';

/** A row of the table as a plain object, which JSON can hold: an email, or a campaign with its subtotals. */
export interface ReportRow
  extends
    Readonly<Record<TextColumnId, string | null>>,
    Readonly<Record<CountId | RateId, number | null>>,
    Readonly<Record<InstantColumnId, string | null>> {
  readonly campaignId: string;
  /** `null` for a campaign. */
  readonly emailId: string | null;
  readonly campaignArchived: boolean | null;
}

/** Returns a line as a plain object. Rates are fractions, instants are in ISO 8601, and unknown values are `null`. */
export function reportRow(line: Line): ReportRow {
  const { campaignId, emailId } = emailKeyOf(line);
  const isCampaign = line.emails !== undefined;
  const values = columnIds.map((column) => {
    const value = isCampaign && column === 'emailName' ? null : plainValue(line, column);
    return [column, value] as const;
  });
  return { campaignId, emailId: isCampaign ? null : emailId, ...Object.fromEntries(values) } as ReportRow;
}

function plainValue({ rows, row }: Line, column: ColumnId): string | number | boolean | null {
  const value = valueOf(rows, column, row);
  if (value === undefined || Number.isNaN(value)) return null;
  return columnKind(column) === 'instant' ? new Date(value as number).toISOString() : value;
}

/** Returns all lines that have loaded as plain objects, in order. */
export function reportRows({ lineCount, lineAt }: Lines): ReportRow[] {
  return Array.from({ length: lineCount }, (_, index) => lineAt(index))
    .filter((line) => line !== undefined)
    .map(reportRow);
}
