import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TableMessages } from '../i18n/table-messages.ts';
import type { ColumnId } from '../model/columns.ts';
import type { EmailKey } from '../model/email.ts';
import { emailKeyOf, indexOfLine, isSameEmail, type Lines } from '../table-model/find-lines.ts';
import { inlineDirection } from '../ui/inline-direction.ts';
import { cellOf, scrollToCell, targetOf } from './grid-cells.ts';
import type { RowRecycler } from './row-recycler.ts';
import type { TableViewport } from './table-viewport.ts';

export interface GridNavigationHost {
  readonly table: () => HTMLTableElement;
  readonly scroller: () => HTMLElement;
  readonly lines: () => Lines & { readonly isGrouped?: boolean };
  readonly columns: () => readonly ColumnId[];
  readonly messages: () => TableMessages;
  readonly recycler: RowRecycler;
  readonly viewport: TableViewport;
}

/** The rows of the header and of the totals. Lines are between them, from 0 on. */
const headerRow = -1;
const totalsRow = Infinity;

/** The place of the focus in the grid. It stays when the focus leaves the table. */
interface Place {
  readonly row: number;
  readonly columnIndex: number;
  readonly column: ColumnId | undefined;
  /** The campaign or email of the row, which may move to another row. */
  readonly key: EmailKey | undefined;
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/**
 * Moves the focus between the cells of the table, which is one tab stop: an ARIA grid, or a treegrid if campaigns are
 * grouped. The focus is on the button of a cell, or on the cell if it has none.
 *
 * While the focus is elsewhere, the tab stop is the scroller, as the current cell may not be in the document. While the
 * focus is in the table, it is the focused element.
 */
export class GridNavigation implements ReactiveController {
  readonly #element: ReactiveControllerHost;
  readonly #host: GridNavigationHost;
  #place: Place;
  /** The element in the table that is the tab stop. */
  #stop: HTMLElement | undefined;
  /** The text of the focused cell while its row has not loaded. */
  readonly #waitingText = document.createElement('span');

