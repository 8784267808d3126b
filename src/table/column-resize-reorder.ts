import type { ColumnId } from '../model/columns.ts';
import type { TableMessages } from '../i18n/table-messages.ts';
import { maxWidth, minWidth } from '../table-model/visible-columns.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { columnRequest } from '../ui/column-request.ts';
import { inlineDirection } from '../ui/inline-direction.ts';
import { columnOf, dragHandle, dragHeader, type ColumnDragHost } from './column-drag.ts';

/** The number of pixels by which an arrow key changes a width; five times as many with Shift. */
const widthStep = 8;

/** Returns the width in pixels that the texts of a cell lack: a campaign and its only email share a cell. */
function overflowOf(cell: Element): number {
  const texts = [...cell.querySelectorAll('bdi')];
  return texts.reduce((sum, { scrollWidth, clientWidth }) => sum + scrollWidth - clientWidth, 0);
}

export interface ColumnResizeReorderHost extends ColumnDragHost {
  readonly columns: () => readonly ColumnId[];
  readonly localization: () => Localization;
  readonly messages: () => TableMessages;
}

/**
 * Resizes and reorders columns by pointer and by keyboard in their headers. Loaded when the pointer or the focus enters
 * the table.
 */
export class ColumnResizeReorder {
  readonly #host: ColumnResizeReorderHost;

  constructor(host: ColumnResizeReorderHost) {
    this.#host = host;
    const { tHead } = host.table();
    tHead?.addEventListener('pointerdown', (event) => this.#onPointerDown(event));
    tHead?.addEventListener('dblclick', (event) => this.#onDoubleClick(event));
    tHead?.addEventListener('keydown', (event) => this.#onKeyDown(event));
  }

  /**
   * Describes the handles and the widths to assistive technology. All widths are read before anything is written, so
   * that one layout is enough.
   */
  announceWidths(): void {
    const widths = this.#host.columns().map((column) => [this.#header(column), this.#widthOf(column)] as const);
    for (const [header, width] of widths) this.#describeHandle(header, width);
  }

  #describeHandle(header: HTMLElement | undefined, width: number): void {
    const { formats } = this.#host.localization();
    const { widthOf, pixels } = this.#host.messages();
    const handle = header?.querySelector<HTMLElement>('.handle');
    if (!handle) return;
    if (handle.role === null) handle.tabIndex = -1;
    handle.role = 'separator';
    handle.ariaOrientation = 'vertical';
    handle.ariaLabel = widthOf(header?.querySelector('.printed')?.textContent ?? '');
    handle.ariaValueMin = String(minWidth);
    handle.ariaValueMax = String(maxWidth);
    handle.ariaValueNow = String(width);
    handle.ariaValueText = pixels(width, formats.count(width));
  }

  /** A header is dragged to the place of another one. A finger scrolls instead. */
  #onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const target = event.target as Element;
    const handle = target.closest<HTMLElement>('.handle');
    const header = target.closest('.sort, cer-menu-button') && target.closest('th');
    if (handle) dragHandle(this.#host, handle, event);
    else if (header && event.pointerType !== 'touch') dragHeader(this.#host, header, event);
  }

  #onDoubleClick({ target }: Event): void {
    if ((target as Element).matches('.handle')) this.fit(columnOf(target as Element));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.matches('.handle')) this.#onHandleKeyDown(event, columnOf(target));
    else if (target.matches('.sort')) this.#onHeaderKeyDown(event, columnOf(target));
  }

  /** Alt + Shift + arrow key moves a column. */
  #onHeaderKeyDown(event: KeyboardEvent, column: ColumnId): void {
    const step = this.#arrowStep(event);
    if (!step || !event.altKey || !event.shiftKey) return;
    event.preventDefault();
    const columns = this.#host.columns();
    const from = columns.indexOf(column);
    const to = from + step > 0 ? columns[from + step] : undefined;
    if (from < 1 || !to) return;
    this.#host.request(columnRequest({ move: column, to }));
  }

  #onHandleKeyDown(event: KeyboardEvent, column: ColumnId): void {
    const step = this.#arrowStep(event);
    if (event.key === 'Enter') this.fit(column);
    else if (step) this.#resize(column, this.#widthOf(column) + step * widthStep * (event.shiftKey ? 5 : 1));
    else return;
    event.preventDefault();
  }

  /** Makes a column as wide as its visible content needs: figures fit by default, texts are measured. */
  fit(column: ColumnId): void {
    const place = this.#host.columns().indexOf(column);
    const cells = this.#host.table().querySelectorAll(`tbody tr > :nth-child(${place + 1})`);
    const overflow = Math.max(0, ...[...cells].map(overflowOf));
    this.#resize(column, overflow > 0 ? this.#widthOf(column) + overflow + 1 : undefined);
  }

  #resize(column: ColumnId, width: number | undefined): void {
    this.#host.request(columnRequest({ resize: column, width }));
  }

  #header(column: ColumnId | undefined): HTMLElement | undefined {
    return this.#host.table().querySelector<HTMLElement>(`thead [data-column=${column}]`) ?? undefined;
  }

  #widthOf(column: ColumnId): number {
    return this.#header(column)?.offsetWidth ?? minWidth;
  }

  #arrowStep({ key }: KeyboardEvent): number {
    if (key === 'ArrowRight') return inlineDirection(this.#host.table());
    return key === 'ArrowLeft' ? -inlineDirection(this.#host.table()) : 0;
  }
}
