import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { EmailKey } from '../model/email.ts';
import type { Report } from '../model/report.ts';
import { warn } from '../platform/warn.ts';
import { findEmail, findReportEmail, type EmailLine } from '../table-model/find-lines.ts';
import type { Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { emailOpenDetail, type EmailOpenerOptions } from './email-events.ts';
import type { EmailViewerSettings, OpenEmails } from './open-emails.ts';

/** Finds the emails that a reader or the host opens. The viewer, and the code that follows an open email, load on demand. */
export class EmailOpener {
  readonly #host: LitElement;
  readonly #options: EmailOpenerOptions;
  #table: Table | undefined;
  /** The email to show when the viewer has loaded. */
  #requested: EmailLine | undefined;
  #emails: OpenEmails | undefined;
  #hasFailed = false;

  constructor(host: LitElement, options: EmailOpenerOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Opens an email of a report, unless the host shows it itself. Returns whether the report has it, with a preview. */
  open(key: EmailKey, report: Report | undefined): boolean {
    const email = this.#find(key, report, 0);
    if (email) this.#open(email);
    return email !== undefined;
  }

  /** Follows the open email to its line in another table, after a sort or a refresh. */
  follow(table: Table | undefined, report: Report | undefined): void {
    if (table === this.#table) return;
    this.#table = table;
    this.#emails?.follow(table, report);
  }

  /** Renders the viewer, if an email is open and the viewer has loaded. */
  render(context: RenderContext, settings: EmailViewerSettings): TemplateResult | typeof nothing {
    if (this.#requested && this.#hasFailed) {
      return html`<div class="notice" part="notice"><p>${context.localization.messages.viewerFailed}</p></div>`;
    }
    return this.#emails?.render(context, settings) ?? nothing;
  }

  /** Closes the viewer and focuses the row of its email. */
  close(): void {
    const requested = this.#requested;
    this.#requested = undefined;
    if (requested) this.#options.focusRow(requested);
    this.#host.requestUpdate();
    this.#emails?.close();
  }

  /** Returns an email of the table; or of the report, if its campaign is collapsed or the search does not match it. */
  readonly #find = (key: EmailKey, report: Report | undefined, near: number): EmailLine | undefined => {
    const line = this.#table && findEmail(this.#table, key, near);
    return line ?? (report && findReportEmail(report, key));
  };

  readonly #open = (email: EmailLine): void => {
    if (!this.#options.emitOpen(emailOpenDetail(email))) {
      this.close();
      return;
    }
    this.#requested = email;
    this.#show();
    if (!this.#emails) void this.#load();
  };

  /** Shows the requested email, if the viewer has loaded. */
  #show(): void {
    if (this.#emails && this.#requested) {
      this.#emails.show(this.#requested, this.#table);
      this.#requested = undefined;
    }
    this.#host.requestUpdate();
  }

  async #load(): Promise<void> {
    try {
      const { OpenEmails } = await import('./open-emails.ts');
      this.#emails ??= new OpenEmails(this.#host, { find: this.#find, open: this.#open, ...this.#options });
      this.#hasFailed = false;
    } catch (error) {
      warn('the email viewer failed to load.', error);
      this.#hasFailed = true;
    }
    this.#show();
  }
}
