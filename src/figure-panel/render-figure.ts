import { html, nothing, type TemplateResult } from 'lit';
import type { FigureContent, StepList } from './figure-content.ts';

/**
 * Renders the explanation of a figure.
 * @param note why there are no steps, if the reader should know
 */
export function renderFigure(content: FigureContent, note: string | undefined): TemplateResult {
  const { column, row, figure, formula, definition, sentences, cautions, lists, effects, elsewhere } = content;
  return html`
    <h2>${column} <span class="row">${row}</span></h2>
    <p class="formula" part="formula" dir="ltr">${formula ?? figure}</p>
    ${sentences.map((text) => html`<p>${text}</p>`)} ${cautions.map((text) => html`<p class="caution">${text}</p>`)}
    ${definition ? html`<p class="muted">${definition}</p>` : nothing} ${lists.map(renderSteps)}
    ${note ? html`<p class="muted" role="status">${note}</p>` : nothing}
    ${
      effects.length > 0
        ? html`<ul class="effects">
            ${effects.map((text) => html`<li>${text}</li>`)}
          </ul>`
        : nothing
    }
    ${
      elsewhere.length > 0
        ? html`<h3>${content.elsewhereHeading}</h3>
            <ul>
              ${elsewhere.map((text) => html`<li>${text}</li>`)}
            </ul>`
        : nothing
    }
  `;
}

function renderSteps({ heading, definition, steps, result, problem }: StepList): TemplateResult {
  return html`
    ${heading ? html`<h3>${heading}</h3>` : nothing} ${definition ? html`<p class="muted">${definition}</p>` : nothing}
    ${
      problem
        ? html`<p class="caution">${problem}</p>`
        : html`<ol part="steps">
            ${steps.map(({ amount, text }) => html`<li><span dir="ltr">${amount}</span> <span>${text}</span></li>`)}
            ${result ? html`<li class="result"><span dir="ltr">= ${result.amount}</span> <span>${result.text}</span></li>` : nothing}
          </ol>`
    }
  `;
}
