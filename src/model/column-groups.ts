import { isInstantColumnId, isCountId, isRateId, type ColumnId } from './columns.ts';
import { rates } from './metrics.ts';

/** What columns are about: whom, how many, what share, what of it was people's doing, and when. */
export const columnGroups = ['who', 'counts', 'rates', 'people', 'dates'] as const;
export type ColumnGroup = (typeof columnGroups)[number];

const peopleCounts: ReadonlySet<ColumnId> = new Set<ColumnId>(['humanOpened', 'humanClicked']);

export function groupOf(column: ColumnId): ColumnGroup {
  if (peopleCounts.has(isRateId(column) ? rates[column].numerator : column)) return 'people';
  if (isRateId(column)) return 'rates';
  if (isCountId(column)) return 'counts';
  return isInstantColumnId(column) ? 'dates' : 'who';
}
