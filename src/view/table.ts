import type { ColumnId } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import { shownColumns } from './columns.ts';
import { rowComparison } from './order.ts';
import type { Rows } from './rows.ts';
import { Folding, matchesOf } from './search.ts';
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
  /** Whether an email can be shown; a campaign cannot. */
  readonly hasPreview: boolean;
}

/** What stands in the table, top to bottom. It never changes; another view of the report is another table. */
export interface Table {
  /** The first is the name column: campaign and email as a tree if grouped. */
  readonly columns: readonly ColumnId[];
  readonly isGrouped: boolean;
  /** The number of emails that match what the reader looks for: all, if that is nothing. */
  readonly matchCount: number;
  /** The number of emails in the report. */
  readonly emailCount: number;
  /** Of what matches. */
  readonly total: Rows;
  readonly lineCount: number;
  /** The line at a place, counted from 0; `undefined` where it is not here yet. */
  lineAt(index: number): Line | undefined;
}

/** A number from 0 on is a row of the report; a negative one is campaign `~line`. */
function linesOf(
  report: Report,
  matches: Uint32Array | undefined,
  campaigns: Campaigns | undefined,
  view: ViewState,
  collator: Intl.Collator,
) {
  const byRow = rowComparison(report, view.sort, collator);
  if (!campaigns) return Int32Array.from(matches ?? report.text.campaignId.keys()).sort(byRow);
  const order = Uint32Array.from(campaigns.members.keys()).sort(rowComparison(campaigns, view.sort, collator));
  const lines: number[] = [];
  for (const campaign of order) {
    lines.push(~campaign);
    if (!isOpen(view, campaigns.text.campaignId[campaign] ?? '')) continue;
    for (const row of [...(campaigns.members[campaign] ?? [])].sort(byRow)) lines.push(row);
  }
  return Int32Array.from(lines);
}

/** Whether an ascending list has a number. */
function has(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}

/** What to show of a report. Names are ordered, and searched, as the collator says, which is the reader's. */
export function tableOf(report: Report, view: ViewState, collator: Intl.Collator): Table {
  const { locale } = collator.resolvedOptions();
  const matches = view.search.trim() === '' ? undefined : matchesOf(report, view.search, new Folding(locale));
  const campaigns = view.groupBy === 'campaign' ? groupByCampaign(report, matches) : undefined;
  const lines = linesOf(report, matches, campaigns, view, collator);
  return {
    columns: shownColumns(view, report),
    isGrouped: campaigns !== undefined,
    matchCount: matches?.length ?? report.length,
    emailCount: report.length,
    total: totalOf(report, matches),
    lineCount: lines.length,
    lineAt(index) {
      const line = lines[index];
      if (line === undefined) return undefined;
      if (line < 0 && campaigns) {
        const emails = campaigns.members[~line]?.length ?? 0;
        return { rows: campaigns, row: ~line, emails, isContradictory: false, hasPreview: false };
      }
      return {
        rows: report,
        row: line,
        emails: undefined,
        isContradictory: has(report.contradictions, line),
        hasPreview: report.previewUrl !== undefined && !has(report.withoutPreview, line),
      };
    },
  };
}
