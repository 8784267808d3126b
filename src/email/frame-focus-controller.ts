import type { ReactiveController, ReactiveElement } from 'lit';

export interface FrameFocusOptions {
  /** Returns the dialog. It exists after the first update. */
  readonly dialog: () => HTMLDialogElement;
  /** Returns the frame in the dialog, if one is rendered. */
  readonly frame: () => HTMLIFrameElement | null;
}

/**
 * Keeps the focus of a dialog with a sandboxed frame where the dialog's keyboard shortcuts work. Key events in the frame
 * never reach this document, not even Escape. After a click in the frame, the dialog takes the focus back. After Tab, the
 * frame keeps the focus until the next Tab, so that the reader can scroll by keyboard.
 */
export class FrameFocusController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: FrameFocusOptions;
  /** The element outside the frame that had the focus last. */
  #focused: HTMLElement | undefined;
  #isTabPressed = false;

  constructor(host: ReactiveElement, options: FrameFocusOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('blur', this.#onWindowBlur);
  }

  hostDisconnected(): void {
    window.removeEventListener('blur', this.#onWindowBlur);
  }

  /** Focuses the dialog if a focused control has disappeared, so that its keyboard shortcuts keep working. */
  hostUpdated(): void {
    if (this.#focused?.isConnected === false && !this.#activeElement) this.#options.dialog().focus();
  }

  /** Handles `keydown` in the dialog. */
  onKeyDown({ key }: KeyboardEvent): void {
    this.#isTabPressed = key === 'Tab';
  }

  /** Handles `focusin` in the dialog. */
  readonly onFocusIn = ({ target }: FocusEvent): void => {
    this.#isTabPressed = false;
    this.#options.dialog().classList.remove('in-frame');
    if (target instanceof HTMLElement && target !== this.#options.frame()) this.#focused = target;
  };

  get #activeElement(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }

  readonly #onWindowBlur = (): void => {
    setTimeout(() => {
      const frame = this.#options.frame();
      if (!frame || this.#activeElement !== frame) return;
      const dialog = this.#options.dialog();
      // The frame does not match :focus-visible while its content has the focus.
      if (this.#isTabPressed) dialog.classList.add('in-frame');
      else (this.#focused?.isConnected ? this.#focused : dialog).focus({ preventScroll: true });
    });
  };
}
