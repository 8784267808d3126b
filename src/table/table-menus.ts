import type { TableMessages } from '../i18n/table-messages.ts';
import { nameColumn, type ColumnId } from '../model/columns.ts';
import type { ToolbarControl } from '../model/controls.ts';
import { isSortedByLow } from '../model/sort.ts';
import { warn } from '../platform/warn.ts';
import { emailKeyOf } from '../table-model/find-lines.ts';
import { reportOf } from '../table-model/settling.ts';
import type { Table } from '../table-model/table.ts';
import type { GroupBy, ViewState } from '../table-model/view-state.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { columnRequest, type ColumnRequest } from '../ui/column-request.ts';
import { copyText } from '../ui/copy-text.ts';
import { inlineDirection } from '../ui/inline-direction.ts';
import type { DevelopmentRequest, ToolbarPanelRequest } from '../ui/panel-request.ts';
import { columnOf } from './column-drag.ts';
import type { FigureClicks } from './figure-clicks.ts';
import { cellOf, targetOf } from './grid-cells.ts';
import './menu-button.ts';
import { columnMenuEntries, type MenuEntry } from './menu-entries.ts';
import type { RowRecycler } from './row-recycler.ts';
import { sortAnnouncement } from './table-header.ts';
import type { TableMenuContent } from './table-menu.ts';
import type { SortRequest } from './table-requests.ts';

/** A finger that rests on a header for this long opens its menu, in milliseconds, unless it moves by this many pixels. */
const longPress = 500;
const longPressDistance = 10;

export interface TableMenusHost {
  readonly table: () => HTMLTableElement;
  readonly scroller: () => HTMLElement;
  readonly columns: () => readonly ColumnId[];
  readonly localization: () => Localization;
  readonly messages: () => TableMessages;
  readonly recycler: RowRecycler;
  readonly request: (request: ColumnRequest) => void;
  readonly figures: FigureClicks;
  /** Makes a column as wide as its content. */
  readonly fitWidth: (column: ColumnId) => void;
  readonly hideTooltip: () => void;
}

/** The table: what its menus offer depends on its view and its host. */
export interface MenuTable extends EventTarget {
  readonly view: ViewState;
  readonly table: Table | undefined;
  readonly hasControl?: (control: ToolbarControl) => boolean;
}

/**
 * Opens the menus of columns and cells: that of a column by a right click, a long press or its button, and both by
 * Shift + F10. A right click on a cell opens the browser's own menu, which copies, too.
 */
export class TableMenus {
  readonly #element: MenuTable;
  readonly #host: TableMenusHost;
  #hovered: HTMLElement | undefined;
  #focused: HTMLElement | undefined;
  /** Whether fingers are used, which do not hover. */
  #isTouched = typeof matchMedia === 'function' && matchMedia('(hover: none)').matches;
  #press: { readonly x: number; readonly y: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  /** Whether the current press of a finger has opened a menu: then it is not a click as well. */
  #isLongPress = false;

