import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from '../ui/render-context.ts';

/** Renders the overview above the table, if it is chosen. Its code loads with that of the other figure choices. */
export function renderOverview(context: RenderContext): TemplateResult | typeof nothing {
  if (!/show\s*=[\w,\s]*overview/.test(context.view.figures)) return nothing;
  return html`<cer-overview .context=${context}></cer-overview>`;
}
