import { tallest } from './exact-scroll-position.ts';

/** The number of pixels at both ends that are never scaled. */
const exactEnd = 1_000_000;
/**
 * Scrolls of up to this many viewports are steps: they move the content by exactly the same distance. Longer ones are jumps:
 * they move it to the same fraction of its height.
 */
const longestStep = 3;

/**
 * Maps the scroll position of an element to an offset in content that may be taller than any element can be.
 *
 * The thumb reaches both ends and every part between. A wheel, a finger or a key moves the content by exactly the
 * distance that it scrolls, so the thumb drifts from its share of the whole; {@link VirtualScrollMapper.settled}
 * corrects that.
 */
export class VirtualScrollMapper {
  /** The height of the element that is scrolled, in pixels. */
  readonly height: number;
  readonly #view: number;
  readonly #longestScroll: number;
  readonly #longestTop: number;
  #scroll: number;
  #top: number;

  /**
   * @param content the height of the content, in pixels
   * @param view the height of the viewport
   * @param scroll the scroll position of the element
   */
  constructor(content: number, view: number, scroll = 0) {
    this.height = Math.min(content, tallest);
    this.#view = view;
    this.#longestScroll = Math.max(0, this.height - view);
    this.#longestTop = Math.max(0, content - view);
    this.#scroll = scroll;
    this.#top = this.isScaled ? this.#shareAt(scroll) : scroll;
  }

  /** Whether the content is taller than the element. */
  get isScaled(): boolean {
    return this.#longestScroll < this.#longestTop;
  }

  /** The last known scroll position: reading it from the element would force a layout. */
  get scroll(): number {
    return this.#scroll;
  }

  /** The offset of the top of the viewport in the content. */
  get top(): number {
    return this.#top;
  }

  /**
   * The distance by which the content is moved down in the element, so that what should be in view is. In whole pixels:
   * fractions would change the height of the element.
   */
  get shift(): number {
    return Math.round(this.#scroll - this.#top);
  }

  /** Follows the reader, who has scrolled the element. */
  scrollTo(scroll: number): void {
    const step = scroll - this.#scroll;
    this.#scroll = scroll;
    if (!this.isScaled) this.#top = scroll;
    else if (this.#isEnd(scroll) || Math.abs(step) > longestStep * this.#view) this.#top = this.#shareAt(scroll);
    else this.#top = this.#clamp(this.#top + step);
  }

  /** Brings an offset of the content to the top of the viewport. Returns the scroll position to set. */
  moveTo(top: number): number {
    this.#top = this.#clamp(top);
    this.#scroll = this.settled();
    return this.#scroll;
  }

  /** Returns the scroll position at which the thumb is at the share of the whole that is in view. */
  settled(): number {
    const fromEnd = this.#longestTop - this.#top;
    const { end, stretch } = this.#middle;
    if (this.#top <= end) return this.#top;
    if (fromEnd <= end) return this.#longestScroll - fromEnd;
    return Math.round(end + (this.#top - end) / stretch);
  }

  /** Adopts the scroll position of an element whose rows in view did not change. */
  settle(scroll: number): void {
    if (!this.isScaled) this.#top = scroll;
    this.#scroll = scroll;
  }

  /** Where scaling begins, and how many pixels of content one pixel of scrolling stands for there. */
  get #middle(): { end: number; stretch: number } {
    if (!this.isScaled) return { end: this.#longestTop, stretch: 1 };
    return { end: exactEnd, stretch: (this.#longestTop - 2 * exactEnd) / (this.#longestScroll - 2 * exactEnd) };
  }

  #isEnd(scroll: number): boolean {
    return scroll <= 0 || scroll >= this.#longestScroll - 1;
  }

  /** Returns the offset in the content that a scroll position stands for. */
  #shareAt(scroll: number): number {
    const fromEnd = this.#longestScroll - scroll;
    const { end, stretch } = this.#middle;
    if (scroll <= end) return Math.max(0, scroll);
    if (fromEnd <= end) return this.#longestTop - Math.max(0, Math.floor(fromEnd));
    return Math.round(end + (scroll - end) * stretch);
  }

  #clamp(top: number): number {
    return Math.max(0, Math.min(top, this.#longestTop));
  }
}
