import type { ColumnId } from '../model/columns.ts';
import { findContradiction } from '../model/contradictions.ts';
import type { Report } from '../model/report.ts';
import { formatSort } from '../model/sort.ts';
import { inSlices, awaitPromise, type SlicedTask } from '../platform/sliced-task.ts';
import { shownColumns } from './visible-columns.ts';
import type { OrderRows, RowOrder } from './sorting/row-order.ts';
import type { Rows } from './rows.ts';
import { foldNames, matchesOf, type Fold, type FoldedNames, type Selection } from './search-matches.ts';
import { campaignSizes, campaignText, groupByCampaign, subtotals, totalOf, type Grouping } from './totals.ts';
import { isExpanded, type ViewState } from './view-state.ts';

/** How a reader orders names and finds them. */
export interface Collation {
  readonly collator: Intl.Collator;
  /** What names are compared by in a search. */
  fold(): Fold | Promise<Fold>;
  readonly orderRows: OrderRows;
}

/** One line of the table: an email, or a campaign with its subtotals. Its values are in `rows`, at `row`. */
export interface Line {
  readonly rows: Rows;
  readonly row: number;
  /** The number of emails of a campaign, `NaN` if unknown; `undefined` where the line is an email. */
  readonly emails: number | undefined;
  /** Whether its counts contradict each other. */
  readonly isContradictory: boolean;
  /** Whether an email can be shown; a campaign cannot. */
  readonly hasPreview: boolean;
}

/** What stands in the table, top to bottom. It never changes; another view of the report is another table. */
export interface Table {
  /** The first is the name column: campaign and email as a tree if grouped. */
  readonly columns: readonly ColumnId[];
  readonly isGrouped: boolean;
  /** Whether all emails are here; if not, campaigns are opened one by one. */
  readonly isWhole?: boolean;
  /** The number of emails that match what the reader looks for: all, if that is nothing. */
  readonly matchCount: number;
  /** The number of emails in the report. */
  readonly emailCount: number;
  /** Of what matches. */
  readonly total: Rows;
  readonly lineCount: number;
  /** The line at a place, counted from 0; `undefined` where it is not here yet. */
  lineAt(index: number): Line | undefined;
  /** Whether a line that is not here could not be had; without it none could not. */
  isFailedAt?(index: number): boolean;
}

/** Campaigns as rows, with the numbers of emails that each has among those that match. */
interface Campaigns {
  readonly rows: Rows;
  readonly sizes: Uint32Array;
}

/** All that does not depend on the order: what matches a search, and what that comes to. */
interface Found {
  readonly search: string;
  /** `undefined` where all rows match. */
  readonly selection: Selection | undefined;
  readonly total: Rows;
  campaigns: Campaigns | undefined;
  /** The rows that match in the order of a sort. */
  sorted: { readonly sort: string; readonly rows: Uint32Array } | undefined;
}

/**
 * Makes tables of one report for readers of one locale. What it finds out about the report, such as the ranks of its
 * names, it keeps, so that the next table takes little.
 */
export class TableModel {
  readonly #report: Report;
  readonly #collation: Collation;
  readonly #emailOrder: RowOrder;
  #grouping: { readonly grouping: Grouping; readonly text: Rows['text']; readonly order: RowOrder } | undefined;
  #names: FoldedNames | undefined;
  #found: Found | undefined;

  constructor(report: Report, collation: Collation) {
    this.#report = report;
    this.#collation = collation;
    this.#emailOrder = collation.orderRows(report, collation.collator);
  }

