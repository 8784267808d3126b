import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from '../ui/decorators.ts';
import { showAllRows as english } from '../i18n/en/show-all-rows.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { nextFrame } from '../platform/scheduler.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
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

const joined = (...sentences: readonly string[]) => sentences.filter(Boolean).join(' ');

/** Whether two tables show the same rows of a report that loads page by page, which may have loaded meanwhile. */
function isSameList(one: Table | undefined, other: Table | undefined): boolean {
  if (!one?.firstWindow || one.firstWindow !== other?.firstWindow) return false;
  return one.lineCount === other.lineCount && shallowEqualArrays(one.columns, other.columns);
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

/** A request for all lines in the document. */
interface AllLines {
  /** Set while lines are added. Resolves with whether all are in the document: not if the reader has canceled. */
  filling?: Promise<boolean> | undefined;
  isPrinting?: boolean;
}

/** The buttons under a long table: they put all its lines into the document, for find in page, screen readers and paper. */
export class ShowAllRows extends ShadowElement {
  static override styles = [baseStyles, showAllRowsStyles];

  @property({ attribute: false })
  get table(): Table | undefined {
    return this.#table;
  }

  /** The rows of another table leave the document before it is shown: they are added again frame by frame. */
  set table(table: Table | undefined) {
    const hasSameRows = isSameList(this.#table, table);
    this.#table = table;
    if (!hasSameRows && this.#pinned > 0) this.#pin(0);
  }

  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) localization!: Localization;
  @property({ attribute: false }) target!: TableOnPage;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'showAllRows', english, translations },
    messages: () => this.localization.messages,
  });
  #table: Table | undefined;
  #pinned = 0;
  /** Set while the reader wants all lines. */
  #request: AllLines | undefined;
  /** Ends a wait for lines that are on their way. */
  #continue: (() => void) | undefined;

  /** The number of lines that are requested, besides those in view. */
  get requested(): number {
    return this.#request ? this.#lineLimit : 0;
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
    return this.#messages.follow();
  }

  /** Continues with another table, and with the lines of this one that have loaded. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table')) return;
    this.#continue?.();
    if (this.#request) void this.#fill(this.#request);
  }

  protected override render(): TemplateResult {
    const { formats } = this.localization;
    const messages = this.#messages.current;
    const limit = formats.count(this.#lineLimit);
    if (this.#request) {
      const { waiting, failed } = this.#missingIn(0, this.#pinned);
      const loaded = this.#pinned - waiting - failed;
      return this.#isFilled ? this.#renderReady(formats.count(loaded), failed) : this.#renderProgress(loaded, limit);
    }
    const total = formats.count(this.#lineCount);
    const keys = findKeys();
    const showAll =
      this.#lineLimit < this.#lineCount ? messages.showFirst(limit, total, keys) : messages.showAll(limit, keys);
    return html`<button
      type="button"
      title=${messages.showAllHint}
      @click=${() => void this.#fill((this.#request = {}))}
    >
      ${showAll}
    </button>`;
  }

  protected override nextFocus(): HTMLElement | null {
    return this.renderRoot.querySelector('button');
  }

  #renderProgress(loaded: number, limit: string): TemplateResult {
    const { preparing, cancel } = this.#messages.current;
    const label = preparing(this.localization.formats.count(loaded), limit);
    return html`<span>${label}</span>
      <progress aria-label=${label} max=${this.#lineLimit} .value=${loaded}></progress>
      <button type="button" @click=${() => this.reset()}>${cancel}</button>`;
  }

  #renderReady(loaded: string, failed: number): TemplateResult {
    const { ready, showVisible } = this.#messages.current;
    return html`<span role="status">${joined(ready(loaded), this.#notLoaded(failed))}</span>
      <button type="button" @click=${() => this.reset()}>${showVisible}</button>`;
  }

  /** Keeps only the lines in view in the document. */
  reset(): void {
    this.#request = undefined;
    this.#continue?.();
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
    const range = isWhole ? '' : this.#messages.current.printedRange(from ?? '', to ?? '', total ?? '');
    const { waiting, failed } = this.#missingIn(first, end);
    this.target.printNote().textContent = joined(range, this.#notLoaded(waiting + failed));
  };

  get #lineCount(): number {
    return this.table?.lineCount ?? 0;
  }

  get #lineLimit(): number {
    return Math.min(this.#lineCount, maxLines);
  }

  /** Whether all requested lines are in the document, and none of them is on its way. */
  get #isFilled(): boolean {
    return this.#pinned >= this.#lineLimit && this.#missingIn(0, this.#pinned).waiting === 0;
  }

  /** Returns how many lines have not loaded: those on their way, and those that failed. */
  #missingIn(first: number, end: number): { readonly waiting: number; readonly failed: number } {
    const missing = { waiting: 0, failed: 0 };
    const { table } = this;
    // The lines of a whole report have all loaded.
    if (!table?.isFailedAt) return missing;
    for (let index = first; index < Math.min(end, table.lineCount); index++) {
      if (!table.lineAt(index)) missing[table.isFailedAt(index) ? 'failed' : 'waiting'] += 1;
    }
    return missing;
  }

  #notLoaded(lines: number): string {
    return lines > 0 ? this.#messages.current.notLoaded(lines, this.localization.formats.count(lines)) : '';
  }

  #fill(request: AllLines): Promise<boolean> {
    return (request.filling ??= this.#pinAll(request).finally(() => (request.filling = undefined)));
  }

  async #pinAll(request: AllLines): Promise<boolean> {
    while (this.#request === request && !this.#isFilled) {
      if (this.#pinned < this.#lineLimit) {
        this.#pin(Math.min(this.#lineLimit, this.#pinned + linesPerFrame));
        await nextFrame();
      } else await new Promise<void>((resolve) => (this.#continue = resolve));
    }
    return this.#request === request;
  }

  /** Prints all lines, and removes those that it added when the reader has closed the print dialog. */
  async printAll(): Promise<void> {
    const wasRequested = this.#request !== undefined;
    const request = (this.#request ??= {});
    if (request.isPrinting) return;
    request.isPrinting = true;
    const isFilled = await this.#fill(request);
    request.isPrinting = false;
    if (!isFilled) return;
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
