import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ColumnId } from '../model/columns.ts';
import { warn } from '../platform/warn.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import type { GroupBy } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import { columnSelectorStyles } from './column-selector-styles.ts';

/**
 * A button that opens a popover in which the reader shows, hides and reorders columns.
 *
 * @fires {CustomEvent<ColumnChange>} column-request
 * @csspart columns-button - The button that opens the column selector.
 */
export class ColumnSelector extends LitElement {
  static override styles = [baseStyles, popoverStyles, columnSelectorStyles];

  /** The columns on screen, in order. */
  @property({ attribute: false }) shown: readonly ColumnId[] = [];
  /** All columns that the report offers. */
  @property({ attribute: false }) offered: readonly ColumnId[] = [];
  @property({ attribute: false }) groupBy: GroupBy = 'campaign';
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) localization!: Localization;

  @state() private hasFailed = false;

  @query('#button') private readonly button!: HTMLButtonElement;
  @query('#popover') private readonly popoverElement!: HTMLElement;

  readonly #popover = new PopoverController(this, () => ({ button: this.button, popover: this.popoverElement }));

  protected override render(): TemplateResult {
    const { label } = this.localization.messages.columnSelector;
    return html`
      <button
        id="button"
        class="control opener"
        part="columns-button"
        type="button"
        popovertarget="popover"
        title=${label}
        aria-haspopup="dialog"
        aria-expanded=${String(this.#popover.isOpen)}
        @pointerenter=${this.#load}
        @click=${this.#onButtonClick}
      >
        <svg class="bars" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3h12v10H2zM6 3v10M10 3v10" /></svg>
        <span>${label}</span>
        <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 6.5 3.5 3.5 3.5-3.5" /></svg>
      </button>
      <div
        id="popover"
        part="popover"
        popover
        role="dialog"
        tabindex="-1"
        aria-label=${label}
        @toggle=${this.#popover.onToggle}
        @focusout=${this.#popover.onFocusOut}
      >
        ${this.#popover.isOpen ? this.#renderList() : nothing}
      </div>
    `;
  }

  #renderList(): TemplateResult {
    if (this.hasFailed) {
      return html`<p role="alert">${this.localization.messages.columnSelector.unavailable}</p>`;
    }
    return html`<cer-column-list
      exportparts="field, reset"
      .shown=${this.shown}
      .offered=${this.offered}
      .groupBy=${this.groupBy}
      .locale=${this.locale}
      .localization=${this.localization}
      @column-request=${this.#onRequest}
    ></cer-column-list>`;
  }

  /** Prevents the browser's own toggling, which would show the popover before it is rendered and positioned. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.#popover.isOpen) {
      this.#popover.close();
      return;
    }
    void this.#load();
    void this.#popover.open();
  }

  /** Loads the list on demand. Its tag upgrades once it has loaded. */
  async #load(): Promise<void> {
    try {
      await import('./column-list.ts');
      this.hasFailed = false;
    } catch (error) {
      warn('the column list failed to load.', error);
      this.hasFailed = true;
    }
  }

  #onRequest({ detail }: CustomEvent<ColumnChange>): void {
    this.dispatchEvent(new CustomEvent('column-request', { detail }));
  }
}
