import { firstRowIndex, type Line } from '../table-model/table.ts';
import { NameCell } from './name-cell.ts';
import type { RowFormat } from './row-format.ts';

/** A row of the table body: created once, then overwritten with other lines. Only text that differs is written. */
export class TableRow {
  readonly element: HTMLTableRowElement;
  line: Line | undefined;
  index = -1;
  readonly #name: NameCell;
  readonly #texts: readonly (readonly [holder: Element, text: Text])[];
  readonly #written: string[];
  #kind = '';

  constructor({ template }: RowFormat) {
    this.element = template.cloneNode(true) as HTMLTableRowElement;
    const [name, ...cells] = this.element.cells;
    this.#name = new NameCell(name as HTMLTableCellElement);
    this.#texts = cells.map((cell) => {
      const holder = cell.firstElementChild ?? cell;
      return [holder, holder.firstChild as Text];
    });
    this.#written = cells.map(() => '');
  }

  /** The button in this row: it expands a campaign or opens an email. */
  get button(): HTMLButtonElement | undefined {
    return this.#name.button;
  }

  /** Shows a line, or that the line has not loaded yet, or that it failed to load. */
  write(index: number, line: Line | undefined, hasFailed: boolean, format: RowFormat): void {
    if (index !== this.index) this.element.ariaRowIndex = String(index + firstRowIndex);
    this.index = index;
    this.line = line;
    this.#become(line ? (line.emails === undefined ? 'email' : 'campaign') : hasFailed ? 'failed' : 'waiting');
    this.#name.write(line, hasFailed, format);
    this.#writeTree(line, format.isGrouped);
    format.formatters.forEach((formatCell, place) => {
      this.#writeText(place, line ? formatCell(line.rows, line.row) : '', format.zeros);
    });
    format.writeNotes?.(this.element, line);
  }

  /** Writes the place in the tree of campaigns and emails. */
  #writeTree(line: Line | undefined, isGrouped: boolean): void {
    const isNested = line?.emails === undefined && !line?.isOnlyEmail;
    const level = line && isGrouped ? (isNested ? '2' : '1') : null;
    if (level !== this.element.ariaLevel) this.element.ariaLevel = level;
    const expanded = this.button?.ariaExpanded ?? null;
    if (expanded !== this.element.ariaExpanded) this.element.ariaExpanded = expanded;
  }

  #writeText(place: number, text: string, zeros: readonly string[]): void {
    const written = this.#written[place] ?? '';
    const target = this.#texts[place];
    if (written === text || !target) return;
    const [holder, node] = target;
    this.#written[place] = text;
    node.data = text;
    // A page translator replaces text nodes by elements.
    if (node.parentNode !== holder) holder.replaceChildren(node);
    const isZero = zeros.includes(text);
    if (isZero !== zeros.includes(written)) holder.classList.toggle('zero', isZero);
  }

  #become(kind: string): void {
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.element.className = kind;
    this.element.setAttribute('part', `row ${kind}`);
    this.element.ariaHidden = kind === 'waiting' ? 'true' : null;
  }
}
