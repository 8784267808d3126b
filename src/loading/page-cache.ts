import { ContractError, quote } from '../endpoint/contract-error.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { Report } from '../model/report.ts';
import type { Page, PagedRows } from '../table-model/paged-lines.ts';

/** So many pages of a list are kept; those that were not needed for the longest time go first. */
const keptPages = 50;

const keyOf = (campaignId: string | undefined, emailId: string | undefined) => JSON.stringify([campaignId, emailId]);

/**
 * The pages of one list of rows that are here: at most so many, no row twice. A list whose number of rows is not known
 * yet has a single row that waits.
 */
export class PageCache {
  /** What there is at the moment; another one after every change. */
  rows: PagedRows;
  #isKnown: boolean;
  /** The place of each row that is here. */
  readonly #places = new Map<string, number>();
  /** The pages that are here, in the order in which they may go. */
  readonly #leastNeeded = new Set<number>();

  constructor(pageSize: number) {
    this.#isKnown = false;
    this.rows = { rowCount: 1, pageSize, pages: new Map(), failed: new Set() };
  }

  has(page: number): boolean {
    return this.rows.pages.has(page);
  }

  /** The place of a campaign, if it is on a page that is here. */
  indexOf(campaignId: string): number | undefined {
    return this.#places.get(keyOf(campaignId, ''));
  }

  /** Whether a window is of the same rows as those that came before it, as far as it says. */
  isConsistentWith({ rowCount }: Report): boolean {
    return !this.#isKnown || rowCount === this.rows.rowCount;
  }

  /**
   * Takes in a window, in pages.
   * @param isNeeded the pages that must stay
   * @throws {ReportError} if it has fewer rows than it must have, or a row that is here already.
   */
  insert(report: Report, isNeeded: (page: number) => boolean): void {
    const { pageSize } = this.rows;
    const start = report.window?.offset ?? 0;
    const rowCount = report.rowCount ?? report.length;
    if (report.length < Math.min(pageSize, rowCount - start)) {
      throw new ReportError('incomplete', `Only ${report.length} rows came of the ${pageSize} from ${start} on.`);
    }
    this.#checkRows(report, start);
    const pages = new Map(this.rows.pages);
    const failed = new Set(this.rows.failed);
    const end = start + report.length;
    for (let page = start / pageSize; page * pageSize < end; page++) {
      // The rest of a longer window is no whole page.
      if ((page + 1) * pageSize > end && end < rowCount) break;
      this.#add({ report, start }, page, rowCount);
      pages.set(page, { report, start });
      failed.delete(page);
    }
    if (rowCount === 0) pages.set(0, { report, start });
    this.#isKnown = true;
    this.rows = { rowCount, pageSize, pages: this.#bounded(pages, isNeeded), failed };
  }

  /** A page is needed now: it goes after all others. */
  touch(page: number): void {
    if (this.#leastNeeded.delete(page)) this.#leastNeeded.add(page);
  }

  markFailed(page: number): void {
    this.rows = { ...this.rows, failed: new Set([...this.rows.failed, page]) };
  }

  clearFailures(): void {
    this.rows = { ...this.rows, failed: new Set() };
  }

  #checkRows({ length, text }: Report, start: number): void {
    for (let row = 0; row < length; row++) {
      const [campaignId, emailId] = [text.campaignId[row], text.emailId[row]];
      const earlier = this.#places.get(keyOf(campaignId, emailId));
      if (earlier === undefined || earlier === start + row) continue;
      const got = `campaign ${quote(campaignId ?? '')}, email ${quote(emailId ?? '')} as ${earlier} rows after the first`;
      throw ReportError.ofContract(ContractError.of(`rows[${row}]`, 'a row that no other window has', got));
    }
  }

  #add(page: Page, number: number, rowCount: number): void {
    this.#leastNeeded.add(number);
    for (const [key, place] of this.#rowsOf(page, number, rowCount)) this.#places.set(key, place);
  }

  #drop(page: Page, number: number): void {
    this.#leastNeeded.delete(number);
    for (const [key] of this.#rowsOf(page, number, this.rows.rowCount)) this.#places.delete(key);
  }

  *#rowsOf({ report, start }: Page, number: number, rowCount: number): Generator<[key: string, place: number]> {
    const { campaignId, emailId } = report.text;
    const { pageSize } = this.rows;
    const end = Math.min((number + 1) * pageSize, rowCount);
    for (let place = number * pageSize; place < end; place++) {
      yield [keyOf(campaignId[place - start], emailId[place - start]), place];
    }
  }

  #bounded(pages: Map<number, Page>, isNeeded: (page: number) => boolean): Map<number, Page> {
    for (const number of this.#leastNeeded) {
      if (pages.size <= keptPages) break;
      const page = pages.get(number);
      if (!page || isNeeded(number)) continue;
      pages.delete(number);
      this.#drop(page, number);
    }
    return pages;
  }
}
