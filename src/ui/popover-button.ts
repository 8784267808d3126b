import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { Messages } from '../i18n/messages.ts';
import { warn } from '../platform/warn.ts';
import { observeResize } from '../platform/resize-observer.ts';
import { placePopover } from './place-popover.ts';
import { ShadowElement } from './shadow-element.ts';

/**
 * A toolbar button with a popover whose content is loaded on demand. The popover opens at its button, stays in position,
 * and returns the focus to the button when it closes. Escape, a click outside, Tab and the button close it.
 */
export abstract class PopoverButton extends ShadowElement {
  /** The accessible name of the popover. */
  protected abstract readonly label: string;
  protected abstract readonly messages: Messages;
  /** The part name of the button. */
  protected abstract readonly buttonPart: string;

  @state() private isOpen = false;
  @state() private hasFailed = false;

  @query('#button') private readonly button!: HTMLButtonElement;
  @query('#popover') private readonly popoverElement!: HTMLElement;

  #listening: AbortController | undefined;

  /** The tooltip of the button, where its text may be hidden. Default: none. */
  protected get buttonTitle(): string | undefined {
    return undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reset();
  }

  /** Renders the content of the button. */
  protected abstract renderButton(): TemplateResult;
  /** Renders the element that fills the popover. Its tag may be undefined until `loadContent` resolves. */
  protected abstract renderContent(): TemplateResult;
  /** Loads the module that defines the content. */
  protected abstract loadContent(): Promise<unknown>;

  protected override render(): TemplateResult {
    return html`
      <button
        id="button"
        class="control opener"
        part=${this.buttonPart}
        type="button"
        popovertarget="popover"
        title=${this.buttonTitle ?? nothing}
        aria-haspopup="dialog"
        aria-expanded=${String(this.isOpen)}
        @pointerenter=${this.#load}
        @click=${this.#onButtonClick}
      >
        ${this.renderButton()}
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
  protected closePopover(): void {
    this.#hide();
    this.#reset();
    this.button.focus();
  }

  #renderPopover(): TemplateResult {
    return this.hasFailed ? html`<p role="alert">${this.messages.panelUnavailable}</p>` : this.renderContent();
  }

  /** Prevents the browser's own toggling, which would show the popover before it is rendered and positioned. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.isOpen) {
      this.closePopover();
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
    this.isOpen = true;
    await this.updateComplete;
    if (!this.isConnected) return;
    const popover = this.popoverElement;
    popover.style.maxHeight = '';
    // Without the popover API, in jsdom, the content is shown in the page.
    if (!('showPopover' in popover)) return;
    popover.showPopover();
    this.#place();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const view = this.ownerDocument.defaultView ?? window;
    signal.addEventListener('abort', observeResize(this.#place, popover));
    view.addEventListener('scroll', this.#place, { capture: true, passive: true, signal });
    view.addEventListener('resize', this.#place, { signal });
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

  readonly #place = (): void => {
    const popover = this.popoverElement;
    if (popover.matches(':popover-open')) placePopover(popover, this.button);
  };

  #hide(): void {
    if ('hidePopover' in this.popoverElement) this.popoverElement.hidePopover();
  }

  #reset(): void {
    this.isOpen = false;
    this.#listening?.abort();
  }
}
