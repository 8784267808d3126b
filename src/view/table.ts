import { defaultColumnIds, isRateId, type ColumnId } from '../model/columns.ts';
import { rates } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { rowComparison } from './order.ts';
import type { Rows } from './rows.ts';
import { groupByCampaign, totalOf, type Campaigns } from './totals.ts';
import { isOpen, type GroupBy, type ViewState } from './view-state.ts';

/** What stands in the table, top to bottom. */
export interface Table {
  readonly report: Report;
  readonly campaigns: Campaigns | undefined;
  readonly total: Rows;
  /** The first is the name column: campaign and email as a tree if there are campaigns. */
  readonly columns: readonly ColumnId[];
  /** A number from 0 on is a row of the report; a negative one is campaign `~line`. */
  readonly lines: Int32Array;
}

/** An empty report keeps the columns that one with rows would most likely have. */
function isOffered(report: Report, column: ColumnId): boolean {
  if (report.length === 0) return true;
  if (!isRateId(column)) return report.offered.has(column);
  return report.offered.has(rates[column].numerator) && report.offered.has(rates[column].denominator);
}

/** The columns to show before there is a report that says what it offers. */
export function expectedColumns(groupBy: GroupBy): readonly ColumnId[] {
  if (groupBy === 'campaign') return defaultColumnIds;
  const [first, ...others] = defaultColumnIds;
  return first ? [first, 'campaignName', ...others] : [];
}

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
  return {
    report,
    campaigns,
    total: totalOf(report),
    columns: expectedColumns(view.groupBy).filter((column) => isOffered(report, column)),
    lines: linesOf(report, campaigns, view, collator),
  };
}
