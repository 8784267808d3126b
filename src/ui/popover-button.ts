import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from './decorators.ts';
import { warn } from '../platform/warn.ts';
import { AnchoredPopover } from './anchored-popover.ts';
import { baseStyles } from './base-styles.ts';
import { popoverButtonStyles } from './popover-button-styles.ts';
import type { PopoverButtonSettings } from './render-popover-button.ts';

/**
 * A toolbar button with a popover whose content is loaded on demand. The button and the content close it, too.
 *
 * @csspart popover - The popover of a toolbar button, or the explanation of a figure.
 * @csspart time-frame-button - The button that opens the time frame picker.
 * @csspart time-frame-dates - The dates of a named time frame, in that button.
 * @csspart filter-button - The button that opens the filter.
 * @csspart columns-button - The button that opens the column selector.
 * @csspart views-button - The button that opens the views menu.
 * @csspart share-button - The button that opens the share menu.
 */
export class PopoverButton extends AnchoredPopover {
  static override styles = [baseStyles, popoverButtonStyles];

  @property({ attribute: false }) settings!: PopoverButtonSettings;

  @state() private hasFailed = false;

  @query('#button') protected readonly anchor!: HTMLButtonElement;

  get label(): string {
    return this.settings.label;
  }

  protected override render(): TemplateResult {
    const { label, part, content = label, icon } = this.settings;
    return html`
      <button
        id="button"
        class="control opener ${icon && 'collapsible'}"
        part=${part}
        type="button"
        popovertarget="popover"
        title=${icon ? label : nothing}
        aria-haspopup="dialog"
        aria-expanded=${String(this.isOpen)}
        @pointerenter=${this.#load}
        @click=${this.#onButtonClick}
      >
        ${icon && html`<svg class="narrow" viewBox="0 0 16 16" aria-hidden="true"><path d=${icon} /></svg>`}
        <span>${content}</span>
        <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 6.5 3.5 3.5 3.5-3.5" /></svg>
      </button>
      ${super.render()}
    `;
  }

  /** Opens the popover. Its content may load later. */
  open(): Promise<void> {
    void this.#load();
    return this.openPopover();
  }

  protected renderPopover(): TemplateResult {
    const { messages, renderContent } = this.settings;
    return this.hasFailed
      ? html`<p role="alert">${messages.panelUnavailable}</p>`
      : renderContent(() => this.closePopover());
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
      await this.settings.loadContent();
      this.hasFailed = false;
    } catch (error) {
      warn(`“${this.label}” failed to load.`, error);
      this.hasFailed = true;
    }
  }
}
