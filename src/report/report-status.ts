import { html, nothing, type TemplateResult } from 'lit';
import type { ReportLoader } from '../loading/report-loader.ts';
import { formatProblem } from '../endpoint/contract-error.ts';
import type { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait } from '../endpoint/retry.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { RenderContext } from '../ui/render-context.ts';

/**
 * What the element is about, in one word; each is also a custom state for the host's style sheet,
 * `campaign-email-report:state(stale)`.
 */
export const statuses = ['idle', 'loading', 'refreshing', 'ready', 'empty', 'error', 'incomplete', 'stale'] as const;
export type Status = (typeof statuses)[number];

/** Derives the status from what is loaded, what is under way and what went wrong. */
export function statusOf({
  shown,
  loading,
  error,
  fault,
}: Pick<ReportLoader, 'shown' | 'loading' | 'error' | 'fault'>): Status {
  if (loading) return shown ? 'refreshing' : 'loading';
  if (error) {
    if (!shown) return 'error';
    return shown.report.complete ? 'stale' : 'incomplete';
  }
  if (!shown) return 'idle';
  if (fault) return 'incomplete';
  return shown.report.length === 0 && !shown.report.window?.search ? 'empty' : 'ready';
}

type Failure = ReportError | 'stopped';

/** What happened and what to do. Where the endpoint has said when it can be asked again, that is told as well. */
export function failureText(failure: Failure, at: number, { messages, formats, timeZone }: Localization): string {
  if (failure === 'stopped') return messages.failures.stopped;
  const { kind, status, isRetryable, retryAfter } = failure;
  if (isRetryable && retryAfter !== undefined)
    return messages.busyUntil(formats.moment(at + retryAfter * 1000, timeZone));
  const isRejected = kind === 'http' && !isRetryable && status !== undefined && status < 500;
  return messages.failures[isRejected ? 'rejected' : kind];
}

export function renderDetails(failure: Failure, { messages, formats }: Localization): TemplateResult | typeof nothing {
  if (failure === 'stopped') return nothing;
  const more = failure.problemCount - failure.problems.length;
  const { status, title, detail, problems } = failure;
  const lines = [
    status === undefined ? undefined : messages.httpStatus(String(status)),
    title,
    detail,
    ...problems.map(formatProblem),
  ].filter((line) => line !== undefined);
  if (lines.length === 0) return nothing;
  return html`<details>
    <summary>${messages.details}</summary>
    <ul>
      ${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}
      ${more > 0 ? html`<li>${messages.moreProblems(more, formats.count(more))}</li>` : nothing}
    </ul>
  </details>`;
}

/** One sentence and one action, in place of the rows. */
export function renderPanel(sentence: string, action: TemplateResult | typeof nothing): TemplateResult {
  return html`<div class="panel" part="panel">
    <p>${sentence}</p>
    ${action}
  </div>`;
}

/** A failure with no rows to show. */
export function renderFailurePanel(failure: Failure, context: RenderContext): TemplateResult {
  const { localization, loader } = context;
  const text = failureText(failure, loader.failedAt, localization);
  return renderPanel(text, html`${renderRetry(context)} ${renderDetails(failure, localization)}`);
}

/** A failure over rows that stay on screen, and what those are. */
export function renderNotice(context: RenderContext): TemplateResult | typeof nothing {
  const { shown, fault, loading, failedAt } = context.loader;
  const error = context.loader.error ?? fault;
  if (!shown || !error || loading) return nothing;
  const { messages, formats } = context.localization;
  const loadedAt = formats.moment(shown.loadedAt, context.timeZone);
  const still = shown.report.complete
    ? messages.stale(loadedAt, formats.age(shown.loadedAt, context.now().getTime()))
    : messages.incompleteStays;
  const what = error === fault ? messages.rowsMissing : still;
  return html`<div class="notice" part="notice">
    <div>
      <p>${failureText(error, failedAt, context.localization)} ${what}</p>
      ${renderDetails(error, context.localization)}
    </div>
    ${renderRetry(context)}
  </div>`;
}

function renderRetry({ localization, retry }: RenderContext): TemplateResult {
  return html`<button type="button" part="retry" class="control" @click=${retry}>
    ${localization.messages.retry}
  </button>`;
}

/** A thin line with its figure; after a while a word, after a longer while a way to stop (the style sheet's delays). */
export function renderProgress(context: RenderContext): TemplateResult | typeof nothing {
  const { loader, localization, stop } = context;
  if (!loader.loading) return nothing;
  if (loader.pause) return renderPause(loader.pause, context);
  const { messages, formats } = localization;
  const received = loader.progress?.received ?? 0;
  const expected = loader.progress?.expected;
  const figure =
    received === 0
      ? nothing
      : expected === undefined
        ? messages.rowsSoFar(received, formats.count(received))
        : messages.rowsOf(received, formats.count(received), formats.count(expected));
  return html`<div class="progress" part="progress">
    <progress
      aria-label=${messages.loading}
      max=${expected || 1}
      value=${received > 0 && expected ? received : nothing}
    ></progress>
    <bdi class="figure">${figure}</bdi>
    <bdi class="slow">${messages.loadingSlowly}</bdi>
    <button type="button" part="stop" class="control very-slow" @click=${stop}>${messages.stop}</button>
  </div>`;
}

/** What is left of a pause, in words. */
export function pauseText(pause: RetryWait, now: Date, { messages, formats }: Localization): string {
  return messages.busyFor(formats.seconds(Math.max(0, Math.ceil((pause.until - now.getTime()) / 1000))));
}

/** The endpoint wants to be left alone for a while: how long still, and what else can be done. */
function renderPause(pause: RetryWait, { now, localization, stop }: RenderContext): TemplateResult {
  const { messages } = localization;
  return html`<div class="pause" part="pause">
    <p>${pauseText(pause, now(), localization)}</p>
    <button type="button" part="retry" class="control" @click=${pause.retryNow}>${messages.tryNow}</button>
    <button type="button" part="stop" class="control" @click=${stop}>${messages.stop}</button>
  </div>`;
}
