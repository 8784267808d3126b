import { html, nothing, type TemplateResult } from 'lit';
import type { Localization } from '../ui/cell-formatters.ts';
import { firstRowIndex } from './table-row.ts';
import type { TableViewport } from './table-viewport.ts';

/** At most so many lines are put into the document at the reader's wish: a browser needs a second for each thousand. */
const mostLines = 5000;
/** So many at a time, lest the page stand still. */
const slice = 20;

/** The next frame, or some time where none is drawn. */
const nextFrame = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, 250);
  });

export interface ShowAllRowsHost {
  readonly localization: () => Localization;
  readonly table: () => HTMLTableElement;
  /** Where paper says which rows it has. */
  readonly printedPart: () => HTMLElement;
  readonly viewport: () => TableViewport | undefined;
  /** Prints the page. */
  readonly print: () => void;
  readonly requestUpdate: () => void;
}

/** Puts more lines into the document than are in view: for searching in the page, screen readers and paper. */
export class ShowAllRows {
  readonly #host: ShowAllRowsHost;
  #lineCount = 0;
  #pinned = 0;
  #isWanted = false;
  /** Counts the wishes, so that one that is out of date ends. */
  #wish = 0;

  constructor(host: ShowAllRowsHost) {
    this.#host = host;
  }

  /** So many lines are wanted in the document, apart from those in view. */
  get wanted(): number {
    return this.#isWanted ? this.#most : 0;
  }

  /** Told that the table is another: its rows come in slices again. */
  renew(lineCount: number): void {
    this.#lineCount = lineCount;
    if (!this.#isWanted) return;
    this.#pin(0);
    void this.#fill();
  }

  render({ controls, formats }: Localization): TemplateResult | typeof nothing {
    if (!controls) return nothing;
    const messages = controls.wholeTable;
    const most = formats.count(this.#most);
    const isReady = this.#isWanted && this.#pinned >= this.#most;
    if (this.#isWanted && !isReady) {
      const label = messages.preparing(formats.count(this.#pinned), most);
      return html`<span>${label}</span
        ><progress aria-label=${label} max=${this.#most} .value=${this.#pinned}></progress>
        <button type="button" @click=${() => this.drop()}>${messages.cancel}</button>`;
    }
    const total = formats.count(this.#lineCount);
    const showAll = this.#most < this.#lineCount ? messages.showFirst(most, total) : messages.showAll(most);
    return html`${
        isReady
          ? html`<span role="status">${messages.ready(most)}</span>
              <button type="button" @click=${() => this.drop()}>${messages.showFew}</button>`
          : html`<button type="button" title=${messages.why} @click=${() => void this.#fill()}>${showAll}</button>`
      } <button type="button" @click=${() => void this.#printAll()}>${messages.print}</button>`;
  }

  get #most(): number {
    return Math.min(this.#lineCount, mostLines);
  }

  /** Whether all lines that were wanted are in the document; not if they are no longer wanted. */
  async #fill(): Promise<boolean> {
    const wish = ++this.#wish;
    this.#isWanted = true;
    while (this.#pinned < this.#most) {
      this.#pin(Math.min(this.#most, this.#pinned + slice));
      await nextFrame();
      if (wish !== this.#wish) return false;
    }
    return true;
  }

  /** Printing waits for the reader; afterwards the rows that it brought go again. */
  async #printAll(): Promise<void> {
    const wasWanted = this.#isWanted;
    if (!(await this.#fill())) return;
    this.#host.print();
    if (!wasWanted) this.drop();
  }

  /** Paper has no more lines than are in the document one after the other, and says so. */
  notePrinted(): void {
    const printed = this.#host.viewport()?.inDocument;
    if (!printed) return;
    const { first, end } = printed;
    for (const row of this.#host.table().querySelectorAll('tbody [aria-rowindex]')) {
      const index = Number(row.ariaRowIndex) - firstRowIndex;
      row.classList.toggle('outside', index < first || index >= end);
    }
    const { controls, formats } = this.#host.localization();
    const isWhole = end - first >= this.#lineCount;
    const numbers = [first + 1, end, this.#lineCount].map((count) => formats.count(count)) as [string, string, string];
    this.#host.printedPart().textContent = isWhole || !controls ? '' : controls.wholeTable.printedPart(...numbers);
  }

  /** No more lines are wanted than those in view. */
  drop(): void {
    this.#wish += 1;
    this.#isWanted = false;
    this.#pin(0);
  }

  #pin(lines: number): void {
    this.#pinned = lines;
    this.#host.viewport()?.pin(lines);
    this.#host.requestUpdate();
  }
}
