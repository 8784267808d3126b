import { ContractError } from '../endpoint/contract-error.ts';
import type { ReportRequest } from '../endpoint/fetch-report.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { WindowRequest } from '../endpoint/window-request.ts';
import type { ColumnSet } from '../model/columns.ts';
import { appliedActivity, withActivity } from '../model/chosen-activity.ts';
import type { Report } from '../model/report.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { parseSort, type Sort } from '../model/sort.ts';
import type { Table } from '../table-model/table.ts';
import { collapsedByDefault, type ViewState } from '../table-model/view-state.ts';
import { PagedLines } from '../table-model/paged-lines.ts';
import { pagedTable } from '../table-model/paged-table.ts';
import { PageCache } from './page-cache.ts';
import { maxPageSize } from './fetch-first.ts';

export { acceptWindow } from '../endpoint/window-request.ts';

/** The maximum number of concurrent requests. */
const maxRequests = 4;

/** The minimum interval between requests while the reader scrolls, in milliseconds. */
const throttleInterval = 100;

export interface ReportPagesOptions {
  /** The columns that the report may be sorted by. Default: the built-in ones. */
  readonly columns?: ColumnSet | undefined;
  readonly fetchWindow: (window: WindowRequest, signal: AbortSignal) => Promise<Report>;
  readonly onChange: () => void;
  /** Called when a page fails to load. */
  readonly onError: (error: ReportError) => void;
  /**
   * Called when a window has different data than the first.
   * @returns whether the report reloads; otherwise the window counts as failed
   */
  readonly onOutdated: () => boolean;
}

/** Identifies a page: of the report's rows, or of the emails of a campaign. */
interface PageLocation {
  readonly campaignId: string | undefined;
  readonly page: number;
}

/** The emails of an expanded campaign. */
interface CampaignEmails {
  readonly row: number;
  readonly pages: PageCache;
}

const keyOf = ({ campaignId, page }: PageLocation) => JSON.stringify([campaignId, page]);

/**
 * Returns the request for pages of a report: with the dates that a named time frame had when the report loaded, and with the
 * newest headers and fetcher, unless the host has set them for another endpoint. A token for another origin stays there.
 * @param loaded the request that the report has loaded with
 * @param current the same request with the host's current settings
 */
export function pageRequest(loaded: ReportRequest, current: ReportRequest): ReportRequest {
  const { endpoint, requestInit, fetcher } = current;
  if (endpoint === loaded.endpoint) return { ...loaded, requestInit, fetcher };
  const isOwnOrigin = URL.canParse(endpoint) && new URL(endpoint).origin === new URL(loaded.endpoint).origin;
  return isOwnOrigin ? loaded : { ...loaded, authorization: undefined };
}

/**
 * A report that loads page by page. The endpoint sorts, searches and groups it. The lines in view load first, then
 * those around them. Requests for pages that are no longer near the view are aborted.
 */
export class ReportPages {
  /** Why a page failed to load, if one did. */
  error: ReportError | undefined;

  /** The sort order of the rows. */
  readonly sort: Sort;
  readonly #first: Report;
  readonly #options: ReportPagesOptions;
  readonly #reportPages: PageCache;
  /** The expanded campaigns, and the emails of those whose row is known. */
  #expandedCampaigns: ReadonlySet<string> = new Set();
  readonly #campaignEmails = new Map<string, CampaignEmails>();
  #lines: PagedLines;
  #linesInView = { first: 0, end: 1 };
  readonly #requests = new Map<string, AbortController>();
  #throttleTimer: ReturnType<typeof setTimeout> | undefined;
  #isLoadPending = false;
  #isStopped = false;
  #table: { readonly inputs: readonly unknown[]; readonly table: Table } | undefined;

