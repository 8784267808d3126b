import { html, nothing, type TemplateResult } from 'lit';
import type { FigureContent, StepLine, StepList } from './figure-content.ts';

const renderTexts = (texts: readonly string[]) => texts.map((text) => html`<p>${text}</p>`);

/**
 * Renders the explanation of a figure.
 * @param note why there are no steps, if the reader should know
 */
export function renderFigure(content: FigureContent, note: string | undefined): TemplateResult {
  const { column, names, figure, formula, definition, sentences, cautions, lists, elsewhere } = content;
  return html`
    <h2>${column}</h2>
    <p class="names">${names.map((name, index) => html`${index > 0 ? ' · ' : ''}<bdi>${name}</bdi>`)}</p>
    <p class="formula" part="formula"><bdi dir="ltr">${formula ?? figure}</bdi></p>
    ${definition ? html`<p class="muted">${definition}</p>` : nothing} ${renderTexts(sentences)}
    ${cautions.length > 0 ? html`<div class="caution">${renderTexts(cautions)}</div>` : nothing}
    ${lists.map(renderList)} ${note ? html`<p class="muted" role="status">${note}</p>` : nothing}
    ${elsewhere.length > 0 ? html`<h3>${content.elsewhereHeading}</h3>` : nothing} ${renderTexts(elsewhere)}
  `;
}

function renderList({ heading, definition, steps, result, problem, effects }: StepList): TemplateResult {
  return html`
    ${heading ? html`<h3>${heading}</h3>` : nothing} ${definition ? html`<p class="muted">${definition}</p>` : nothing}
    ${problem ? html`<p class="caution">${problem}</p>` : nothing}
    ${
      result
        ? html`<ol part="steps">
            ${steps.map((step) => renderStep(step))} ${renderStep(result, 'result', '= ')}
          </ol>`
        : nothing
    }
    ${renderTexts(effects)}
  `;
}

function renderStep({ amount, text }: StepLine, className = '', sign = ''): TemplateResult {
  return html`<li class=${className}>
    <bdi dir="ltr">${sign}${amount}</bdi>
    <p>${text}</p>
  </li>`;
}
