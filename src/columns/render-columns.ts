import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnRequest } from '../ui/column-request.ts';
import { offeredColumns, shownColumns } from '../table-model/visible-columns.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** Renders the column selector, unless there is no report to choose columns of. */
export function renderColumns(context: RenderContext): TemplateResult | typeof nothing {
  const { view, origin, hasControl, displayed, locale, localization, changeColumns } = context;
  if (origin === 'none' || !hasControl('columns')) return nothing;
  const report = displayed?.loaded.report;
  return html`<cer-column-selector
    exportparts="columns-button, popover, field, reset"
    .shown=${shownColumns(view, report)}
    .offered=${offeredColumns(report, view.columnSet)}
    .groupBy=${view.groupBy}
    .locale=${locale}
    .localization=${localization}
    @column-request=${({ detail }: CustomEvent<ColumnRequest>) => changeColumns(detail)}
  ></cer-column-selector>`;
}
