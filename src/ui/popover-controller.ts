import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placePopover } from './place-popover.ts';

type Host = ReactiveControllerHost & Element;

export interface PopoverParts {
  readonly button: HTMLElement;
  readonly popover: HTMLElement;
}

/**
 * Opens a native popover at its button once it has been filled, keeps it there, and gives the focus back when it
 * closes: by Escape, a click outside, the Tab key or the button.
 */
export class PopoverController implements ReactiveController {
  readonly #host: Host;
  readonly #parts: () => PopoverParts;
  #opened = false;

  constructor(host: Host, parts: () => PopoverParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** Whether the popover is to be filled and shown. */
  get opened(): boolean {
    return this.#opened;
  }

  hostUpdated(): void {
    if (this.opened && this.#parts().popover.matches(':popover-open')) this.#place();
  }

  hostDisconnected(): void {
    this.#forget();
  }

  /** Settled when the popover is open and the element that `focusTarget` finds has the focus. */
  async open(focusTarget: () => HTMLElement | null): Promise<void> {
    this.#opened = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (!this.opened || !this.#host.isConnected) return;
    const { popover } = this.#parts();
    popover.style.maxHeight = '';
    popover.showPopover();
    this.#place();
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    window.addEventListener('resize', this.#place);
    focusTarget()?.focus({ preventScroll: true });
  }

  close(): void {
    const { button, popover } = this.#parts();
    popover.hidePopover();
    this.#forget();
    button.focus();
  }

  /** Escape and a click outside close the popover without us. To be called at the popover's `toggle`. */
  readonly onToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'closed') return;
    this.#forget();
    const { button, popover } = this.#parts();
    // A click on something that takes the focus has moved it there; else it would be lost.
    const isInside = popover.contains(this.#host.shadowRoot?.activeElement ?? null);
    if (isInside || document.activeElement === document.body) button.focus();
  };

  /** Tab has left the popover, which would now hide what has the focus. To be called at its `focusout`. */
  readonly onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    const { button, popover } = this.#parts();
    const isOutside = relatedTarget instanceof Node && !popover.contains(relatedTarget);
    if (isOutside && relatedTarget !== button) popover.hidePopover();
  };

  readonly #place = (): void => {
    const { button, popover } = this.#parts();
    placePopover(popover, button);
  };

  #forget(): void {
    this.#opened = false;
    window.removeEventListener('scroll', this.#place, { capture: true });
    window.removeEventListener('resize', this.#place);
    this.#host.requestUpdate();
  }
}
