import { html, nothing, type TemplateResult } from 'lit';
import { edgeScroll, followPointer, type PointerPlace } from '../ui/pointer-drag.ts';
import type { ColumnId } from '../model/columns.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import { greatestWidth, leastWidth } from '../table-model/visible-columns.ts';
import type { Localization } from '../ui/cell-formatters.ts';

/** Pixels that an arrow key makes a column wider or narrower by. */
const step = 8;
/** Pixels that a press may stray before it is a drag. */
const slack = 5;

export interface ColumnResizeReorderHost {
  readonly columns: () => readonly ColumnId[];
  readonly localization: () => Localization;
  readonly table: () => HTMLTableElement;
  readonly scroller: () => HTMLElement;
  /** Shows a width that is still in the making; without one, those that hold. */
  readonly preview: (column: ColumnId, width: number | undefined) => void;
  readonly request: (change: ColumnChange) => void;
}

/** Changes the widths and the order of columns by what is done to their headings, with a pointer or keys. */
export class ColumnResizeReorder {
  readonly #host: ColumnResizeReorderHost;
  /** The column that is to have the focus once it stands where it was moved to. */
  #moved: ColumnId | undefined;

  constructor(host: ColumnResizeReorderHost) {
    this.#host = host;
    // By itself a browser takes what is under the names for visible. A pointer presses where it is.
    host.table().tHead?.addEventListener('focusin', ({ target }) => {
      const element = target as Element;
      if (element.matches(':focus-visible')) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }

  /** What a column is made wider and narrower by: its width is said once it has been drawn. */
  renderHandle(column: ColumnId, label: string): TemplateResult | typeof nothing {
    const { controls } = this.#host.localization();
    if (!controls) return nothing;
    return html`<div
      class="handle"
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${controls.columnChoice.widthOf(label)}
      aria-valuemin=${leastWidth}
      aria-valuemax=${greatestWidth}
      aria-valuenow=${leastWidth}
      @pointerdown=${(event: PointerEvent) => this.#onHandlePress(event, column)}
      @dblclick=${() => this.#fit(column)}
      @keydown=${(event: KeyboardEvent) => this.#onHandleKey(event, column)}
    ></div>`;
  }

  /** To be called when the headings have been drawn and sized. */
  updated(): void {
    if (this.#moved) this.#heading(this.#moved)?.querySelector<HTMLElement>('.sort')?.focus();
    this.#moved = undefined;
    this.#host.columns().forEach((column, place) => {
      this.#sayWidth(column);
      // A handle stands over the heading that comes after its own.
      const heading = this.#heading(column);
      if (heading) heading.style.zIndex = String(place === 0 ? 60 : 50 - place);
    });
  }

  /** A heading is dragged to the place of another one. A finger scrolls, so that it does not drag. */
  onPress(event: PointerEvent, column: ColumnId): void {
    const from = this.#host.columns().indexOf(column);
    const heading = this.#heading(column);
    if (event.button !== 0 || event.pointerType === 'touch' || from < 1 || !heading) return;
    let target: HTMLElement | undefined;
    const unmark = () => target?.classList.remove('drop-before', 'drop-after');
    const onDrag = ({ x }: PointerPlace) => {
      heading.classList.add('dragged');
      this.#scrollAt(x);
      unmark();
      const to = this.#placeAt(x);
      target = to === from ? undefined : this.#heading(this.#host.columns()[to]);
      target?.classList.add(to < from ? 'drop-before' : 'drop-after');
    };
    const onEnd = (isDropped: boolean) => {
      heading.classList.remove('dragged');
      unmark();
      const to = target?.dataset['column'] as ColumnId | undefined;
      if (isDropped && to) this.#host.request({ move: column, to });
    };
    followPointer(heading, event, { onDrag, onEnd }, slack);
  }

  /** Alt, Shift and an arrow key move a column. */
  onKey(event: KeyboardEvent, column: ColumnId): void {
    const by = this.#arrow(event);
    if (!by || !event.altKey || !event.shiftKey) return;
    event.preventDefault();
    const columns = this.#host.columns();
    const from = columns.indexOf(column);
    const to = from + by > 0 ? columns[from + by] : undefined;
    if (from < 1 || !to) return;
    this.#moved = column;
    this.#host.request({ move: column, to });
  }

  #onHandlePress(event: PointerEvent, column: ColumnId): void {
    if (event.button !== 0) return;
    const begin = this.#widthOf(column);
    let width = begin;
    const onDrag = ({ byX }: PointerPlace) => {
      width = Math.max(leastWidth, Math.min(begin + byX * this.#forward, greatestWidth));
      this.#host.preview(column, width);
    };
    const onEnd = (isDropped: boolean) => {
      if (isDropped) this.#resize(column, width);
      else this.#host.preview(column, undefined);
    };
    followPointer(event.currentTarget as HTMLElement, event, { onDrag, onEnd }, 1);
  }

  #onHandleKey(event: KeyboardEvent, column: ColumnId): void {
    const by = this.#arrow(event);
    if (event.key === 'Enter') this.#fit(column);
    else if (by) this.#resize(column, this.#widthOf(column) + by * step * (event.shiftKey ? 5 : 1));
    else return;
    event.preventDefault();
  }

  /** As wide as what is in view needs: figures are known to fit, texts are looked at. */
  #fit(column: ColumnId): void {
    const place = this.#host.columns().indexOf(column);
    const texts = this.#host.table().querySelectorAll<HTMLElement>(`tbody tr > :nth-child(${place + 1}) bdi`);
    const cut = Math.max(0, ...[...texts].map((text) => text.scrollWidth - text.clientWidth));
    this.#resize(column, cut > 0 ? this.#widthOf(column) + cut + 1 : undefined);
  }

