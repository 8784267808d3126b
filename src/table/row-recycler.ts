import type { EmailKey } from '../model/email.ts';
import type { Line, Table } from '../table-model/table.ts';
import { TableRow, type ColumnRange, type RowStyle } from './table-row.ts';

/** Which lines of a table are in the document, and where. */
export interface Placement {
  /** So many lines from the first on stay in the document, wherever the view is. */
  readonly pinned: number;
  /** The lines around the view, from `first` up to but not including `end`. */
  readonly first: number;
  readonly end: number;
  readonly rowHeight: number;
  /** Where line `first` stands, in pixels from the top of the body. */
  readonly top: number;
  /** The height of the whole body. */
  readonly height: number;
  /** The columns that are enough for now; without it, all. */
  readonly columns?: ColumnRange | undefined;
}

/** What a body shows of a table. */
export type Lines = Pick<Table, 'lineCount' | 'lineAt' | 'isFailedAt'>;

/** More rows than this are not kept for later when they are no longer wanted. */
const mostSpare = 100;

function isSameLine(one: Line, other: Line): boolean {
  return (
    one.rows.text.campaignId[one.row] === other.rows.text.campaignId[other.row] &&
    one.rows.text.emailId[one.row] === other.rows.text.emailId[other.row]
  );
}

/** The place of a line, sought from where it was; `undefined` where there is no such line, or not yet. */
export function indexOfLine(lines: Lines, near: number, isSought: (line: Line) => boolean): number | undefined {
  const isAt = (index: number) => {
    const line = lines.lineAt(index);
    return line !== undefined && isSought(line);
  };
  const farthest = Math.max(near, lines.lineCount - near);
  for (let distance = 0; distance <= farthest; distance++) {
    if (isAt(near + distance)) return near + distance;
    if (isAt(near - distance)) return near - distance;
  }
  return undefined;
}

/** The place of an email, as {@link indexOfLine} finds it. */
export function indexOfEmail(lines: Lines, near: number, { campaignId, emailId }: EmailKey): number | undefined {
  return indexOfLine(
    lines,
    near,
    ({ rows: { text }, row }) => text.campaignId[row] === campaignId && text.emailId[row] === emailId,
  );
}

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
 * The body of a table of any length: few rows, written over and over.
 *
 * Between two spacers stand the rows around the view. The row that has the focus is never taken away, lest the focus
 * be lost with it: out of view, it waits before the upper or after the lower spacer.
 */
export class RowRecycler {
  readonly #body: HTMLTableSectionElement;
  readonly #upper = createSpacer();
  readonly #lower = createSpacer();
  readonly #rowOf = new WeakMap<Element, TableRow>();
  /** By line. */
  #rows = new Map<number, TableRow>();
  #spare: TableRow[] = [];
  #lines: Lines | undefined;
  #style: RowStyle | undefined;
  #columns: ColumnRange | undefined;

