import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import type { WindowRequest } from '../endpoint/window-request.ts';
import type { Report, ReportWindow } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';

/** What an endpoint that answers with windows applies to all rows before it returns a page of them. */
export interface PageQuery {
  readonly sort: Sort;
  readonly search: string | undefined;
  readonly groupBy: 'campaign' | undefined;
}

/** The most rows to request at a time. */
export const maxPageSize = 200;

/** Returns the same text for queries that have the same result. */
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
 * Fetches a report, or its first window where the endpoint answers with windows. The first answer of an endpoint is not
 * grouped or searched, as it was not asked to be, so its first window is fetched once more.
 * @param pageSize the size of the pages that this endpoint is known to answer with
 * @param currentQuery returns what the reader wants when an answer arrives
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
