import { builtInColumns, isCountId, isRateId, type ColumnId } from './columns.ts';
import { rates } from './metrics.ts';

/** The groups of columns in the column list, in display order. `bots` holds the figures without bots and those of privacy proxies, `extra` the columns of the host. */
export const columnGroups = ['names', 'counts', 'rates', 'bots', 'dates', 'extra'] as const;
export type ColumnGroup = (typeof columnGroups)[number];

const readerCounts: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'humanOpened',
  'humanClicked',
  'privacyOpened',
  'personOpened',
]);

/** Returns the group that a column belongs to. */
export function groupOf(column: ColumnId): ColumnGroup {
  if (readerCounts.has(isRateId(column) ? rates[column].numerator : column)) return 'bots';
  if (isRateId(column)) return 'rates';
  if (isCountId(column)) return 'counts';
  if (builtInColumns.kindOf(column) === 'instant') return 'dates';
  return builtInColumns.has(column) ? 'names' : 'extra';
}
