import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { observeResize } from '../platform/resize-observer.ts';

/** An element narrower than this has the styles of phones, in pixels: the width in the container queries of all styles. */
const narrowWidth = 560;

/** Calls back when an element becomes narrower or wider than phones. */
export class NarrowController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onChange: (isNarrow: boolean) => void;
  #isNarrow = false;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onChange: (isNarrow: boolean) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = observeResize(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width > 0) this.#follow(width < narrowWidth);
    }, this.#host);
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  #follow(isNarrow: boolean): void {
    if (isNarrow === this.#isNarrow) return;
    this.#isNarrow = isNarrow;
    // In the next frame: the change may give the host another height, which an observer must not do synchronously.
    requestAnimationFrame(() => this.#onChange(isNarrow));
  }
}