  #resize(column: ColumnId, width: number | undefined): void {
    this.#host.request({ resize: column, width });
  }

  #heading(column: ColumnId | undefined): HTMLElement | undefined {
    return this.#host.table().querySelector<HTMLElement>(`thead [data-column=${column}]`) ?? undefined;
  }

  #widthOf(column: ColumnId): number {
    return this.#heading(column)?.offsetWidth ?? leastWidth;
  }

  /** Assistive technology is told in numbers and in words. */
  #sayWidth(column: ColumnId): void {
    const handle = this.#heading(column)?.querySelector('[role=separator]');
    const { controls, formats } = this.#host.localization();
    if (!handle || !controls) return;
    const width = this.#widthOf(column);
    handle.setAttribute('aria-valuenow', String(width));
    handle.setAttribute('aria-valuetext', controls.columnChoice.pixels(width, formats.count(width)));
  }

  /** 1 where columns go on to the right, -1 where to the left. */
  get #forward(): number {
    return getComputedStyle(this.#host.table()).direction === 'rtl' ? -1 : 1;
  }

  #arrow({ key }: KeyboardEvent): number {
    if (key === 'ArrowRight') return this.#forward;
    return key === 'ArrowLeft' ? -this.#forward : 0;
  }

  #placeAt(x: number): number {
    const columns = this.#host.columns();
    const ends = columns.map((column) => {
      const { left, right } = this.#heading(column)?.getBoundingClientRect() ?? { left: 0, right: 0 };
      return this.#forward > 0 ? right - x : x - left;
    });
    const place = ends.findIndex((end, index) => index > 0 && end > 0);
    return place < 0 ? columns.length - 1 : place;
  }

  /** The names stay where they are, and hide what is scrolled under them. */
  #scrollAt(x: number): void {
    const scroller = this.#host.scroller();
    const columns = this.#host.columns();
    const { left, right } = scroller.getBoundingClientRect();
    const names = this.#widthOf(columns[0] ?? 'emailName');
    scroller.scrollLeft += this.#forward > 0 ? edgeScroll(x, left + names, right) : edgeScroll(x, left, right - names);
  }
}
