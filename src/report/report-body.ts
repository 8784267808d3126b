import { html, nothing, type TemplateResult } from 'lit';
import type { EmailKey } from '../model/email.ts';
import { formatDateRange } from '../i18n/date-range.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import { chosenColumns } from '../table-model/visible-columns.ts';
import {
  withSort,
  collapsedByDefault,
  withAllCampaigns,
  withCampaignToggled,
  type ViewState,
} from '../table-model/view-state.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderFailurePanel, renderPanel } from './report-status.ts';
import type { LinesRequest, SortRequest } from '../table/report-table.ts';
import { renderNothingFound } from '../search/search.ts';

/** The table, or what stands in its place. */
export function renderBody(context: RenderContext): TemplateResult {
  const { shown, error, loading } = context.loader;
  if (!shown && !loading) {
    return error
      ? html`<slot name="error">${renderFailurePanel(error, context)}</slot>`
      : renderPanel(context.localization.messages.idle, nothing);
  }
  const isEmpty = shown?.report.length === 0 && !loading && context.view.search.trim() === '';
  return html`${renderTable(context)}
  ${isEmpty ? html`<slot name="empty">${renderEmpty(context)}</slot>` : renderNothingFound(context)}`;
}

function renderTable(context: RenderContext): TemplateResult {
  const { view, localization, loader, table, updateView, openEmail, showLines } = context;
  const { shown, loading } = loader;
  const { messages, formats } = localization;
  const onSort = ({ detail }: CustomEvent<SortRequest>) => {
    updateView(
      (before) => withSort(before, detail.column, detail.further),
      (after) => sortSaid(after, localization),
    );
  };
  const onCampaign = ({ detail }: CustomEvent<{ campaignId: string }>) => {
    updateView((before) =>
      withCampaignToggled(shown?.windows ? collapsedByDefault(before) : before, detail.campaignId),
    );
  };
  const onCampaigns = ({ detail }: CustomEvent<{ open: boolean }>) => {
    updateView((before) => withAllCampaigns(before, detail.open));
  };
  return html`<cer-report-table
    class=${loading && shown?.report.complete ? 'old' : ''}
    exportparts="scroller, table, header, sorted, row, campaign, email, total, waiting, failed, cell, name, text, flag, instant, count, rate, mark, toggle-all, actions"
    .table=${table}
    .expectedColumns=${chosenColumns(view)}
    .view=${shown?.windows ? { ...collapsedByDefault(view), sort: shown.windows.sort } : view}
    .localization=${localization}
    .caption=${messages.caption(shown ? formatDateRange(shown.scope, formats.locale, messages.dates) : '')}
    .complete=${shown?.report.complete ?? true}
    @sort-request=${onSort}
    @column-request=${({ detail }: CustomEvent<ColumnChange>) => context.changeColumns(detail)}
    @campaign-request=${onCampaign}
    @campaigns-request=${onCampaigns}
    @email-request=${({ detail }: CustomEvent<EmailKey>) => openEmail(detail)}
    @lines-request=${({ detail }: CustomEvent<LinesRequest>) => showLines(detail.first, detail.end)}
  ></cer-report-table>`;
}

function sortSaid({ sort }: ViewState, { messages, formats }: Localization): string {
  const keys = sort.map(
    ({ column, descending }) =>
      `${messages.columns[column]} (${descending ? messages.sortDescending : messages.sortAscending})`,
  );
  return messages.sortedBy(formats.list(keys));
}

function renderEmpty({ view, source, localization, updateView }: RenderContext): TemplateResult {
  const { messages } = localization;
  const showAllTime = () => updateView((before) => ({ ...before, timeFrame: 'all-time' }));
  const action =
    view.timeFrame === 'all-time' || source === 'given'
      ? nothing
      : html`<button type="button" class="control" @click=${showAllTime}>${messages.showAllTime}</button>`;
  return renderPanel(messages.empty, action);
}
