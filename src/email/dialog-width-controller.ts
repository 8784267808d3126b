import type { ReactiveController, ReactiveElement } from 'lit';

/** Updates its host when the width of a dialog changes. */
export class DialogWidthController implements ReactiveController {
  /** In CSS pixels. Infinite until the dialog has opened. */
  width = Infinity;
  readonly #dialog: () => HTMLDialogElement;
  readonly #sizes: ResizeObserver;

  constructor(host: ReactiveElement, dialog: () => HTMLDialogElement) {
    this.#dialog = dialog;
    this.#sizes = new ResizeObserver(() => {
      const { clientWidth } = dialog();
      if (clientWidth === this.width || clientWidth === 0) return;
      this.width = clientWidth;
      host.requestUpdate();
    });
    host.addController(this);
  }

  /** Observing an element again has no effect until its size changes. */
  hostUpdated(): void {
    this.#sizes.observe(this.#dialog());
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
  }
}
