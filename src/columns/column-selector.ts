import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Messages } from '../i18n/messages.ts';
import type { ColumnId } from '../model/columns.ts';
import type { ColumnRequest } from '../ui/column-request.ts';
import type { GroupBy } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { iconOpenerStyles } from '../ui/icon-opener-styles.ts';
import { PopoverButton } from '../ui/popover-button.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import { columnSelectorStyles } from './column-selector-styles.ts';

/**
 * A button that opens a popover in which the reader shows, hides and reorders columns.
 *
 * @fires {CustomEvent<ColumnRequest>} column-request
 * @csspart columns-button - The button that opens the column selector.
 */
export class ColumnSelector extends PopoverButton {
  static override styles = [baseStyles, popoverStyles, iconOpenerStyles(560), columnSelectorStyles];

  /** The columns on screen, in order. */
  @property({ attribute: false }) shown: readonly ColumnId[] = [];
  /** All columns that the report offers. */
  @property({ attribute: false }) offered: readonly ColumnId[] = [];
  @property({ attribute: false }) groupBy: GroupBy = 'campaign';
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) localization!: Localization;

  protected readonly buttonPart = 'columns-button';

  protected get messages(): Messages {
    return this.localization.messages;
  }

  protected get label(): string {
    return this.messages.columnSelector.label;
  }

  /** On narrow screens the button is an icon. */
  protected override get buttonTitle(): string {
    return this.label;
  }

  protected renderButton(): TemplateResult {
    return html`<svg class="narrow" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 3h12v10H2zM6 3v10M10 3v10" />
      </svg>
      <span>${this.label}</span>`;
  }

  protected renderContent(): TemplateResult {
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

  protected loadContent(): Promise<unknown> {
    return import('./column-list.ts');
  }

  #onRequest({ detail }: CustomEvent<ColumnRequest>): void {
    this.dispatchEvent(new CustomEvent('column-request', { detail }));
  }
}
