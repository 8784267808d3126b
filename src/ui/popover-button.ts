import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { warn } from '../platform/warn.ts';
import { AnchoredPopover } from './anchored-popover.ts';

/** A toolbar button with a popover whose content is loaded on demand. A click on the button closes it, too. */
export abstract class PopoverButton extends AnchoredPopover {
  /** Shown in the popover if its content fails to load. */
  protected abstract readonly unavailableText: string;
  /** The part name of the button. */
  protected abstract readonly buttonPart: string;

  @state() private hasFailed = false;

  @query('#button') protected readonly anchor!: HTMLButtonElement;

  /** The tooltip of the button, where its text may be hidden. Default: none. */
  protected get buttonTitle(): string | undefined {
    return undefined;
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
      ${super.render()}
    `;
  }

  protected renderPopover(): TemplateResult {
    return this.hasFailed ? html`<p role="alert">${this.unavailableText}</p>` : this.renderContent();
  }

  /** Prevents the browser's own toggling, which would show the popover before it is rendered and positioned. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.isOpen) {
      this.closePopover();
      return;
    }
    void this.#load();
    void this.openPopover();
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
