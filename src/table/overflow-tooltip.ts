import { placePopover } from '../ui/place-popover.ts';

const isCutOff = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement) =>
  scrollWidth > clientWidth || scrollHeight > clientHeight;

/**
 * Shows names whole that end in an ellipsis: as a title to who points at one, in a popover to who comes by keyboard.
 * Nothing is written until a name is asked for, as most never are.
 */
export class OverflowTooltip {
  readonly #popover: HTMLElement;
  #titled: HTMLElement | undefined;

  constructor(scroller: HTMLElement, popover: HTMLElement) {
    this.#popover = popover;
    scroller.addEventListener('pointerover', ({ target }) => this.#point(target as Element));
    scroller.addEventListener('focusin', ({ target }) => this.#focus(target as HTMLElement));
    scroller.addEventListener('focusout', () => this.#popover.hidePopover());
    scroller.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#popover.hidePopover();
    });
  }

  /** To be called when names have moved or changed. */
  forget(): void {
    this.#titled?.removeAttribute('title');
    this.#titled = undefined;
    if (this.#popover.matches(':popover-open')) this.#popover.hidePopover();
  }

  #point(target: Element): void {
    this.#titled?.removeAttribute('title');
    this.#titled = target.closest('bdi') ?? target.querySelector<HTMLElement>('bdi') ?? undefined;
    if (this.#titled && isCutOff(this.#titled)) this.#titled.title = this.#titled.textContent;
  }

  #focus(target: HTMLElement): void {
    const name = target.querySelector<HTMLElement>('tbody bdi');
    if (!name || !target.matches(':focus-visible') || !isCutOff(name)) return;
    this.#popover.textContent = name.textContent;
    this.#popover.showPopover();
    placePopover(this.#popover, target);
  }
}
