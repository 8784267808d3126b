import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { EmailRequest } from '../endpoint/fetch-email.ts';
import type { RequestSettings } from '../endpoint/http-request.ts';
import type { Wait } from '../endpoint/retry.ts';
import type { EmailKey } from '../model/email.ts';
import { appliedValues } from '../model/people-filters.ts';
import type { PreviewMode } from '../model/preview-mode.ts';
import type { Report } from '../model/report.ts';
import { adjacentEmail, indexOfGone } from '../table-model/adjacent-emails.ts';
import type { EmailLine } from '../table-model/find-lines.ts';
import type { Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';
import type { EmailOpenerOptions } from './email-events.ts';
import './email-viewer.ts';

/** Settings of the email viewer, in addition to the context. */
export interface EmailViewerSettings {
  readonly mode: PreviewMode;
  readonly requestSettings: RequestSettings;
  readonly wait: Wait;
}

/** The open email and its place in the table. */
interface OpenEmail {
  /** The email with its last known line. */
  readonly email: EmailLine;
  /** Whether the email is no longer in the table. The line at its index is then the next. */
  readonly isGone: boolean;
  readonly table: Table | undefined;
}

/** How emails are found and opened. */
interface OpenEmailsOptions extends EmailOpenerOptions {
  /** Finds an email of the table, searching outwards from the line `near`; or of the report. */
  readonly find: (key: EmailKey, report: Report | undefined, near: number) => EmailLine | undefined;
  /** Opens an email, unless the host shows it itself. */
  readonly open: (email: EmailLine) => void;
}

/** Shows an email in the viewer, follows it through other tables, and steps to the next and previous email. */
export class OpenEmails {
  readonly #host: LitElement;
  readonly #options: OpenEmailsOptions;
  #opened: OpenEmail | undefined;

  constructor(host: LitElement, options: OpenEmailsOptions) {
    this.#host = host;
    this.#options = options;
  }

  show(email: EmailLine, table: Table | undefined): void {
    const isStep = this.#opened !== undefined;
    this.#opened = { email, isGone: false, table };
    if (isStep) this.#options.focusRow(email);
  }

  close(): void {
    const { email } = this.#opened ?? {};
    this.#opened = undefined;
    if (!email) return;
    void this.#host.updateComplete.then(() => {
      if (!this.#opened) this.#options.focusRow(email);
    });
  }

  /** Follows the open email to its line in another table. */
  follow(table: Table | undefined, report: Report | undefined): void {
    if (!this.#opened) return;
    const { email, table: before } = this.#opened;
    const found = table && this.#options.find(email, report, email.index || 0);
    const isGone = table ? !found : this.#opened.isGone;
    const indexOfMissing = () => {
      if (!table) return email.index;
      return before ? indexOfGone(before, email.index, table) : NaN;
    };
    this.#opened = { email: found ?? { ...email, index: indexOfMissing() }, isGone, table };
  }

  /** Renders the viewer, if an email is open. */
  render(context: RenderContext, settings: EmailViewerSettings): TemplateResult | typeof nothing {
    const opened = this.#opened;
    if (!opened) return nothing;
    const { email, isGone, table } = opened;
    const { campaignId, emailId, line, index } = email;
    const { localization, locale, now } = context;
    const { mode, wait } = settings;
    const onStep = ({ detail: { step } }: CustomEvent<{ step: 1 | -1 }>) => {
      const target = this.#opened && adjacentTo(this.#opened, step);
      if (target) this.#options.open(target);
    };
    const onLink = (event: CustomEvent<{ url: string }>) => {
      if (!this.#options.emitLink({ url: event.detail.url, campaignId, emailId })) event.preventDefault();
    };
    return html`<cer-email-viewer
      exportparts="viewer, viewer-close, viewer-step, viewer-title, viewer-figures, viewer-frame, viewer-text, viewer-links, viewer-link-list, link, copy"
      .viewed=${{ campaignId, emailId, line, index: isGone ? NaN : index, isGone, table, ...sourceOf(this.#host, email, context, settings) }}
      .columns=${table?.columns ?? []}
      .hasPrevious=${adjacentTo(opened, -1) !== undefined}
      .hasNext=${adjacentTo(opened, 1) !== undefined}
      .mode=${mode}
      .localization=${localization}
      .locale=${locale}
      .now=${now}
      .wait=${wait}
      @step-request=${onStep}
      @link-request=${onLink}
      @close-request=${() => {
        this.close();
        this.#host.requestUpdate();
      }}
      ><slot name="preview" @slotchange=${() => this.#host.requestUpdate()}></slot
    ></cer-email-viewer>`;
  }
}

/** Returns the next or previous email of the table. */
function adjacentTo({ email, isGone, table }: OpenEmail, step: 1 | -1): EmailLine | undefined {
  return table && adjacentEmail(table, email.index + (isGone && step > 0 ? 0 : step), step);
}

/** Returns the requests for the email, both `undefined` if the host has slotted a custom preview. */
function sourceOf(
  host: LitElement,
  { campaignId, emailId }: EmailLine,
  { displayed }: RenderContext,
  { mode, requestSettings }: EmailViewerSettings,
) {
  const hasOwnPreview = Array.from(host.children).some((child) => child.slot === 'preview');
  const loaded = displayed?.loaded;
  const template = loaded?.report.previewUrl;
  if (hasOwnPreview || !loaded || template === undefined) return { request: undefined, pageTemplate: undefined };
  const request: EmailRequest = {
    ...requestSettings,
    template,
    base: loaded.url ?? '',
    emailId,
    campaignId,
    parameters: { ...loaded.scope, ...choicesOf(loaded.report) },
  };
  return { request, pageTemplate: mode === 'page' ? loaded.report.previewPageUrl : undefined };
}

/** Returns whom a report counts, and at which age, as its endpoint has applied it. */
const choicesOf = (report: Report) =>
  Object.fromEntries(['people', 'deleted', 'age'].map((name) => [name, appliedValues(report, name)]));
