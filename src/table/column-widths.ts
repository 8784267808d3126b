import type { ColumnId } from '../model/columns.ts';
import { valueOf } from '../table-model/rows.ts';
import type { Table } from '../table-model/table.ts';
import type { ColumnWidths } from '../table-model/view-state.ts';
import { columnLabel, formatCell, type Localization } from '../ui/cell-formatters.ts';

/** The inline padding of a cell, both sides; that of the last column differs. */
const padding = 'var(--_padding) + var(--_padding)';
const lastPadding = 'var(--_padding) + var(--_end)';
/** The width in digits of a date, a count or a rate before a report has loaded. */
const expectedWidth = 9;

/** Measures texts in the font of the table without a layout, which would delay the first rows. */
interface TextRuler {
  /** Differs where texts have other widths. */
  readonly key: string;
  /** The width by which letters and words are spaced, for each digit, in pixels. */
  readonly spacing: number;
  /** Returns the width of a text in digits of the totals, the widest figures. */
  readonly widthOf: (text: string) => number;
}

/** Letters are narrower than digits of the totals, on average. */
const roughRuler: TextRuler = { key: '', spacing: 0, widthOf: (text) => text.length };

function createRuler(probe: Element): TextRuler {
  // jsdom has no canvas.
  const canvas = 'OffscreenCanvas' in globalThis ? new OffscreenCanvas(1, 1).getContext('2d') : null;
  if (!canvas) return roughRuler;
  const { fontFamily, fontSize, fontStyle, letterSpacing, wordSpacing } = getComputedStyle(probe);
  const widthIn = (weight: number, text: string) => {
    canvas.font = `${fontStyle} ${weight} ${fontSize} ${fontFamily}`;
    return canvas.measureText(text).width;
  };
  const digit = widthIn(600, '0');
  // A line has up to half as many letters again as digits, and about every sixth character of a date is a space.
  const spacing = 1.5 * (parseFloat(letterSpacing) || 0) + (parseFloat(wordSpacing) || 0) / 6;
  return {
    key: `${fontFamily} ${digit} ${spacing}`,
    spacing,
    widthOf: (text) => widthIn(400, text) / digit,
  };
}

/** Breaks a label onto at most two lines, at spaces and after hyphens. Returns the width of the longer one, in digits. */
function labelWidth(label: string, { widthOf }: TextRuler): number {
  const pieces = label.split(/(?<=[ -])/);
  const widthBetween = (from: number, to?: number) => widthOf(pieces.slice(from, to).join('').trimEnd());
  const widths = pieces.map((_, index) => Math.max(widthBetween(0, index + 1), widthBetween(index + 1)));
  // Browsers round the widths of letters.
  return Math.min(...widths) + 0.25;
}

/** The width of the widest date in digits: the names of months differ, and every day takes two digits. */
function widestDay({ formats, timeZone }: Localization, { widthOf }: TextRuler): number {
  const widths = Array.from({ length: 12 }, (_, month) => widthOf(formats.day(Date.UTC(2026, month, 28), timeZone)));
  return Math.max(...widths) + 0.25;
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
function columnWidth(table: Table | undefined, column: ColumnId, localization: Localization, ruler: TextRuler): number {
  const label = columnLabel(column, undefined, localization.messages);
  const width = labelWidth(label, ruler);
  if (!table) return Math.max(width, expectedWidth);
  const extraWidth = localization.extraTexts?.longestCell(table, column, localization);
  if (extraWidth !== undefined) return Math.max(width, extraWidth);
  switch (localization.columnSet.kindOf(column)) {
    case 'text':
      return 24;
    case 'instant':
      return Math.max(ruler.widthOf(label), widestDay(localization, ruler));
    case 'rate':
      return Math.max(width, localization.formats.rate(1).length);
    case 'count':
      return Math.max(width, longestCount(table, column, localization).length);
    default:
      return width;
  }
}

/** Gives each column the width that its figures need, and the name column the rest. */
export class ColumnSizer {
  readonly #table: HTMLTableElement;
  readonly #probe: Element;
  #ruler: TextRuler | undefined;

  /** @param probe an element in the font of the table */
  constructor(table: HTMLTableElement, probe: Element) {
    this.#table = table;
    this.#probe = probe;
  }

  size(
    columns: readonly ColumnId[],
    table: Table | undefined,
    localization: Localization,
    chosenWidths: ColumnWidths,
  ): void {
    // Reading the font lays out the page, so it waits until there is something to measure.
    const ruler = table ? (this.#ruler ??= createRuler(this.#probe)) : roughRuler;
    const widths = columns.map((column, place) => {
      const chosen = chosenWidths[column];
      if (chosen !== undefined) return `${chosen}px`;
      if (place === 0) return '';
      const characters = columnWidth(table, column, localization, ruler);
      const sides = place === columns.length - 1 ? lastPadding : padding;
      return `calc(${characters} * (1ch + ${ruler.spacing}px) + ${sides})`;
    });
    const [nameWidth = '', ...figureWidths] = widths;
    const { style, classList } = this.#table;
    // Not a template: the build's minifier would put each <col> of a template into a separate <colgroup>.
    this.#table.querySelector('colgroup')?.replaceChildren(
      ...widths.map((width) => {
        const col = document.createElement('col');
        col.style.inlineSize = width;
        return col;
      }),
    );
    style.setProperty('--_figures', `calc(${['0px', ...figureWidths].join(' + ')})`);
    // Where the name column has a chosen width, no column takes the rest.
    style.setProperty('--_name', nameWidth || null);
    classList.toggle('by-hand', nameWidth !== '');
    this.#stackHeaders();
  }

  /** Reads the font of the table. Returns whether it has changed. */
  readFont(): boolean {
    const previous = this.#ruler?.key;
    this.#ruler = createRuler(this.#probe);
    return previous !== this.#ruler.key;
  }

  /** Stacks each header above the next one, which would cover half of its handle. */
  #stackHeaders(): void {
    this.#table.querySelectorAll<HTMLElement>('thead th').forEach((header, place) => {
      header.style.zIndex = String(place === 0 ? 60 : 50 - place);
    });
  }
}
