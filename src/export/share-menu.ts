import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Messages } from '../i18n/messages.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { iconOpenerStyles } from '../ui/icon-opener-styles.ts';
import { PopoverButton } from '../ui/popover-button.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import type { RenderContext } from '../ui/render-context.ts';

/**
 * A button that opens a menu to copy, download and print the report.
 *
 * @csspart share-button - The button that opens the share menu.
 */
export class ShareMenu extends PopoverButton {
  static override styles = [baseStyles, popoverStyles, iconOpenerStyles(800)];

  @property({ attribute: false }) context!: RenderContext;

  protected readonly buttonPart = 'share-button';

  protected get messages(): Messages {
    return this.context.localization.messages;
  }

  protected get label(): string {
    return this.messages.share;
  }

  /** On narrow screens the button is an icon. */
  protected override get buttonTitle(): string {
    return this.label;
  }

  protected renderButton(): TemplateResult {
    return html`<svg class="narrow" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 10V2M5 5l3-3 3 3M3 8v6h10V8" />
      </svg>
      <span>${this.label}</span>`;
  }

  protected renderContent(): TemplateResult {
    return html`<cer-share-panel
      exportparts="share-entry"
      .context=${this.context}
      .locale=${this.context.locale}
      @close-request=${() => this.closePopover()}
    ></cer-share-panel>`;
  }

  protected loadContent(): Promise<unknown> {
    return import('./share-panel.ts');
  }
}
