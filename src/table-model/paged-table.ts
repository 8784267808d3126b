import type { Report } from '../model/report.ts';
import { shownColumns } from './visible-columns.ts';
import type { Rows } from './rows.ts';
import { emailLine, type Line, type Table } from './table.ts';
import { totalFrom } from './totals.ts';
import type { ViewState } from './view-state.ts';
import type { PagedRows, PagedLines } from './paged-lines.ts';

/**
 * Returns the table of a report that loads page by page, in the endpoint's order. Lines that have not loaded are
 * `undefined`. The first window determines the offered columns and the totals.
 */
export function pagedTable(first: Report, rows: PagedRows, lines: PagedLines, view: ViewState): Table {
  const isGrouped = first.window?.groupBy !== undefined;
  return {
    columns: shownColumns(view, first),
    isGrouped,
    isWhole: false,
    hasNotes: true,
    firstWindow: first,
    matchCount: rows.rowCount,
    emailCount: rows.rowCount,
    total: totalFrom(first.window?.totals),
    lineCount: lines.lineCount,
    lineAt(index) {
      const place = lines.at(index);
      return place && lineOf(place.rows, place.row, isGrouped && !place.isEmail);
    },
    isFailedAt(index) {
      const place = lines.at(index);
      return place !== undefined && place.rows.failed.has(Math.floor(place.row / place.rows.pageSize));
    },
  };
}

function lineOf({ pages, pageSize }: PagedRows, row: number, isCampaign: boolean): Line | undefined {
  const page = pages.get(Math.floor(row / pageSize));
  if (!page) return undefined;
  const at = row - page.start;
  // The only email of its campaign stands for both.
  const isOnlyEmail = isCampaign && page.report.text.emailId[at] !== '';
  return isCampaign && !isOnlyEmail ? campaignLine(page.report, at) : emailLine(page.report, at, isOnlyEmail);
}

/** Returns the line of a campaign. Its number of emails is unknown, as they load separately. */
function campaignLine(rows: Rows, row: number): Line {
  return {
    rows,
    row,
    emails: NaN,
    hasPreview: false,
  };
}
