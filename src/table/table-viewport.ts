import { VirtualScrollMapper } from './virtual-scroll-mapper.ts';
import type { Lines, RowRecycler } from './row-recycler.ts';
import type { ColumnRange, RowStyle } from './table-row.ts';

/** Up to so many lines all are in the document; of more, those in view and some around them. */
export const wholeUpTo = 100;
/** So many lines are in the document ahead of the view, where it was last scrolled to, and at least so many around it. */
const linesAhead = 6;
const fewestAround = 2;
/** Columns so far out of view, in pixels, are in view with the next scroll to the side. */
const aside = 100;
/** A scroll is over when so many milliseconds pass without more of it. */
const scrollPause = 150;

/** Lines from `first` up to but not including `end`. */
export interface LineRange {
  readonly first: number;
  readonly end: number;
}

const heightOf = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;

/** What is seen of a table in its scroller: keeps the rows that are in view in the document, whatever is scrolled. */
export class TableViewport {
  readonly #scroller: HTMLElement;
  readonly #body: RowRecycler;
  readonly #onView: (seen: LineRange) => void;
  #lines: Lines = { lineCount: 0, lineAt: () => undefined };
  #style: RowStyle | undefined;
  #scale = new VirtualScrollMapper(0, 0);
  #sizes = { header: 0, footer: 0, view: 0, row: 36 };
  #placed = { pinned: 0, first: 0, end: 0, shift: 0, top: 0 };
  #pinned = 0;
  #columns: ColumnRange | undefined;
  #scrolledAside = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(scroller: HTMLElement, body: RowRecycler, onView: (seen: LineRange) => void) {
    this.#scroller = scroller;
    this.#body = body;
    this.#onView = onView;
  }

  /** The lines that can be seen, between the header and the totals. */
  get seen(): LineRange {
    const { header, footer, view, row } = this.#sizes;
    const { lineCount } = this.#lines;
    const first = Math.max(0, Math.min(Math.floor(this.#scale.top / row), lineCount - 1));
    return { first, end: Math.min(lineCount, first + Math.ceil((view - header - footer) / row) + 1) };
  }

  /** The lines that are in the document, one after the other. */
  get inDocument(): LineRange {
    const { pinned, first, end } = this.#placed;
    return pinned > 0 ? { first: 0, end: pinned } : { first, end };
  }

  /** Shows these lines at the place where the others were. */
  show(lines: Lines, style: RowStyle): void {
    this.#lines = lines;
    this.#style = style;
    this.#fit();
    this.measure();
    this.#onView(this.seen);
  }

  /** Stops what is still to come. */
  drop(): void {
    clearTimeout(this.#pause);
  }

  /** Writes all columns of the rows in the document. */
  complete(): void {
    this.#body.complete();
  }

  /** Keeps so many lines from the first on in the document. */
  pin(lines: number): void {
    this.#pinned = lines;
    this.#place(true);
    this.#onView(this.seen);
  }

  /** Takes note of what has another size by now. */
  measure(): void {
    const { row } = this.#sizes;
    const sizes = {
      header: heightOf(this.#scroller.querySelector('thead')),
      footer: heightOf(this.#scroller.querySelector('tfoot')),
      view: this.#scroller.clientHeight,
      row: this.#body.rowHeight || row,
    };
    this.#columns = this.#columnsInView();
    const { top } = this.#scale;
    const isOther = Object.entries(sizes).some(([name, size]) => this.#sizes[name as keyof typeof sizes] !== size);
    this.#sizes = sizes;
    if (isOther) {
      this.#fit((top * sizes.row) / row);
      this.#onView(this.seen);
    } else if (!this.#scale.isScaled && this.#scale.top !== this.#scroller.scrollTop) this.scrolled();
  }

  /**
   * To be called when the scroller was scrolled: puts the rows there before they are painted. While it is scrolled up or
   * down, cells out of view to the sides stay empty, as most of the time goes into laying texts out.
   */
  scrolled(): void {
    const { scrollTop, scrollLeft } = this.#scroller;
    this.#scale.scrollTo(scrollTop);
    if (scrollLeft !== this.#scrolledAside) {
      this.#scrolledAside = scrollLeft;
      this.complete();
      this.#columns = this.#columnsInView();
    }
    this.#place(false, this.#columns);
    this.#onView(this.seen);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#settle(), scrollPause);
  }

  /** Scrolls as little as it takes to see a line whole. */
  reveal(index: number): void {
    const { header, footer, view, row } = this.#sizes;
    const lowest = (index + 1) * row - (view - header - footer);
    const { top } = this.#scale;
    const wanted = Math.min(Math.max(top, lowest), index * row);
    if (wanted !== top) this.#moveTo(wanted);
  }

  /** The scale for what is to be scrolled now. */
  #fit(top = this.#scale.top): void {
    const { header, footer, view, row } = this.#sizes;
    const content = header + this.#lines.lineCount * row + footer;
    const wasScaled = this.#scale.isScaled;
    this.#scale = new VirtualScrollMapper(content, view, this.#scale.scroll);
    this.#scroller.style.setProperty('contain-intrinsic-block-size', `${content}px`);
    if (wasScaled || this.#scale.isScaled || this.#scale.top !== top) this.#moveTo(top);
    else this.#place(true);
  }

  #moveTo(top: number): void {
    const scroll = this.#scale.moveTo(top);
    this.#place(true);
    this.#scroller.scrollTop = scroll;
    this.#scale.settle(this.#scroller.scrollTop);
    this.#place(true);
  }

  /** Those after the first, which is always in view. */
  #columnsInView(): ColumnRange {
    const view = this.#scroller.getBoundingClientRect();
    const isInView = [...this.#scroller.querySelectorAll('thead th')].map((header) => {
      const { left, right } = header.getBoundingClientRect();
      return right > view.left - aside && left < view.right + aside;
    });
    const first = isInView.indexOf(true, 1);
    return { first, end: isInView.lastIndexOf(true) + 1 };
  }

  /** Writes what was left empty, and brings the thumb to where its share of the whole is, with nothing in view to move. */
  #settle(): void {
    this.complete();
    if (!this.#scale.isScaled) return;
    this.#scale.scrollTo(this.#scroller.scrollTop);
    if (Math.abs(this.#scale.settled() - this.#scroller.scrollTop) >= 1) this.#moveTo(this.#scale.top);
  }

  #place(always: boolean, columns?: ColumnRange): void {
    if (!this.#style) return;
    const { header, footer, row } = this.#sizes;
    const { lineCount } = this.#lines;
    const { shift } = this.#scale;
    const { seen } = this;
    if (always || !this.#isPlaced(seen, shift)) {
      const pinned = lineCount <= wholeUpTo ? lineCount : Math.min(this.#pinned, lineCount);
      const [above, below] = seen.first < this.#placed.top ? [linesAhead, fewestAround] : [fewestAround, linesAhead];
      const first = Math.max(pinned, seen.first - above);
      const end = Math.min(lineCount, seen.end + below);
      this.#placed = { pinned, first, end, shift, top: seen.first };
      this.#body.show(this.#lines, this.#style, {
        pinned,
        first,
        end,
        rowHeight: row,
        top: shift + first * row,
        height: this.#scale.height - header - footer,
        columns,
      });
    }
  }

  /** Whether the rows in the document are enough for what is seen: not every step needs others. */
  #isPlaced(seen: LineRange, shift: number): boolean {
    const { pinned, first, end } = this.#placed;
    const above = Math.max(0, seen.first - fewestAround);
    const below = Math.min(this.#lines.lineCount, seen.end + fewestAround);
    return shift === this.#placed.shift && (above >= first || above < pinned) && (below <= end || below <= pinned);
  }
}
