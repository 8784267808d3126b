import type { ColumnId } from '../model/columns.ts';
import { valueOf } from '../table-model/rows.ts';
import type { Table } from '../table-model/table.ts';
import type { ColumnWidths } from '../table-model/view-state.ts';
import { columnLabel, formatCell, type Localization } from '../ui/cell-formatters.ts';

/** The inline padding of a cell, both sides. */
const padding = '2 * var(--_padding)';
/** The width in characters of a date, a count or a rate before a report has loaded. */
const expectedWidth = 9;
/** Returns the width of a character in digits, in the widest of the common fonts. */
function characterWidth(character: string): number {
  if (/[fijlrst.,:;'’()\s]/.test(character)) return 0.85;
  return /[mw%—\p{Lu}]/u.test(character) ? 1.5 : 1.1;
}

/** Returns an upper estimate of the width of a line, in digits. It needs no layout, which would delay the first rows. */
function lineWidth(text: string): number {
  const width = Array.from(text).reduce((sum, character) => sum + characterWidth(character), 0);
  // In a monospaced font, all characters are as wide as a digit.
  return Math.max(text.length, width) + 0.25;
}

/** Returns the width of a label on at most two lines, in digits. Lines break at spaces and after hyphens. */
function labelWidth(label: string): number {
  const pieces = label.split(/(?<=[ -])/);
  const widthOf = (from: number, to?: number) => lineWidth(pieces.slice(from, to).join('').trimEnd());
  return Math.min(...pieces.map((_, index) => Math.max(widthOf(0, index + 1), widthOf(index + 1))));
}

/** The length of the longest date: months differ in length, and every day takes two digits. */
function longestDay({ formats, timeZone }: Localization): number {
  const lengths = Array.from({ length: 12 }, (_, month) => formats.day(Date.UTC(2026, month, 28), timeZone).length);
  return Math.max(...lengths);
}

/** Returns a count at least as long as any in a column: its total, or that of sent where a row lacks the count. */
function longestCount({ total, isWhole = true }: Table, column: ColumnId, localization: Localization): string {
  const known = ([column, 'sent'] as const).find(
    (id) => !Number.isNaN(valueOf(total, id, 0, localization.columnSet) ?? NaN),
  );
  if (known) return formatCell(total, known, 0, localization);
  // The totals are too large to be exact, or the endpoint sends none with its pages.
  return localization.formats.count(isWhole ? Number.MAX_SAFE_INTEGER : 9_999_999_999);
}

/**
 * Returns the width of a column in digits without reading every row: a total is the longest of its counts, no rate is
 * longer than 100 %, and labels break between words onto two lines.
 */
function columnWidth(table: Table, column: ColumnId, localization: Localization): number {
  const width = labelWidth(columnLabel(column, undefined, localization.messages));
  const extraWidth = localization.extraTexts?.longestCell(table, column, localization);
  if (extraWidth !== undefined) return Math.max(width, extraWidth);
  switch (localization.columnSet.kindOf(column)) {
    case 'text':
      return 24;
    case 'instant':
      return Math.max(width, longestDay(localization));
    case 'rate':
      return Math.max(width, localization.formats.rate(1).length);
    case 'count':
      return Math.max(width, longestCount(table, column, localization).length);
    default:
      return width;
  }
}

/** Gives each column the width that its figures need, and the name column the rest. */
export function sizeColumns(
  element: HTMLTableElement,
  columns: readonly ColumnId[],
  table: Table | undefined,
  localization: Localization,
  chosenWidths: ColumnWidths,
): void {
  const widths = columns.map((column, place) => {
    const width = chosenWidths[column];
    if (width !== undefined) return `${width}px`;
    if (place === 0) return '';
    return `calc(${table ? columnWidth(table, column, localization) : expectedWidth} * (1ch + var(--_spacing, 0px)) + ${padding})`;
  });
  // Not a template: the build's minifier would put each <col> of a template into a separate <colgroup>.
  element.querySelector('colgroup')?.replaceChildren(
    ...widths.map((width) => {
      const col = document.createElement('col');
      col.style.inlineSize = width;
      return col;
    }),
  );
  const [nameWidth = '', ...figureWidths] = widths;
  element.style.setProperty('--_figures', `calc(${['0px', ...figureWidths].join(' + ')})`);
  // Where the name column has a chosen width, no column takes the rest.
  if (nameWidth) element.style.setProperty('--_name', nameWidth);
  else element.style.removeProperty('--_name');
  element.classList.toggle('by-hand', nameWidth !== '');
}

/** Widens the columns where letters and words are spaced. About every sixth character of a date is a space. */
export function spaceColumns(element: HTMLTableElement, probe: Element): void {
  const { letterSpacing, wordSpacing } = getComputedStyle(probe);
  const spacing = (parseFloat(letterSpacing) || 0) + (parseFloat(wordSpacing) || 0) / 6;
  element.style.setProperty('--_spacing', spacing ? `${spacing}px` : null);
}

/** Stacks each header above the next one, which would cover half of its handle. */
export function stackHeaders(table: HTMLTableElement): void {
  table.querySelectorAll<HTMLElement>('thead th').forEach((header, place) => {
    header.style.zIndex = String(place === 0 ? 60 : 50 - place);
  });
}