  constructor(element: MenuTable, host: TableMenusHost) {
    this.#element = element;
    this.#host = host;
    const scroller = host.scroller();
    scroller.addEventListener('pointerover', ({ target, pointerType }) => this.hover(target, pointerType));
    scroller.addEventListener('pointerleave', () => this.#showButtons({ hovered: undefined }));
    scroller.addEventListener('focusin', ({ target }) => this.#showButtons({ focused: headerOf(target) }));
    scroller.addEventListener('focusout', () => this.#showButtons({ focused: undefined }));
    scroller.addEventListener('keydown', (event) => this.#onKeyDown(event));
    this.#listenToHeader(host.table().tHead);
    const focused = headerOf((scroller.getRootNode() as ShadowRoot).activeElement);
    this.#showButtons({ focused });
  }

  /** Shows the button in the header that the pointer is in. From right to left, it would be on the handle of the header. */
  hover(target: EventTarget | null, pointerType: string): void {
    this.#isTouched = pointerType === 'touch';
    const isOnHandle = (target as Element | null)?.matches('.handle') ?? false;
    this.#showButtons({ hovered: this.#isTouched || isOnHandle ? undefined : headerOf(target) });
  }

  /** Shows the button in new headers, too. Call it after each update. */
  update(): void {
    if (this.#isTouched) this.#showButtons({});
  }

  #listenToHeader(header: HTMLElement | null): void {
    header?.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.#openFor(headerOf(event.target));
    });
    header?.addEventListener('click', ({ target }) => {
      if ((target as Element).localName === 'cer-menu-button') this.#openFor(headerOf(target));
    });
    header?.addEventListener('pointerdown', (event) => this.#onPointerDown(event));
    header?.addEventListener('pointermove', ({ x, y }) => {
      const { x: fromX, y: fromY } = this.#press ?? { x, y };
      if (Math.hypot(x - fromX, y - fromY) > longPressDistance) this.#endPress();
    });
    for (const type of ['pointerup', 'pointercancel']) header?.addEventListener(type, () => this.#endPress());
    // Otherwise a click follows, which sorts.
    header?.addEventListener('touchend', (event) => {
      if (this.#isLongPress) event.preventDefault();
    });
  }

  /** Not every browser opens its menu after a long press. */
  #onPointerDown({ pointerType, target, x, y }: PointerEvent): void {
    this.#endPress();
    this.#isLongPress = false;
    const header = headerOf(target);
    if (pointerType !== 'touch' || !header || (target as Element).matches('.handle')) return;
    const timer = setTimeout(() => {
      this.#isLongPress = true;
      this.#openFor(header);
    }, longPress);
    this.#press = { x, y, timer };
  }

  #endPress(): void {
    clearTimeout(this.#press?.timer);
    this.#press = undefined;
  }

  /** Shows the button in the headers with the pointer and the focus, and to fingers in all: a tap on a header sorts. */
  #showButtons(change: {
    readonly hovered?: HTMLElement | undefined;
    readonly focused?: HTMLElement | undefined;
  }): void {
    if ('hovered' in change) this.#hovered = change.hovered;
    if ('focused' in change) this.#focused = change.focused;
    const { columnSet } = this.#host.localization();
    for (const header of this.#host.table().tHead?.querySelectorAll<HTMLElement>('th') ?? []) {
      const shown = header.querySelector('cer-menu-button');
      if (!this.#isTouched && header !== this.#hovered && header !== this.#focused) shown?.remove();
      else {
        const button = shown ?? header.appendChild(document.createElement('cer-menu-button'));
        const column = columnOf(header);
        button.classList.toggle('start', ['count', 'rate', 'number'].includes(columnSet.kindOf(column)));
        button.classList.toggle('first', column === nameColumn);
      }
    }
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { key, shiftKey } = event;
    if (key !== 'ContextMenu' && !(key === 'F10' && shiftKey)) return;
    const cell = cellOf(event.target as Element);
    if (!cell) return;
    event.preventDefault();
    this.#openFor(cell);
  }

  #openFor(cell: HTMLElement | undefined): void {
    if (!cell) return;
    const column = this.#host.columns()[(cell as HTMLTableCellElement).cellIndex];
    const isHeader = cell.closest('thead') !== null;
    const entries = isHeader ? this.#columnEntries(columnOf(cell)) : this.#cellEntries(cell as HTMLTableCellElement);
    if (column === undefined || entries.length === 0) return;
    const label = this.#host.table().tHead?.querySelector(`[data-column=${column}] .printed`)?.textContent ?? '';
    const returnFocus = () => {
      const current = isHeader ? this.#headerOfColumn(column) : cell;
      if (current?.isConnected) targetOf(current as HTMLTableCellElement).focus({ preventScroll: true });
    };
    const definition = this.#isTouched ? cell.querySelector('.definition')?.textContent : undefined;
    this.#host.hideTooltip();
    void this.#open({ label, entries, definition, anchor: cell, returnFocus });
  }

  async #open(content: TableMenuContent): Promise<void> {
    try {
      await import('./table-menu.ts');
    } catch (error) {
      warn('the menu of the table failed to load.', error);
      return;
    }
    const root = this.#host.scroller().getRootNode() as ShadowRoot;
    let menu = root.querySelector('cer-table-menu');
    if (!menu) {
      menu = document.createElement('cer-table-menu');
      root.append(menu);
    }
    await menu.open(content);
  }

  #headerOfColumn(column: ColumnId): HTMLElement | null | undefined {
    return this.#host.table().tHead?.querySelector<HTMLElement>(`[data-column=${column}]`);
  }

