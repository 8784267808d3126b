import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from '../ui/render-context.ts';
import { renderPopoverButton } from '../ui/render-popover-button.ts';

const loadContent = () => import('./filter-panel.ts');

/** Renders the filter's button, unless there is no report to filter. */
export function renderFilter(context: RenderContext): TemplateResult | typeof nothing {
  if (context.origin === 'none' || !context.hasControl('filter')) return nothing;
  const { messages } = context.localization;
  const renderContent = (close: () => void) =>
    html`<cer-filter-panel exportparts="field, reset" .context=${context} @close-request=${close}></cer-filter-panel>`;
  return renderPopoverButton({
    label: messages.filter,
    messages,
    part: 'filter-button',
    parts: 'field, reset',
    icon: 'M2 3h12L9.5 8v5l-3-1.5V8z',
    renderContent,
    loadContent,
  });
}

/** Renders the conditions of the filter, each of which can be removed. Few reports have one. */
export function renderFilterChips(context: RenderContext): TemplateResult | typeof nothing {
  if (!(context.view.filter || context.view.figures) || !context.displayed) return nothing;
  void import('./filter-chips.ts').catch(() => undefined);
  return html`<cer-filter-chips
    class=${context.view.filter && 'due'}
    exportparts="filter-chip"
    .context=${context}
  ></cer-filter-chips>`;
}
