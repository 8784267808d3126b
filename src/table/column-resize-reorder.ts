import { html, type TemplateResult } from 'lit';
import type { ColumnId } from '../model/columns.ts';
import { maxWidth, minWidth } from '../table-model/visible-columns.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { inlineDirection } from '../ui/inline-direction.ts';
import type { ColumnDragHost } from './column-drag.ts';

/** The number of pixels by which an arrow key changes a width; five times as many with Shift. */
const widthStep = 8;
/** Returns the width in pixels that the texts of a cell lack: a campaign and its only email share a cell. */
function overflowOf(cell: Element): number {
  const texts = [...cell.querySelectorAll('bdi')];
  return texts.reduce((sum, { scrollWidth, clientWidth }) => sum + scrollWidth - clientWidth, 0);
}

const loadDrag = () => import('./column-drag.ts');

export interface ColumnResizeReorderHost extends ColumnDragHost {
  readonly columns: () => readonly ColumnId[];
  readonly localization: () => Localization;
}

/** Resizes and reorders columns by pointer and by keyboard in their headers. */
export class ColumnResizeReorder {
  readonly #host: ColumnResizeReorderHost;
  /** The column whose header gets the focus once it has moved. */
  #movedColumn: ColumnId | undefined;

  constructor(host: ColumnResizeReorderHost) {
    this.#host = host;
  }

  /** Scrolls a focused header out from under the name column: browsers treat a covered header as visible. */
  readonly onFocusIn = ({ target }: FocusEvent): void => {
    const element = target as Element;
    if (element.matches(':focus-visible')) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  /** Renders the handle that resizes a column. {@link announceWidths} sets its value. */
  renderHandle(column: ColumnId, label: string): TemplateResult {
    return html`<div
      class="handle"
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${this.#host.localization().messages.columnHeader.widthOf(label)}
      aria-valuemin=${minWidth}
      aria-valuemax=${maxWidth}
      aria-valuenow=${minWidth}
      @pointerdown=${(event: PointerEvent) => void this.#onHandlePointerDown(event)}
      @dblclick=${() => this.#fit(column)}
      @keydown=${(event: KeyboardEvent) => this.#onHandleKeyDown(event, column)}
    ></div>`;
  }

  /** Returns the focus to the header of a column that has moved. */
  restoreFocus(): void {
    if (this.#movedColumn) this.#header(this.#movedColumn)?.querySelector<HTMLElement>('.sort')?.focus();
    this.#movedColumn = undefined;
  }

  /** Stacks each header above the next one, which would cover half of its handle. */
  stackHeaders(): void {
    this.#host.columns().forEach((column, place) => {
      const header = this.#header(column);
      if (header) header.style.zIndex = String(place === 0 ? 60 : 50 - place);
    });
  }

  /** Tells assistive technology the widths. All of them are read before any is written, so that one layout is enough. */
  announceWidths(): void {
    const { messages, formats } = this.#host.localization();
    const widths = this.#host.columns().map((column) => [this.#header(column), this.#widthOf(column)] as const);
    for (const [header, width] of widths) {
      const handle = header?.querySelector('[role=separator]');
      handle?.setAttribute('aria-valuenow', String(width));
      handle?.setAttribute('aria-valuetext', messages.columnHeader.pixels(width, formats.count(width)));
    }
  }

  /** Loads the code of drags when the pointer comes near, so that it is there when a drag starts. */
  readonly onPointerEnter = (): void => void loadDrag();

  /** A header is dragged to the place of another one. A finger scrolls instead. */
  async onHeaderPointerDown(event: PointerEvent): Promise<void> {
    const header = (event.currentTarget as Element).closest('th');
    if (event.button !== 0 || event.pointerType === 'touch' || !header) return;
    const { dragHeader } = await loadDrag();
    dragHeader(this.#host, header, event);
  }

  /** Alt + Shift + arrow key moves a column. */
  onHeaderKeyDown(event: KeyboardEvent, column: ColumnId): void {
    const step = this.#arrowStep(event);
    if (!step || !event.altKey || !event.shiftKey) return;
    event.preventDefault();
    const columns = this.#host.columns();
    const from = columns.indexOf(column);
    const to = from + step > 0 ? columns[from + step] : undefined;
    if (from < 1 || !to) return;
    this.#movedColumn = column;
    this.#host.request({ move: column, to });
  }

  async #onHandlePointerDown(event: PointerEvent): Promise<void> {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    const { dragHandle } = await loadDrag();
    dragHandle(this.#host, handle, event);
  }

  #onHandleKeyDown(event: KeyboardEvent, column: ColumnId): void {
    const step = this.#arrowStep(event);
    if (event.key === 'Enter') this.#fit(column);
    else if (step) this.#resize(column, this.#widthOf(column) + step * widthStep * (event.shiftKey ? 5 : 1));
    else return;
    event.preventDefault();
  }

  /** Makes a column as wide as its visible content needs: figures fit by default, texts are measured. */
  #fit(column: ColumnId): void {
    const place = this.#host.columns().indexOf(column);
    const cells = this.#host.table().querySelectorAll(`tbody tr > :nth-child(${place + 1})`);
    const overflow = Math.max(0, ...[...cells].map(overflowOf));
    this.#resize(column, overflow > 0 ? this.#widthOf(column) + overflow + 1 : undefined);
  }

  #resize(column: ColumnId, width: number | undefined): void {
    this.#host.request({ resize: column, width });
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
