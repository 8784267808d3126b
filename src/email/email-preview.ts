import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { ShownReport } from '../loading/report-loader.ts';
import type { RequestSettings } from '../endpoint/http-get.ts';
import { emailPage, type EmailRequest } from '../endpoint/fetch-email.ts';
import type { Wait } from '../endpoint/retry.ts';
import type { EmailKey } from '../model/email.ts';
import type { PreviewMode } from '../model/preview-mode.ts';
import { findEmail, adjacentEmail, type EmailLine } from '../table-model/adjacent-emails.ts';
import type { Table } from '../table-model/table.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { defineElements } from '../ui/define-elements.ts';
import type { EmailLinkDetail } from '../events.ts';
import { EmailViewer } from './email-viewer.ts';

/** What the preview is drawn from. */
export interface PreviewContext {
  readonly localization: Localization;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly mode: PreviewMode;
  readonly shown: ShownReport | undefined;
  /** How the host wants its endpoint to be asked. */
  readonly requestSettings: RequestSettings;
  readonly now: () => Date;
  readonly wait: Wait;
}

export interface EmailPreviewOptions {
  readonly table: () => Table | undefined;
  /** Tells the page that a link was pressed; `false` where the page takes it from there. */
  readonly tellLink: (detail: EmailLinkDetail) => boolean;
  /** Brings the focus, or at least the view, to the row of an email. */
  readonly focus: (key: EmailKey) => void;
  /** Opens another email, unless the page wants to show it itself: then this one is closed. */
  readonly open: (email: EmailLine) => void;
}

/** Which email is shown, and how the reader gets from one to the next. */
export class EmailPreview {
  readonly #host: LitElement;
  readonly #options: EmailPreviewOptions;
  #opened: EmailLine | undefined;
  #isGone = false;
  #table: Table | undefined;

  constructor(host: LitElement, options: EmailPreviewOptions) {
    this.#host = host;
    this.#options = options;
    defineElements({ 'cer-email-viewer': EmailViewer });
  }

  show(email: EmailLine): void {
    this.#opened = email;
    this.#isGone = false;
    this.#host.requestUpdate();
  }

  close(): void {
    const opened = this.#opened;
    if (!opened) return;
    this.#opened = undefined;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      if (!this.#opened) this.#options.focus(opened);
    });
  }

  render(context: PreviewContext): TemplateResult | typeof nothing {
    this.#follow();
    const opened = this.#opened;
    if (!opened) return nothing;
    const { campaignId, emailId, line } = opened;
    return html`<cer-email-viewer
      exportparts="viewer, viewer-close, viewer-step, viewer-title, viewer-figures, viewer-frame, viewer-text, viewer-links, viewer-link-list, link, copy"
      .viewed=${{ campaignId, emailId, line, isGone: this.#isGone, ...this.#placesOf(emailId, context) }}
      .columns=${this.#table?.columns ?? []}
      .hasPrevious=${this.#neighbour(-1) !== undefined}
      .hasNext=${this.#neighbour(1) !== undefined}
      .mode=${context.mode}
      .localization=${context.localization}
      .locale=${context.locale}
      .now=${context.now}
      .wait=${context.wait}
      @step-request=${({ detail }: CustomEvent<{ by: 1 | -1 }>) => this.#step(detail.by)}
      @link-request=${this.#onLink}
      @close-request=${() => this.close()}
      ><slot name="preview" @slotchange=${() => this.#host.requestUpdate()}></slot
    ></cer-email-viewer>`;
  }

  /** Another table, after a sort or a refresh, has the row elsewhere, with other figures, or no longer. */
  #follow(): void {
    const table = this.#options.table();
    if (table === this.#table) return;
    this.#table = table;
    if (!this.#opened || !table) return;
    const found = findEmail(table, this.#opened, this.#opened.index);
    this.#isGone = !found;
    if (found) this.#opened = found;
  }

  #neighbour(by: 1 | -1): EmailLine | undefined {
    if (!this.#table || !this.#opened) return undefined;
    // Where a row is gone, the one that came after it has its place.
    const from = this.#opened.index + (this.#isGone && by > 0 ? 0 : by);
    return adjacentEmail(this.#table, from, by);
  }

  #step(by: 1 | -1): void {
    this.#follow();
    const neighbour = this.#neighbour(by);
    if (!neighbour) return;
    this.#options.open(neighbour);
    if (this.#opened === neighbour) this.#options.focus(neighbour);
  }

  readonly #onLink = (event: CustomEvent<{ url: string }>): void => {
    if (!this.#opened) return;
    const { campaignId, emailId } = this.#opened;
    if (!this.#options.tellLink({ url: event.detail.url, campaignId, emailId })) event.preventDefault();
  };

  /** Where the email is: nowhere, if the page has put a preview of its own into the slot. */
  #placesOf(emailId: string, { mode, shown, requestSettings }: PreviewContext) {
    const isOwn = Array.from(this.#host.children).some((child) => child.slot === 'preview');
    const report = shown?.report;
    if (isOwn || report?.previewUrl === undefined) return { request: undefined, page: undefined };
    const base = shown?.url ?? this.#host.ownerDocument.baseURI;
    const request: EmailRequest = { ...requestSettings, template: report.previewUrl, base, emailId };
    const template = mode === 'page' ? report.previewPageUrl : undefined;
    return { request, page: template === undefined ? undefined : emailPage({ template, base, emailId }) };
  }
}
