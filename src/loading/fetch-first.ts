import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import type { Report } from '../model/report.ts';
import type { PageQuery } from './page-query.ts';

/** The maximum number of rows in one request. */
export const maxPageSize = 200;

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