  constructor(body: HTMLTableSectionElement) {
    this.#body = body;
    body.append(this.#upper, this.#lower);
  }

  /** The row that an element of the body is in. */
  rowAt(element: Element | null): TableRow | undefined {
    const row = element?.closest('tr');
    return row ? this.#rowOf.get(row) : undefined;
  }

  /** The row of a line, where it is in the document. */
  rowOfLine(index: number): TableRow | undefined {
    return this.#rows.get(index);
  }

  /** The row that has the focus. */
  get focused(): TableRow | undefined {
    return this.rowAt((this.#body.getRootNode() as ShadowRoot).activeElement);
  }

  /** The height of every row, in pixels. */
  get rowHeight(): number {
    const [row] = this.#rows.values();
    return row?.element.getBoundingClientRect().height ?? 0;
  }

  /** Writes what is missing in rows of which only some columns were enough. */
  complete(): void {
    this.#columns = undefined;
    for (const [index, row] of this.#rows) if (row.isPartial) this.#write(row, index);
  }

  show(lines: Lines, style: RowStyle, placement: Placement): void {
    const isOther = lines !== this.#lines || style !== this.#style;
    if (style.blank !== this.#style?.blank) this.#forget(style.blank.cells.length);
    this.#lines = lines;
    this.#style = style;
    this.#columns = placement.columns;
    const { focused } = this;
    const kept = focused && (isOther ? this.#follow(focused, lines) : focused.index);
    const pinned = range(0, placement.pinned);
    const first = Math.max(placement.first, placement.pinned);
    const window = range(first, placement.end);
    const before = kept !== undefined && kept >= placement.pinned && kept < first ? [kept] : [];
    const after = kept !== undefined && kept >= Math.max(first, placement.end) ? [kept] : [];
    this.#want([...pinned, ...before, ...window, ...after], isOther);
    this.#space(placement, pinned.length + before.length, window.length + after.length);
    const elements = (indices: readonly number[]) => indices.map((index) => this.#rows.get(index)?.element);
    this.#arrange(
      [...elements(pinned), ...elements(before), this.#upper, ...elements(window), this.#lower, ...elements(after)],
      kept === undefined ? undefined : focused?.element,
    );
  }

  /** Rows of other columns are other rows. */
  #forget(columns: number): void {
    for (const spacer of [this.#upper, this.#lower]) for (const cell of spacer.cells) cell.colSpan = columns;
    for (const row of this.#rows.values()) row.element.remove();
    this.#rows.clear();
    this.#spare = [];
  }

  /** Binds the row that has the focus to the place at which its line stands among other lines, or else to its own. */
  #follow(row: TableRow, lines: Lines): number | undefined {
    const { line } = row;
    const found = line && indexOfLine(lines, row.index, (other) => isSameLine(line, other));
    const index = Math.min(found ?? row.index, lines.lineCount - 1);
    if (index < 0) return undefined;
    this.#rows.delete(row.index);
    const other = this.#rows.get(index);
    if (other) this.#spare.push(other);
    this.#rows.set(index, row);
    return index;
  }

  /** Has rows for these lines and no others, written anew where that must be. */
  #want(lines: readonly number[], isOther: boolean): void {
    const before = this.#rows;
    this.#rows = new Map();
    const missing: number[] = [];
    for (const index of lines) {
      const row = before.get(index);
      if (!row) missing.push(index);
      else {
        before.delete(index);
        this.#rows.set(index, row);
        if (isOther) this.#write(row, index);
      }
    }
    // Those in the document first, from top to bottom: where all are written over, none has to be moved.
    const spare = [...before.values(), ...this.#spare];
    missing.forEach((index, place) => {
      const row = spare[place] ?? this.#create();
      this.#rows.set(index, row);
      this.#write(row, index);
    });
    for (const row of spare.slice(missing.length)) row.element.remove();
    this.#spare = spare.slice(missing.length, missing.length + mostSpare);
  }

  #write(row: TableRow, index: number): void {
    if (!this.#style) return;
    const line = this.#lines?.lineAt(index);
    row.write(index, line, !line && (this.#lines?.isFailedAt?.(index) ?? false), this.#style, this.#columns);
  }

  #create(): TableRow {
    const row = new TableRow(this.#style as RowStyle);
    this.#rowOf.set(row.element, row);
    return row;
  }

  /** Gives the spacers the heights that put the rows where they belong. */
  #space({ rowHeight, top, height }: Placement, above: number, below: number): void {
    const upper = Math.max(0, top - above * rowHeight);
    const lower = Math.max(0, height - upper - (above + below) * rowHeight);
    this.#upper.style.blockSize = `${upper}px`;
    this.#lower.style.blockSize = `${lower}px`;
  }

  /** Puts the body's children in order without moving the one that has the focus, which would lose it. */
  #arrange(elements: readonly (Element | undefined)[], unmoved: Element | undefined): void {
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