  constructor(element: ReactiveControllerHost, host: GridNavigationHost) {
    this.#element = element;
    this.#host = host;
    this.#waitingText.className = 'hidden';
    this.#place = { row: headerRow, columnIndex: 0, column: host.columns()[0], key: undefined };
    const scroller = host.scroller();
    scroller.addEventListener('focusin', ({ target }) => this.#onFocusIn(target as HTMLElement));
    scroller.addEventListener('focusout', () => this.#release());
    scroller.addEventListener('pointerdown', ({ target }) => this.#onPointerDown(target as Element));
    scroller.addEventListener('keydown', (event) => this.#onKeyDown(event));
    // The focus may have entered before this code has loaded.
    const focused = this.#focused;
    if (focused) this.#onFocusIn(focused);
  }

  hostUpdate(): void {
    const focused = this.#focused;
    if (focused && focused !== this.#host.scroller()) void this.#element.updateComplete.then(() => this.#restore());
  }

  hostDisconnected(): void {
    this.#release();
  }

  /** The current cell, also after its row or its column has moved; the scroller while its row is not in the document. */
  get currentCell(): HTMLElement {
    const { row, columnIndex } = this.#currentPlace();
    return this.#rowElement(row)?.cells[columnIndex] ?? this.#host.scroller();
  }

  /** The focused element of the table. */
  get #focused(): HTMLElement | undefined {
    const scroller = this.#host.scroller();
    const { activeElement } = scroller.getRootNode() as ShadowRoot;
    return scroller.contains(activeElement) ? (activeElement as HTMLElement) : undefined;
  }

  #isLine(row: number): boolean {
    return row >= 0 && row < this.#host.lines().lineCount;
  }

  #rowElement(row: number): HTMLTableRowElement | undefined {
    const { tHead, tFoot } = this.#host.table();
    if (this.#isLine(row)) return this.#host.recycler.rowOfLine(row)?.element;
    return (row < 0 ? tHead : tFoot)?.rows[0];
  }

  /** Returns the place of a cell; `undefined` if the cell is in no row of the grid. */
  #placeOf(cell: HTMLTableCellElement): Place | undefined {
    const line = this.#host.recycler.rowAt(cell);
    const section = cell.closest('thead, tfoot');
    if (!line && !section) return undefined;
    const row = line?.index ?? (section?.localName === 'thead' ? headerRow : totalsRow);
    const columnIndex = cell.cellIndex;
    const key = line?.line && emailKeyOf(line.line);
    return { row, columnIndex, column: this.#host.columns()[columnIndex], key };
  }

  #onFocusIn(target: HTMLElement): void {
    const cell = cellOf(target);
    // A press of the pointer between the rows focuses the scroller, too.
    if (!cell) {
      if (target.matches(':focus-visible')) this.#focusCell(this.#currentPlace());
      return;
    }
    this.#place = this.#placeOf(cell) ?? this.#place;
    this.#release();
    this.#stop = target;
    target.tabIndex = 0;
    this.#host.scroller().tabIndex = -1;
    this.#nameWaiting(cell);
    // Browsers treat a header under the name column as visible.
    if (cell.closest('thead') && target.matches(':focus-visible')) this.#scrollTo(cell);
  }

  /** Makes the scroller the tab stop. */
  #release(): void {
    const stop = this.#stop;
    this.#stop = undefined;
    this.#host.scroller().tabIndex = 0;
    if (!stop) return;
    stop.tabIndex = -1;
    const cell = cellOf(stop);
    if (cell) this.#nameWaiting(cell);
  }

  /** A press focuses the cell, not the scroller around it. */
  #onPointerDown(target: Element): void {
    const cell = cellOf(target);
    if (cell && !target.closest('button, .handle, cer-menu-button') && this.#placeOf(cell) && cell !== this.#stop)
      cell.tabIndex = -1;
  }

  /** A row that has not loaded is hidden from assistive technology, except while it has the focus. */
  #nameWaiting(cell: HTMLTableCellElement): void {
    const row = cell.parentElement;
    const isWaiting = row?.classList.contains('waiting') ?? false;
    const isFocused = cell.contains(this.#stop ?? null);
    if (row && isWaiting) row.ariaHidden = isFocused ? null : 'true';
    if (isWaiting && isFocused) {
      this.#waitingText.textContent = this.#host.messages().rowLoading;
      cell.append(this.#waitingText);
    } else if (this.#waitingText.parentNode === cell) this.#waitingText.remove();
  }

  /** Where the current cell is now: rows and columns move, and rows are removed, while the focus is elsewhere. */
  #currentPlace(): Place {
    const { columnIndex, column } = this.#place;
    const columns = this.#host.columns();
    const moved = column === undefined ? -1 : columns.indexOf(column);
    return {
      ...this.#place,
      row: this.#currentRow(),
      columnIndex: moved < 0 ? clamp(columnIndex, 0, columns.length - 1) : moved,
    };
  }

  #currentRow(): number {
    const { row, key } = this.#place;
    const lines = this.#host.lines();
    if (row === headerRow || lines.lineCount === 0) return headerRow;
    if (row === totalsRow) return totalsRow;
    return Math.min((key && findRow(lines, row, key)) ?? row, lines.lineCount - 1);
  }

  /** Keeps the focus on its campaign or email, and on its column, after an update that may have removed either. */
  #restore(): void {
    const focused = this.#focused;
    const { body, activeElement } = document;
    const isLost = !focused && (activeElement === null || activeElement === body);
    if (isLost || (focused && !this.#isCurrent(focused))) this.#focusCell(this.#currentPlace());
    else if (focused) this.#onFocusIn(focused);
    // A table without rows and columns has no cell to focus.
    if (!this.#focused) this.#release();
  }

  /** Whether the focus is still where it was. */
  #isCurrent(focused: HTMLElement): boolean {
    const cell = cellOf(focused);
    const place = cell && this.#placeOf(cell);
    if (!cell || !place) return true;
    const { row, column, key } = this.#place;
    const isSameRow = key ? place.key !== undefined && isSameEmail(key, place.key) : place.row === row;
    return isSameRow && place.column === column && (focused !== cell || targetOf(cell) === cell);
  }

  #focusCell({ row, columnIndex }: Place): void {
    if (this.#isLine(row)) this.#host.viewport.reveal(row);
    const cell = this.#rowElement(row)?.cells[columnIndex];
    if (!cell) return;
    const target = targetOf(cell);
    if (target === cell && cell !== this.#stop) cell.tabIndex = -1;
    target.focus({ preventScroll: true });
    this.#scrollTo(cell);
  }

  #scrollTo(cell: HTMLTableCellElement): void {
    scrollToCell(this.#host.scroller(), this.#host.table(), cell);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const focused = this.#focused;
    const cell = focused && cellOf(focused);
    if (!cell || event.defaultPrevented || event.altKey || event.metaKey) return;
    const isHandled = this.#act(event, focused, cell) || (!event.shiftKey && this.#move(event, cell));
    if (isHandled) event.preventDefault();
  }

  /** Handles the keys that do not move the focus to another row. */
  #act({ key }: KeyboardEvent, focused: HTMLElement, cell: HTMLTableCellElement): boolean {
    const isHandle = focused.matches('.handle');
    switch (key) {
      case 'Enter':
      case ' ':
        // The browser presses a button.
        if (this.#isLine(this.#place.row)) this.#host.viewport.reveal(this.#place.row);
        if (focused !== cell) return false;
        if (key === 'Enter' || targetOf(cell) !== cell) targetOf(cell).click();
        return true;
      case 'F2':
        if (!isHandle) cell.querySelector<HTMLElement>('.handle')?.focus({ preventScroll: true });
        else targetOf(cell).focus({ preventScroll: true });
        return cell.closest('thead') !== null;
      case 'Escape':
        if (isHandle) targetOf(cell).focus({ preventScroll: true });
        return isHandle;
      default:
        return false;
    }
  }

  #move({ key, ctrlKey }: KeyboardEvent, cell: HTMLTableCellElement): boolean {
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      if (ctrlKey) return false;
      this.#moveAside(cell, (key === 'ArrowRight' ? 1 : -1) * inlineDirection(this.#host.table()));
      return true;
    }
    const { lineCount } = this.#host.lines();
    const destination = this.#destinationRow(key, ctrlKey);
    if (destination === undefined) return false;
    const isPastLines = lineCount > 0 && destination >= lineCount;
    const row = isPastLines ? totalsRow : clamp(destination, headerRow, lineCount - 1);
    const lastColumn = this.#host.columns().length - 1;
    const columnIndex = key === 'Home' ? 0 : key === 'End' ? lastColumn : cell.cellIndex;
    // The first and the last line are in view beside the header and the totals.
    const line = clamp(row, 0, lineCount - 1);
    if (row !== this.#place.row && this.#isLine(line)) this.#host.viewport.reveal(line);
    this.#focusCell({ ...this.#place, row, columnIndex });
    return true;
  }

  /** Returns the row that a key leads to; it may be outside of the grid. */
  #destinationRow(key: string, isControl: boolean): number | undefined {
    const { viewport, recycler, lines } = this.#host;
    const { row } = this.#place;
    if (key === 'Home') return isControl ? headerRow : row;
    if (key === 'End') return isControl ? totalsRow : row;
    const { first, end } = viewport.inView;
    // The last line in view may be cut off, and one line stays in view. A short table may be taller than the window.
    const page = Math.max(1, Math.min(end - first, Math.floor(window.innerHeight / recycler.rowHeight)) - 2);
    const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[key];
    return step === undefined || isControl ? undefined : Math.min(row, lines().lineCount) + step;
  }

  /** @param step 1 towards the end of the line, -1 towards its start */
  #moveAside(cell: HTMLTableCellElement, step: number): void {
    const toggle = this.#isLine(this.#place.row) ? cell.querySelector<HTMLElement>('.toggle') : undefined;
    if (toggle && toggle.ariaExpanded === String(step < 0)) {
      this.#host.viewport.reveal(this.#place.row);
      toggle.click();
      return;
    }
    const buttons = [...cell.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(this.#focused as HTMLButtonElement) + step];
    const isAtButton = buttons.includes(this.#focused as HTMLButtonElement);
    if (isAtButton && next) next.focus({ preventScroll: true });
    else {
      const columnIndex = clamp(cell.cellIndex + step, 0, this.#host.columns().length - 1);
      this.#focusCell({ ...this.#place, columnIndex });
    }
  }
}

/** Returns the row of a campaign or an email; of the email's campaign, if that has collapsed. */
function findRow(lines: ReturnType<GridNavigationHost['lines']>, near: number, key: EmailKey): number | undefined {
  return (
    indexOfLine(lines, near, key) ?? (lines.isGrouped ? indexOfLine(lines, near, { ...key, emailId: '' }) : undefined)
  );
}
