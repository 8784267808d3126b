import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import type { Report } from '../model/report.ts';
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

/** Few endpoints answer with windows. */
const windowCode = () => import('./first-window.ts');

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
    const window =
      size === undefined ? undefined : await (await windowCode()).firstWindow(size, query, request.columns);
    const report = await fetchReport({ ...request, sort: query.sort, window }, options);
    if (!report.window) return report;
    const { matchesQuery } = await windowCode();
    if (matchesQuery(report.window, window && query, currentQuery())) return report;
    size = Math.min(report.window.limit, maxPageSize);
  }
}
