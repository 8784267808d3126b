import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import type { WindowRequest } from '../endpoint/window-request.ts';
import type { ColumnSet } from '../model/columns.ts';
import type { Report, ReportWindow } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';

/** The sort order, search, filter and grouping that an endpoint applies before it returns a window of a report. */
export interface PageQuery {
  readonly sort: Sort;
  readonly search: string | undefined;
  readonly groupBy: 'campaign' | undefined;
  /** The filter as text; empty for none. */
  readonly filter: string;
}

/** The maximum number of rows in one request. */
export const maxPageSize = 200;

/** Returns a key that is equal for queries with the same result. */
export function queryKey({ sort, search, groupBy, filter }: PageQuery): string {
  return JSON.stringify([formatSort(sort), search, groupBy, filter]);
}

function matchesQuery(window: ReportWindow, { sort, search, groupBy }: PageQuery): boolean {
  return window.sort === formatSort(sort) && window.search === search && window.groupBy === groupBy;
}

/** Filters that the endpoint applies are few: their code loads on demand. */
async function firstWindow(
  limit: number,
  { search, groupBy, filter }: PageQuery,
  columns: ColumnSet | undefined,
): Promise<WindowRequest> {
  const filters = filter && (await import('./filter-parameters.ts')).filterParameters(filter, columns);
  return { offset: 0, limit, ...(search && { search }), ...(groupBy && { groupBy }), ...filters };
}

/**
 * Fetches a report, or its first window if the endpoint answers with windows. The first request to an endpoint does not
 * ask for grouping, search or filters. If the answer is a window, the first window is fetched again with the whole query.
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
    const window = size === undefined ? undefined : await firstWindow(size, query, request.columns);
    const report = await fetchReport({ ...request, sort: query.sort, window }, options);
    const current = currentQuery();
    const isFiltered = current.filter === (window ? query.filter : '');
    if (!report.window || (isFiltered && matchesQuery(report.window, current))) return report;
    size = Math.min(report.window.limit, maxPageSize);
  }
}
