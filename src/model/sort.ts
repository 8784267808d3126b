import { builtInColumns, type ColumnId } from './columns.ts';

/** One key of a sort order. */
export interface SortKey {
  readonly column: ColumnId;
  readonly descending: boolean;
  /** Whether rows are sorted by the cautious value of a rate: the lower bound of its 95 % Wilson interval. */
  readonly isLow?: boolean;
}

/**
 * Sort keys, the most significant first. Unknown values come last in both directions. Ties are resolved by campaign id,
 * then email id.
 */
export type Sort = readonly SortKey[];

/** Whether rows are sorted by the cautious value of a rate: of this one, if a column is given. */
export const isSortedByLow = (sort: Sort, column?: ColumnId): boolean =>
  sort.some((key) => key.isLow && (column ?? key.column) === key.column);

/**
 * Parses a sort order such as `-clicked,openedRate.low`: column ids, with `-` for descending, and with `.low` for the cautious
 * value of a rate. Returns `undefined` if an id is unknown or repeated.
 */
export function parseSort(text: string, known = builtInColumns): Sort | undefined {
  const sort: SortKey[] = [];
  for (const part of text.split(',')) {
    // Matches every text.
    const [, minus, column, low] = /^(-?)(.*?)(\.low)?$/s.exec(part.trim()) as unknown as readonly [
      ...[text: string, minus: string, column: string, low: string | undefined],
    ];
    const isKnown = low ? known.kindOf(column) === 'rate' : known.has(column);
    if (!isKnown || sort.some((key) => key.column === column && !key.isLow === !low)) return undefined;
    sort.push({ column, descending: minus !== '', ...(low && { isLow: true }) });
  }
  return sort;
}

/** Formats a sort order as text that {@link parseSort} reads. */
export function formatSort(sort: Sort): string {
  return sort.map((key) => (key.descending ? '-' : '') + key.column + (key.isLow ? '.low' : '')).join(',');
}
