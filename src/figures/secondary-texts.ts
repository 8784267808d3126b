import { css, type ReactiveController } from 'lit';
import type { ColumnId } from '../model/columns.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { ShadowElement } from '../ui/shadow-element.ts';
import { lineOfRow } from './row-lines.ts';

/** The text that a cell shows below its figure. */
export interface SecondaryText {
  readonly text: string;
  /** Replaces the text for screen readers. */
  readonly words: string;
  /** Whether it is a difference that is not chance. */
  readonly isReal: boolean;
}

/** The texts below figures, and the marks beside names: the same object until they change. */
export interface SecondaryTexts {
  /** @param line `undefined` for the totals */
  readonly textOf: (line: Line | undefined, column: ColumnId) => SecondaryText | undefined;
  /** Returns the mark beside a name. */
  readonly markOf: (line: Line) => string | undefined;
}

const styles = css`
  /* The row keeps its height: figures move up a little. */

  .extras [data-extras] td:is(.count, .rate, .number) {
    padding-block-end: 11px;
    line-height: 1.2;
  }

  .extras tbody td:is(.count, .rate, .number) {
    position: relative;
  }

  .extras td[data-extra]::after {
    position: absolute;
    inset-block-end: 4px;
    right: var(--_padding);
    color: var(--_muted);
    font-size: max(10px, 0.75em);
    font-weight: 400;
    line-height: 1;
    content: attr(data-extra);
    content: attr(data-extra) / attr(data-words);
  }

  .extras td[data-real]::after {
    color: var(--_text);
  }

  .extras .line[data-mark]::after {
    flex: none;
    margin-inline-start: 8px;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 400;
    content: attr(data-mark);
  }

  /* Printed rows are as high as their text. */
  @media print {
    .extras :is(tbody, tfoot) td:is(.count, .rate, .number) {
      padding-block-end: 4px;
    }

    .extras td[data-extra]::after {
      position: static;
      display: block;
      margin-block-start: 2px;
    }
  }
`;

/** The table, as far as this code depends on it. */
type WrittenTable = ShadowElement & { readonly table: Table | undefined };

/** A line as a row shows it, and its texts. */
interface Written {
  readonly rows: Line['rows'] | undefined;
  readonly row: number;
  readonly texts: SecondaryTexts | undefined;
  readonly columns: readonly ColumnId[];
}

/**
 * Writes a second line into the cells of a table: as attributes that its styles show, so that the texts of cells stay what
 * they are. It follows the rows, which are overwritten with other lines while the reader scrolls.
 */
export class SecondaryTextWriter implements ReactiveController {
  readonly #table: WrittenTable;
  readonly #texts: () => SecondaryTexts | undefined;
  readonly #observer = new MutationObserver(() => this.#write());
  readonly #written = new WeakMap<HTMLTableRowElement, Written>();
  #observed: Element | null = null;

  /** @param texts returns the texts of cells; `undefined` if they have none */
  constructor(table: WrittenTable, texts: () => SecondaryTexts | undefined) {
    this.#table = table;
    this.#texts = texts;
    table.addStyles(styles);
  }

  hostUpdated(): void {
    // The rows are written after the controllers are told.
    void this.#table.updateComplete.then(() => this.#write());
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#observed = null;
  }

  /** Writes the cells of all rows that have changed. */
  #write(): void {
    const { renderRoot, table } = this.#table;
    const texts = this.#texts();
    const element = renderRoot.querySelector('table');
    element?.classList.toggle('extras', texts !== undefined);
    this.#observe(texts ? (element?.tBodies[0] ?? null) : null);
    for (const row of renderRoot.querySelectorAll<HTMLTableRowElement>('tbody tr[aria-rowindex], tfoot tr')) {
      const isTotal = row.parentElement?.localName === 'tfoot';
      const line = isTotal ? undefined : lineOfRow(row, table);
      this.#writeRow(row, line, isTotal ? texts : line && texts);
    }
  }

  #observe(body: Element | null): void {
    if (body === this.#observed) return;
    this.#observer.disconnect();
    this.#observed = body;
    const attributeFilter = ['aria-rowindex'];
    if (body) this.#observer.observe(body, { subtree: true, childList: true, characterData: true, attributeFilter });
  }

  #writeRow(row: HTMLTableRowElement, line: Line | undefined, texts: SecondaryTexts | undefined): void {
    const columns = this.#table.table?.columns ?? [];
    const last = this.#written.get(row);
    if (!last && !texts) return;
    const now: Written = { rows: line?.rows, row: line?.row ?? 0, texts, columns };
    if (last && shallowEqualArrays(Object.values(last), Object.values(now))) return;
    this.#written.set(row, now);
    const figures = columns.slice(1).map((column) => texts?.textOf(line, column));
    figures.forEach((text, index) => {
      const cell = row.cells[index + 1];
      if (cell) writeText(cell, text);
    });
    setData(row, 'extras', figures.some((text) => text) ? '' : undefined);
    for (const name of row.querySelectorAll<HTMLElement>('.line')) {
      setData(name, 'mark', line && texts?.markOf(line));
    }
  }
}

function writeText(cell: HTMLElement, secondary: SecondaryText | undefined): void {
  setData(cell, 'extra', secondary?.text);
  setData(cell, 'words', secondary?.words);
  setData(cell, 'real', secondary?.isReal ? '' : undefined);
}

function setData(element: HTMLElement, name: string, value: string | undefined): void {
  if (element.dataset[name] === value) return;
  if (value === undefined) element.removeAttribute(`data-${name}`);
  else element.dataset[name] = value;
}
