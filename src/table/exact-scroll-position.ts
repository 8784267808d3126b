/**
 * The height of the tallest element, in pixels. Firefox lays out elements of at most 17.9 million pixels, Chromium and
 * WebKit 33.5 million, less on a zoomed screen. Above 4.19 million (2²²) the numbers with which Firefox scrolls smoothly
 * are half a pixel coarse, and scrolling by key stops where rows are inserted. A million rows are taller than that, so
 * they are scrolled on a smaller scale, by `VirtualScrollMapper`.
 */
export const tallest = 4_000_000;

/**
 * The scroll position of an element that is as tall as its content. Only the beginning of taller content can be reached.
 * All lengths are in pixels.
 */
export class ExactScrollPosition {
  readonly height: number;
  readonly isScaled = false;
  readonly shift = 0;
  /** The last known scroll position: reading it from the element would force a layout. */
  top: number;
  readonly #longestTop: number;

  /**
   * @param content the height of the content
   * @param view the height of the viewport
   */
  constructor(content: number, view: number, scroll = 0) {
    this.height = Math.min(content, tallest);
    this.#longestTop = Math.max(0, content - view);
    // The content may have become shorter.
    this.top = Math.min(scroll, this.#longestTop);
  }

  get scroll(): number {
    return this.top;
  }

  scrollTo(scroll: number): void {
    this.top = scroll;
  }

  moveTo(top: number): number {
    return (this.top = Math.max(0, Math.min(top, this.#longestTop)));
  }

  settle(scroll: number): void {
    this.top = scroll;
  }
}
