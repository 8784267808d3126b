import type { ColumnId } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import { shownColumns } from './columns.ts';
import { rowComparison } from './order.ts';
import type { Rows } from './rows.ts';
import { groupByCampaign, totalOf, type Campaigns } from './totals.ts';
import { isOpen, type ViewState } from './view-state.ts';

/** One line of the table: an email, or a campaign with its subtotals. Its values are in `rows`, at `row`. */
export interface Line {
  readonly rows: Rows;
  readonly row: number;
  /** The number of emails of a campaign; `undefined` where the line is an email. */
  readonly emails: number | undefined;
  /** Whether the counts of an email contradict each other. */
  readonly isContradictory: boolean;
}

/** What stands in the table, top to bottom. It never changes; another view of the report is another table. */
export interface Table {
  /** The first is the name column: campaign and email as a tree if grouped. */
  readonly columns: readonly ColumnId[];
  readonly isGrouped: boolean;
  readonly total: Rows;
  readonly lineCount: number;
  /** The line at a place, counted from 0; `undefined` where it is not here yet. */
  lineAt(index: number): Line | undefined;
}

/** A number from 0 on is a row of the report; a negative one is campaign `~line`. */
function linesOf(report: Report, campaigns: Campaigns | undefined, view: ViewState, collator: Intl.Collator) {
  const byRow = rowComparison(report, view.sort, collator);
  if (!campaigns) return Int32Array.from({ length: report.length }, (_, row) => row).sort(byRow);
  const order = Uint32Array.from(campaigns.members.keys()).sort(rowComparison(campaigns, view.sort, collator));
  const lines: number[] = [];
  for (const campaign of order) {
    lines.push(~campaign);
    if (!isOpen(view, campaigns.text.campaignId[campaign] ?? '')) continue;
    for (const row of [...(campaigns.members[campaign] ?? [])].sort(byRow)) lines.push(row);
  }
  return Int32Array.from(lines);
}

/** What to show of a report. Names are ordered by the collator, which is the reader's. */
export function tableOf(report: Report, view: ViewState, collator: Intl.Collator): Table {
  const campaigns = view.groupBy === 'campaign' ? groupByCampaign(report) : undefined;
  const lines = linesOf(report, campaigns, view, collator);
  const contradictions = new Set(report.contradictions);
  return {
    columns: shownColumns(view, report),
    isGrouped: campaigns !== undefined,
    total: totalOf(report),
    lineCount: lines.length,
    lineAt(index) {
      const line = lines[index];
      if (line === undefined) return undefined;
      if (line >= 0 || !campaigns) {
        return { rows: report, row: line, emails: undefined, isContradictory: contradictions.has(line) };
      }
      return { rows: campaigns, row: ~line, emails: campaigns.members[~line]?.length ?? 0, isContradictory: false };
    },
  };
}
