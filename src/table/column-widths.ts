import { columnKind, type ColumnId } from '../model/columns.ts';
import { valueOf } from '../table-model/rows.ts';
import type { Table } from '../table-model/table.ts';
import type { ColumnWidths } from '../table-model/view-state.ts';
import { cellText, type Localization } from '../ui/cell-formatters.ts';

/** The padding of a cell, both sides. */
const padding = '2 * var(--_space)';
/** The width of a date, a count or a rate, until there are any. */
const expectedWidth = 9;

/** The longest text that a date is written as: months differ in length, days are all given two digits. */
function longestDay({ formats, timeZone }: Localization): number {
  const lengths = Array.from({ length: 12 }, (_, month) => formats.day(Date.UTC(2026, month, 28), timeZone).length);
  return Math.max(...lengths);
}

/** Letters are narrower than figures, which the widths are counted in. */
const letter = 0.95;

const longestWord = (text: string) => Math.max(...text.split(/\s+/).map((word) => word.length));

/** What a count may be where neither its total nor that of the sends is known: they are too large, or the endpoint is silent. */
const greatest = (isWhole: boolean) => (isWhole ? Number.MAX_SAFE_INTEGER : 9_999_999_999);

/** A count at least as long as any in a column: its total or, where a row lacks it, the total of those sent to. */
function longestCount({ total, isWhole = true }: Table, column: ColumnId, localization: Localization): string {
  const known = ([column, 'sent'] as const).find((id) => !Number.isNaN(valueOf(total, id, 0)));
  return known ? cellText(total, known, 0, localization) : localization.formats.count(greatest(isWhole));
}

/**
 * How many characters wide a column must be, found without reading every row: a total is the longest of its counts,
 * no rate is longer than 100 %, and header labels break between words onto two lines.
 */
function columnWidth(table: Table, column: ColumnId, localization: Localization): number {
  const label = localization.messages.columns[column];
  const heading = letter * Math.max(longestWord(label), Math.ceil(label.length / 2) + 1);
  switch (columnKind(column)) {
    case 'text':
      return 24;
    case 'instant':
      return Math.max(heading, longestDay(localization));
    case 'rate':
      return Math.max(heading, localization.formats.rate(1).length);
    case 'count':
      return Math.max(heading, longestCount(table, column, localization).length);
    case 'flag':
      return heading;
  }
}

/** Columns take what their figures need, and the first, that of the names, the rest. */
export function sizeColumns(
  table: HTMLTableElement,
  columns: readonly ColumnId[],
  shown: Table | undefined,
  localization: Localization,
  byHand: ColumnWidths,
): void {
  const widths = columns.map((column, place) => {
    const width = byHand[column];
    if (width !== undefined) return `${width}px`;
    if (place === 0) return '';
    return `calc(${shown ? columnWidth(shown, column, localization) : expectedWidth}ch + ${padding})`;
  });
  // Not by a template: to the minifier one of `<col>` alone is none, and it puts each into a `<colgroup>` of its own.
  table.querySelector('colgroup')?.replaceChildren(
    ...widths.map((width) => {
      const col = document.createElement('col');
      col.style.inlineSize = width;
      return col;
    }),
  );
  const [names = '', ...figures] = widths;
  table.style.setProperty('--_figures', `calc(${['0px', ...figures].join(' + ')})`);
  // Where the names have a width of their own, nothing takes the rest.
  if (names) table.style.setProperty('--_name', names);
  else table.style.removeProperty('--_name');
  table.classList.toggle('by-hand', names !== '');
}
