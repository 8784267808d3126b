import { html, nothing, type TemplateResult } from 'lit';
import type { Localization } from '../ui/cell-formatters.ts';
import { renderButton, renderFailureDetails, renderPanel } from '../ui/failure-panel.ts';
import type { Failure, RenderContext } from '../ui/render-context.ts';

/** Returns what failed and what to do, and when to try again if the endpoint says so. */
export function failureText(failure: Failure, failedAt: number, { messages, formats, timeZone }: Localization): string {
  if (failure === 'stopped') return messages.failures.stopped;
  const { kind, status, isRetryable, retryAfter } = failure;
  if (isRetryable && retryAfter !== undefined) {
    return messages.busyUntil(formats.moment(failedAt + retryAfter * 1000, timeZone));
  }
  const isRejected = kind === 'http' && !isRetryable && status !== undefined && status < 500;
  return messages.failures[isRejected ? 'rejected' : kind];
}

/** Renders a failure instead of the rows. */
export function renderFailurePanel(failure: Failure, context: RenderContext): TemplateResult {
  const { localization, failedAt } = context;
  return renderPanel(
    failureText(failure, failedAt, localization),
    html`${renderRetry(context)} ${renderFailureDetails(failure, localization)}`,
  );
}

/** Renders a failure above the rows that stay on screen, and describes those rows. */
export function renderNotice(context: RenderContext): TemplateResult | typeof nothing {
  const { displayed, failure, pageError, isLoading, failedAt, localization } = context;
  const error = failure ?? pageError;
  if (!displayed || !error || isLoading) return nothing;
  const text = `${failureText(error, failedAt, localization)} ${failure ? rowsText(context) : localization.messages.rowsMissing}`;
  return html`<div class="notice" part="notice">
    <div>
      <p .textContent=${text}></p>
      ${renderFailureDetails(error, localization)}
    </div>
    ${renderRetry(context)}
  </div>`;
}

/** Describes the rows on screen after the report failed to load. */
function rowsText({ displayed, localization, timeZone, now }: RenderContext): string {
  const { messages, formats } = localization;
  if (!displayed?.loaded.report.complete) return messages.partialResults;
  const { loadedAt } = displayed.loaded;
  return messages.stale(formats.moment(loadedAt, timeZone), formats.age(loadedAt, now().getTime()));
}

const renderRetry = ({ localization, retry }: RenderContext): TemplateResult =>
  renderButton(localization.messages.retry, retry, 'retry');
