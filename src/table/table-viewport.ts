import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { warn } from '../platform/warn.ts';
import { noLines, type Lines } from '../table-model/find-lines.ts';
import { visualScale } from '../ui/visual-scale.ts';
import type { RowRecycler } from './row-recycler.ts';
import { skeletonRows } from './skeleton.ts';
import type { RowFormat } from './row-format.ts';
import { ExactScrollPosition, tallest } from './exact-scroll-position.ts';
import type { VirtualScrollMapper } from './virtual-scroll-mapper.ts';

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

/** Keeps the rows in the viewport of a scroller in the document while the reader scrolls. */
export class TableViewport {
  readonly #scroller: HTMLElement;
  readonly #recycler: RowRecycler;
  readonly #onView: (inView: LineRange) => void;
  #lines: Lines = noLines;
  #format: RowFormat | undefined;
  #isEstimated = false;
  #scroll: ExactScrollPosition | VirtualScrollMapper = new ExactScrollPosition(0, 0);
  /** Loads when the table becomes taller than an element can be. */
  #Mapper: typeof VirtualScrollMapper | undefined;
  /** Heights in pixels, as last measured or estimated. */
  #heights = { header: 0, footer: 0, view: 0, row: 36 };
  #placed = { pinned: 0, first: 0, end: 0, shift: 0, top: 0 };
  #pinned = 0;
  #scrollEnd: ReturnType<typeof setTimeout> | undefined;

  /** @param onView called with the lines in view when they may have changed */
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

