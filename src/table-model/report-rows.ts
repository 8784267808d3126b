import type { ColumnId, ColumnSet, FlagColumnId, InstantColumnId, TextColumnId } from '../model/columns.ts';
import type { CountColumnId, RateId } from '../model/metrics.ts';
import { emailKeyOf, type Lines } from './find-lines.ts';
import { valueOf } from './rows.ts';
import type { Line } from './table.ts';

/**
 * A row of the table as a plain object, which JSON can hold: an email, or a campaign with its subtotals. It also has the
 * values of extra columns, by id.
 */
export interface ReportRow
  extends
    Readonly<Record<TextColumnId, string | null>>,
    Readonly<Record<CountColumnId | RateId, number | null>>,
    Readonly<Record<InstantColumnId, string | null>>,
    Readonly<Record<FlagColumnId, boolean | null>> {
  readonly campaignId: string;
  /** `null` for a campaign. */
  readonly emailId: string | null;
  readonly [extra: string]: string | number | boolean | null;
}

/** Returns a line as a plain object. Rates are fractions, instants are in ISO 8601, and unknown values are `null`. */
export function reportRow(line: Line, columns: ColumnSet): ReportRow {
  const { campaignId, emailId } = emailKeyOf(line);
  const isCampaign = line.emails !== undefined;
  const values = columns.ids.map((column) => {
    const value = isCampaign && column === 'emailName' ? null : plainValue(line, column, columns);
    return [column, value] as const;
  });
  return { campaignId, emailId: isCampaign ? null : emailId, ...Object.fromEntries(values) } as ReportRow;
}

function plainValue({ rows, row }: Line, column: ColumnId, columns: ColumnSet): string | number | boolean | null {
  const value = valueOf(rows, column, row, columns);
  if (value === undefined || Number.isNaN(value)) return null;
  return columns.kindOf(column) === 'instant' ? new Date(value as number).toISOString() : value;
}

/** Returns all lines that have loaded as plain objects, in order. */
export function reportRows({ lineCount, lineAt }: Lines, columns: ColumnSet): ReportRow[] {
  return Array.from({ length: lineCount }, (_, index) => lineAt(index))
    .filter((line) => line !== undefined)
    .map((line) => reportRow(line, columns));
}
