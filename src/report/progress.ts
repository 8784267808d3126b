import { html, nothing, type TemplateResult } from 'lit';
import type { RetryWait } from '../endpoint/retry.ts';
import type { Progress } from '../loading/report-loader.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { renderButton } from '../ui/failure-panel.ts';
import type { RenderContext } from '../ui/render-context.ts';

/**
 * Renders a progress bar with its figure. The style sheet reveals a text that loading is slow after 4 s, and a button
 * to stop after 15 s.
 */
export function renderProgress(context: RenderContext): TemplateResult | typeof nothing {
  const { isLoading, retryWait, progress, localization, stop } = context;
  if (!isLoading) return nothing;
  if (retryWait) return renderRetryWait(retryWait, context);
  const { messages } = localization;
  const { received = 0, expected } = progress ?? {};
  return html`<div class="progress" part="progress">
    <progress
      aria-label=${messages.loading}
      max=${expected || 1}
      value=${received > 0 && expected ? received : nothing}
    ></progress>
    <bdi translate="no" .textContent=${progressText({ received, expected }, localization)}></bdi>
    <bdi class="slow">${messages.loadingSlowly}</bdi>
    ${renderButton(messages.stop, stop, 'stop')}
  </div>`;
}

function progressText({ received, expected }: Progress, { messages, formats }: Localization): string {
  if (received === 0) return '';
  const count = formats.count(received);
  if (expected === undefined) return messages.rowsSoFar(received, count);
  return messages.emailsOf(received, count, formats.count(expected));
}

/** Returns the remaining seconds of a wait that the endpoint has requested. */
export function retryWaitText({ until }: RetryWait, now: Date, { messages, formats }: Localization): string {
  return messages.busyFor(formats.seconds(Math.max(0, Math.ceil((until - now.getTime()) / 1000))));
}

function renderRetryWait(wait: RetryWait, { now, localization, stop }: RenderContext): TemplateResult {
  const { messages } = localization;
  return html`<div class="pause" part="pause">
    <p translate="no" .textContent=${retryWaitText(wait, now(), localization)}></p>
    ${renderButton(messages.tryNow, wait.retryNow, 'retry')} ${renderButton(messages.stop, stop, 'stop')}
  </div>`;
}
