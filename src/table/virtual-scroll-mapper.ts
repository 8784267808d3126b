/**
 * Firefox lays out elements of at most 17.9 million pixels, Chromium and WebKit of 33.5 million, less on a screen that
 * is zoomed in. A million rows are taller: they are scrolled on a smaller scale. Above 4.19 million pixels (2²²) the numbers
 * in which Firefox scrolls smoothly are half a pixel coarse, and a key's scroll ends wherever rows come in.
 */
const tallest = 4_000_000;
/** So many pixels at both ends are never scaled. */
const exactEnd = 1_000_000;
/** A scroll of up to so many views is a step, which is exact; a longer one is a leap to a share of the whole. */
const longestStep = 3;

/**
 * Which part of tall content is in view, where the element that is scrolled may not be as tall as the content.
 *
 * The thumb reaches both ends and every part between. A wheel, a finger or a key moves the content by exactly what they
 * scroll, which parts it from its share of the whole; {@link VirtualScrollMapper.settled} puts them together again.
 */
export class VirtualScrollMapper {
  /** The height of the element that is scrolled. */
  readonly height: number;
  readonly #view: number;
  readonly #longestScroll: number;
  readonly #longestTop: number;
  #scroll: number;
  #top: number;

  /**
   * @param content the height of the content, in pixels
   * @param view the height of what is seen of it
   * @param scroll where the element is scrolled to
   */
  constructor(content: number, view: number, scroll = 0) {
    this.height = Math.min(content, tallest);
    this.#view = view;
    this.#longestScroll = Math.max(0, this.height - view);
    this.#longestTop = Math.max(0, content - view);
    this.#scroll = scroll;
    this.#top = this.isScaled ? this.#share(scroll) : scroll;
  }

  get isScaled(): boolean {
    return this.#longestScroll < this.#longestTop;
  }

  /** Where the element is scrolled to, as far as is known: to ask it costs a layout. */
  get scroll(): number {
    return this.#scroll;
  }

  /** The offset in the content of what is seen at the top of the view. */
  get top(): number {
    return this.#top;
  }

  /**
   * How far down the content stands in the element, for what is to be seen to be in view. In whole pixels: by parts of them
   * the height of what is scrolled would change.
   */
  get shift(): number {
    return Math.round(this.#scroll - this.#top);
  }

  /** The reader has scrolled the element. */
  scrollTo(scroll: number): void {
    const step = scroll - this.#scroll;
    this.#scroll = scroll;
    if (!this.isScaled) this.#top = scroll;
    else if (this.#isEnd(scroll) || Math.abs(step) > longestStep * this.#view) this.#top = this.#share(scroll);
    else this.#top = this.#withinContent(this.#top + step);
  }

  /** Brings a part of the content to the top of the view; the answer is where the element is to be scrolled to. */
  moveTo(top: number): number {
    this.#top = this.#withinContent(top);
    this.#scroll = this.settled();
    return this.#scroll;
  }

  /** Where the element would be scrolled to if what is in view stood at its share of the whole. */
  settled(): number {
    const fromEnd = this.#longestTop - this.#top;
    const { end, stretch } = this.#middle;
    if (this.#top <= end) return this.#top;
    if (fromEnd <= end) return this.#longestScroll - fromEnd;
    return Math.round(end + (this.#top - end) / stretch);
  }

  /** The element has been scrolled with nothing in view to move. */
  settle(scroll: number): void {
    if (!this.isScaled) this.#top = scroll;
    this.#scroll = scroll;
  }

  /** Where scaling begins, and how many pixels of content one of scrolling stands for there. */
  get #middle(): { end: number; stretch: number } {
    if (!this.isScaled) return { end: this.#longestTop, stretch: 1 };
    return { end: exactEnd, stretch: (this.#longestTop - 2 * exactEnd) / (this.#longestScroll - 2 * exactEnd) };
  }

  #isEnd(scroll: number): boolean {
    return scroll <= 0 || scroll >= this.#longestScroll - 1;
  }

  /** What part of the content a place on the element stands for. */
  #share(scroll: number): number {
    const fromEnd = this.#longestScroll - scroll;
    const { end, stretch } = this.#middle;
    if (scroll <= end) return Math.max(0, scroll);
    if (fromEnd <= end) return this.#longestTop - Math.max(0, Math.floor(fromEnd));
    return Math.round(end + (scroll - end) * stretch);
  }

  #withinContent(top: number): number {
    return Math.max(0, Math.min(top, this.#longestTop));
  }
}