  #columnEntries(column: ColumnId): readonly MenuEntry[] {
    const { columns, localization, messages, request, fitWidth, table } = this.#host;
    const { view, hasControl = () => false, table: shown } = this.#element;
    const report = shown && reportOf(shown);
    const { columnSet } = localization();
    const shared = { report, hasControl, direction: inlineDirection(table()) };
    const state = { column, columns: columns(), columnSet, sort: view.sort, groupBy: view.groupBy, ...shared };
    return columnMenuEntries(
      state,
      {
        sort: (sort) => request(this.#sortRequest({ sort })),
        sortEmails: (sort) => request(this.#sortRequest({ sort, groupBy: 'none' })),
        groupBy: (groupBy) =>
          request({ apply: (current) => ({ ...current, groupBy }), announce: () => this.#groupingText(groupBy) }),
        addToSort: () => {
          const detail: SortRequest = { column, isAdditional: true };
          this.#element.dispatchEvent(new CustomEvent('sort-request', { detail }));
        },
        change: (change) => request(columnRequest(change)),
        openPanel: (panel) => {
          const detail: ToolbarPanelRequest = { panel, column };
          this.#element.dispatchEvent(new CustomEvent('panel-request', { detail }));
        },
        fitWidth: () => fitWidth(column),
        changeWidth: () => this.#headerOfColumn(column)?.querySelector<HTMLElement>('.handle')?.focus(),
      },
      messages(),
    );
  }

  #sortRequest(order: Pick<ViewState, 'sort'> & Partial<Pick<ViewState, 'groupBy'>>): ColumnRequest {
    const { sort } = order;
    return {
      apply: (view) => ({ ...view, ...order }),
      announce: () => {
        const { groupBy } = order;
        return [
          sortAnnouncement(sort, this.#host.localization()),
          ...(isSortedByLow(sort) ? [this.#host.messages().cautiousHint] : []),
          ...(groupBy ? [this.#groupingText(groupBy)] : []),
        ].join(' ');
      },
    };
  }

  #groupingText(groupBy: GroupBy): string {
    const { groupByCampaign, noGrouping } = this.#host.messages();
    return `${groupBy === 'campaign' ? groupByCampaign : noGrouping}.`;
  }

  #cellEntries(cell: HTMLTableCellElement): readonly MenuEntry[] {
    const { recycler, figures, messages } = this.#host;
    const { explainFigure, openEmail, showDevelopment, copy } = messages();
    const line = recycler.rowAt(cell)?.line;
    const isName = this.#host.columns()[cell.cellIndex] === nameColumn;
    const text = textOf(cell);
    const detail = line && emailKeyOf(line);
    const showCharts = () => {
      const request: DevelopmentRequest = { development: line };
      this.#element.dispatchEvent(new CustomEvent('panel-request', { detail: request }));
    };
    const open = () => this.#element.dispatchEvent(new CustomEvent('email-request', { detail }));
    return [
      ...(isName && line?.hasPreview && line.emails === undefined ? [{ label: openEmail, run: open }] : []),
      ...(figures.canExplain(cell) ? [{ label: explainFigure, run: () => figures.request(cell) }] : []),
      ...(line || cell.closest('tfoot') ? [{ label: showDevelopment, run: showCharts }] : []),
      ...(text === '' ? [] : [{ label: copy, run: () => void copyCell(text, cell) }]),
    ];
  }
}

const headerOf = (target: EventTarget | null) =>
  (target as Element | null)?.closest<HTMLElement>('thead th') ?? undefined;

/** Returns the text that a cell shows: names, or a figure. */
function textOf(cell: HTMLElement): string {
  const names = [...cell.querySelectorAll('bdi')];
  return (names.length > 0 ? names : [cell]).map(({ textContent }) => textContent.trim()).join(' ');
}

/** Copies the text of a cell. Selects it where that is not allowed, so that a key copies it. */
async function copyCell(text: string, cell: Element): Promise<void> {
  if (!(await copyText(text))) cell.ownerDocument.getSelection()?.selectAllChildren(cell);
}
