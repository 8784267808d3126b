import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnRequest } from '../ui/column-request.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderPopoverButton } from '../ui/render-popover-button.ts';

const loadContent = () => import('./column-list.ts');

/** Renders the column selector, unless there is no report to choose columns of. */
export function renderColumns(context: RenderContext): TemplateResult | typeof nothing {
  const { origin, hasControl, localization, changeColumns } = context;
  if (origin === 'none' || !hasControl('columns')) return nothing;
  const { messages } = localization;
  const renderContent = () =>
    html`<cer-column-list
      exportparts="field, reset"
      .context=${context}
      @column-request=${({ detail }: CustomEvent<ColumnRequest>) => changeColumns(detail)}
    ></cer-column-list>`;
  return renderPopoverButton({
    label: messages.columnSelector.label,
    messages,
    part: 'columns-button',
    parts: 'field, reset',
    icon: 'M2 3h12v10H2zM6 3v10M10 3v10',
    renderContent,
    loadContent,
  });
}
