import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait } from '../endpoint/retry.ts';
import type { Email } from '../model/email.ts';
import { trustFrameDocument } from './sanitizer/sanitizer.ts';
import type { EmailFailureId } from '../i18n/email-messages.ts';
import type { EmailLocalization } from './email-localization.ts';
import { renderFailureDetails } from '../ui/failure-panel.ts';

export type EmailView = 'html' | 'text' | 'source';
export type FrameWidth = 'desktop' | 'tablet' | 'phone';
export type FrameScheme = 'light' | 'dark';

/** What the frame shows: a document made here, or a page of the service. */
export type FrameContent = { readonly srcdoc: string } | { readonly src: string };

export interface FrameLook {
  readonly title: string;
  readonly width: FrameWidth;
  readonly scheme: FrameScheme;
}

/**
 * The email in a frame that may do nothing. Another content gets another frame: a frame that is sent elsewhere leaves
 * a step in the browser's history.
 */
export function renderFrame(content: FrameContent, { title, width, scheme }: FrameLook): TemplateResult {
  const isOwn = 'srcdoc' in content;
  return html`<div class="desk">
    <div class="device ${width}">
      ${keyed(
        isOwn ? content.srcdoc : content.src,
        isOwn
          ? html`<iframe
              part="viewer-frame"
              class=${scheme}
              title=${title}
              sandbox=""
              referrerpolicy="no-referrer"
              .srcdoc=${trustFrameDocument(content.srcdoc)}
            ></iframe>`
          : html`<iframe
              part="viewer-frame"
              class=${scheme}
              title=${title}
              sandbox=""
              referrerpolicy="no-referrer"
              src=${content.src}
            ></iframe>`,
      )}
    </div>
  </div>`;
}

/** A text of the email as it is, to be scrolled by keyboard too. */
export function renderText(text: string, label: string, kind: 'text' | 'source'): TemplateResult {
  return html`<pre class=${kind} part="viewer-text" role="region" aria-label=${label} tabindex="0" dir="auto">
${text}</pre>`;
}

/** A sentence above the email, with what can be done about it. */
export function renderBar(sentence: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="bar">
    <p>${sentence}</p>
    ${action}
  </div>`;
}

export function renderButton(text: string, press: () => void): TemplateResult {
  return html`<button type="button" class="control" @click=${press}>${text}</button>`;
}

/** One sentence and what can be done, in place of the email. */
export function renderSentence(sentence: string, actions: unknown): TemplateResult {
  return html`<div class="panel">
    <p>${sentence}</p>
    <div class="actions">${actions}</div>
  </div>`;
}

/** Lines where those of an email would be; after a while a word (the style sheet's delay). */
export function renderWaiting({ emailMessages }: EmailLocalization, name: string): TemplateResult {
  return html`<div class="waiting" role="img" aria-label=${emailMessages.loading(name)}>
    <div class="sheet">${Array.from({ length: 9 }, () => html`<span></span>`)}</div>
    <p class="slow">${emailMessages.loadingSlowly}</p>
  </div>`;
}

/** The endpoint wants to be left alone for a while: until when, and what can be done. */
export function renderRetryWait(
  { until, retryNow }: RetryWait,
  { messages, formats, timeZone }: EmailLocalization,
): TemplateResult {
  return renderSentence(messages.busyUntil(formats.moment(until, timeZone)), renderButton(messages.tryNow, retryNow));
}

export function failureOf({ kind, status }: ReportError): EmailFailureId {
  if (status === 404 || status === 410) return 'missing';
  return kind === 'incomplete' ? 'network' : kind;
}

export function renderFailure(error: ReportError, localization: EmailLocalization, retry: () => void): TemplateResult {
  return renderSentence(
    localization.emailMessages.failures[failureOf(error)],
    html`${renderButton(localization.messages.retry, retry)} ${renderFailureDetails(error, localization)}`,
  );
}

/** The views that there are of an email. Words can be had of any. */
export function viewsOf(
  email: Email,
  { emailMessages }: EmailLocalization,
): Readonly<Partial<Record<EmailView, string>>> {
  if (email.html === undefined) return { text: emailMessages.text };
  return { html: emailMessages.html, text: emailMessages.text, source: emailMessages.source };
}
