import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import type { Report, ReportWindow } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';

/** What an endpoint that answers with windows does to the rows before it cuts them up. */
export interface WindowQuery {
  readonly sort: Sort;
  readonly search: string | undefined;
  readonly groupBy: 'campaign' | undefined;
}

/** The most rows to ask for at a time. */
export const longestPage = 200;

/** One text for queries that have the same answer. */
export function queryKey({ sort, search, groupBy }: WindowQuery): string {
  return JSON.stringify([formatSort(sort), search, groupBy]);
}

/** Whether a window is of what is wanted. */
export function isOf(window: ReportWindow, { sort, search, groupBy }: WindowQuery): boolean {
  return window.sort === formatSort(sort) && window.search === search && window.groupBy === groupBy;
}

/**
 * Asks for a report. Where the endpoint answers with a window, that is of what is wanted by then: an endpoint that is
 * new to the element sends one that is not grouped.
 * @param limit the size of the windows of an endpoint that is known to answer with them
 */
export async function fetchFirst(
  request: ReportRequest,
  limit: number | undefined,
  wanted: () => WindowQuery,
  options: FetchReportOptions,
): Promise<Report> {
  let size = limit;
  for (;;) {
    const { sort, search, groupBy } = wanted();
    const window =
      size === undefined
        ? undefined
        : { offset: 0, limit: size, ...(search && { search }), ...(groupBy && { groupBy }) };
    const report = await fetchReport({ ...request, sort, window }, options);
    if (!report.window || isOf(report.window, wanted())) return report;
    size = Math.min(report.window.limit, longestPage);
  }
}
