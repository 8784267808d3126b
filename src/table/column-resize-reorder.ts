import { html, type TemplateResult } from 'lit';
import type { ColumnId } from '../model/columns.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import { maxWidth, minWidth } from '../table-model/visible-columns.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { edgeScroll, followPointer, type PointerPosition } from '../ui/pointer-drag.ts';

/** The number of pixels by which an arrow key changes a width; five times as many with Shift. */
const widthStep = 8;
/** A press becomes a drag when the pointer has moved by this many pixels. */
const dragThreshold = 5;

export interface ColumnResizeReorderHost {
  readonly columns: () => readonly ColumnId[];
  readonly localization: () => Localization;
  readonly table: () => HTMLTableElement;
  readonly scroller: () => HTMLElement;
  /** Shows a width during a drag; without a width, those of the view. */
  readonly preview: (column: ColumnId, width: number | undefined) => void;
  readonly request: (change: ColumnChange) => void;
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
      @pointerdown=${(event: PointerEvent) => this.#onHandlePointerDown(event, column)}
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

  /** A header is dragged to the place of another one. A finger scrolls instead. */
  onHeaderPointerDown(event: PointerEvent, column: ColumnId): void {
    const from = this.#host.columns().indexOf(column);
    const header = this.#header(column);
    if (event.button !== 0 || event.pointerType === 'touch' || from < 1 || !header) return;
    let target: HTMLElement | undefined;
    const unmark = () => target?.classList.remove('drop-before', 'drop-after');
    const onDrag = ({ x }: PointerPosition) => {
      header.classList.add('dragged');
      this.#scrollNearEdge(x);
      unmark();
      const to = this.#columnIndexAt(x);
      target = to === from ? undefined : this.#header(this.#host.columns()[to]);
      target?.classList.add(to < from ? 'drop-before' : 'drop-after');
    };
    const onEnd = (isDropped: boolean) => {
      header.classList.remove('dragged');
      unmark();
      const to = target?.dataset['column'] as ColumnId | undefined;
      if (isDropped && to) this.#host.request({ move: column, to });
    };
    followPointer(header, event, { onDrag, onEnd }, dragThreshold);
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

  #onHandlePointerDown(event: PointerEvent, column: ColumnId): void {
    if (event.button !== 0) return;
    const initialWidth = this.#widthOf(column);
    let width = initialWidth;
    const onDrag = ({ byX }: PointerPosition) => {
      width = Math.max(minWidth, Math.min(initialWidth + byX * this.#inlineDirection, maxWidth));
      this.#host.preview(column, width);
    };
    const onEnd = (isDropped: boolean) => {
      if (isDropped) this.#resize(column, width);
      else this.#host.preview(column, undefined);
    };
    followPointer(event.currentTarget as HTMLElement, event, { onDrag, onEnd }, 1);
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
    const texts = this.#host.table().querySelectorAll<HTMLElement>(`tbody tr > :nth-child(${place + 1}) bdi`);
    const overflow = Math.max(0, ...[...texts].map((text) => text.scrollWidth - text.clientWidth));
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

  /** 1 where columns run from left to right, -1 where they run from right to left. */
  get #inlineDirection(): number {
    return getComputedStyle(this.#host.table()).direction === 'rtl' ? -1 : 1;
  }

  #arrowStep({ key }: KeyboardEvent): number {
    if (key === 'ArrowRight') return this.#inlineDirection;
    return key === 'ArrowLeft' ? -this.#inlineDirection : 0;
  }

  #columnIndexAt(x: number): number {
    const columns = this.#host.columns();
    const distances = columns.map((column) => {
      const { left, right } = this.#header(column)?.getBoundingClientRect() ?? { left: 0, right: 0 };
      return this.#inlineDirection > 0 ? right - x : x - left;
    });
    const index = distances.findIndex((distance, place) => place > 0 && distance > 0);
    return index < 0 ? columns.length - 1 : index;
  }

  /** The name column stays where it is and covers what scrolls under it. */
  #scrollNearEdge(x: number): void {
    const scroller = this.#host.scroller();
    const { left, right } = scroller.getBoundingClientRect();
    const names = this.#widthOf(this.#host.columns()[0] ?? 'emailName');
    scroller.scrollLeft +=
      this.#inlineDirection > 0 ? edgeScroll(x, left + names, right) : edgeScroll(x, left, right - names);
  }
}
