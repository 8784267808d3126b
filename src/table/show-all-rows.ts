import { html, type TemplateResult } from 'lit';
import { nextFrame } from '../platform/scheduler.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { firstRowIndex } from './table-row.ts';
import type { TableViewport } from './table-viewport.ts';

/** The maximum number of lines in the document on request: a browser needs a second for each thousand. */
const maxLines = 5000;
/** The number of lines that are put into the document between two frames. */
const linesPerFrame = 20;

export interface ShowAllRowsHost {
  readonly localization: () => Localization;
  readonly table: () => HTMLTableElement;
  /** The element that says on paper which rows are printed. */
  readonly printNote: () => HTMLElement;
  readonly viewport: () => TableViewport | undefined;
  /** Prints the page. */
  readonly print: () => void;
  readonly requestUpdate: () => void;
}

/** Puts all lines of a long table into the document, for find in page, screen readers and paper. */
export class ShowAllRows {
  readonly #host: ShowAllRowsHost;
  #lineCount = 0;
  #pinned = 0;
  #isRequested = false;
  /** Incremented by every request, so that an outdated one ends. */
  #request = 0;

  constructor(host: ShowAllRowsHost) {
    this.#host = host;
  }

  /** The number of lines that are requested, besides those in view. */
  get requested(): number {
    return this.#isRequested ? this.#target : 0;
  }

  /** Starts again for another table: its rows are put into the document frame by frame too. */
  restart(lineCount: number): void {
    this.#lineCount = lineCount;
    if (!this.#isRequested) return;
    this.#pin(0);
    void this.#fill();
  }

  render(): TemplateResult {
    const { messages: allMessages, formats } = this.#host.localization();
    const messages = allMessages.showAllRows;
    const target = formats.count(this.#target);
    const isComplete = this.#isRequested && this.#pinned >= this.#target;
    if (this.#isRequested && !isComplete) {
      const label = messages.preparing(formats.count(this.#pinned), target);
      return html`<span>${label}</span>
        <progress aria-label=${label} max=${this.#target} .value=${this.#pinned}></progress>
        <button type="button" @click=${() => this.reset()}>${messages.cancel}</button>`;
    }
    const total = formats.count(this.#lineCount);
    const showAll = this.#target < this.#lineCount ? messages.showFirst(target, total) : messages.showAll(target);
    return html`${
        isComplete
          ? html`<span role="status">${messages.ready(target)}</span>
              <button type="button" @click=${() => this.reset()}>${messages.showVisible}</button>`
          : html`<button type="button" title=${messages.showAllHint} @click=${() => void this.#fill()}>
              ${showAll}
            </button>`
      } <button type="button" @click=${() => void this.#printAll()}>${messages.print}</button>`;
  }

  /** Keeps only the lines in view in the document. */
  reset(): void {
    this.#request += 1;
    this.#isRequested = false;
    this.#pin(0);
  }

  /** Hides rows that are far from the others on paper, and says which rows are printed. */
  prepareForPrint(): void {
    const printed = this.#host.viewport()?.inDocument;
    if (!printed) return;
    const { first, end } = printed;
    for (const row of this.#host.table().querySelectorAll('tbody [aria-rowindex]')) {
      const index = Number(row.ariaRowIndex) - firstRowIndex;
      row.classList.toggle('outside', index < first || index >= end);
    }
    const { messages, formats } = this.#host.localization();
    const isWhole = end - first >= this.#lineCount;
    const [from, to, total] = [first + 1, end, this.#lineCount].map((count) => formats.count(count));
    const note = isWhole ? '' : messages.showAllRows.printedRange(from ?? '', to ?? '', total ?? '');
    this.#host.printNote().textContent = note;
  }

  get #target(): number {
    return Math.min(this.#lineCount, maxLines);
  }

  /** Resolves with whether all requested lines are in the document: not if another request came in between. */
  async #fill(): Promise<boolean> {
    const request = ++this.#request;
    this.#isRequested = true;
    while (this.#pinned < this.#target) {
      this.#pin(Math.min(this.#target, this.#pinned + linesPerFrame));
      await nextFrame();
      if (request !== this.#request) return false;
    }
    return true;
  }

  /** Prints all lines, and removes those that it added when the reader has closed the print dialog. */
  async #printAll(): Promise<void> {
    const wasRequested = this.#isRequested;
    if (!(await this.#fill())) return;
    this.#host.print();
    if (!wasRequested) this.reset();
  }

  #pin(lines: number): void {
    this.#pinned = lines;
    this.#host.viewport()?.pin(lines);
    this.#host.requestUpdate();
  }
}
