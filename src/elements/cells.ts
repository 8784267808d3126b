import { columnKind, type ColumnId } from '../model/columns.ts';
import type { Formats } from '../text/formats.ts';
import { unknownText } from '../text/formats.ts';
import type { Messages } from '../text/messages.ts';
import { valueOf, type Rows } from '../view/rows.ts';

/** How values are written: in which language, and dates in which zone. */
export interface Writing {
  readonly messages: Messages;
  readonly formats: Formats;
  readonly timeZone: string | undefined;
}

/** The text of a cell. */
export function cellText(rows: Rows, column: ColumnId, row: number, { messages, formats, timeZone }: Writing): string {
  const value = valueOf(rows, column, row);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? messages.yes : messages.no;
  if (value === undefined) return unknownText;
  switch (columnKind(column)) {
    case 'instant':
      return formats.day(value, timeZone);
    case 'rate':
      return formats.rate(value);
    default:
      return formats.count(value);
  }
}
