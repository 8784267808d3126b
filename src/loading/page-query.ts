import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import type { WindowRequest } from '../endpoint/window-request.ts';
import type { Report, ReportWindow } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';

/** The sort order, search and grouping that an endpoint applies before it returns a window of a report. */
export interface PageQuery {
  readonly sort: Sort;
  readonly search: string | undefined;
  readonly groupBy: 'campaign' | undefined;
}

/** The maximum number of rows in one request. */
export const maxPageSize = 200;

/** Returns a key that is equal for queries with the same result. */
export function queryKey({ sort, search, groupBy }: PageQuery): string {
  return JSON.stringify([formatSort(sort), search, groupBy]);
}

function matchesQuery(window: ReportWindow, { sort, search, groupBy }: PageQuery): boolean {
  return window.sort === formatSort(sort) && window.search === search && window.groupBy === groupBy;
}

function firstWindow(limit: number, { search, groupBy }: PageQuery): WindowRequest {
  return { offset: 0, limit, ...(search && { search }), ...(groupBy && { groupBy }) };
}

/**
 * Fetches a report, or its first window if the endpoint answers with windows. The first request to an endpoint does not
 * ask for grouping or search. If the answer is a window, the first window is fetched again with the whole query.
 *
 * @param pageSize the page size of this endpoint, if known
 * @param currentQuery returns the current query, which may change while a request is pending
 */
export async function fetchFirst(
  request: ReportRequest,
  pageSize: number | undefined,
  currentQuery: () => PageQuery,
  options: FetchReportOptions,
): Promise<Report> {
  let size = pageSize;
  for (;;) {
    const query = currentQuery();
    const window = size === undefined ? undefined : firstWindow(size, query);
    const report = await fetchReport({ ...request, sort: query.sort, window }, options);
    if (!report.window || matchesQuery(report.window, currentQuery())) return report;
    size = Math.min(report.window.limit, maxPageSize);
  }
}
