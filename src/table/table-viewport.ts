import type { Lines } from '../table-model/find-lines.ts';
import type { RowRecycler } from './row-recycler.ts';
import type { RowFormat } from './table-row.ts';
import { VirtualScrollMapper } from './virtual-scroll-mapper.ts';

/** A table of up to this many lines is in the document as a whole; of a longer one, the lines around the viewport. */
export const mostLinesWithoutRecycling = 100;
/** The number of lines in the document ahead of the viewport in the direction of scrolling, and at least around it. */
const linesAhead = 6;
const leastLinesAround = 2;
/** A scroll is over after this many milliseconds without a scroll event. */
const scrollEndDelay = 150;

/** Lines from `first` up to but not including `end`. */
export interface LineRange {
  readonly first: number;
  readonly end: number;
}

const heightOf = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;

/** Keeps the rows in the viewport of a scroller in the document while the reader scrolls. */
export class TableViewport {
  readonly #scroller: HTMLElement;
  readonly #recycler: RowRecycler;
  readonly #onView: (inView: LineRange) => void;
  #lines: Lines = { lineCount: 0, lineAt: () => undefined };
  #format: RowFormat | undefined;
  #scroll = new VirtualScrollMapper(0, 0);
  /** Heights in pixels, as last measured. */
  #heights = { header: 0, footer: 0, view: 0, row: 36 };
  #placed = { pinned: 0, first: 0, end: 0, shift: 0, top: 0 };
  #pinned = 0;
  #scrollEnd: ReturnType<typeof setTimeout> | undefined;

  /** @param onView called with the lines in view when they have changed */
  constructor(scroller: HTMLElement, recycler: RowRecycler, onView: (inView: LineRange) => void) {
    this.#scroller = scroller;
    this.#recycler = recycler;
    this.#onView = onView;
  }

  /** The lines in view, between the header and the totals. */
  get inView(): LineRange {
    const { header, footer, view, row } = this.#heights;
    const { lineCount } = this.#lines;
    const first = Math.max(0, Math.min(Math.floor(this.#scroll.top / row), lineCount - 1));
    return { first, end: Math.min(lineCount, first + Math.ceil((view - header - footer) / row) + 1) };
  }

  /** The consecutive lines that are in the document. */
  get inDocument(): LineRange {
    const { pinned, first, end } = this.#placed;
    return pinned > 0 ? { first: 0, end: pinned } : { first, end };
  }

  /** Shows other lines at the same scroll position. */
  show(lines: Lines, format: RowFormat): void {
    this.#lines = lines;
    this.#format = format;
    this.#fit();
    this.measure();
    this.#onView(this.inView);
  }

  /** Cancels the pending end of a scroll. */
  disconnect(): void {
    clearTimeout(this.#scrollEnd);
  }

  /** Keeps the first lines in the document, even when they are out of the viewport. */
  pin(lines: number): void {
    this.#pinned = lines;
    this.#place(true);
    this.#onView(this.inView);
  }

  /** Measures the header, the rows and the viewport, and places the rows again where a size has changed. */
  measure(): void {
    const { row } = this.#heights;
    const heights = {
      header: heightOf(this.#scroller.querySelector('thead')),
      footer: heightOf(this.#scroller.querySelector('tfoot')),
      view: this.#scroller.clientHeight,
      row: this.#recycler.rowHeight || row,
    };
    const { top } = this.#scroll;
    const hasChanged = Object.entries(heights).some(
      ([name, height]) => this.#heights[name as keyof typeof heights] !== height,
    );
    this.#heights = heights;
    if (hasChanged) {
      this.#fit((top * heights.row) / row);
      this.#onView(this.inView);
    } else if (!this.#scroll.isScaled && this.#scroll.top !== this.#scroller.scrollTop) this.handleScroll();
  }

  /** Places the rows before they are painted. Call it on every scroll event. */
  handleScroll(): void {
    this.#scroll.scrollTo(this.#scroller.scrollTop);
    this.#place(false);
    this.#onView(this.inView);
    clearTimeout(this.#scrollEnd);
    if (this.#scroll.isScaled) this.#scrollEnd = setTimeout(() => this.#settle(), scrollEndDelay);
  }

  /** Scrolls as little as necessary to bring a whole line into view. */
  reveal(index: number): void {
    const { header, footer, view, row } = this.#heights;
    const lowest = (index + 1) * row - (view - header - footer);
    const { top } = this.#scroll;
    const target = Math.min(Math.max(top, lowest), index * row);
    if (target !== top) this.#moveTo(target);
  }

  /** Maps the scroll position to the height of the current lines. */
  #fit(top = this.#scroll.top): void {
    const { header, footer, view, row } = this.#heights;
    const content = header + this.#lines.lineCount * row + footer;
    const wasScaled = this.#scroll.isScaled;
    this.#scroll = new VirtualScrollMapper(content, view, this.#scroll.scroll);
    this.#scroller.style.setProperty('contain-intrinsic-block-size', `${content}px`);
    if (wasScaled || this.#scroll.isScaled || this.#scroll.top !== top) this.#moveTo(top);
    else this.#place(true);
  }

  #moveTo(top: number): void {
    const scroll = this.#scroll.moveTo(top);
    this.#place(true);
    this.#scroller.scrollTop = scroll;
    this.#scroll.settle(this.#scroller.scrollTop);
    this.#place(true);
  }

  /** Moves the scroll thumb to the position that matches the lines in view, which stay where they are. */
  #settle(): void {
    if (!this.#scroll.isScaled) return;
    this.#scroll.scrollTo(this.#scroller.scrollTop);
    if (Math.abs(this.#scroll.settled() - this.#scroller.scrollTop) >= 1) this.#moveTo(this.#scroll.top);
  }

  #place(isForced: boolean): void {
    if (!this.#format) return;
    const { inView } = this;
    const { shift } = this.#scroll;
    if (!isForced && this.#hasEnoughRows(inView, shift)) return;
    const { header, footer, row } = this.#heights;
    const { lineCount } = this.#lines;
    const pinned = lineCount <= mostLinesWithoutRecycling ? lineCount : Math.min(this.#pinned, lineCount);
    const [above, below] =
      inView.first < this.#placed.top ? [linesAhead, leastLinesAround] : [leastLinesAround, linesAhead];
    const first = Math.max(pinned, inView.first - above);
    const end = Math.min(lineCount, inView.end + below);
    this.#placed = { pinned, first, end, shift, top: inView.first };
    const top = shift + first * row;
    const height = this.#scroll.height - header - footer;
    this.#recycler.show(this.#lines, this.#format, { pinned, first, end, rowHeight: row, top, height });
  }

  /** Whether the rows in the document cover the viewport: not every scroll event needs other rows. */
  #hasEnoughRows(inView: LineRange, shift: number): boolean {
    const { pinned, first, end } = this.#placed;
    const above = Math.max(0, inView.first - leastLinesAround);
    const below = Math.min(this.#lines.lineCount, inView.end + leastLinesAround);
    return shift === this.#placed.shift && (above >= first || above < pinned) && (below <= end || below <= pinned);
  }
}
