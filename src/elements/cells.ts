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

/** The longest text that a date is written as: months differ in length, days are all given two digits. */
function longestDay({ formats, timeZone }: Writing): number {
  const lengths = Array.from({ length: 12 }, (_, month) => formats.day(Date.UTC(2026, month, 28), timeZone).length);
  return Math.max(...lengths);
}

/** Letters are narrower than figures, which the widths are counted in. */
const letter = 0.95;

const longestWord = (text: string) => Math.max(...text.split(/\s+/).map((word) => word.length));

/**
 * How many characters wide a column must be, found without reading every row: a total is the longest of its counts,
 * no rate is longer than 100 %, and header labels break between words onto two lines.
 */
export function columnWidth(total: Rows, column: ColumnId, writing: Writing): number {
  const label = writing.messages.columns[column];
  const heading = letter * Math.max(longestWord(label), Math.ceil(label.length / 2) + 1);
  switch (columnKind(column)) {
    case 'text':
      return 24;
    case 'instant':
      return Math.max(heading, longestDay(writing));
    case 'rate':
      return Math.max(heading, writing.formats.rate(1).length);
    case 'count':
      return Math.max(heading, cellText(total, column, 0, writing).length);
    case 'flag':
      return heading;
  }
}
