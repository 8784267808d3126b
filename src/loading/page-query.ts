import { formatSort, type Sort } from '../model/sort.ts';

/** The sort order, search, filter and grouping that an endpoint applies before it returns a window of a report. */
export interface PageQuery {
  readonly sort: Sort;
  readonly search: string | undefined;
  readonly groupBy: 'campaign' | undefined;
  /** The filter as text; empty for none. */
  readonly filter: string;
  /** The activity and the denominator of rates for sort order and filter, as a query string; empty for the default. */
  readonly figures: string;
}

/** Returns a key that is equal for queries with the same result. */
export function queryKey({ sort, search, groupBy, filter, figures }: PageQuery): string {
  return JSON.stringify([formatSort(sort), search, groupBy, filter, figures]);
}
