import { settleTime } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { formatSort } from '../model/sort.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { inSlices, awaitPromise, type SlicedTask } from '../platform/sliced-task.ts';
import { shownColumns } from './visible-columns.ts';
import type { RowSorter } from './sorting/sorting.ts';
import type { Rows } from './rows.ts';
import { foldTexts, findMatches, type FoldedTexts, type Selection } from './search-matches.ts';
import { emailLine, type Collation, type Table } from './table.ts';
import { campaignSizes, campaignText, groupByCampaign, subtotals, totalOf, type Grouping } from './totals.ts';
import { isExpanded, type ViewState } from './view-state.ts';

/** Campaigns as rows, with the number of matching emails of each. */
interface Campaigns {
  readonly rows: Rows;
  readonly sizes: Uint32Array;
}

/** All campaigns of the report. They do not depend on search and filter. */
interface Groups {
  readonly grouping: Grouping;
  /** The number of emails of each campaign. */
  readonly sizes: Uint32Array;
  readonly text: Rows['text'];
  readonly sorter: RowSorter;
}

/** The results of a search and a filter, which do not depend on the sort order. */
interface SearchResult {
  /**
   * Everything that the result depends on. A filter has dates, which are days of a time zone, and rates, whose counts the
   * column set decides.
   */
  readonly inputs: readonly unknown[];
  /** `undefined` if all rows match. */
  readonly selection: Selection | undefined;
  readonly total: Rows;
  campaigns: Campaigns | undefined;
  /** The matching rows in the most recent sort order. */
  sorted: { readonly sort: string; readonly rows: Uint32Array } | undefined;
}

/**
 * Builds tables of one report for one locale. Caches intermediate results, such as the collation ranks of names, to
 * build the next table faster.
 */
export class TableModel {
  readonly #report: Report;
  readonly #collation: Collation;
  readonly #emailSorter: RowSorter;
  #groups: Groups | undefined;
  #texts: FoldedTexts | undefined;
  #result: SearchResult | undefined;

  constructor(report: Report, collation: Collation) {
    this.#report = report;
    this.#collation = collation;
    this.#emailSorter = collation.createRowSorter(report, collation.collator);
  }

