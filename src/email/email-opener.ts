import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { EmailKey } from '../model/email.ts';
import type { EmailLine } from '../table-model/adjacent-emails.ts';
import type { EmailPreview, EmailPreviewOptions, PreviewContext } from './email-preview.ts';
import { openDetail, type EmailOpenDetail } from '../events.ts';
import { warn } from '../property-parsers.ts';
import { indexOfEmail } from '../table/row-recycler.ts';

export interface EmailOpenerOptions extends Omit<EmailPreviewOptions, 'open'> {
  /** Tells the page that an email is about to be shown; `false` where the page shows it itself. */
  readonly tellOpen: (detail: EmailOpenDetail) => boolean;
}

/** Opens emails: the page is told at once, while what shows them is loaded when the first is to be shown. */
export class EmailOpener {
  readonly #host: LitElement;
  readonly #options: EmailOpenerOptions;
  #preview: EmailPreview | undefined;
  /** What was pressed last while the preview is loaded. */
  #awaited: EmailLine | undefined;
  #state: 'loading' | 'failed' | undefined;

  constructor(host: LitElement, options: EmailOpenerOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Opens an email of the table, unless the page wants to show it itself. */
  open(key: EmailKey): void {
    const table = this.#options.table();
    const index = table && indexOfEmail(table, 0, key);
    const line = index === undefined ? undefined : table?.lineAt(index);
    if (index !== undefined && line) this.#open({ ...key, index, line });
  }

  render(context: PreviewContext): TemplateResult | typeof nothing {
    if (this.#state === 'failed') {
      return html`<div class="notice" part="notice"><p>${context.localization.messages.viewerFailed}</p></div>`;
    }
    return this.#preview?.render(context) ?? nothing;
  }

  #open(email: EmailLine): void {
    const isOurs = this.#options.tellOpen(openDetail(email));
    this.#awaited = isOurs ? email : undefined;
    if (!this.#preview) {
      if (isOurs) void this.#load();
    } else if (isOurs) this.#preview.show(email);
    else this.#preview.close();
  }

  async #load(): Promise<void> {
    if (this.#state === 'loading') return;
    this.#state = 'loading';
    this.#host.requestUpdate();
    try {
      const { EmailPreview } = await import('./email-preview.ts');
      this.#preview = new EmailPreview(this.#host, { ...this.#options, open: (email) => this.#open(email) });
      this.#state = undefined;
      if (this.#awaited) this.#preview.show(this.#awaited);
    } catch (error) {
      warn(`the email viewer could not be loaded: ${String(error)}`);
      this.#state = 'failed';
      this.#host.requestUpdate();
    }
  }
}
