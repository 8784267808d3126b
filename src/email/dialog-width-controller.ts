import type { ReactiveController, ReactiveElement } from 'lit';
import { observeResize } from '../platform/resize-observer.ts';

/** Updates its host when the width of a dialog changes. */
export class DialogWidthController implements ReactiveController {
  /** In CSS pixels. Infinite until the dialog has opened. */
  width = Infinity;
  readonly #host: ReactiveElement;
  readonly #dialog: () => HTMLDialogElement;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveElement, dialog: () => HTMLDialogElement) {
    this.#host = host;
    this.#dialog = dialog;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostUpdated(): void {
    this.#stop ??= observeResize(() => requestAnimationFrame(() => this.#measure()), this.#dialog());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #measure(): void {
    const { clientWidth } = this.#dialog();
    if (clientWidth === this.width || clientWidth === 0) return;
    this.width = clientWidth;
    this.#host.requestUpdate();
  }
}
