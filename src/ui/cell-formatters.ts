import type { Formats } from '../i18n/formats.ts';
import { unknownText } from '../i18n/formats.ts';
import type { Messages } from '../i18n/messages.ts';
import { nameColumn, type ColumnId, type ColumnKind, type ColumnSet } from '../model/columns.ts';
import type { Table } from '../table-model/table.ts';
import { valueOf, type Rows, type Value } from '../table-model/rows.ts';
import type { GroupBy } from '../table-model/view-state.ts';

/** The language, formats and time zone in which everything is shown. */
export interface Localization {
  readonly messages: Messages;
  readonly formats: Formats;
  /** The IANA time zone in which dates are shown; `undefined` means the browser's. */
  readonly timeZone: string | undefined;
  /** The columns of the element. */
  readonly columnSet: ColumnSet;
  readonly extraTexts?: ExtraCells | undefined;
}

/** Formats a known value. */
export type ValueFormat = (value: Value) => string;

/** How the cells of extra columns are formatted and measured; `undefined` without extra columns. */
export interface ExtraCells {
  /** Returns the format of an extra column, if the default format of its kind is not enough. */
  readonly format: ExtraFormat;
  /** Returns the length of the longest text in the first cells of an extra column; `undefined` for other columns. */
  readonly longestCell: (table: Table, column: ColumnId, localization: Localization) => number | undefined;
}

/** @param format the default format of the column's kind, if there is one */
export type ExtraFormat = (
  column: ColumnId,
  formats: Formats,
  format: ValueFormat | undefined,
) => ValueFormat | undefined;

/** Returns the label of a column. In a grouped table, the name column shows campaigns and emails. */
export function columnLabel(column: ColumnId, groupBy: GroupBy | undefined, messages: Messages): string {
  if (column === nameColumn && groupBy === 'campaign') return messages.campaignAndEmail;
  return (messages.columns as Readonly<Record<string, string>>)[column] ?? column;
}

/** Returns the type of a campaign in words. A type that the report does not know is shown as it is. */
export function campaignTypeText(type: Value, { campaignTypes }: Messages): string {
  return (campaignTypes as Readonly<Record<string, string>>)[type as string] ?? String(type);
}

/** Formats the cell of one column in a row. */
export type CellFormatter = (rows: Rows, row: number) => string;

/** Returns the formatter of a column, to use for many rows. */
export function cellFormatter(column: ColumnId, localization: Localization): CellFormatter {
  const { messages, formats, timeZone, columnSet, extraTexts } = localization;
  const kinds: Partial<Record<ColumnKind, ValueFormat>> = {
    text: column === 'campaignType' ? (value) => campaignTypeText(value, messages) : String,
    flag: (value: Value) => (value === true ? messages.yes : messages.no),
    instant: (value: Value) => formats.day(value as number, timeZone),
    rate: (value: Value) => formats.rate(value as number),
    count: (value: Value) => formats.count(value as number),
  };
  const byKind = kinds[columnSet.kindOf(column)];
  const format = extraTexts?.format(column, formats, byKind) ?? byKind;
  return (rows, row) => {
    const value = valueOf(rows, column, row, columnSet);
    return value === undefined || !format ? unknownText : format(value);
  };
}

/** Formats one cell. */
export function formatCell(rows: Rows, column: ColumnId, row: number, localization: Localization): string {
  return cellFormatter(column, localization)(rows, row);
}
