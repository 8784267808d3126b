import { html, nothing, type TemplateResult } from 'lit';
import { formatProblem } from '../endpoint/contract-error.ts';
import type { Localization } from './cell-formatters.ts';
import type { Failure } from './render-context.ts';

/** Renders one sentence and one action instead of content. */
export function renderPanel(
  sentence: string | TemplateResult | typeof nothing,
  action?: TemplateResult,
): TemplateResult {
  return html`<div class="panel" part="panel">
    <p>${sentence}</p>
    ${action}
  </div>`;
}

/** Renders a button with a text. */
export function renderButton(text: string, press: () => void, part = ''): TemplateResult {
  return html`<button type="button" class="control" part=${part} @click=${press}>${text}</button>`;
}

/** Renders the collapsed technical details of a failure: HTTP status, problem document, contract problems. */
export function renderFailureDetails(
  failure: Failure,
  { messages, formats }: Localization,
): TemplateResult | typeof nothing {
  if (failure === 'stopped') return nothing;
  const { status, title, detail, problems, problemCount } = failure;
  const lines = [
    status === undefined ? undefined : messages.httpStatus(String(status)),
    title,
    detail,
    ...problems.map(formatProblem),
  ].filter((line) => line !== undefined);
  if (lines.length === 0) return nothing;
  const hidden = problemCount - problems.length;
  return html`<details>
    <summary>${messages.details}</summary>
    <ul>
      ${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}
      ${hidden > 0 ? html`<li>${messages.moreProblems(hidden, formats.count(hidden))}</li>` : nothing}
    </ul>
  </details>`;
}
