import { html, nothing, type TemplateResult } from 'lit';
import type { EmailKey } from '../model/email.ts';
import { formatDateRange } from '../text/date-range.ts';
import type { ColumnChange } from '../view/column-change.ts';
import { chosenColumns } from '../view/columns.ts';
import { sortedBy, startingClosed, withAllCampaigns, withCampaignToggled, type ViewState } from '../view/view-state.ts';
import type { Writing } from './cells.ts';
import type { Frame } from './frame.ts';
import { renderFailurePanel, renderPanel } from './report-status.ts';
import type { LinesRequest, SortRequest } from './report-table.ts';
import { renderNothingFound } from './search.ts';

/** The table, or what stands in its place. */
export function renderBody(frame: Frame): TemplateResult {
  const { shown, error, loading } = frame.loader;
  if (!shown && !loading) {
    return error
      ? html`<slot name="error">${renderFailurePanel(error, frame)}</slot>`
      : renderPanel(frame.writing.messages.idle, nothing);
  }
  const isEmpty = shown?.report.length === 0 && !loading && frame.view.search.trim() === '';
  return html`${renderTable(frame)}
  ${isEmpty ? html`<slot name="empty">${renderEmpty(frame)}</slot>` : renderNothingFound(frame)}`;
}

function renderTable(frame: Frame): TemplateResult {
  const { view, writing, loader, table, choose, openEmail, showLines } = frame;
  const { shown, loading } = loader;
  const { messages, formats } = writing;
  const onSort = ({ detail }: CustomEvent<SortRequest>) => {
    choose(
      (before) => sortedBy(before, detail.column, detail.further),
      (after) => sortSaid(after, writing),
    );
  };
  const onCampaign = ({ detail }: CustomEvent<{ campaignId: string }>) => {
    choose((before) => withCampaignToggled(shown?.windows ? startingClosed(before) : before, detail.campaignId));
  };
  const onCampaigns = ({ detail }: CustomEvent<{ open: boolean }>) => {
    choose((before) => withAllCampaigns(before, detail.open));
  };
  return html`<cer-report-table
    class=${loading && shown?.report.complete ? 'old' : ''}
    exportparts="scroller, table, header, sorted, row, campaign, email, total, waiting, failed, cell, name, text, flag, instant, count, rate, mark, toggle-all, actions"
    .table=${table}
    .expectedColumns=${chosenColumns(view)}
    .view=${shown?.windows ? { ...startingClosed(view), sort: shown.windows.sort } : view}
    .writing=${writing}
    .caption=${messages.caption(shown ? formatDateRange(shown.scope, formats.locale, messages.dates) : '')}
    .complete=${shown?.report.complete ?? true}
    @sort-request=${onSort}
    @column-request=${({ detail }: CustomEvent<ColumnChange>) => frame.changeColumns(detail)}
    @campaign-request=${onCampaign}
    @campaigns-request=${onCampaigns}
    @email-request=${({ detail }: CustomEvent<EmailKey>) => openEmail(detail)}
    @lines-request=${({ detail }: CustomEvent<LinesRequest>) => showLines(detail.first, detail.end)}
  ></cer-report-table>`;
}

function sortSaid({ sort }: ViewState, { messages, formats }: Writing): string {
  const keys = sort.map(
    ({ column, descending }) =>
      `${messages.columns[column]} (${descending ? messages.sortDescending : messages.sortAscending})`,
  );
  return messages.sortedBy(formats.list(keys));
}

function renderEmpty({ view, source, writing, choose }: Frame): TemplateResult {
  const { messages } = writing;
  const showAllTime = () => choose((before) => ({ ...before, timeFrame: 'all-time' }));
  const action =
    view.timeFrame === 'all-time' || source === 'given'
      ? nothing
      : html`<button type="button" class="control" @click=${showAllTime}>${messages.showAllTime}</button>`;
  return renderPanel(messages.empty, action);
}
