import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { EmailKey } from '../model/email.ts';
import type { Report } from '../model/report.ts';
import { warn } from '../platform/warn.ts';
import { findEmail, findReportEmail, isSameEmail, type EmailLine } from '../table-model/find-lines.ts';
import type { Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { emailOpenDetail, type EmailLinkDetail, type EmailOpenDetail } from './email-events.ts';
import type * as Viewer from './render-viewer.ts';

export interface EmailOpenerOptions {
  /** Dispatches `email-open`. Returns `false` if the host shows the email itself. */
  readonly emitOpen: (detail: EmailOpenDetail) => boolean;
  /** Dispatches `email-link`. Returns `false` if the host handles the link itself. */
  readonly emitLink: (detail: EmailLinkDetail) => boolean;
  /** Focuses the row of an email. */
  readonly focusRow: (key: EmailKey) => void;
}

/** Opens emails in the viewer, which loads on demand, and steps to the next and previous email. */
export class EmailOpener {
  readonly #host: LitElement;
  readonly #options: EmailOpenerOptions;
  #table: Table | undefined;
  /** The open email, with its last known line. */
  #opened: EmailLine | undefined;
  /** Whether the open email is no longer in the table. */
  #isGone = false;
  /** The code of the viewer, once it has loaded. */
  #viewer: typeof Viewer | undefined;
  #hasFailed = false;
  readonly #actions: Viewer.ViewerActions;

  constructor(host: LitElement, options: EmailOpenerOptions) {
    this.#host = host;
    this.#options = options;
    this.#actions = {
      opened: () => this.#current,
      open: (email) => {
        this.#open(email);
        if (this.#opened && isSameEmail(this.#opened, email)) options.focusRow(email);
      },
      close: () => this.close(),
      emitLink: options.emitLink,
    };
  }

  get #current(): Viewer.OpenedEmail | undefined {
    return this.#opened && { email: this.#opened, isGone: this.#isGone, table: this.#table };
  }

  /** Opens an email of a report, unless the host shows it itself. Returns whether the report has it, with a preview. */
  open(key: EmailKey, report: Report | undefined): boolean {
    const email = this.#find(key, report);
    if (email) this.#open(email);
    return email !== undefined;
  }

  /** Follows the open email to its line in another table, after a sort or a refresh. */
  follow(table: Table | undefined, report: Report | undefined): void {
    const before = this.#table;
    if (table === before) return;
    this.#table = table;
    const opened = this.#opened;
    if (!opened || !table) return;
    const found = this.#find(opened, report);
    this.#isGone = !found;
    const indexOfGone = () => (before && this.#viewer?.indexOfGone(before, opened.index, table)) ?? NaN;
    this.#opened = found ?? { ...opened, index: indexOfGone() };
  }

  /** Returns an email of the table; or of the report, if its campaign is collapsed or the search does not match it. */
  #find(key: EmailKey, report: Report | undefined): EmailLine | undefined {
    const line = this.#table && findEmail(this.#table, key, this.#opened?.index || 0);
    return line ?? (report && findReportEmail(report, key));
  }

  /** Renders the viewer, if an email is open and the viewer has loaded. */
  render(context: RenderContext, settings: Viewer.EmailViewerSettings): TemplateResult | typeof nothing {
    const opened = this.#current;
    if (!opened) return nothing;
    if (this.#hasFailed) {
      return html`<div class="notice" part="notice"><p>${context.localization.messages.viewerFailed}</p></div>`;
    }
    return this.#viewer?.renderViewer(this.#host, opened, this.#actions, context, settings) ?? nothing;
  }

  #open(email: EmailLine): void {
    if (!this.#options.emitOpen(emailOpenDetail(email))) {
      this.close();
      return;
    }
    this.#opened = email;
    this.#isGone = false;
    this.#host.requestUpdate();
    void this.#load();
  }

  /** Closes the viewer and focuses the row of its email. */
  close(): void {
    const opened = this.#opened;
    if (!opened) return;
    this.#opened = undefined;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      if (!this.#opened) this.#options.focusRow(opened);
    });
  }

  async #load(): Promise<void> {
    try {
      this.#viewer = await import('./render-viewer.ts');
      this.#hasFailed = false;
    } catch (error) {
      warn('the email viewer failed to load.', error);
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }
}
