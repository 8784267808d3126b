import type { ReactiveControllerHost } from 'lit';

/** The text of a live region, which screen readers announce when it changes. */
export class Announcer {
  text = '';
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Announces a text. Screen readers ignore a repeated text unless it differs, so it gets a no-break space. */
  announce(text: string): void {
    this.text = text && text === this.text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }
}
