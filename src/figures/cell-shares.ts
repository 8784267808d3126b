import { css, type ReactiveController } from 'lit';
import { readFigureChoices, type CellExtra } from '../model/figure-choices.ts';
import { runSliced } from '../platform/scheduler.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { ShadowElement } from '../ui/shadow-element.ts';
import { lineOfRow } from './row-lines.ts';
import { comparableColumns, comparableValue, findMaxima, type ColumnMaxima } from './column-maxima.ts';

/**
 * Bars stand on the lower edge of cells, heat fills them. Both are layers of the background, so that no text moves. In forced
 * colors, which a tint would disturb, heat is a second bar.
 */
const styles = css`
  tbody > tr:not(.spacer) > td:is(.count, .rate) {
    --_heat-color: color-mix(in srgb, var(--_accent) calc(var(--_heat, 0) * 34%), transparent);
    --_bar-size: calc(var(--_bar, 0) * (100% - 2 * var(--_padding)));
    background-image:
      linear-gradient(var(--_accent), var(--_accent)), linear-gradient(var(--_heat-color), var(--_heat-color));
    background-position:
      left var(--_padding) bottom 3px,
      0 0;
    background-size:
      var(--_bar-size) 3px,
      100% 100%;
    background-repeat: no-repeat;
    print-color-adjust: exact;
  }

  tbody:dir(rtl) > tr:not(.spacer) > td:is(.count, .rate) {
    background-position:
      right var(--_padding) bottom 3px,
      0 0;
  }

  @media (forced-colors: active) {
    tbody > tr:not(.spacer) > td:is(.count, .rate) {
      --_heat-color: var(--_accent);
      background-position:
        left var(--_padding) bottom 3px,
        left var(--_padding) top 3px;
      background-size:
        var(--_bar-size) 3px,
        calc(var(--_heat, 0) * (100% - 2 * var(--_padding))) 3px;
    }
  }

  @media print {
    tbody > tr:not(.spacer) > td:is(.count, .rate) {
      background-position-y: bottom, 0;
      background-size:
        calc(var(--_bar, 0) * 100%) 2px,
        100% 100%;
    }
  }
`;

/** The name of the custom property of each extra. */
const properties = { bars: '--_bar', heat: '--_heat' } as const;
type Share = keyof typeof properties;
const isShare = (extra: CellExtra): extra is Share => extra in properties;

/** The table, whose rows are written directly to the document. */
export type ShadedTable = ShadowElement & { readonly view: ViewState; readonly table: Table | undefined };

const shaded = new WeakSet<ShadedTable>();

/** Shows in the cells of a table, from now on, how large their figures are in their column, while its view has this choice. */
export function showShares(table: ShadedTable): void {
  if (shaded.has(table)) return;
  shaded.add(table);
  table.addController(new CellShares(table));
}

/** Follows the rows, which are overwritten with other lines while the reader scrolls. */
class CellShares implements ReactiveController {
  readonly #table: ShadedTable;
  readonly #observer = new MutationObserver((records) => this.#follow(records));
  /** The cells that show a share, with their texts. */
  readonly #written = new WeakMap<HTMLElement, string>();
  #figures: string | undefined;
  #shown: readonly Share[] = [];
  #inputs: readonly unknown[] = [];
  #maxima: ColumnMaxima = new Map();
  #finding: AbortController | undefined;

  constructor(table: ShadedTable) {
    this.#table = table;
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#figures = undefined;
  }

  hostUpdated(): void {
    const { view, table, renderRoot, isConnected } = this.#table;
    const body = isConnected ? renderRoot.querySelector('tbody') : null;
    if (!body || !table) return;
    if (view.figures !== this.#figures) {
      this.#figures = view.figures;
      this.#shown = readFigureChoices(view.figures).show.filter(isShare);
      this.#observer.disconnect();
      if (this.#shown.length > 0) this.#observe(body);
    }
    const { columns, columnSet } = { columns: table.columns.join(), columnSet: view.columnSet };
    const source = table.emails ?? table.total.numbers;
    const inputs = [this.#shown.join(), columns, columnSet, source, table.mask, table.isGrouped];
    if (shallowEqualArrays(inputs, this.#inputs)) return;
    this.#inputs = inputs;
    void this.#update(table);
  }

  #observe(body: HTMLElement): void {
    this.#table.addStyles(styles);
    const attributeFilter = ['aria-rowindex', 'class'];
    this.#observer.observe(body, { subtree: true, childList: true, characterData: true, attributeFilter });
  }

  /** Finds the scales of the columns, and shows all rows on them. */
  async #update({ emails, mask, columns }: Table): Promise<void> {
    this.#finding?.abort();
    const { columnSet } = this.#table.view;
    const finding = (this.#finding = new AbortController());
    // The endpoint sums a report that loads page by page, but does not tell the largest values.
    this.#maxima = new Map();
    if (this.#shown.length > 0 && emails) {
      const task = findMaxima(emails, mask, comparableColumns(columns, columnSet), columnSet);
      const maxima = await runSliced(task, finding.signal).catch(() => undefined);
      if (!maxima || finding.signal.aborted) return;
      this.#maxima = maxima;
    }
    this.#writeAll();
  }

  #follow(records: readonly MutationRecord[]): void {
    const rows = new Set<HTMLTableRowElement>();
    for (const { target, addedNodes } of records) {
      for (const node of [target, ...addedNodes]) {
        const row = (node instanceof Element ? node : node.parentElement)?.closest('tr');
        if (row) rows.add(row);
      }
    }
    if (this.#extendMaxima(rows)) this.#writeAll();
    else for (const row of rows) this.#write(row);
  }

  #writeAll(): void {
    const rows = this.#table.renderRoot.querySelectorAll<HTMLTableRowElement>('tbody > tr[aria-rowindex]');
    this.#extendMaxima(rows);
    for (const row of rows) this.#write(row);
  }

  /** Extends the scales of a report that loads page by page to the lines that have been in view. Returns whether they changed. */
  #extendMaxima(rows: Iterable<HTMLTableRowElement>): boolean {
    const { table, view } = this.#table;
    if (!table || table.emails || this.#shown.length === 0) return false;
    const { columnSet } = view;
    const maxima = new Map(this.#maxima);
    for (const line of [...rows].flatMap((row) => lineOfRow(row, table) ?? [])) {
      for (const column of comparableColumns(table.columns, columnSet)) {
        const value = comparableValue(line, column, columnSet);
        if (value > (maxima.get(column) ?? 0)) maxima.set(column, value);
      }
    }
    const hasChanged = [...maxima].some(([column, most]) => most !== this.#maxima.get(column));
    this.#maxima = maxima;
    return hasChanged;
  }

  #write(row: HTMLTableRowElement): void {
    const { table, view } = this.#table;
    const line = lineOfRow(row, table);
    if (!table) return;
    [...row.cells].forEach((cell, place) => {
      const column = table.columns[place];
      const most = (column && this.#maxima.get(column)) ?? NaN;
      const share = line && column ? comparableValue(line, column, view.columnSet) / most : NaN;
      const text = share > 0 && this.#shown.length > 0 ? Math.min(1, share).toFixed(3) : '';
      const written = text && `${this.#shown.join()} ${text}`;
      if (written === (this.#written.get(cell) ?? '')) return;
      this.#written.set(cell, written);
      for (const [extra, property] of Object.entries(properties)) {
        cell.style.setProperty(property, this.#shown.includes(extra as Share) ? text : null);
      }
    });
  }
}
