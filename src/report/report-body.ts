import { html, type TemplateResult } from 'lit';
import { renderButton, renderPanel } from '../ui/failure-panel.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderFailurePanel } from './notices.ts';
import { hasNoData, renderNotes } from './report-summary.ts';

/**
 * Renders the table, or a panel instead of it.
 * @param renderTable renders the table, a skeleton until a report has loaded, with a panel if it has no rows
 * @param nothingFound a panel for a search or a filter without matches
 */
export function renderReportBody(
  context: RenderContext,
  renderTable: (context: RenderContext, panel: unknown) => TemplateResult,
  nothingFound: unknown,
): TemplateResult {
  const { displayed, failure, isLoading, localization, view } = context;
  if (!displayed && !isLoading) {
    return failure
      ? html`<slot name="error">${renderFailurePanel(failure, context)}</slot>`
      : renderPanel(localization.messages.idle);
  }
  const isFiltered = view.search.trim() || (displayed?.loaded.pages && view.filter);
  const isEmpty = displayed?.loaded.report.length === 0 && !isLoading && !isFiltered;
  return renderTable(context, isEmpty ? html`<slot name="empty">${renderEmpty(context)}</slot>` : nothingFound);
}

function renderEmpty(context: RenderContext): TemplateResult {
  const { view, origin, localization, displayed, updateView } = context;
  const { messages } = localization;
  const report = displayed?.loaded.report;
  if (report && hasNoData(report)) return renderPanel(renderNotes(context, report));
  const showAllTime = () => updateView((current) => ({ ...current, timeFrame: 'all-time' }));
  const action =
    view.timeFrame === 'all-time' || origin === 'property'
      ? undefined
      : renderButton(messages.showAllTime, showAllTime);
  return renderPanel(messages.empty, action);
}
