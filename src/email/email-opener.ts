import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { EmailRequest } from '../endpoint/fetch-email.ts';
import type { RequestSettings } from '../endpoint/http-get.ts';
import type { Wait } from '../endpoint/retry.ts';
import type { EmailKey } from '../model/email.ts';
import type { PreviewMode } from '../model/preview-mode.ts';
import { warn } from '../platform/warn.ts';
import type { Report } from '../model/report.ts';
import { adjacentEmail, findEmail, findReportEmail, isSameEmail, type EmailLine } from '../table-model/find-lines.ts';
import type { Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { emailOpenDetail, type EmailLinkDetail, type EmailOpenDetail } from './email-events.ts';

export interface EmailOpenerOptions {
  /** Dispatches `email-open`. Returns `false` if the host shows the email itself. */
  readonly emitOpen: (detail: EmailOpenDetail) => boolean;
  /** Dispatches `email-link`. Returns `false` if the host handles the link itself. */
  readonly emitLink: (detail: EmailLinkDetail) => boolean;
  /** Focuses the row of an email. */
  readonly focusRow: (key: EmailKey) => void;
}

/** Settings of the email viewer, in addition to the context. */
export interface EmailViewerSettings {
  readonly mode: PreviewMode;
  readonly requestSettings: RequestSettings;
  readonly wait: Wait;
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
  #hasFailed = false;

  constructor(host: LitElement, options: EmailOpenerOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Opens an email of a report, unless the host shows it itself. Returns whether the report has it, with a preview. */
  open(key: EmailKey, report: Report | undefined): boolean {
    const email = this.#find(key, report);
    if (email) this.#open(email);
    return email !== undefined;
  }

  /** Follows the open email to its line in another table, after a sort or a refresh. */
  follow(table: Table | undefined, report: Report | undefined): void {
    if (table === this.#table) return;
    this.#table = table;
    if (!this.#opened || !table) return;
    const found = this.#find(this.#opened, report);
    this.#isGone = !found;
    if (found) this.#opened = found;
  }

  /** Returns an email of the table; or of the report, if its campaign is collapsed or the search does not match it. */
  #find(key: EmailKey, report: Report | undefined): EmailLine | undefined {
    const line = this.#table && findEmail(this.#table, key, this.#opened?.index || 0);
    return line ?? (report && findReportEmail(report, key));
  }

  /** Renders the viewer, if an email is open. */
  render(
    context: RenderContext,
    { mode, requestSettings, wait }: EmailViewerSettings,
  ): TemplateResult | typeof nothing {
    const { localization, locale, now } = context;
    const opened = this.#opened;
    if (!opened) return nothing;
    if (this.#hasFailed) {
      return html`<div class="notice" part="notice"><p>${localization.messages.viewerFailed}</p></div>`;
    }
    const { campaignId, emailId, line } = opened;
    const source = this.#sourceOf(emailId, context, mode, requestSettings);
    return html`<cer-email-viewer
      exportparts="viewer, viewer-close, viewer-step, viewer-title, viewer-figures, viewer-frame, viewer-text, viewer-links, viewer-link-list, link, copy"
      .viewed=${{ campaignId, emailId, line, isGone: this.#isGone, ...source }}
      .columns=${this.#table?.columns ?? []}
      .hasPrevious=${this.#adjacent(-1) !== undefined}
      .hasNext=${this.#adjacent(1) !== undefined}
      .mode=${mode}
      .localization=${localization}
      .locale=${locale}
      .now=${now}
      .wait=${wait}
      @step-request=${({ detail }: CustomEvent<{ step: 1 | -1 }>) => this.#step(detail.step)}
      @link-request=${this.#onLink}
      @close-request=${() => this.close()}
      ><slot name="preview" @slotchange=${() => this.#host.requestUpdate()}></slot
    ></cer-email-viewer>`;
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
      await import('./email-viewer.ts');
      this.#hasFailed = false;
    } catch (error) {
      warn('the email viewer failed to load.', error);
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }

  #adjacent(step: 1 | -1): EmailLine | undefined {
    if (!this.#table || !this.#opened) return undefined;
    // If the row is gone, the next row has taken its index.
    const from = this.#opened.index + (this.#isGone && step > 0 ? 0 : step);
    return adjacentEmail(this.#table, from, step);
  }

  #step(step: 1 | -1): void {
    const adjacent = this.#adjacent(step);
    if (!adjacent) return;
    this.#open(adjacent);
    if (this.#opened && isSameEmail(this.#opened, adjacent)) this.#options.focusRow(adjacent);
  }

  readonly #onLink = (event: CustomEvent<{ url: string }>): void => {
    if (!this.#opened) return;
    const { campaignId, emailId } = this.#opened;
    if (!this.#options.emitLink({ url: event.detail.url, campaignId, emailId })) event.preventDefault();
  };

  /** Returns the requests for the email, both `undefined` if the host has slotted a custom preview. */
  #sourceOf(emailId: string, { displayed }: RenderContext, mode: PreviewMode, requestSettings: RequestSettings) {
    const hasOwnPreview = Array.from(this.#host.children).some((child) => child.slot === 'preview');
    const loaded = displayed?.loaded;
    const template = loaded?.report.previewUrl;
    if (hasOwnPreview || template === undefined) return { request: undefined, pageTemplate: undefined };
    const request: EmailRequest = { ...requestSettings, template, base: loaded?.url ?? '', emailId };
    return { request, pageTemplate: mode === 'page' ? loaded?.report.previewPageUrl : undefined };
  }
}