  /** @param first the first window, which determines the page size, sort order and grouping */
  constructor(first: Report, options: ReportPagesOptions) {
    this.#first = figured(first);
    this.sort = parseSort(first.window?.sort ?? '', options.columns) ?? [];
    this.#options = options;
    this.#reportPages = new PageCache(Math.min(first.window?.limit ?? maxPageSize, maxPageSize));
    this.#reportPages.insert(this.#first, () => true);
    this.#lines = new PagedLines(this.#reportPages.rows);
  }

  get rowCount(): number {
    return this.#reportPages.rows.rowCount;
  }

  get isGrouped(): boolean {
    return this.#first.window?.groupBy !== undefined;
  }

  get pageSize(): number {
    return this.#reportPages.rows.pageSize;
  }

  /** Returns the table for a view. */
  table(view: ViewState): Table {
    const inputs = [this.#lines, view.columns, view.groupBy, view.columnSet, view.isNarrow];
    if (!this.#table || !shallowEqualArrays(inputs, this.#table.inputs)) {
      this.#table = { inputs, table: pagedTable(this.#first, this.#reportPages.rows, this.#lines, view) };
    }
    return this.#table.table;
  }

  /** Returns the request for emails of this report, with its search and filters. The reader may have chosen others since. */
  windowRequest(offset: number, limit: number): WindowRequest {
    const { search, filters } = this.#first.window ?? {};
    return { offset, limit, ...(search !== undefined && { search }), ...filters };
  }

  /** Fetches a window of the same report in the same order. */
  async fetchWindow(window: WindowRequest, signal: AbortSignal): Promise<Report> {
    return figured(await this.#options.fetchWindow(window, signal));
  }

  /** Loads the lines in view, from `first` (inclusive) to `end` (exclusive). */
  load(first: number, end: number): void {
    this.#linesInView = { first, end };
    if (this.#throttleTimer !== undefined) {
      this.#isLoadPending = true;
      return;
    }
    this.#requestPages();
    this.#throttleTimer = setTimeout(() => {
      this.#throttleTimer = undefined;
      if (!this.#isLoadPending) return;
      this.#isLoadPending = false;
      this.load(this.#linesInView.first, this.#linesInView.end);
    }, throttleInterval);
  }

  /** Loads the emails of the campaigns that a view expands. They are collapsed by default. */
  follow(view: ViewState): void {
    const { toggledCampaignIds: campaignIds } = collapsedByDefault(view);
    if (campaignIds === this.#expandedCampaigns) return;
    this.#expandedCampaigns = campaignIds;
    for (const campaignId of this.#campaignEmails.keys())
      if (!campaignIds.has(campaignId)) this.#campaignEmails.delete(campaignId);
    this.#update();
    this.#requestPages();
  }

  /**
   * Clears the error, and requests the pages in view again that failed or have not arrived. Requests on the way are aborted, so
   * that none of them reports a failure after this.
   */
  retry(): void {
    this.error = undefined;
    this.#abort(() => true);
    for (const { pages } of this.#allPages()) pages.clearFailures();
    this.#update();
    this.#requestPages();
  }

  /** Aborts all requests until `resume`. */
  stop(): void {
    this.#isStopped = true;
    this.#abort(() => true);
  }

  /** Continues to load the lines in view. */
  resume(): void {
    this.#isStopped = false;
    this.#requestPages();
  }

  #allPages(): CampaignEmails[] {
    return [{ row: -1, pages: this.#reportPages }, ...this.#campaignEmails.values()];
  }

  #pagesOf(campaignId: string | undefined): PageCache | undefined {
    return campaignId === undefined ? this.#reportPages : this.#campaignEmails.get(campaignId)?.pages;
  }

  /** Returns the pages of the lines from `first` (inclusive) to `end` (exclusive). */
  #locationsIn(first: number, end: number): PageLocation[] {
    return this.#lines.rangesIn(first, end).flatMap(({ campaignId, rows, first: row, end: rowEnd }) => {
      const page = Math.floor(row / rows.pageSize);
      const length = Math.ceil(rowEnd / rows.pageSize) - page;
      return Array.from({ length }, (_, index) => ({ campaignId, page: page + index }));
    });
  }

  #nearbyLocations(): PageLocation[] {
    const { first, end } = this.#linesInView;
    return this.#locationsIn(first - this.pageSize, end + this.pageSize);
  }

  #requestPages(): void {
    if (this.#isStopped) return;
    const inView = this.#locationsIn(this.#linesInView.first, this.#linesInView.end);
    const nearby = this.#nearbyLocations();
    const nearbyKeys = new Set(nearby.map(keyOf));
    this.#abort((key) => !nearbyKeys.has(key));
    for (const { campaignId, page } of inView) this.#pagesOf(campaignId)?.touch(page);
    for (const location of inView) this.#request(location);
    if (inView.some((location) => this.#requests.has(keyOf(location)))) return;
    for (const location of nearby) this.#request(location);
  }

  #abort(shouldAbort: (key: string) => boolean): void {
    for (const [key, controller] of this.#requests) {
      if (!shouldAbort(key)) continue;
      this.#requests.delete(key);
      controller.abort();
    }
  }

  #request(location: PageLocation): void {
    if (this.#requests.size === maxRequests) return;
    const { campaignId, page } = location;
    const pages = this.#pagesOf(campaignId);
    const key = keyOf(location);
    if (!pages || pages.has(page) || pages.rows.failed.has(page) || this.#requests.has(key)) return;
    const controller = new AbortController();
    this.#requests.set(key, controller);
    const window: WindowRequest = {
      ...this.windowRequest(page * this.pageSize, this.pageSize),
      // Endpoints return the campaigns of `campaign` and those of `folder`. The emails of one campaign need it only.
      ...(campaignId !== undefined
        ? { campaign: campaignId, folder: undefined }
        : this.isGrouped && { groupBy: 'campaign' }),
    };
    void this.#receive(this.fetchWindow(window, controller.signal), location, controller.signal, pages);
  }

  async #receive(
    response: Promise<Report>,
    location: PageLocation,
    signal: AbortSignal,
    pages: PageCache,
  ): Promise<void> {
    try {
      const report = await response;
      if (signal.aborted) return;
      this.#requests.delete(keyOf(location));
      if (this.#isOutdated(report, pages)) {
        if (this.#options.onOutdated()) return;
        throw outdatedError(report, pages);
      }
      const nearbyKeys = new Set(this.#nearbyLocations().map(keyOf));
      pages.insert(report, (page) => nearbyKeys.has(keyOf({ ...location, page })));
    } catch (error) {
      if (signal.aborted) return;
      this.#requests.delete(keyOf(location));
      pages.markFailed(location.page);
      this.error = error as ReportError;
      this.#options.onError(this.error);
    }
    this.#update();
    this.#requestPages();
  }

  #isOutdated(report: Report, pages: PageCache): boolean {
    return !pages.isConsistentWith(report) || !Object.is(report.asOf, this.#first.asOf);
  }

  #update(): void {
    for (const campaignId of this.#expandedCampaigns) {
      const row = this.#reportPages.indexOf(campaignId);
      if (row === undefined || this.#campaignEmails.has(campaignId) || !this.#first.window?.groupBy) continue;
      this.#campaignEmails.set(campaignId, { row, pages: new PageCache(this.pageSize) });
    }
    const expanded = [...this.#campaignEmails].map(([campaignId, { row, pages }]) => ({
      campaignId,
      row,
      emails: pages.rows,
    }));
    this.#lines = new PagedLines(this.#reportPages.rows, expanded);
    this.#options.onChange();
  }
}

/** Returns a window whose opens and clicks are of the activity that the endpoint has applied. */
function figured(report: Report): Report {
  return withActivity(report, appliedActivity(report));
}

function outdatedError(report: Report, pages: PageCache): ReportError {
  const expected = `the data of the first window, ${pages.rows.rowCount} rows`;
  return ReportError.ofContract(ContractError.of('rowCount', expected, `different data, ${report.rowCount ?? 0} rows`));
}
