import { columnKind, type ColumnId } from '../model/columns.ts';
import type { Rows } from '../view/rows.ts';
import { cellText, type Writing } from './cells.ts';

/** The padding of a cell, both sides. */
const padding = '2 * var(--_space)';
/** The width of a date, a count or a rate, until there are any. */
const expectedWidth = 9;

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
function columnWidth(total: Rows, column: ColumnId, writing: Writing): number {
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

/** Columns take what their figures need, and the first, that of the names, the rest. */
export function sizeColumns(table: HTMLTableElement, columns: readonly ColumnId[], total: Rows | undefined, writing: Writing): void {
  const widths = columns.map((column, place) => {
    if (place === 0) return 0;
    return total ? columnWidth(total, column, writing) : expectedWidth;
  });
  table.querySelectorAll('col').forEach((col, place) => {
    const width = widths[place] ?? 0;
    col.style.inlineSize = width > 0 ? `calc(${width}ch + ${padding})` : '';
  });
  const characters = widths.reduce((sum, width) => sum + width, 0);
  table.style.setProperty('--_figures', `calc(${characters}ch + ${widths.length - 1} * ${padding})`);
}
