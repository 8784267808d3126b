import type { Report } from '../model/report.ts';

/** A page of a longer report: row `i` of the page is row `start + i` of the report. */
export interface Page {
  readonly report: Report;
  readonly start: number;
}

/** Rows in the endpoint's order, some pages of which have loaded. Immutable. */
export interface PagedRows {
  readonly rowCount: number;
  readonly pageSize: number;
  /** The loaded pages, by page number from 0. */
  readonly pages: ReadonlyMap<number, Page>;
  /** The numbers of the pages that failed to load. */
  readonly failed: ReadonlySet<number>;
}

/** A campaign whose emails are listed below it. */
export interface ExpandedCampaign {
  readonly campaignId: string;
  /** The row of the campaign. */
  readonly row: number;
  /** Its emails. They take one line until their number is known. */
  readonly emails: PagedRows;
}

/** Consecutive lines that show consecutive rows of one list. */
interface Segment {
  readonly firstLine: number;
  readonly length: number;
  readonly firstRow: number;
  readonly rows: PagedRows;
  /** The campaign whose emails the rows are; `undefined` for the rows of the report. */
  readonly campaignId: string | undefined;
}

/** A range of rows of one list, from `first` (inclusive) to `end` (exclusive). */
export interface RowRange {
  readonly campaignId: string | undefined;
  readonly rows: PagedRows;
  readonly first: number;
  readonly end: number;
}

/** Maps lines to rows: the rows of the report, with the emails of expanded campaigns below their campaign. */
export class PagedLines {
  readonly #segments: readonly Segment[];
  readonly lineCount: number;

  constructor(rows: PagedRows, expanded: readonly ExpandedCampaign[] = []) {
    const segments: Segment[] = [];
    let lineCount = 0;
    let row = 0;
    const add = (list: PagedRows, firstRow: number, length: number, campaignId?: string) => {
      if (length <= 0) return;
      segments.push({ firstLine: lineCount, length, firstRow, rows: list, campaignId });
      lineCount += length;
    };
    for (const campaign of expanded.toSorted((a, b) => a.row - b.row)) {
      add(rows, row, campaign.row + 1 - row);
      add(campaign.emails, 0, campaign.emails.rowCount, campaign.campaignId);
      row = campaign.row + 1;
    }
    add(rows, row, rows.rowCount - row);
    this.#segments = segments;
    this.lineCount = lineCount;
  }

  /** Returns the list and the row that a line shows, or `undefined` if there is no such line. */
  at(line: number): { readonly rows: PagedRows; readonly row: number; readonly isEmail: boolean } | undefined {
    const segment = this.#segments[this.#indexAt(line)];
    if (!segment || line < 0 || line >= this.lineCount) return undefined;
    const { rows, firstRow, firstLine, campaignId } = segment;
    return { rows, row: firstRow + line - firstLine, isEmail: campaignId !== undefined };
  }

  /** Returns the rows shown in the lines from `first` (inclusive) to `end` (exclusive). */
  rangesIn(first: number, end: number): RowRange[] {
    const ranges: RowRange[] = [];
    for (let index = this.#indexAt(Math.max(0, first)); index < this.#segments.length; index++) {
      const segment = this.#segments[index];
      if (!segment || segment.firstLine >= end) break;
      const { rows, campaignId, firstRow, firstLine, length } = segment;
      const from = firstRow + Math.max(0, first - firstLine);
      const to = firstRow + Math.min(length, end - firstLine);
      if (from < to) ranges.push({ campaignId, rows, first: from, end: to });
    }
    return ranges;
  }

  /** Returns the index of the segment that contains a line, or is closest to it. */
  #indexAt(line: number): number {
    let [low, high] = [0, this.#segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle]?.firstLine ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
