import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from '../ui/decorators.ts';
import { showAllRows as english } from '../i18n/en/show-all-rows.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { nextFrame } from '../platform/scheduler.ts';
import { firstRowIndex, type Table } from '../table-model/table.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { defineElement } from '../ui/define-element.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { showAllRowsStyles } from './show-all-rows-styles.ts';
import type { TableViewport } from './table-viewport.ts';

const translations = { fr: () => import('../i18n/fr/show-all-rows.ts').then(({ showAllRows }) => showAllRows) };

/** The maximum number of lines in the document on request: a browser needs a second for each thousand. */
const maxLines = 5000;
/** The number of lines that are put into the document between two frames. */
const linesPerFrame = 20;

/** Returns the keys that open find in page. A touch screen has none. */
function findKeys(): string | undefined {
  if (matchMedia('(pointer: coarse)').matches) return undefined;
  return navigator.userAgent.includes('Mac OS') ? '⌘F' : 'Ctrl+F';
}

/** The parts of a table that it changes. */
export interface TableOnPage {
  readonly table: () => HTMLTableElement;
  /** The element that says on paper which rows are printed. */
  readonly printNote: () => HTMLElement;
  readonly viewport: () => TableViewport | undefined;
  /** Prints the page. */
  readonly print: () => void;
}

/** The buttons under a long table: they put all its lines into the document, for find in page, screen readers and paper. */
export class ShowAllRows extends ShadowElement {
  static override styles = [baseStyles, showAllRowsStyles];

  @property({ attribute: false }) table: Table | undefined;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) localization!: Localization;
  @property({ attribute: false }) target!: TableOnPage;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'showAllRows', english, translations },
    messages: () => this.localization.messages,
  });
  #pinned = 0;
  #isRequested = false;
  /** Incremented by every request, so that an outdated one ends. */
  #request = 0;

  /** The number of lines that are requested, besides those in view. */
  get requested(): number {
    return this.#isRequested ? this.#lineLimit : 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#prepareForPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#prepareForPrint);
    this.target.printNote().textContent = '';
    this.reset();
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.isReady;
  }

  /** Starts again for another table: its rows are put into the document frame by frame too. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table')) return;
    this.#pinned = 0;
    if (this.#isRequested) void this.#fill();
  }

  protected override render(): TemplateResult {
    const { formats } = this.localization;
    const messages = this.#messages.current;
    const limit = formats.count(this.#lineLimit);
    const isComplete = this.#isRequested && this.#pinned >= this.#lineLimit;
    if (this.#isRequested && !isComplete) {
      const label = messages.preparing(formats.count(this.#pinned), limit);
      return html`<span>${label}</span>
        <progress aria-label=${label} max=${this.#lineLimit} .value=${this.#pinned}></progress>
        <button type="button" @click=${() => this.reset()}>${messages.cancel}</button>`;
    }
    const total = formats.count(this.#lineCount);
    const keys = findKeys();
    const showAll =
      this.#lineLimit < this.#lineCount ? messages.showFirst(limit, total, keys) : messages.showAll(limit, keys);
    return html`${
      isComplete
        ? html`<span role="status">${messages.ready(limit)}</span>
            <button type="button" @click=${() => this.reset()}>${messages.showVisible}</button>`
        : html`<button type="button" title=${messages.showAllHint} @click=${() => void this.#fill()}>
            ${showAll}
          </button>`
    }`;
  }

  /** Keeps only the lines in view in the document. */
  reset(): void {
    this.#request += 1;
    this.#isRequested = false;
    this.#pin(0);
  }

  /** Hides rows that are far from the others on paper, and says which rows are printed. */
  readonly #prepareForPrint = (): void => {
    const printed = this.target.viewport()?.inDocument;
    if (!printed) return;
    const { first, end } = printed;
    for (const row of this.target.table().querySelectorAll('tbody [aria-rowindex]')) {
      const index = Number(row.ariaRowIndex) - firstRowIndex;
      row.classList.toggle('outside', index < first || index >= end);
    }
    const { formats } = this.localization;
    const isWhole = end - first >= this.#lineCount;
    const [from, to, total] = [first + 1, end, this.#lineCount].map((count) => formats.count(count));
    const note = isWhole ? '' : this.#messages.current.printedRange(from ?? '', to ?? '', total ?? '');
    this.target.printNote().textContent = note;
  };

  get #lineCount(): number {
    return this.table?.lineCount ?? 0;
  }

  get #lineLimit(): number {
    return Math.min(this.#lineCount, maxLines);
  }

  /** Resolves with whether all requested lines are in the document: not if another request came in between. */
  async #fill(): Promise<boolean> {
    const request = ++this.#request;
    this.#isRequested = true;
    while (this.#pinned < this.#lineLimit) {
      this.#pin(Math.min(this.#lineLimit, this.#pinned + linesPerFrame));
      await nextFrame();
      if (request !== this.#request) return false;
    }
    return true;
  }

  /** Prints all lines, and removes those that it added when the reader has closed the print dialog. */
  async printAll(): Promise<void> {
    const wasRequested = this.#isRequested;
    if (!(await this.#fill())) return;
    this.target.print();
    if (!wasRequested) this.reset();
  }

  #pin(lines: number): void {
    this.#pinned = lines;
    this.target.viewport()?.pin(lines);
    this.requestUpdate();
  }
}

defineElement('cer-show-all-rows', ShowAllRows);
