import type { Report } from '../model/report.ts';

/** Some rows of a report that is longer than what is here: row `start + i` of the report is row `i` of the page. */
export interface Page {
  readonly report: Report;
  readonly start: number;
}

/** Rows in the endpoint's order, of which some pages are here. It never changes. */
export interface PagedRows {
  readonly rowCount: number;
  readonly pageSize: number;
  /** By number, from 0. */
  readonly pages: ReadonlyMap<number, Page>;
  /** The numbers of the pages that could not be had. */
  readonly failed: ReadonlySet<number>;
}

/** A campaign whose emails stand under it. */
export interface ExpandedCampaign {
  readonly campaignId: string;
  /** Its row among the campaigns. */
  readonly row: number;
  /** Its emails; one line waits for them as long as it is not known how many there are. */
  readonly emails: PagedRows;
}

/** Lines one after another whose rows are one after another, in one list. */
interface Stretch {
  readonly firstLine: number;
  readonly length: number;
  readonly firstRow: number;
  readonly rows: PagedRows;
  /** The campaign whose emails they are; `undefined` for the report's own rows. */
  readonly campaignId: string | undefined;
}

/** A part of a list: the rows from `first` up to but not including `end`. */
export interface RowRange {
  readonly campaignId: string | undefined;
  readonly rows: PagedRows;
  readonly first: number;
  readonly end: number;
}

/** Which row is in which line: the report's rows, and under the campaigns that stand open, their emails. */
export class PagedLines {
  readonly #stretches: readonly Stretch[];
  readonly lineCount: number;

  constructor(rows: PagedRows, opened: readonly ExpandedCampaign[] = []) {
    const stretches: Stretch[] = [];
    let lineCount = 0;
    let row = 0;
    const add = (list: PagedRows, firstRow: number, length: number, campaignId?: string) => {
      if (length <= 0) return;
      stretches.push({ firstLine: lineCount, length, firstRow, rows: list, campaignId });
      lineCount += length;
    };
    for (const campaign of opened.toSorted((a, b) => a.row - b.row)) {
      add(rows, row, campaign.row + 1 - row);
      add(campaign.emails, 0, campaign.emails.rowCount, campaign.campaignId);
      row = campaign.row + 1;
    }
    add(rows, row, rows.rowCount - row);
    this.#stretches = stretches;
    this.lineCount = lineCount;
  }

  /** The list and the row in it of a line; `undefined` behind the last. */
  at(line: number): { readonly rows: PagedRows; readonly row: number; readonly isEmail: boolean } | undefined {
    const stretch = this.#stretches[this.#indexAt(line)];
    if (!stretch || line < 0 || line >= this.lineCount) return undefined;
    const { rows, firstRow, firstLine, campaignId } = stretch;
    return { rows, row: firstRow + line - firstLine, isEmail: campaignId !== undefined };
  }

  /** What is in the lines from `first` up to but not including `end`. */
  rangesIn(first: number, end: number): RowRange[] {
    const ranges: RowRange[] = [];
    for (let index = this.#indexAt(Math.max(0, first)); index < this.#stretches.length; index++) {
      const stretch = this.#stretches[index];
      if (!stretch || stretch.firstLine >= end) break;
      const { rows, campaignId, firstRow, firstLine, length } = stretch;
      const from = firstRow + Math.max(0, first - firstLine);
      const to = firstRow + Math.min(length, end - firstLine);
      if (from < to) ranges.push({ campaignId, rows, first: from, end: to });
    }
    return ranges;
  }

  /** The stretch that a line is in, or would be. */
  #indexAt(line: number): number {
    let [low, high] = [0, this.#stretches.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#stretches[middle]?.firstLine ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
