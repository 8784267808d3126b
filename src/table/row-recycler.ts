import { emailKeyOf, indexOfLine, type Lines } from '../table-model/find-lines.ts';
import type { RowFormat } from './row-format.ts';
import { TableRow } from './table-row.ts';

/** Which lines of a table are in the document, and where. */
export interface Placement {
  /** The number of lines, from the first on, that always stay in the document. */
  readonly pinned: number;
  /** The lines around the viewport, from `first` up to but not including `end`. */
  readonly first: number;
  readonly end: number;
  /** In pixels. */
  readonly rowHeight: number;
  /** The offset of line `first` from the top of the body, in pixels. */
  readonly top: number;
  /** The height of the whole body, in pixels. */
  readonly height: number;
}

/** The number of rows that are kept for reuse when they are no longer in the document. */
const mostSpareRows = 100;

const range = (first: number, end: number) =>
  Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);

function createSpacer(): HTMLTableRowElement {
  const spacer = document.createElement('tr');
  spacer.className = 'spacer';
  spacer.ariaHidden = 'true';
  spacer.insertCell();
  return spacer;
}

/**
 * Renders the body of a table of any length with a few rows that are overwritten again and again.
 *
 * The rows around the viewport are between two spacers. The row that has the focus is never removed, which would lose
 * the focus: while it is out of the viewport, it waits above the upper spacer or below the lower one.
 */
export class RowRecycler {
  readonly #body: HTMLTableSectionElement;
  readonly #upper = createSpacer();
  readonly #lower = createSpacer();
  readonly #rowOf = new WeakMap<Element, TableRow>();
  /** The rows in the document, by line. */
  #rows = new Map<number, TableRow>();
  #spare: TableRow[] = [];
  #lines: Lines | undefined;
  #format: RowFormat | undefined;

  constructor(body: HTMLTableSectionElement) {
    this.#body = body;
    body.append(this.#upper, this.#lower);
  }

  /** Returns the row that contains an element of the body. */
  rowAt(element: Element | null): TableRow | undefined {
    const row = element?.closest('tr');
    return row ? this.#rowOf.get(row) : undefined;
  }

  /** Returns the row of a line, if it is in the document. */
  rowOfLine(index: number): TableRow | undefined {
    return this.#rows.get(index);
  }

  /** The row that has the focus. */
  get focused(): TableRow | undefined {
    return this.rowAt((this.#body.getRootNode() as ShadowRoot).activeElement);
  }

  /** The height of every row, in pixels of the window; 0 without rows. */
  get rowHeight(): number {
    const [row] = this.#rows.values();
    return row?.element.getBoundingClientRect().height ?? 0;
  }

  show(lines: Lines, format: RowFormat, placement: Placement): void {
    const hasChanged = lines !== this.#lines || format !== this.#format;
    if (format.template !== this.#format?.template) this.#discardRows(format.template.cells.length);
    this.#lines = lines;
    this.#format = format;
    const { focused } = this;
    const kept = focused && (hasChanged ? this.#follow(focused, lines) : focused.index);
    const pinned = range(0, placement.pinned);
    const first = Math.max(placement.first, placement.pinned);
    const inView = range(first, placement.end);
    const before = kept !== undefined && kept >= placement.pinned && kept < first ? [kept] : [];
    const after = kept !== undefined && kept >= Math.max(first, placement.end) ? [kept] : [];
    this.#assign([...pinned, ...before, ...inView, ...after], hasChanged);
    this.#resizeSpacers(placement, pinned.length + before.length, inView.length + after.length);
    const elements = (indices: readonly number[]) => indices.map((index) => this.#rows.get(index)?.element);
    this.#reorder(
      [...elements(pinned), ...elements(before), this.#upper, ...elements(inView), this.#lower, ...elements(after)],
      kept === undefined ? undefined : focused?.element,
    );
  }

  /** Rows cannot be reused for other columns. */
  #discardRows(columnCount: number): void {
    for (const spacer of [this.#upper, this.#lower]) for (const cell of spacer.cells) cell.colSpan = columnCount;
    for (const row of this.#rows.values()) row.element.remove();
    this.#rows.clear();
    this.#spare = [];
  }

  /** Moves the row that has the focus to the index that its line has among other lines, or else keeps its index. */
  #follow(row: TableRow, lines: Lines): number | undefined {
    const found = row.line && indexOfLine(lines, row.index, emailKeyOf(row.line));
    const index = Math.min(found ?? row.index, lines.lineCount - 1);
    if (index < 0) return undefined;
    this.#rows.delete(row.index);
    const other = this.#rows.get(index);
    if (other) this.#spare.push(other);
    this.#rows.set(index, row);
    return index;
  }

  /** Assigns rows to these lines and no others, and writes those whose line has changed. */
  #assign(indices: readonly number[], hasChanged: boolean): void {
    const previous = this.#rows;
    this.#rows = new Map();
    const missing: number[] = [];
    for (const index of indices) {
      const row = previous.get(index);
      if (!row) missing.push(index);
      else {
        previous.delete(index);
        this.#rows.set(index, row);
        if (hasChanged) this.#write(row, index);
      }
    }
    // Rows in the document first, from top to bottom: where all of them are overwritten, none has to move.
    const spare = [...previous.values(), ...this.#spare];
    missing.forEach((index, place) => {
      const row = spare[place] ?? this.#create();
      this.#rows.set(index, row);
      this.#write(row, index);
    });
    for (const row of spare.slice(missing.length)) row.element.remove();
    this.#spare = spare.slice(missing.length, missing.length + mostSpareRows);
  }

  #write(row: TableRow, index: number): void {
    if (!this.#format) return;
    const line = this.#lines?.lineAt(index);
    const hasFailed = !line && (this.#lines?.isFailedAt?.(index) ?? false);
    row.write(index, line, hasFailed, this.#format);
  }

  #create(): TableRow {
    const row = new TableRow(this.#format as RowFormat);
    this.#rowOf.set(row.element, row);
    return row;
  }

  #resizeSpacers({ rowHeight, top, height }: Placement, rowsAbove: number, rowsBelow: number): void {
    const upper = Math.max(0, top - rowsAbove * rowHeight);
    const lower = Math.max(0, height - upper - (rowsAbove + rowsBelow) * rowHeight);
    this.#upper.style.blockSize = `${upper}px`;
    this.#lower.style.blockSize = `${lower}px`;
  }

  /** Puts the children of the body in order without moving the one that has the focus, which would lose it. */
  #reorder(elements: readonly (Element | undefined)[], unmoved: Element | undefined): void {
    let next = this.#body.firstElementChild;
    for (const element of elements) {
      if (!element) continue;
      while (element === unmoved && next && next !== element) {
        const displaced = next;
        next = next.nextElementSibling;
        this.#body.append(displaced);
      }
      if (element === next) next = element.nextElementSibling;
      else this.#body.insertBefore(element, next);
    }
  }
}
