import type { ColumnId } from '../model/columns.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { FigureRequest } from '../ui/figure-request.ts';
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

  request(target: Element): void {
    const { columns, localization, recycler } = this.#host;
    const cell = target.closest('td');
    const column = cell && columns()[cell.cellIndex];
    // The table may have changed while this code has loaded. A drag that selects text ends with a click, too.
    if (!cell?.isConnected || !column || hasSelection(cell)) return;
    const { columnSet } = localization();
    const isTotal = cell.closest('tfoot') !== null;
    const line = recycler.rowAt(cell)?.line;
    const isFigure = ['count', 'rate'].includes(columnSet.kindOf(column));
    if (!isFigure || !(isTotal ? columnSet.hasTotal(column) : line)) return;
    // It becomes the current cell of the grid.
    focusable(cell).focus({ preventScroll: true });
    const detail: FigureRequest = { line, column, cell: () => focusable(this.#currentCell()) };
    this.#element.dispatchEvent(new CustomEvent('figure-request', { detail }));
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
