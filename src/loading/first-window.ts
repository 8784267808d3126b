import type { WindowRequest } from '../endpoint/window-request.ts';
import type { ColumnSet } from '../model/columns.ts';
import type { ReportWindow } from '../model/report.ts';
import { formatSort } from '../model/sort.ts';
import type { PageQuery } from './page-query.ts';

/** Returns the request for the first window. The code of filters loads on demand. */
export async function firstWindow(
  limit: number,
  { search, groupBy, filter, figures }: PageQuery,
  columns: ColumnSet | undefined,
): Promise<WindowRequest> {
  const filters = filter && (await import('./filter-parameters.ts')).filterParameters(filter, columns);
  const meanings = Object.fromEntries(new URLSearchParams(figures));
  return { offset: 0, limit, ...(search && { search }), ...(groupBy && { groupBy }), ...filters, ...meanings };
}

/**
 * Whether a window matches a query.
 * @param requested the query of the request for the window; `undefined` if a whole report was requested
 */
export function matchesQuery(
  window: ReportWindow,
  requested: PageQuery | undefined,
  { sort, search, groupBy, filter, figures }: PageQuery,
): boolean {
  const isSame = window.sort === formatSort(sort) && window.search === search && window.groupBy === groupBy;
  return isSame && (requested?.filter ?? '') === filter && (requested?.figures ?? '') === figures;
}
