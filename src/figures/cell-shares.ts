import { css, type ReactiveController } from 'lit';
import type { ColumnId, ColumnSet } from '../model/columns.ts';
import { isShare, readFigureChoices, type Share } from '../model/figure-choices.ts';
import { wilsonInterval, type Interval } from '../model/wilson-interval.ts';
import { runSliced } from '../platform/scheduler.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { countsOf } from '../table-model/rows.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { ShadowElement } from '../ui/shadow-element.ts';
import { lineOfRow } from './row-lines.ts';
import { comparableColumns, comparableValue, findMaxima, type ColumnMaxima } from './column-maxima.ts';

/**
 * Bars stand on the lower edge of cells, heat fills them. All are layers of the background, so that no text moves: a whisker is a
 * line between two caps, on the bar. In forced colors, which a tint would disturb, heat is a second bar.
 */
const styles = css`
  tbody > tr:not(.spacer) > td:is(.count, .rate) {
    --_heat-color: color-mix(in srgb, var(--_accent) calc(var(--_heat, 0) * 34%), transparent);
    --_bar-size: calc(var(--_bar, 0) * (100% - 2 * var(--_bar-padding)));
    --_bar-padding: var(--_padding);
    --_low-at: calc(var(--_bar-padding) + var(--_low, 0) * (100% - 2 * var(--_bar-padding)));
    --_high-at: calc(var(--_bar-padding) + var(--_high, 0) * (100% - 2 * var(--_bar-padding)));
    --_direction: to right;
    background-image:
      linear-gradient(
        var(--_direction),
        transparent var(--_low-at),
        var(--_whisker, transparent) 0 calc(var(--_low-at) + 1px),
        transparent 0 calc(var(--_high-at) - 1px),
        var(--_whisker-end, transparent) 0 var(--_high-at),
        transparent 0
      ),
      linear-gradient(
        var(--_direction),
        transparent var(--_low-at),
        var(--_whisker, transparent) 0 var(--_high-at),
        transparent 0
      ),
      linear-gradient(var(--_accent), var(--_accent)), linear-gradient(var(--_heat-color), var(--_heat-color));
    background-position:
      0 calc(100% - 1px),
      0 calc(100% - 4px),
      left var(--_bar-padding) bottom 3px,
      0 0;
    background-size:
      100% 7px,
      100% 1px,
      var(--_bar-size) 3px,
      100% 100%;
    background-repeat: no-repeat;
    print-color-adjust: exact;
  }

  tbody:dir(rtl) > tr:not(.spacer) > td:is(.count, .rate) {
    --_direction: to left;
    background-position:
      0 calc(100% - 1px),
      0 calc(100% - 4px),
      right var(--_bar-padding) bottom 3px,
      0 0;
  }

  /* The text below a figure stands above its bar. */
  .extras.bars td[data-extra] {
    padding-block-end: 15px;
  }

  .extras.bars td[data-extra]::after {
    inset-block-end: 8px;
  }

  @media (forced-colors: active) {
    tbody > tr:not(.spacer) > td:is(.count, .rate) {
      --_heat-color: var(--_accent);
      /* Otherwise, gradients are not drawn. The colors of the theme are those of the system. */
      forced-color-adjust: none;
      background-position:
        0 calc(100% - 1px),
        0 calc(100% - 4px),
        left var(--_bar-padding) bottom 3px,
        left var(--_bar-padding) top 3px;
      background-size:
        100% 7px,
        100% 1px,
        var(--_bar-size) 3px,
        calc(var(--_heat, 0) * (100% - 2 * var(--_bar-padding))) 3px;
    }

    tbody:dir(rtl) > tr:not(.spacer) > td:is(.count, .rate) {
      background-position:
        0 calc(100% - 1px),
        0 calc(100% - 4px),
        right var(--_bar-padding) bottom 3px,
        right var(--_bar-padding) top 3px;
    }
  }

  @media print {
    tbody > tr:not(.spacer) > td:is(.count, .rate) {
      --_bar-padding: 4px;
      background-position:
        0 100%,
        0 calc(100% - 2px),
        left var(--_bar-padding) bottom 1px,
        0 0;
      background-size:
        100% 5px,
        100% 1px,
        var(--_bar-size) 3px,
        100% 100%;
    }

    tbody:dir(rtl) > tr:not(.spacer) > td:is(.count, .rate) {
      background-position:
        0 100%,
        0 calc(100% - 2px),
        right var(--_bar-padding) bottom 1px,
        0 0;
    }

    .extras.bars td[data-extra] {
      padding-block-end: 8px;
    }
  }
`;

/** The custom properties of a cell. */
const properties = ['--_bar', '--_heat', '--_low', '--_high', '--_whisker', '--_whisker-end'] as const;
type CellValues = Partial<Record<(typeof properties)[number], string | undefined>>;

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
  /** The cells that show a share, with the values of their properties as JSON. */
  readonly #written = new WeakMap<HTMLElement, string>();
  #figures: string | undefined;
  #shown: readonly Share[] = [];
  #hasWhiskers = false;
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
      const { show } = readFigureChoices(view.figures);
      this.#shown = show.filter(isShare);
      this.#hasWhiskers = show.includes('bars') && show.includes('intervals');
      renderRoot.querySelector('table')?.classList.toggle('bars', show.includes('bars'));
      this.#observer.disconnect();
      if (this.#shown.length > 0) this.#observe(body);
    }
    const { columns, emails, total, mask, isGrouped } = table;
    const choices = [this.#shown.join(), this.#hasWhiskers];
    const inputs = [...choices, columns.join(), view.columnSet, emails ?? total.numbers, mask, isGrouped];
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
    const { table } = this.#table;
    const line = lineOfRow(row, table);
    if (!table) return;
    [...row.cells].forEach((cell, place) => {
      const column = table.columns[place];
      const values = line && column && this.#shown.length > 0 ? this.#valuesOf(line, column) : {};
      const written = JSON.stringify(values);
      if (written === (this.#written.get(cell) ?? '{}')) return;
      this.#written.set(cell, written);
      for (const property of properties) cell.style.setProperty(property, values[property] ?? null);
    });
  }

  /** Returns the custom properties of a cell. */
  #valuesOf(line: Line, column: ColumnId): CellValues {
    const { columnSet } = this.#table.view;
    const most = this.#maxima.get(column) ?? NaN;
    const share = comparableValue(line, column, columnSet) / most;
    // A line of 0 has no bar, but it has a whisker.
    const text = share > 0 ? Math.min(1, share).toFixed(3) : undefined;
    const bounds = this.#hasWhiskers && share >= 0 ? intervalOf(line, column, columnSet) : undefined;
    return {
      '--_bar': this.#shown.includes('bars') ? text : undefined,
      '--_heat': this.#shown.includes('heat') ? text : undefined,
      ...(bounds && whiskerOf(bounds.low / most, bounds.high / most)),
    };
  }
}

/** A whisker that exceeds the scale has no cap at this end. */
function whiskerOf(low: number, high: number): CellValues {
  return {
    '--_low': Math.min(1, low).toFixed(3),
    '--_high': Math.min(1, high).toFixed(3),
    '--_whisker': 'var(--_text)',
    '--_whisker-end': high <= 1 ? 'var(--_text)' : undefined,
  };
}

/** Returns the 95 % interval of the rate of a line. */
function intervalOf({ rows, row }: Line, column: ColumnId, columnSet: ColumnSet): Interval | undefined {
  const rate = columnSet.rateOf(column);
  if (!rate) return undefined;
  const [numerators, denominators] = countsOf(rows.numbers, rate);
  return wilsonInterval(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN);
}