  /**
   * Shows other lines at the same scroll position. Nothing is measured, as that would cost one more layout of the table:
   * the heights are those of the last frame, and {@link measure} corrects them in the next.
   */
  show(lines: Lines, format: RowFormat): void {
    const becomesLong = this.#isWhole && lines.lineCount > mostLinesWithoutRecycling;
    const height = this.#contentHeight;
    this.#lines = lines;
    this.#format = format;
    this.#scroller.classList.toggle('whole', this.#isWhole);
    // The table grows in this update. At most as much of it is visible as fits into the window. Its totals are as high as a
    // row.
    if (becomesLong) {
      this.#heights.view = Math.max(this.#heights.view, window.innerHeight);
      this.#heights.footer ||= this.#heights.row;
      this.#isEstimated = true;
    }
    // Otherwise the position stays. Setting it would also undo a scroll whose event has yet to come.
    if (height !== this.#contentHeight) {
      if (this.#scroll.isScaled) this.#scroll.scrollTo(this.#scroller.scrollTop);
      this.#fit(this.#scroll.top);
    } else this.#place(true);
  }

  /** Cancels the pending end of a scroll. */
  disconnect(): void {
    clearTimeout(this.#scrollEnd);
  }

  /** Keeps the first lines in the document, even when they are out of the viewport. */
  pin(lines: number): void {
    this.#pinned = lines;
    this.#place(true);
  }

  /** Measures the header, the rows and the viewport, and places the rows again where that matters. */
  measure(): void {
    this.#updateShadows();
    const { top } = this.#scroll;
    const previous = this.#heights;
    this.#readHeights();
    const hasChanged = !shallowEqualArrays(Object.values(previous), Object.values(this.#heights));
    if (this.#scroller.scrollTop !== this.#scroll.scroll) {
      // The reader has scrolled, or the browser, as the content became shorter. The event has yet to come.
      if (hasChanged) this.#mapScroll();
      this.handleScroll();
    } else if (hasChanged) {
      this.#fit((top * this.#heights.row) / previous.row, previous.row !== this.#heights.row);
    }
  }

  /** Places the rows before they are painted. Call it on every scroll event. */
  handleScroll(): void {
    this.#updateShadows();
    if (this.#isEstimated) {
      this.#readHeights();
      this.#mapScroll();
    }
    this.#scroll.scrollTo(this.#scroller.scrollTop);
    this.#place(false);
    this.#keepScroll();
    clearTimeout(this.#scrollEnd);
    if (this.#scroll.isScaled) this.#scrollEnd = setTimeout(() => this.#settle(), scrollEndDelay);
  }

  /** Scrolls as little as necessary to bring a whole line into view. */
  reveal(index: number): void {
    this.measure();
    const { header, footer, view, row } = this.#heights;
    const lowest = (index + 1) * row - (view - header - footer);
    const { top } = this.#scroll;
    const target = Math.min(Math.max(top, lowest), index * row);
    if (target !== top) this.#moveTo(target);
  }

  /** Whether all lines are in the document. */
  get #isWhole(): boolean {
    return this.#lines.lineCount <= mostLinesWithoutRecycling;
  }

  /** The height of the header, all lines and the totals, in pixels. */
  get #contentHeight(): number {
    const { header, footer, row } = this.#heights;
    return header + this.#lines.lineCount * row + footer;
  }

  /** Shows a shadow at each side where the table continues. */
  #updateShadows(): void {
    const { classList, clientWidth, scrollLeft, scrollWidth } = this.#scroller;
    const offset = Math.abs(scrollLeft);
    classList.toggle('aside', offset > 0);
    classList.toggle('continues', offset + clientWidth < scrollWidth - 1);
  }

  #readHeights(): void {
    this.#isEstimated = false;
    const scale = visualScale(this.#scroller);
    const heightOf = (selector: string) =>
      (this.#scroller.querySelector(selector)?.getBoundingClientRect().height ?? 0) / scale;
    this.#heights = {
      header: heightOf('thead'),
      footer: heightOf('tfoot'),
      view: this.#scroller.clientHeight,
      row: this.#recycler.rowHeight / scale || heightOf('.skeleton') / skeletonRows || this.#heights.row,
    };
  }

  /** Maps the scroll position to the height of the current lines. */
  #mapScroll(): void {
    const isTall = this.#contentHeight > tallest;
    if (isTall && !this.#Mapper) void this.#loadMapper();
    const Position = (isTall && this.#Mapper) || ExactScrollPosition;
    this.#scroll = new Position(this.#contentHeight, this.#heights.view, this.#scroll.scroll);
    // Size containment hides the content from the layout around it.
    if (!this.#isWhole) this.#scroller.style.setProperty('contain-intrinsic-block-size', `${this.#contentHeight}px`);
  }

  async #loadMapper(): Promise<void> {
    const { top } = this.#scroll;
    try {
      this.#Mapper = (await import('./virtual-scroll-mapper.ts')).VirtualScrollMapper;
      const { scrollTop } = this.#scroller;
      // The lines in view stay, as rows may have been added to them. If the reader has dragged the thumb meanwhile, it stays.
      if (Math.abs(scrollTop - top) < this.#heights.view) this.#fit(scrollTop);
      else this.#mapScroll();
      this.#place(true);
    } catch (error) {
      warn('the last rows cannot be reached.', error);
    }
  }

  /** Brings an offset of the content to the top of the viewport, and places the rows. */
  #fit(top: number, isForced = true): void {
    const wasScaled = this.#scroll.isScaled;
    this.#mapScroll();
    if (wasScaled || this.#scroll.isScaled || this.#scroll.top !== top) this.#moveTo(top);
    else this.#place(isForced);
  }

  /**
   * Scrolls back to the end of a tall table in WebKit, whose first layout after rows have left the document is too low: it
   * then scrolls up by the heights of those rows.
   */
  #keepScroll(): void {
    const { isScaled, scroll } = this.#scroll;
    if (isScaled && this.#scroller.scrollTop < scroll) this.#scroller.scrollTop = scroll;
  }

  #moveTo(top: number): void {
    const scroll = this.#scroll.moveTo(top);
    this.#place(true);
    this.#scroller.scrollTop = scroll;
    this.#scroll.settle(this.#scroller.scrollTop);
    this.#place(true);
    this.#keepScroll();
  }

  /** Moves the scroll thumb to the position that matches the lines in view, which stay where they are. */
  #settle(): void {
    const scroll = this.#scroll;
    if (!scroll.isScaled) return;
    scroll.scrollTo(this.#scroller.scrollTop);
    if (Math.abs(scroll.settled() - this.#scroller.scrollTop) >= 1) this.#moveTo(scroll.top);
  }

  #place(isForced: boolean): void {
    if (!this.#format) return;
    const { inView } = this;
    this.#onView(inView);
    const { shift } = this.#scroll;
    if (!isForced && this.#hasEnoughRows(inView, shift)) return;
    const { header, footer, row } = this.#heights;
    const { lineCount } = this.#lines;
    const pinned = this.#isWhole ? lineCount : Math.min(this.#pinned, lineCount);
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