  /** Builds the table for a view. */
  *build(view: ViewState): SlicedTask<Table> {
    const result = yield* this.search(view);
    const base = this.#tableOf(result, view);
    if (view.groupBy === 'none') {
      const rows = yield* this.#sortedEmails(result, view);
      return {
        ...base,
        isGrouped: false,
        lineCount: rows.length,
        lineAt: (index) => {
          const row = rows[index];
          return row === undefined ? undefined : emailLine(this.#report, row);
        },
      };
    }
    const campaigns = (result.campaigns ??= yield* this.#campaigns(result, view));
    const { rows, sizes } = campaigns;
    const { grouping, sizes: allSizes } = yield* this.#group(view);
    const lines = yield* this.#groupedLines(result, campaigns, view);
    return {
      ...base,
      isGrouped: true,
      campaigns: rows,
      lineCount: lines.length,
      isEmailAt: (index) => (lines[index] ?? -1) >= 0,
      lineAt: (index) => {
        const line = lines[index];
        if (line === undefined) return undefined;
        if (line >= 0) {
          const isOnlyEmail = allSizes[grouping.campaignOf[line] as number] === 1;
          return emailLine(this.#report, line, isOnlyEmail);
        }
        return {
          rows,
          row: ~line,
          emails: sizes[~line] ?? 0,
          hasPreview: false,
        };
      },
    };
  }

  /** Returns the parts of a table that do not depend on the order and the grouping. */
  #tableOf({ selection, total }: SearchResult, view: ViewState) {
    const { length, contradictions, untracked, offered, numbers, asOf } = this.#report;
    return {
      columns: shownColumns(view, this.#report),
      matchCount: selection?.count ?? length,
      emailCount: length,
      emails: this.#report,
      mask: selection?.mask,
      total,
      hasNotes:
        contradictions.length + untracked.length > 0 ||
        offered.has('mayHaveBegunEarlier') ||
        numbers.pending.some((pending) => pending > 0) ||
        numbers.firstSentAt.some((sentAt) => sentAt + settleTime > asOf),
    };
  }

  /**
   * Prepares for the next sort of more than 1,000 rows: loads the fast sorter and sorts the rows by their ids, the order of
   * rows that are otherwise equal. The ranks of names are computed by the first sort that needs them.
   */
  *prepare(): SlicedTask<void> {
    if (this.#emailSorter.prepare) yield* this.#emailSorter.prepare();
  }

  /** Returns the rows that match the search and the filter of a view, and their total. */
  *search(view: ViewState): SlicedTask<SearchResult> {
    const { columnSet, filter } = view;
    const search = view.search.trim();
    const inputs = [search, filter, view.timeZone, columnSet];
    if (this.#result && shallowEqualArrays(inputs, this.#result.inputs)) return this.#result;
    let selection: Selection | undefined;
    if (search === '') {
      this.#texts = undefined;
    } else {
      const fold = yield* awaitPromise(this.#collation.fold());
      this.#texts ??= yield* foldTexts(this.#report, columnSet, fold);
      selection = yield* findMatches(this.#texts, this.#report.length, search, fold);
    }
    if (filter) {
      const filterRows = yield* awaitPromise(this.#collation.filterRows());
      selection = yield* filterRows(this.#report, view, selection);
    }
    const total = yield* totalOf(this.#report, columnSet, selection);
    return (this.#result = { inputs, selection, total, campaigns: undefined, sorted: undefined });
  }

  *#sortedEmails(result: SearchResult, view: ViewState): SlicedTask<Uint32Array> {
    const sort = formatSort(view.sort);
    if (result.sorted?.sort !== sort) {
      const { numbers } = this.#report;
      const rows = yield* this.#emailSorter.sort(numbers, view.sort, result.selection?.mask, view.columnSet);
      result.sorted = { sort, rows };
    }
    return result.sorted.rows;
  }

  *#group({ columnSet }: ViewState): SlicedTask<Groups> {
    if (!this.#groups) {
      const grouping = yield* groupByCampaign(this.#report);
      const sizes = yield* campaignSizes(grouping);
      const text = yield* campaignText(this.#report, grouping, columnSet);
      const { createRowSorter, collator } = this.#collation;
      this.#groups = { grouping, sizes, text, sorter: createRowSorter({ text, length: grouping.length }, collator) };
    }
    return this.#groups;
  }

  *#campaigns({ selection }: SearchResult, view: ViewState): SlicedTask<Campaigns> {
    const { grouping, text, sizes: allSizes } = yield* this.#group(view);
    const sizes = selection ? yield* campaignSizes(grouping, selection) : allSizes;
    const numbers = yield* subtotals(this.#report, grouping, view.columnSet, selection);
    return { rows: { length: grouping.length, text, numbers }, sizes };
  }

  /**
   * Returns the lines of a grouped table: a row of the report if not negative, otherwise campaign `~line`. The only email
   * of a campaign is one line with it.
   */
  *#groupedLines(result: SearchResult, { rows, sizes }: Campaigns, view: ViewState): SlicedTask<Int32Array> {
    const { grouping, sorter, sizes: allSizes } = yield* this.#group(view);
    const matching = result.selection && Uint8Array.from(sizes, (size) => (size > 0 ? 1 : 0));
    const campaigns = yield* sorter.sort(rows.numbers, view.sort, matching, view.columnSet);
    // The line of the next email of each campaign; -1 if its emails have no separate lines.
    const next = new Int32Array(grouping.length).fill(-1);
    let length = 0;
    for (const campaign of campaigns) {
      const expanded = allSizes[campaign] !== 1 && isExpanded(view, rows.text.campaignId[campaign] ?? '');
      if (expanded) next[campaign] = length + 1;
      length += expanded ? 1 + (sizes[campaign] ?? 0) : 1;
    }
    const lines = new Int32Array(length);
    let at = 0;
    for (const campaign of campaigns) {
      lines[at] = allSizes[campaign] === 1 ? (grouping.firstRows[campaign] as number) : ~campaign;
      at += next[campaign] === -1 ? 1 : 1 + (sizes[campaign] ?? 0);
    }
    if (length === campaigns.length) return lines;
    const emails = yield* this.#sortedEmails(result, view);
    const { campaignOf } = grouping;
    yield* inSlices(emails.length, (from, to) => {
      for (let index = from; index < to; index++) {
        const row = emails[index] as number;
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
