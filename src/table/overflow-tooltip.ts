import { placePopover } from '../ui/place-popover.ts';

/** Glyphs may be a few pixels taller than their line; a hidden line is taller than that. */
const glyphOverflow = 4;

const isTruncated = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement) =>
  scrollWidth > clientWidth || scrollHeight > clientHeight + glyphOverflow;

/**
 * Shows the whole text of a truncated name: as a `title` on hover, in a popover on keyboard focus.
 * Nothing is measured until then, as most names are never asked for.
 */
export class OverflowTooltip {
  readonly #popover: HTMLElement;
  #titled: HTMLElement | undefined;

  constructor(scroller: HTMLElement, popover: HTMLElement) {
    this.#popover = popover;
    scroller.addEventListener('pointerover', ({ target }) => this.#onHover(target as Element));
    scroller.addEventListener('focusin', ({ target }) => this.#onFocus(target as HTMLElement));
    scroller.addEventListener('focusout', () => this.#popover.hidePopover());
    scroller.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#popover.hidePopover();
    });
  }

  /** Hides the tooltip. Call it when names have moved or changed. */
  hide(): void {
    this.#titled?.removeAttribute('title');
    this.#titled = undefined;
    if (this.#popover.matches(':popover-open')) this.#popover.hidePopover();
  }

  #onHover(target: Element): void {
    this.#titled?.removeAttribute('title');
    this.#titled = target.closest('bdi') ?? target.querySelector<HTMLElement>('bdi') ?? undefined;
    if (this.#titled && isTruncated(this.#titled)) this.#titled.title = this.#titled.textContent;
  }

  #onFocus(target: HTMLElement): void {
    const name = target.querySelector<HTMLElement>('tbody bdi');
    if (!name || !target.matches(':focus-visible') || !isTruncated(name)) return;
    this.#popover.textContent = name.textContent;
    this.#popover.showPopover();
    placePopover(this.#popover, target);
  }
}
