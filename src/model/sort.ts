import { builtInColumns, type ColumnId } from './columns.ts';

/** One key of a sort order. */
export interface SortKey {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/**
 * Sort keys, the most significant first. Unknown values come last in both directions. Ties are resolved by campaign id,
 * then email id.
 */
export type Sort = readonly SortKey[];

/**
 * Parses a sort order such as `-clicked,campaignName`: column ids, with `-` for descending.
 * Returns `undefined` if an id is unknown or repeated.
 */
export function parseSort(text: string, known = builtInColumns): Sort | undefined {
  const sort: SortKey[] = [];
  for (const part of text.split(',')) {
    const name = part.trim();
    const descending = name.startsWith('-');
    const column = descending ? name.slice(1) : name;
    if (!known.has(column) || sort.some((key) => key.column === column)) return undefined;
    sort.push({ column, descending });
  }
  return sort;
}

/** Formats a sort order as text that {@link parseSort} reads. */
export function formatSort(sort: Sort): string {
  return sort.map((key) => (key.descending ? '-' : '') + key.column).join(',');
}
