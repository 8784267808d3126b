import { columnKind, type ColumnId } from '../model/columns.ts';
import type { Line } from '../table-model/table.ts';
import { cellFormatter, type CellFormatter } from '../ui/cell-formatters.ts';
import { NameCell, type NameStyle } from './name-cell.ts';

/** The header is row 1 of what assistive technology counts. */
export const firstRowIndex = 2;

/** How the rows of a table are built and written: one for all rows. */
export interface RowStyle extends NameStyle {
  /** A row without texts, to make others of. */
  readonly blank: HTMLTableRowElement;
  /** What writes the cells after the name. */
  readonly texts: readonly CellFormatter[];
}

export function rowStyleOf(columns: readonly ColumnId[], blank: HTMLTableRowElement, nameStyle: NameStyle): RowStyle {
  return {
    ...nameStyle,
    blank,
    texts: columns.slice(1).map((column) => cellFormatter(column, nameStyle.localization)),
  };
}

/** Columns from `first` up to but not including `end`. */
export interface ColumnRange {
  readonly first: number;
  readonly end: number;
}

/** A row of a table that has these columns. */
export function blankRow(columns: readonly ColumnId[]): HTMLTableRowElement {
  const row = document.createElement('tr');
  const name = row.appendChild(document.createElement('th'));
  name.scope = 'row';
  name.className = 'name';
  name.part.add('cell', 'name');
  for (const column of columns.slice(1)) {
    const kind = columnKind(column);
    const cell = row.insertCell();
    cell.className = kind;
    cell.part.add('cell', kind);
    (kind === 'text' ? cell.appendChild(document.createElement('bdi')) : cell).append('');
  }
  return row;
}

/** A row of the table's body: made once, then written over with other lines. Only texts that differ are written. */
export class TableRow {
  readonly element: HTMLTableRowElement;
  line: Line | undefined;
  index = -1;
  /** Whether cells are empty that are not in view. */
  isPartial = false;
  readonly #name: NameCell;
  readonly #texts: Text[];
  readonly #written: string[];
  #kind = '';

  constructor({ blank }: RowStyle) {
    this.element = blank.cloneNode(true) as HTMLTableRowElement;
    const [name, ...cells] = this.element.cells;
    this.#name = new NameCell(name as HTMLTableCellElement);
    this.#texts = cells.map((cell) => (cell.firstElementChild ?? cell).firstChild as Text);
    this.#written = cells.map(() => '');
  }

  /** What can be pressed in this row. */
  get button(): HTMLButtonElement | undefined {
    return this.#name.button;
  }

  /**
   * Shows a line, or that it is not here: not yet, or for a failure.
   * @param columns the columns in view, of which cells are written: others are left empty, and never wrong
   */
  write(index: number, line: Line | undefined, isFailed: boolean, style: RowStyle, columns?: ColumnRange): void {
    if (index !== this.index) this.element.ariaRowIndex = String(index + firstRowIndex);
    this.index = index;
    this.line = line;
    this.#become(line ? (line.emails === undefined ? 'email' : 'campaign') : isFailed ? 'failed' : 'waiting');
    this.#name.write(line, isFailed, style);
    this.isPartial = columns !== undefined;
    style.texts.forEach((textOf, place) => {
      const isWritten = line && (!columns || (place + 1 >= columns.first && place + 1 < columns.end));
      this.#writeText(place, isWritten ? textOf(line.rows, line.row) : '');
    });
  }

  #writeText(place: number, text: string): void {
    if (this.#written[place] === text) return;
    this.#written[place] = text;
    const node = this.#texts[place];
    if (node) node.data = text;
  }

  #become(kind: string): void {
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.element.className = kind;
    this.element.setAttribute('part', `row ${kind}`);
    this.element.ariaHidden = kind === 'waiting' ? 'true' : null;
  }
}
