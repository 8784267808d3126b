import { ContractError, quote } from '../endpoint/contract-error.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { Report } from '../model/report.ts';
import type { Page, PagedRows } from '../table-model/paged-lines.ts';

/** The maximum number of pages of a list in the cache. The least recently used pages are evicted first. */
const maxPages = 50;

const keyOf = (campaignId: string | undefined, emailId: string | undefined) => JSON.stringify([campaignId, emailId]);

/** Returns the error for a row of a window that is also at another row of the list. */
export function repeatedRowError({ text }: Pick<Report, 'text'>, row: number, earlier: number): ReportError {
  const [campaignId = '', emailId = ''] = [text.campaignId[row], text.emailId[row]];
  const got = `campaign ${quote(campaignId)}, email ${quote(emailId)} also at row ${earlier}`;
  return ReportError.ofContract(ContractError.of(`rows[${row}]`, 'a row that is in no other window', got));
}

/**
 * A cache of the pages of one list of rows. Limits their number and rejects duplicate rows. A list has one placeholder
 * row until its number of rows is known.
 */
export class PageCache {
  /** The current rows. Immutable: every change replaces them. */
  rows: PagedRows;
  #isRowCountKnown: boolean;
  /** The index of each loaded row, by campaign and email. */
  readonly #rowIndexes = new Map<string, number>();
  /** The loaded pages, the least recently used first. */
  readonly #leastRecentlyUsed = new Set<number>();

  constructor(pageSize: number) {
    this.#isRowCountKnown = false;
    this.rows = { rowCount: 1, pageSize, pages: new Map(), failed: new Set() };
  }

  /** Whether a page has loaded. */
  has(page: number): boolean {
    return this.rows.pages.has(page);
  }

  /** Returns the row of a campaign, if its page has loaded. */
  indexOf(campaignId: string): number | undefined {
    return this.#rowIndexes.get(keyOf(campaignId, ''));
  }

  /** Whether a window has the same number of rows as the windows before it. */
  isConsistentWith({ rowCount }: Report): boolean {
    return !this.#isRowCountKnown || rowCount === this.rows.rowCount;
  }

  /**
   * Inserts the pages of a window.
   * @param isNeeded whether a page must not be evicted
   * @throws {ReportError} if rows are missing, or a row is already on another page
   */
  insert(report: Report, isNeeded: (page: number) => boolean): void {
    const { pageSize } = this.rows;
    const start = report.window?.offset ?? 0;
    const rowCount = report.rowCount ?? report.length;
    if (report.length < Math.min(pageSize, rowCount - start)) {
      throw new ReportError('incomplete', `Received only ${report.length} rows of the ${pageSize} from row ${start}.`);
    }
    this.#checkRows(report, start);
    const pages = new Map(this.rows.pages);
    const failed = new Set(this.rows.failed);
    const end = start + report.length;
    for (let page = start / pageSize; page * pageSize < end; page++) {
      // A longer window may end with an incomplete page, which is ignored.
      if ((page + 1) * pageSize > end && end < rowCount) break;
      this.#add({ report, start }, page, rowCount);
      pages.set(page, { report, start });
      failed.delete(page);
    }
    if (rowCount === 0) pages.set(0, { report, start });
    this.#isRowCountKnown = true;
    this.rows = { rowCount, pageSize, pages: this.#evict(pages, isNeeded), failed };
  }

  /** Marks a page as most recently used. */
  touch(page: number): void {
    if (this.#leastRecentlyUsed.delete(page)) this.#leastRecentlyUsed.add(page);
  }

  /** Marks a page as failed to load. */
  markFailed(page: number): void {
    this.rows = { ...this.rows, failed: new Set([...this.rows.failed, page]) };
  }

  /** Clears all failures, so that the pages are requested again. */
  clearFailures(): void {
    this.rows = { ...this.rows, failed: new Set() };
  }

  #checkRows(report: Report, start: number): void {
    const { campaignId, emailId } = report.text;
    for (let row = 0; row < report.length; row++) {
      const earlier = this.#rowIndexes.get(keyOf(campaignId[row], emailId[row]));
      if (earlier !== undefined && earlier !== start + row) throw repeatedRowError(report, row, earlier);
    }
  }

  #add(page: Page, number: number, rowCount: number): void {
    this.#leastRecentlyUsed.add(number);
    for (const [key, index] of this.#rowsOf(page, number, rowCount)) this.#rowIndexes.set(key, index);
  }

  #drop(page: Page, number: number): void {
    this.#leastRecentlyUsed.delete(number);
    for (const [key] of this.#rowsOf(page, number, this.rows.rowCount)) this.#rowIndexes.delete(key);
  }

  *#rowsOf({ report, start }: Page, number: number, rowCount: number): Generator<[key: string, index: number]> {
    const { campaignId, emailId } = report.text;
    const { pageSize } = this.rows;
    const end = Math.min((number + 1) * pageSize, rowCount);
    for (let index = number * pageSize; index < end; index++) {
      yield [keyOf(campaignId[index - start], emailId[index - start]), index];
    }
  }

  #evict(pages: Map<number, Page>, isNeeded: (page: number) => boolean): Map<number, Page> {
    for (const number of this.#leastRecentlyUsed) {
      if (pages.size <= maxPages) break;
      const page = pages.get(number);
      if (!page || isNeeded(number)) continue;
      pages.delete(number);
      this.#drop(page, number);
    }
    return pages;
  }
}
