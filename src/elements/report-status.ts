import { html, nothing, type TemplateResult } from 'lit';
import type { ReportLoader } from '../controllers/report-loader.ts';
import { formatProblem } from '../data/contract-problems.ts';
import type { ReportError } from '../data/report-error.ts';
import type { Pause } from '../data/retries.ts';
import type { Writing } from './cells.ts';
import type { Frame } from './frame.ts';

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
export function failureText(failure: Failure, at: number, { messages, formats, timeZone }: Writing): string {
  if (failure === 'stopped') return messages.failures.stopped;
  const { kind, status, mayPass, retryAfter } = failure;
  if (mayPass && retryAfter !== undefined) return messages.busyUntil(formats.moment(at + retryAfter * 1000, timeZone));
  const isRejected = kind === 'http' && !mayPass && status !== undefined && status < 500;
  return messages.failures[isRejected ? 'rejected' : kind];
}

export function renderDetails(failure: Failure, { messages, formats }: Writing): TemplateResult | typeof nothing {
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
export function renderFailurePanel(failure: Failure, frame: Frame): TemplateResult {
  const { writing, loader } = frame;
  const text = failureText(failure, loader.failedAt, writing);
  return renderPanel(text, html`${renderRetry(frame)} ${renderDetails(failure, writing)}`);
}

/** A failure over rows that stay on screen, and what those are. */
export function renderNotice(frame: Frame): TemplateResult | typeof nothing {
  const { shown, fault, loading, failedAt } = frame.loader;
  const error = frame.loader.error ?? fault;
  if (!shown || !error || loading) return nothing;
  const { messages, formats } = frame.writing;
  const loadedAt = formats.moment(shown.loadedAt, frame.timeZone);
  const still = shown.report.complete
    ? messages.stale(loadedAt, formats.age(shown.loadedAt, frame.now().getTime()))
    : messages.incompleteStays;
  const what = error === fault ? messages.rowsMissing : still;
  return html`<div class="notice" part="notice">
    <div>
      <p>${failureText(error, failedAt, frame.writing)} ${what}</p>
      ${renderDetails(error, frame.writing)}
    </div>
    ${renderRetry(frame)}
  </div>`;
}

function renderRetry({ writing, retry }: Frame): TemplateResult {
  return html`<button type="button" part="retry" class="control" @click=${retry}>${writing.messages.retry}</button>`;
}

/** A thin line with its figure; after a while a word, after a longer while a way to stop (the style sheet's delays). */
export function renderProgress(frame: Frame): TemplateResult | typeof nothing {
  const { loader, writing, stop } = frame;
  if (!loader.loading) return nothing;
  if (loader.pause) return renderPause(loader.pause, frame);
  const { messages, formats } = writing;
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
export function pauseText(pause: Pause, now: Date, { messages, formats }: Writing): string {
  return messages.busyFor(formats.seconds(Math.max(0, Math.ceil((pause.until - now.getTime()) / 1000))));
}

/** The endpoint wants to be left alone for a while: how long still, and what else can be done. */
function renderPause(pause: Pause, { now, writing, stop }: Frame): TemplateResult {
  const { messages } = writing;
  return html`<div class="pause" part="pause">
    <p>${pauseText(pause, now(), writing)}</p>
    <button type="button" part="retry" class="control" @click=${pause.tryNow}>${messages.tryNow}</button>
    <button type="button" part="stop" class="control" @click=${stop}>${messages.stop}</button>
  </div>`;
}
