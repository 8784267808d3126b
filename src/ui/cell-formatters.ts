import type { Formats } from '../i18n/formats.ts';
import { unknownText } from '../i18n/formats.ts';
import type { Messages } from '../i18n/messages.ts';
import { columnKind, nameColumn, type ColumnId } from '../model/columns.ts';
import { findContradiction } from '../model/contradictions.ts';
import type { CountId } from '../model/metrics.ts';
import type { ReportNumbers } from '../model/report.ts';
import { valueOf, type Rows, type Value } from '../table-model/rows.ts';
import type { GroupBy } from '../table-model/view-state.ts';

/** The language, formats and time zone in which everything is shown. */
export interface Localization {
  readonly messages: Messages;
  readonly formats: Formats;
  /** The IANA time zone in which dates are shown; `undefined` means the browser's. */
  readonly timeZone: string | undefined;
}

/** Returns the label of a column. In a grouped table, the name column shows campaigns and emails. */
export function columnLabel(column: ColumnId, groupBy: GroupBy, { columns, campaignAndEmail }: Messages): string {
  return column === nameColumn && groupBy === 'campaign' ? campaignAndEmail : columns[column];
}

/** Formats the cell of one column in a row. */
export type CellFormatter = (rows: Rows, row: number) => string;

/** Returns the formatter of a column, to use for many rows. */
export function cellFormatter(column: ColumnId, { messages, formats, timeZone }: Localization): CellFormatter {
  const format = {
    text: String,
    flag: (value: Value) => (value === true ? messages.yes : messages.no),
    instant: (value: Value) => formats.day(value as number, timeZone),
    rate: (value: Value) => formats.rate(value as number),
    count: (value: Value) => formats.count(value as number),
  }[columnKind(column)];
  return (rows, row) => {
    const value = valueOf(rows, column, row);
    return value === undefined ? unknownText : format(value);
  };
}

/** Formats one cell. */
export function formatCell(rows: Rows, column: ColumnId, row: number, localization: Localization): string {
  return cellFormatter(column, localization)(rows, row);
}

/** Explains why the counts of a row are contradictory. Returns an empty text if they are not. */
export function explainContradiction(numbers: ReportNumbers, row: number, { messages, formats }: Localization): string {
  const contradiction = findContradiction(numbers, row);
  if (!contradiction) return '';
  if (contradiction === 'sum') return messages.contradiction.doesNotAddUp;
  const { count, bound } = contradiction;
  const format = (id: CountId) => formats.count(numbers[id][row] ?? NaN);
  return messages.contradiction.exceeds(messages.columns[count], format(count), messages.columns[bound], format(bound));
}
