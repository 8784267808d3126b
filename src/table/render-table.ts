import { html, type TemplateResult } from 'lit';
import { formatDateRange } from '../i18n/date-range.ts';
import type { EmailKey } from '../model/email.ts';
import type { ColumnRequest } from '../ui/column-request.ts';
import { collapsedByDefault, withAllCampaigns, withCampaignToggled, withSort } from '../table-model/view-state.ts';
import { chosenColumns } from '../table-model/visible-columns.ts';
import type { RenderContext } from '../ui/render-context.ts';
import type { ReportTable } from './report-table.ts';
import { sortAnnouncement } from './table-header.ts';
import type { LinesRequest, RowRequest, SortRequest } from './table-requests.ts';

/** A table of up to this many lines is never lower than its rows. */
const mostLinesWithoutScrolling = 4;

/**
 * Renders the table.
 * @param panel replaces the rows of an empty table
 */
export function renderTable(context: RenderContext, panel: unknown): TemplateResult {
  const { view, localization, displayed, isLoading, updateView, changeColumns, clickRow } = context;
  const { openEmail, openPanel, loadLines, hasControl } = context;
  const { loaded, table } = displayed ?? {};
  const { messages, formats } = localization;
  const pages = loaded?.pages;
  const onSort = ({ detail }: CustomEvent<SortRequest>) => {
    updateView(
      (current) => withSort(current, detail.column, detail.isAdditional),
      (updated) => sortAnnouncement(updated.sort, localization),
    );
  };
  const onCampaign = ({ detail }: CustomEvent<{ campaignId: string }>) => {
    updateView((current) => withCampaignToggled(pages ? collapsedByDefault(current) : current, detail.campaignId));
  };
  const onCampaigns = ({ detail }: CustomEvent<{ expanded: boolean }>) => {
    updateView((current) => withAllCampaigns(current, detail.expanded));
  };
  const onRow = (event: CustomEvent<RowRequest>) => {
    if (!clickRow(event.detail.line, event.detail.column)) event.preventDefault();
  };
  return html`<cer-report-table
    class="${(table?.lineCount ?? 0) > mostLinesWithoutScrolling ? 'tall' : ''} ${
      isLoading && loaded?.report.complete ? 'old' : ''
    }"
    exportparts="scroller, table, header, sorted, row, campaign, email, total, waiting, failed, cell, name, text, flag, instant, count, rate, number, mark, toggle-all, actions"
    .table=${table}
    .expectedColumns=${chosenColumns(view)}
    .view=${pages ? { ...collapsedByDefault(view), sort: pages.sort } : view}
    .localization=${localization}
    .caption=${messages.caption(loaded ? formatDateRange(loaded.scope, formats.locale, messages.dates) : '')}
    .complete=${loaded?.report.complete ?? true}
    .hasControl=${hasControl}
    @sort-request=${onSort}
    @column-request=${({ detail }: CustomEvent<ColumnRequest>) => changeColumns(detail)}
    @row-request=${onRow}
    @campaign-request=${onCampaign}
    @campaigns-request=${onCampaigns}
    @email-request=${({ detail }: CustomEvent<EmailKey>) => openEmail(detail)}
    @panel-request=${openPanel}
    @lines-request=${({ detail }: CustomEvent<LinesRequest>) => loadLines(detail.first, detail.end)}
    >${panel}</cer-report-table
  >`;
}

/** Prints the page, with all rows of the table up to a limit. */
export function printTable(table: ReportTable | null): void {
  if (table?.showAllRows?.printAll) void table.showAllRows.printAll();
  else (table ?? window).print();
}
