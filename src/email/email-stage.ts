import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait } from '../endpoint/retry.ts';
import type { Email } from '../model/email.ts';
import { trustFrameDocument } from './sanitizer/sanitizer.ts';
import { isolate } from '../i18n/isolate.ts';
import type { EmailFailureId } from '../i18n/email-messages.ts';
import type { EmailLocalization } from './email-localization.ts';
import { renderFailureDetails } from '../ui/failure-panel.ts';

export type EmailView = 'html' | 'text' | 'source';
export type FrameWidth = 'desktop' | 'tablet' | 'phone';
export type FrameScheme = 'light' | 'dark';

/** The widths of the devices in the style sheet, with their borders. */
const deviceWidths: Readonly<Record<FrameWidth, number>> = { desktop: 0, tablet: 770, phone: 377 };

/** Whether a frame fits into a dialog that is so many CSS pixels wide. */
export function fits(width: FrameWidth, dialogWidth: number): boolean {
  return deviceWidths[width] <= dialogWidth;
}

/** The content of the frame: a document created here, or a separate page from the endpoint. */
export type FrameContent = { readonly srcdoc: string } | { readonly src: string };

export interface FrameLook {
  readonly title: string;
  readonly width: FrameWidth;
  readonly scheme: FrameScheme;
}

/**
 * Renders the email in a fully sandboxed frame. New content gets a new frame, as navigating a frame adds an entry to
 * the browser's history.
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

/** Renders plain text that scrolls by keyboard. */
export function renderText(text: string, label: string, kind: 'text' | 'source'): TemplateResult {
  return html`<pre class=${kind} part="viewer-text" role="region" aria-label=${label} tabindex="0" dir="auto">
${text}</pre>`;
}

/** Renders a sentence with an action, above the email. */
export function renderBar(sentence: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="bar">
    <p>${sentence}</p>
    ${action}
  </div>`;
}

/** Renders a button. */
export function renderButton(text: string, press: () => void): TemplateResult {
  return html`<button type="button" class="control" @click=${press}>${text}</button>`;
}

/** Renders a sentence with actions, instead of the email. */
export function renderSentence(sentence: string, actions: unknown): TemplateResult {
  return html`<div class="panel">
    <p>${sentence}</p>
    <div class="actions">${actions}</div>
  </div>`;
}

/** Renders a skeleton of an email. The style sheet reveals a text after a delay. */
export function renderWaiting({ emailMessages }: EmailLocalization, name: string): TemplateResult {
  return html`<div class="waiting" role="img" aria-label=${emailMessages.loading(name)}>
    <div class="sheet">${Array.from({ length: 9 }, () => html`<span></span>`)}</div>
    <p class="slow">${emailMessages.loadingSlowly}</p>
  </div>`;
}

/** Renders how long the endpoint is busy, with a button to try now. */
export function renderRetryWait(
  { until, retryNow }: RetryWait,
  { messages, formats, timeZone }: EmailLocalization,
): TemplateResult {
  return renderSentence(
    messages.busyUntil(isolate(formats.moment(until, timeZone))),
    renderButton(messages.tryNow, retryNow),
  );
}

/** Returns the kind of failure that the reader is told. */
function failureOf({ kind, status }: ReportError): EmailFailureId {
  if (status === 404 || status === 410) return 'missing';
  return kind === 'incomplete' ? 'network' : kind;
}

/** Renders a failure with its details and a button to try again. */
export function renderFailure(error: ReportError, localization: EmailLocalization, retry: () => void): TemplateResult {
  return renderSentence(
    localization.emailMessages.failures[failureOf(error)],
    html`${renderButton(localization.messages.retry, retry)} ${renderFailureDetails(error, localization)}`,
  );
}

/** Returns the available views of an email with their labels. Every email has a text view. */
export function viewsOf(
  email: Email,
  { emailMessages }: EmailLocalization,
): Readonly<Partial<Record<EmailView, string>>> {
  if (email.html === undefined) return { text: emailMessages.text };
  return { html: emailMessages.html, text: emailMessages.text, source: emailMessages.source };
}
