import type { ColumnId } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import type { CreateRowSorter } from './sorting/sorting.ts';
import type { FilterRows } from './filter-rows.ts';
import type { Rows } from './rows.ts';
import type { Fold } from './search-matches.ts';

/** How names are sorted and searched in a locale, and rows are filtered. */
export interface Collation {
  readonly collator: Intl.Collator;
  /** Returns the folding that searches use. It may load on demand. */
  fold(): Fold | Promise<Fold>;
  /** Returns the function that filters rows. It may load on demand. */
  filterRows(): FilterRows | Promise<FilterRows>;
  readonly createRowSorter: CreateRowSorter;
}

/** The `aria-rowindex` of the first line: the header is row 1. */
export const firstRowIndex = 2;

/** A line of the table: an email, or a campaign with its subtotals. Its values are in `rows`, at index `row`. */
export interface Line {
  readonly rows: Rows;
  readonly row: number;
  /** The number of emails of a campaign, `NaN` if unknown; `undefined` if the line is an email. */
  readonly emails: number | undefined;
  /** Whether the email has a preview; always `false` for a campaign. */
  readonly hasPreview: boolean;
  /** Whether the email is the only one of its campaign in the report, so that the line stands for both. */
  readonly isOnlyEmail?: boolean;
}

/** The lines of a table, from top to bottom. Immutable: another view of the report is another table. */
export interface Table {
  /** The columns in display order. The first is the name column: a tree of campaigns and emails if grouped. */
  readonly columns: readonly ColumnId[];
  readonly isGrouped: boolean;
  /** Whether rows may have notes: marks, or reasons for which figures are unknown. */
  readonly hasNotes: boolean;
  /** `false` if the report loads page by page; campaigns are then expanded one by one. */
  readonly isWhole?: boolean;
  /** The number of emails that match the search and the filter; all emails if there is neither. */
  readonly matchCount: number;
  /** The number of emails in the report. */
  readonly emailCount: number;
  /** All emails of the report; `undefined` if it loads page by page. */
  readonly emails?: Report;
  /** The first window of a report that loads page by page. */
  readonly firstWindow?: Report;
  /** 1 for each email that matches the search and the filter, otherwise 0; `undefined` if all do. */
  readonly mask?: Uint8Array | undefined;
  /** The total of the emails that match. */
  readonly total: Rows;
  /** All campaigns, with the sums of their emails that match. Only grouped tables have them, if the report is whole. */
  readonly campaigns?: Rows;
  readonly lineCount: number;
  /** Returns the line at an index, or `undefined` if it has not loaded. */
  lineAt(index: number): Line | undefined;
  /** Whether a line is an email. Only grouped tables have it, if all their lines are known. */
  readonly isEmailAt?: (index: number) => boolean;
  /** Whether the line at an index failed to load. */
  isFailedAt?(index: number): boolean;
}

/** Whether an ascending list includes a number. */
function includesSorted(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}

/** Returns the line of an email. */
export function emailLine(report: Report, row: number, isOnlyEmail = false): Line {
  return {
    rows: report,
    row,
    emails: undefined,
    hasPreview: report.previewUrl !== undefined && !includesSorted(report.withoutPreview, row),
    isOnlyEmail,
  };
}
