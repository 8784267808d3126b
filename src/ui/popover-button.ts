import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Messages } from '../i18n/messages.ts';
import { warn } from '../platform/warn.ts';
import { AnchoredPopover } from './anchored-popover.ts';
import { baseStyles } from './base-styles.ts';
import { popoverButtonStyles } from './popover-button-styles.ts';

/**
 * A toolbar button with a popover whose content is loaded on demand. The button and the content close it, too.
 *
 * @csspart popover - The popover of a toolbar button, or the explanation of a figure.
 * @csspart time-frame-button - The button that opens the time frame picker.
 * @csspart time-frame-dates - The dates of a named time frame, in that button.
 * @csspart filter-button - The button that opens the filter.
 * @csspart columns-button - The button that opens the column selector.
 * @csspart share-button - The button that opens the share menu.
 */
export class PopoverButton extends AnchoredPopover {
  static override styles = [baseStyles, popoverButtonStyles];

  /** The text of the button, and the accessible name of the popover. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) messages!: Messages;
  /** The part name of the button. */
  @property({ attribute: false }) buttonPart = '';
  /** The visible content of the button. Default: its label. */
  @property({ attribute: false }) content: TemplateResult | undefined;
  /** The `d` attribute of the path of an icon, 16 by 16, which replaces the text on narrow screens. Default: the text stays. */
  @property({ attribute: false }) icon = '';
  /** Renders the element that fills the popover and can close it. Its tag may be undefined until `loadContent` resolves. */
  @property({ attribute: false }) renderContent!: (close: () => void) => TemplateResult;
  /** Loads the module that defines the content. */
  @property({ attribute: false }) loadContent!: () => Promise<unknown>;

  @state() private hasFailed = false;

  @query('#button') protected readonly anchor!: HTMLButtonElement;

  protected override render(): TemplateResult {
    return html`
      <button
        id="button"
        class="control opener ${this.icon && 'collapsible'}"
        part=${this.buttonPart}
        type="button"
        popovertarget="popover"
        title=${this.icon ? this.label : nothing}
        aria-haspopup="dialog"
        aria-expanded=${String(this.isOpen)}
        @pointerenter=${this.#load}
        @click=${this.#onButtonClick}
      >
        ${this.icon && html`<svg class="narrow" viewBox="0 0 16 16" aria-hidden="true"><path d=${this.icon} /></svg>`}
        <span>${this.content ?? this.label}</span>
        <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 6.5 3.5 3.5 3.5-3.5" /></svg>
      </button>
      ${super.render()}
    `;
  }

  /** Opens the popover. Resolves when its content has loaded, or has failed to. */
  async open(): Promise<void> {
    await Promise.all([this.#load(), this.openPopover()]);
  }

  protected renderPopover(): TemplateResult {
    return this.hasFailed
      ? html`<p role="alert">${this.messages.panelUnavailable}</p>`
      : this.renderContent(() => this.closePopover());
  }

  /** Prevents the browser's own toggling, which would show the popover before it is rendered and positioned. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.isOpen) {
      this.closePopover();
      return;
    }
    void this.open();
  }

  async #load(): Promise<void> {
    try {
      await this.loadContent();
      this.hasFailed = false;
    } catch (error) {
      warn(`the content of the popover “${this.label}” failed to load.`, error);
      this.hasFailed = true;
    }
  }
}
