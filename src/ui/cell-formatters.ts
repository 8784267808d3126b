import { columnKind, nameColumn, type ColumnId } from '../model/columns.ts';
import type { Formats } from '../i18n/formats.ts';
import { unknownText } from '../i18n/formats.ts';
import type { ControlMessages } from '../i18n/control-messages.ts';
import type { Messages } from '../i18n/messages.ts';
import { valueOf, type Rows, type Value } from '../table-model/rows.ts';
import type { GroupBy } from '../table-model/view-state.ts';

/** How values are written: in which language, and dates in which zone. */
export interface Localization {
  readonly messages: Messages;
  /** The words of the controls, which come a moment later. */
  readonly controls?: ControlMessages | undefined;
  readonly formats: Formats;
  readonly timeZone: string | undefined;
}

/** What a column is called: that of names, for both of them where campaigns stand over their emails. */
export function columnLabel(column: ColumnId, groupBy: GroupBy, { columns, campaignAndEmail }: Messages): string {
  return column === nameColumn && groupBy === 'campaign' ? campaignAndEmail : columns[column];
}

/** What gives the cells of a column their texts, made once for many rows. */
export type CellFormatter = (rows: Rows, row: number) => string;

export function cellFormatter(column: ColumnId, { messages, formats, timeZone }: Localization): CellFormatter {
  const write = {
    text: String,
    flag: (value: Value) => (value === true ? messages.yes : messages.no),
    instant: (value: Value) => formats.day(value as number, timeZone),
    rate: (value: Value) => formats.rate(value as number),
    count: (value: Value) => formats.count(value as number),
  }[columnKind(column)];
  return (rows, row) => {
    const value = valueOf(rows, column, row);
    return value === undefined ? unknownText : write(value);
  };
}

/** The text of one cell. */
export function cellText(rows: Rows, column: ColumnId, row: number, localization: Localization): string {
  return cellFormatter(column, localization)(rows, row);
}
