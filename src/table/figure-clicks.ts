import type { ColumnId } from '../model/columns.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { FigureRequest } from '../ui/panel-request.ts';
import type { RowRecycler } from './row-recycler.ts';

export interface FigureClicksHost {
  readonly columns: () => readonly ColumnId[];
  readonly localization: () => Localization;
  readonly recycler: RowRecycler;
}

/** Requests the explanation of a figure when its cell is clicked. */
export class FigureClicks {
  readonly #element: EventTarget;
  readonly #host: FigureClicksHost;
  readonly #currentCell: () => HTMLElement;

  /** @param currentCell returns the current cell of the grid */
  constructor(element: EventTarget, host: FigureClicksHost, currentCell: () => HTMLElement) {
    this.#element = element;
    this.#host = host;
    this.#currentCell = currentCell;
  }

  /** Whether a cell has a figure that can be explained. */
  canExplain(cell: HTMLTableCellElement): boolean {
    const column = this.#host.columns()[cell.cellIndex];
    const { columnSet } = this.#host.localization();
    if (!column || !['count', 'rate'].includes(columnSet.kindOf(column))) return false;
    return cell.closest('tfoot') ? columnSet.hasTotal(column) : this.#host.recycler.rowAt(cell)?.line !== undefined;
  }

  request(target: Element): void {
    const { columns, recycler } = this.#host;
    const cell = target.closest('td');
    const column = cell && columns()[cell.cellIndex];
    // The table may have changed while this code has loaded. A drag that selects text ends with a click, too.
    if (!cell?.isConnected || !column || hasSelection(cell) || !this.canExplain(cell)) return;
    const line = recycler.rowAt(cell)?.line;
    // It becomes the current cell of the grid.
    focusable(cell).focus({ preventScroll: true });
    const detail: FigureRequest = { line, column, cell: () => focusable(this.#currentCell()) };
    this.#element.dispatchEvent(new CustomEvent('panel-request', { detail }));
  }
}

/** Makes sure that an element can be focused. */
function focusable(element: HTMLElement): HTMLElement {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  return element;
}

/** Whether some of the text of an element is selected. */
function hasSelection(element: Element): boolean {
  const root = element.getRootNode() as ShadowRoot & { getSelection?(): Selection | null };
  // Only Chromium has the selection of a shadow root. Safari tells it from outside.
  const selection = root.getSelection?.() ?? element.ownerDocument.getSelection();
  if (!selection) return false;
  if (root.getSelection || !('getComposedRanges' in selection)) return selection.type === 'Range';
  return selection.getComposedRanges({ shadowRoots: [root] }).some(({ collapsed }) => !collapsed);
}