  /** What to show of the report. */
  *build(view: ViewState): SlicedTask<Table> {
    const found = yield* this.#find(view.search);
    const base = {
      columns: shownColumns(view, this.#report),
      matchCount: found.selection?.count ?? this.#report.length,
      emailCount: this.#report.length,
      total: found.total,
    };
    if (view.groupBy === 'none') {
      const rows = yield* this.#sortedEmails(found, view);
      return {
        ...base,
        isGrouped: false,
        lineCount: rows.length,
        lineAt: (index) => emailLine(this.#report, rows[index]),
      };
    }
    const { rows, sizes } = (found.campaigns ??= yield* this.#campaigns(found));
    const lines = yield* this.#groupedLines(found, view);
    return {
      ...base,
      isGrouped: true,
      lineCount: lines.length,
      lineAt: (index) => {
        const line = lines[index];
        if (line === undefined || line >= 0) return emailLine(this.#report, line);
        return {
          rows,
          row: ~line,
          emails: sizes[~line] ?? 0,
          isContradictory: findContradiction(rows.numbers, ~line) !== undefined,
          hasPreview: false,
        };
      },
    };
  }

  /** Finds out what the next table is made of, whatever it will be. */
  *prepare(): SlicedTask<void> {
    if (this.#emailOrder.prepare) yield* this.#emailOrder.prepare();
  }

  *#find(text: string): SlicedTask<Found> {
    const search = text.trim();
    if (this.#found?.search === search) return this.#found;
    let selection: Selection | undefined;
    if (search === '') {
      this.#names = undefined;
    } else {
      const fold = yield* awaitPromise(this.#collation.fold());
      this.#names ??= yield* foldNames(this.#report, fold);
      selection = yield* matchesOf(this.#names, search, fold);
    }
    const total = yield* totalOf(this.#report, selection);
    return (this.#found = { search, selection, total, campaigns: undefined, sorted: undefined });
  }

  *#sortedEmails(found: Found, view: ViewState): SlicedTask<Uint32Array> {
    const sort = formatSort(view.sort);
    if (found.sorted?.sort !== sort) {
      const rows = yield* this.#emailOrder.sorted(this.#report.numbers, view.sort, found.selection?.mask);
      found.sorted = { sort, rows };
    }
    return found.sorted.rows;
  }

  *#group() {
    if (!this.#grouping) {
      const grouping = yield* groupByCampaign(this.#report);
      const text = campaignText(this.#report, grouping);
      const { orderRows, collator } = this.#collation;
      this.#grouping = { grouping, text, order: orderRows({ text, length: grouping.length }, collator) };
    }
    return this.#grouping;
  }

  *#campaigns({ selection }: Found): SlicedTask<Campaigns> {
    const { grouping, text } = yield* this.#group();
    const sizes = yield* campaignSizes(grouping, selection);
    const numbers = yield* subtotals(this.#report, grouping, selection);
    return { rows: { length: grouping.length, text, numbers }, sizes };
  }

  /** A number from 0 on is a row of the report; a negative one is campaign `~line`. */
  *#groupedLines(found: Found, view: ViewState): SlicedTask<Int32Array> {
    const { grouping, order } = yield* this.#group();
    const { rows, sizes } = (found.campaigns ??= yield* this.#campaigns(found));
    const matching = found.selection && Uint8Array.from(sizes, (size) => (size > 0 ? 1 : 0));
    const campaigns = yield* order.sorted(rows.numbers, view.sort, matching);
    // Where the next email of each campaign is to stand; nowhere, if the campaign is closed.
    const next = new Int32Array(grouping.length).fill(-1);
    let length = 0;
    for (const campaign of campaigns) {
      const opened = isExpanded(view, rows.text.campaignId[campaign] ?? '');
      if (opened) next[campaign] = length + 1;
      length += opened ? 1 + (sizes[campaign] ?? 0) : 1;
    }
    const lines = new Int32Array(length);
    let at = 0;
    for (const campaign of campaigns) {
      lines[at] = ~campaign;
      at += next[campaign] === -1 ? 1 : 1 + (sizes[campaign] ?? 0);
    }
    if (length === campaigns.length) return lines;
    const emails = yield* this.#sortedEmails(found, view);
    const { campaignOf } = grouping;
    yield* inSlices(emails.length, (from, to) => {
      for (let place = from; place < to; place++) {
        const row = emails[place] as number;
        const campaign = campaignOf[row] as number;
        const target = next[campaign] as number;
        if (target === -1) continue;
        lines[target] = row;
        next[campaign] = target + 1;
      }
    });
    return lines;
  }
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

export function emailLine(report: Report, row: number): Line;
export function emailLine(report: Report, row: number | undefined): Line | undefined;
export function emailLine(report: Report, row: number | undefined): Line | undefined {
  if (row === undefined) return undefined;
  return {
    rows: report,
    row,
    emails: undefined,
    isContradictory: has(report.contradictions, row),
    hasPreview: report.previewUrl !== undefined && !has(report.withoutPreview, row),
  };
}
