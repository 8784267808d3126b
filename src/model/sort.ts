import { isColumnId, type ColumnId } from './columns.ts';

/** One key of a sort order. */
export interface SortKey {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** Keys in the order of their weight. Unknown values come last both ways; ties are by campaign id, then email id. */
export type Sort = readonly SortKey[];

/**
 * Reads the text form, `-clicked,campaignName`: column ids, `-` for descending.
 * The answer is `undefined` where an id is unknown or stands twice.
 */
export function parseSort(text: string): Sort | undefined {
  const sort: SortKey[] = [];
  for (const part of text.split(',')) {
    const name = part.trim();
    const descending = name.startsWith('-');
    const column = descending ? name.slice(1) : name;
    if (!isColumnId(column) || sort.some((key) => key.column === column)) return undefined;
    sort.push({ column, descending });
  }
  return sort;
}

/** Writes the text form that {@link parseSort} reads. */
export function formatSort(sort: Sort): string {
  return sort.map((key) => (key.descending ? '-' : '') + key.column).join(',');
}
