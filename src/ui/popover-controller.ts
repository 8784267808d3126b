import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placePopover } from './place-popover.ts';

type Host = ReactiveControllerHost & Element;

export interface PopoverParts {
  readonly button: HTMLElement;
  readonly popover: HTMLElement;
}

/**
 * Opens a native popover at its button, keeps it in position, and returns the focus to the button when it closes.
 * Escape, a click outside, Tab and the button close it.
 */
export class PopoverController implements ReactiveController {
  /** Whether the popover is open or opening. The host renders its content only then. */
  isOpen = false;

  readonly #host: Host;
  readonly #parts: () => PopoverParts;
  readonly #resize = new ResizeObserver(() => this.#place());

  constructor(host: Host, parts: () => PopoverParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#reset();
  }

  /** Resolves when the popover is open and its content has the focus; the popover itself where its content is loading. */
  async open(): Promise<void> {
    this.isOpen = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (!this.isOpen || !this.#host.isConnected) return;
    const { popover } = this.#parts();
    popover.style.maxHeight = '';
    popover.showPopover();
    this.#place();
    this.#resize.observe(popover);
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    window.addEventListener('resize', this.#place);
    popover.focus({ preventScroll: true });
    (popover.firstElementChild as HTMLElement | null)?.focus({ preventScroll: true });
  }

  /** Closes the popover and focuses its button. */
  close(): void {
    const { button, popover } = this.#parts();
    popover.hidePopover();
    this.#reset();
    button.focus();
  }

  /** Handles a popover that the browser closed, on Escape or a click outside. Call it on `toggle`. */
  readonly onToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'closed') return;
    this.#reset();
    const { button, popover } = this.#parts();
    // A click on a focusable element has moved the focus there. Otherwise the focus would be lost.
    const isInside = popover.contains(this.#host.shadowRoot?.activeElement ?? null);
    if (isInside || document.activeElement === document.body) button.focus();
  };

  /** Closes the popover when Tab leaves it, as it would cover the focused element. Call it on `focusout`. */
  readonly onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    const { button, popover } = this.#parts();
    const isOutside = relatedTarget instanceof Node && !popover.contains(relatedTarget);
    if (isOutside && relatedTarget !== button) popover.hidePopover();
  };

  readonly #place = (): void => {
    const { button, popover } = this.#parts();
    if (popover.matches(':popover-open')) placePopover(popover, button);
  };

  #reset(): void {
    this.isOpen = false;
    this.#resize.disconnect();
    window.removeEventListener('scroll', this.#place, { capture: true });
    window.removeEventListener('resize', this.#place);
    this.#host.requestUpdate();
  }
}
