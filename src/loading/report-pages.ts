import { ContractError } from '../endpoint/contract-error.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { WindowRequest } from '../endpoint/window-request.ts';
import type { Report } from '../model/report.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { parseSort, type Sort } from '../model/sort.ts';
import type { Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { PagedLines } from '../table-model/paged-lines.ts';
import { pagedTable } from '../table-model/paged-table.ts';
import { PageCache } from './page-cache.ts';
import { maxPageSize } from './page-query.ts';

export { checkWindow } from '../endpoint/window-request.ts';

/** So many requests are under way at once, and no more. */
const mostRequests = 4;

/** While the reader scrolls, requests are made at most so often, in milliseconds. */
const pace = 100;

export interface ReportPagesOptions {
  readonly fetchWindow: (window: WindowRequest, signal: AbortSignal) => Promise<Report>;
  readonly onChange: () => void;
  /** Some rows could not be had. */
  readonly onError: (error: ReportError) => void;
  /**
   * A window is of other data than the first.
   * @returns whether the report is asked for again; if not, the rows of that window are missing.
   */
  readonly onOutdated: () => boolean;
}

/** A page of the report's own rows, or of the emails of a campaign. */
interface Place {
  readonly campaignId: string | undefined;
  readonly page: number;
}

interface Opened {
  readonly row: number;
  readonly pages: PageCache;
}

const keyOf = ({ campaignId, page }: Place) => JSON.stringify([campaignId, page]);

/**
 * A report that is longer than what is here: the endpoint sorts, searches and groups it, and is asked for the lines in
 * view, then for those around them. Requests for what is no longer near are aborted.
 */
export class ReportPages {
  /** Why some rows are missing, if they are. */
  error: ReportError | undefined;

  /** The order that the rows are in. */
  readonly sort: Sort;
  readonly #first: Report;
  readonly #options: ReportPagesOptions;
  readonly #pages: PageCache;
  /** The campaigns that the reader has opened, and of them those whose place is known. */
  #open: ReadonlySet<string> = new Set();
  readonly #opened = new Map<string, Opened>();
  #lines: PagedLines;
  #inView = { first: 0, end: 1 };
  readonly #requests = new Map<string, AbortController>();
  #pause: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;
  #isStopped = false;
  #table: { readonly inputs: readonly unknown[]; readonly table: Table } | undefined;

  /** @param first the first window */
  constructor(first: Report, options: ReportPagesOptions) {
    this.#first = first;
    this.sort = parseSort(first.window?.sort ?? '') ?? [];
    this.#options = options;
    this.#pages = new PageCache(Math.min(first.window?.limit ?? maxPageSize, maxPageSize));
    this.#pages.insert(first, () => true);
    this.#lines = new PagedLines(this.#pages.rows);
  }

  get rowCount(): number {
    return this.#pages.rows.rowCount;
  }

  get isGrouped(): boolean {
    return this.#first.window?.groupBy !== undefined;
  }

  get pageSize(): number {
    return this.#pages.rows.pageSize;
  }

  table(view: ViewState): Table {
    const inputs = [this.#lines, view.columns, view.groupBy];
    if (!this.#table || !shallowEqualArrays(inputs, this.#table.inputs)) {
      this.#table = { inputs, table: pagedTable(this.#first, this.#pages.rows, this.#lines, view) };
    }
    return this.#table.table;
  }

  /** The lines from `first` up to but not including `end` are in view. */
  load(first: number, end: number): void {
    this.#inView = { first, end };
    if (this.#pause !== undefined) {
      this.#isDue = true;
      return;
    }
    this.#ask();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (!this.#isDue) return;
      this.#isDue = false;
      this.load(this.#inView.first, this.#inView.end);
    }, pace);
  }

  /** These campaigns stand open, and no others. */
  setExpandedCampaigns(campaignIds: ReadonlySet<string>): void {
    if (campaignIds === this.#open) return;
    this.#open = campaignIds;
    for (const campaignId of this.#opened.keys()) if (!campaignIds.has(campaignId)) this.#opened.delete(campaignId);
    this.#change();
    this.#ask();
  }

  /** Asks again for the rows that could not be had, and anew for those under way: what was wrong before is not to count. */
  retry(): void {
    this.error = undefined;
    this.#abort(() => true);
    for (const { pages } of this.#lists()) pages.clearFailures();
    this.#change();
    this.#ask();
  }

  /** Gives up all requests. */
  stop(): void {
    this.#isStopped = true;
    this.#abort(() => true);
  }

  resume(): void {
    this.#isStopped = false;
    this.#ask();
  }

  #lists(): Opened[] {
    return [{ row: -1, pages: this.#pages }, ...this.#opened.values()];
  }

  #listOf(campaignId: string | undefined): PageCache | undefined {
    return campaignId === undefined ? this.#pages : this.#opened.get(campaignId)?.pages;
  }

  /** The pages of the lines from `first` up to but not including `end`. */
  #placesOf(first: number, end: number): Place[] {
    return this.#lines.rangesIn(first, end).flatMap(({ campaignId, rows, first: row, end: rowEnd }) => {
      const page = Math.floor(row / rows.pageSize);
      const length = Math.ceil(rowEnd / rows.pageSize) - page;
      return Array.from({ length }, (_, index) => ({ campaignId, page: page + index }));
    });
  }

  #around(): Place[] {
    const { first, end } = this.#inView;
    return this.#placesOf(first - this.pageSize, end + this.pageSize);
  }

  #ask(): void {
    if (this.#isStopped) return;
    const inView = this.#placesOf(this.#inView.first, this.#inView.end);
    const around = this.#around();
    const near = new Set(around.map(keyOf));
    this.#abort((key) => !near.has(key));
    for (const { campaignId, page } of inView) this.#listOf(campaignId)?.touch(page);
    for (const place of inView) this.#request(place);
    if (!inView.some((place) => this.#requests.has(keyOf(place)))) for (const place of around) this.#request(place);
  }

  #abort(isOutOfDate: (key: string) => boolean): void {
    for (const [key, controller] of this.#requests) {
      if (!isOutOfDate(key)) continue;
      this.#requests.delete(key);
      controller.abort();
    }
  }

  #request(place: Place): void {
    if (this.#requests.size === mostRequests) return;
    const list = this.#listOf(place.campaignId);
    const key = keyOf(place);
    if (!list || list.has(place.page) || list.rows.failed.has(place.page) || this.#requests.has(key)) return;
    const controller = new AbortController();
    this.#requests.set(key, controller);
    const { search, groupBy } = this.#first.window ?? {};
    const window: WindowRequest = {
      offset: place.page * this.pageSize,
      limit: this.pageSize,
      ...(search !== undefined && { search }),
      ...(place.campaignId !== undefined ? { campaign: place.campaignId } : groupBy && { groupBy }),
    };
    void this.#answer(this.#options.fetchWindow(window, controller.signal), place, controller.signal, list);
  }

  async #answer(asking: Promise<Report>, place: Place, signal: AbortSignal, list: PageCache): Promise<void> {
    try {
      const report = await asking;
      if (signal.aborted) return;
      this.#requests.delete(keyOf(place));
      if (this.#isOutdated(report, list)) {
        if (this.#options.onOutdated()) return;
        throw outdated(report, list);
      }
      const near = new Set(this.#around().map(keyOf));
      list.insert(report, (page) => near.has(keyOf({ ...place, page })));
    } catch (error) {
      if (signal.aborted) return;
      this.#requests.delete(keyOf(place));
      list.markFailed(place.page);
      this.error = error as ReportError;
      this.#options.onError(this.error);
    }
    this.#change();
    this.#ask();
  }

  #isOutdated(report: Report, list: PageCache): boolean {
    return !list.isConsistentWith(report) || !Object.is(report.asOf, this.#first.asOf);
  }

  #change(): void {
    for (const campaignId of this.#open) {
      const row = this.#pages.indexOf(campaignId);
      if (row === undefined || this.#opened.has(campaignId) || !this.#first.window?.groupBy) continue;
      this.#opened.set(campaignId, { row, pages: new PageCache(this.pageSize) });
    }
    const opened = [...this.#opened].map(([campaignId, { row, pages }]) => ({ campaignId, row, emails: pages.rows }));
    this.#lines = new PagedLines(this.#pages.rows, opened);
    this.#options.onChange();
  }
}

function outdated(report: Report, list: PageCache): ReportError {
  const expected = `the data of the first window, ${list.rows.rowCount} rows`;
  return ReportError.ofContract(
    ContractError.of('rowCount', expected, `that of another moment, ${report.rowCount ?? 0} rows`),
  );
}
