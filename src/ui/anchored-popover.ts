import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from './decorators.ts';
import { ShadowElement } from './shadow-element.ts';

/**
 * An element with a popover that opens at an anchor, stays in position, and returns the focus to it when it closes. Escape,
 * a click outside and Tab close it.
 */
export abstract class AnchoredPopover extends ShadowElement {
  /** The accessible name of the popover. */
  abstract readonly label: string;
  /** The element that the popover is placed at, and that gets the focus when it closes. */
  protected abstract readonly anchor: HTMLElement;

  @state() protected isOpen = false;

  @query('#popover') private readonly popoverElement!: HTMLElement;

  #anchoring: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reset();
  }

  /** Renders the content of the popover, while it is open. */
  protected abstract renderPopover(): TemplateResult;

  protected override render(): TemplateResult {
    return html`<div
      id="popover"
      part="popover"
      popover
      role="dialog"
      tabindex="-1"
      aria-label=${this.label}
      @beforetoggle=${this.#onBeforeToggle}
      @toggle=${this.#onToggle}
      @focusout=${this.#onFocusOut}
    >
      ${this.isOpen ? this.renderPopover() : nothing}
    </div>`;
  }

  /** Opens the popover and focuses its content; the popover itself while its content is loading. */
  protected async openPopover(): Promise<void> {
    // The element may be in a frame that has been removed.
    const isClosed = () => !this.isConnected || !this.isOpen || !this.ownerDocument.defaultView;
    this.isOpen = true;
    // Without it the popover opens where, and as, the browser places it.
    const anchoring = import('./anchor-popover.ts').catch(() => undefined);
    await this.updateComplete;
    const loaded = await anchoring;
    if (isClosed()) return;
    const popover = this.popoverElement;
    // Without the popover API, in jsdom, the content is shown in the page.
    if (!('showPopover' in popover)) return;
    if (loaded) this.addStyles(loaded.popoverStyles);
    popover.showPopover();
    this.#anchoring?.abort();
    this.#anchoring = new AbortController();
    loaded?.anchorPopover(popover, this.anchor, this.#anchoring.signal);
    popover.focus({ preventScroll: true });
    (popover.firstElementChild as HTMLElement | null)?.focus({ preventScroll: true });
  }

  /** Closes the popover and focuses its anchor. */
  protected closePopover(): void {
    this.#hide();
    this.#reset();
    this.anchor.focus();
  }

  /** Notes that the browser closes the popover. `toggle` would be too late: it can fire after a click that opens it again. */
  #onBeforeToggle({ newState }: ToggleEvent): void {
    if (newState === 'closed') this.#reset();
  }

  /** Returns the focus after the browser closed the popover, on Escape or a click outside. */
  #onToggle(): void {
    if (this.isOpen) return;
    // A click on a focusable element has moved the focus there. Otherwise the focus would be lost.
    const isInside = this.popoverElement.contains(this.shadowRoot?.activeElement ?? null);
    if (isInside || this.ownerDocument.activeElement === this.ownerDocument.body) this.anchor.focus();
  }

  /** Closes the popover when Tab leaves it, as it would cover the focused element. */
  #onFocusOut({ relatedTarget }: FocusEvent): void {
    const isOutside = relatedTarget !== null && !this.popoverElement.contains(relatedTarget as Node);
    if (isOutside && relatedTarget !== this.anchor) this.#hide();
  }

  #hide(): void {
    if ('hidePopover' in this.popoverElement) this.popoverElement.hidePopover();
  }

  #reset(): void {
    this.isOpen = false;
    this.#anchoring?.abort();
  }
}
