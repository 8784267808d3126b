import type { LineRange } from './table-viewport.ts';

/** The least number of milliseconds between two requests. */
const interval = 100;

/** Requests the lines in view: the first immediately, later ones at intervals while the reader scrolls. */
export class LinesRequester {
  readonly #send: (lines: LineRange) => void;
  #sent: LineRange = { first: 0, end: 0 };
  #newest: LineRange = this.#sent;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (lines: LineRange) => void) {
    this.#send = send;
  }

  request(lines: LineRange): void {
    this.#newest = lines;
    if (this.#timer !== undefined || (lines.first === this.#sent.first && lines.end === this.#sent.end)) return;
    this.#sent = lines;
    this.#send(lines);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.request(this.#newest);
    }, interval);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
