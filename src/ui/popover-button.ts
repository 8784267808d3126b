import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Messages } from '../i18n/messages.ts';
import { warn } from '../platform/warn.ts';
import { baseStyles } from './base-styles.ts';
import { popoverStyles } from './popover-styles.ts';
import { ShadowElement } from './shadow-element.ts';

/**
 * A toolbar button with a popover whose content is loaded on demand. The popover opens at its button, stays in position,
 * and returns the focus to the button when it closes. Escape, a click outside, Tab, the button and its content close
 * it.
 *
 * @csspart popover - The popover of a toolbar button.
 * @csspart time-frame-button - The button that opens the time frame picker.
 * @csspart time-frame-dates - The dates of a named time frame, in that button.
 * @csspart filter-button - The button that opens the filter.
 * @csspart columns-button - The button that opens the column selector.
 * @csspart share-button - The button that opens the share menu.
 */
export class PopoverButton extends ShadowElement {
  static override styles = [baseStyles, popoverStyles];

  /** The text of the button, and the accessible name of the popover. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) messages!: Messages;
  /** The part name of the button. */
  @property({ attribute: false }) buttonPart = '';
  /** What the button shows. Default: its label. */
  @property({ attribute: false }) content: TemplateResult | undefined;
  /** The `d` attribute of the path of an icon, 16 by 16, which replaces the text on narrow screens. Default: the text stays. */
  @property({ attribute: false }) icon = '';
  /** Renders the element that fills the popover and can close it. Its tag may be undefined until `loadContent` resolves. */
  @property({ attribute: false }) renderContent!: (close: () => void) => TemplateResult;
  /** Loads the module that defines the content. */
  @property({ attribute: false }) loadContent!: () => Promise<unknown>;

  @state() private isOpen = false;
  @state() private hasFailed = false;

  @query('#button') private readonly button!: HTMLButtonElement;
  @query('#popover') private readonly popoverElement!: HTMLElement;

  #anchoring: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reset();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        id="button"
        class=${this.icon ? 'control opener collapsible' : 'control opener'}
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
      <div
        id="popover"
        part="popover"
        popover
        role="dialog"
        tabindex="-1"
        aria-label=${this.label}
        @toggle=${this.#onToggle}
        @focusout=${this.#onFocusOut}
      >
        ${this.isOpen ? this.#renderPopover() : nothing}
      </div>
    `;
  }

  /** Closes the popover and focuses its button. */
  readonly #close = (): void => {
    this.#hide();
    this.#reset();
    this.button.focus();
  };

  #renderPopover(): TemplateResult {
    return this.hasFailed
      ? html`<p role="alert">${this.messages.panelUnavailable}</p>`
      : this.renderContent(this.#close);
  }

  /** Prevents the browser's own toggling, which would show the popover before it is rendered and positioned. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.isOpen) {
      this.#close();
      return;
    }
    void this.#load();
    void this.#open();
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

  /** Opens the popover and focuses its content; the popover itself while its content is loading. */
  async #open(): Promise<void> {
    const isClosed = () => !this.isConnected || !this.isOpen;
    this.isOpen = true;
    // Without it the popover opens where the browser places it.
    const anchoring = import('./anchor-popover.ts').catch(() => undefined);
    await this.updateComplete;
    const anchor = await anchoring;
    if (isClosed()) return;
    const popover = this.popoverElement;
    // Without the popover API, in jsdom, the content is shown in the page.
    if (!('showPopover' in popover)) return;
    popover.showPopover();
    this.#anchoring = new AbortController();
    anchor?.anchorPopover(popover, this.button, this.#anchoring.signal);
    popover.focus({ preventScroll: true });
    (popover.firstElementChild as HTMLElement | null)?.focus({ preventScroll: true });
  }

  /** Handles a popover that the browser closed, on Escape or a click outside. */
  #onToggle(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#reset();
    // A click on a focusable element has moved the focus there. Otherwise the focus would be lost.
    const isInside = this.popoverElement.contains(this.shadowRoot?.activeElement ?? null);
    if (isInside || this.ownerDocument.activeElement === this.ownerDocument.body) this.button.focus();
  }

  /** Closes the popover when Tab leaves it, as it would cover the focused element. */
  #onFocusOut({ relatedTarget }: FocusEvent): void {
    const isOutside = relatedTarget !== null && !this.popoverElement.contains(relatedTarget as Node);
    if (isOutside && relatedTarget !== this.button) this.#hide();
  }

  #hide(): void {
    if ('hidePopover' in this.popoverElement) this.popoverElement.hidePopover();
  }

  #reset(): void {
    this.isOpen = false;
    this.#anchoring?.abort();
  }
}
