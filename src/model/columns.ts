import { countIds, rateIds, rates, type CountId, type RateId } from './metrics.ts';

export const textColumnIds = ['campaignName', 'campaignFolder', 'emailName'] as const;
export const instantColumnIds = ['firstSentAt', 'lastActivityAt'] as const;

export type TextColumnId = (typeof textColumnIds)[number];
export type InstantColumnId = (typeof instantColumnIds)[number];
export type ColumnId = TextColumnId | 'campaignArchived' | InstantColumnId | CountId | RateId;

/** All columns that a report can show and sort by, in natural order. */
export const columnIds: readonly ColumnId[] = [
  'campaignName',
  'campaignFolder',
  'campaignArchived',
  'emailName',
  ...instantColumnIds,
  ...countIds,
  ...rateIds,
];

/** The name column: always first, cannot be hidden. */
export const nameColumn: ColumnId = 'emailName';

/** The columns shown until the reader or the host chooses others. */
export const defaultColumnIds: readonly ColumnId[] = [
  'emailName',
  'firstSentAt',
  'sent',
  'delivered',
  'hardBounced',
  'softBounced',
  'pending',
  'opened',
  'openedRate',
  'clicked',
  'clickedRate',
  'clickToOpenRate',
  'unsubscribed',
];

export type ColumnKind = 'text' | 'flag' | 'instant' | 'count' | 'rate';

const kinds = new Map<string, ColumnKind>([
  ...textColumnIds.map((id) => [id, 'text'] as const),
  ['campaignArchived', 'flag'],
  ...instantColumnIds.map((id) => [id, 'instant'] as const),
  ...countIds.map((id) => [id, 'count'] as const),
  ...rateIds.map((id) => [id, 'rate'] as const),
]);

/** Whether a text is the id of a column. */
export function isColumnId(id: string): id is ColumnId {
  return kinds.has(id);
}

/** Returns the kind of values that a column holds. */
export function columnKind(id: ColumnId): ColumnKind {
  return kinds.get(id) as ColumnKind;
}

export function isCountId(id: ColumnId): id is CountId {
  return kinds.get(id) === 'count';
}

export function isRateId(id: ColumnId): id is RateId {
  return Object.hasOwn(rates, id);
}

export function isInstantColumnId(id: ColumnId): id is InstantColumnId {
  return kinds.get(id) === 'instant';
}

/**
 * Parses the `columns` attribute, such as `emailName,sent,openedRate`: column ids in display order.
 * Returns `undefined` if an id is unknown or repeated, or if there is no column besides the name column.
 */
export function parseColumns(text: string): readonly ColumnId[] | undefined {
  const ids = text.split(',').map((id) => id.trim());
  const isChoice = ids.some((id) => id !== nameColumn) && new Set(ids).size === ids.length;
  return isChoice && ids.every(isColumnId) ? ids : undefined;
}
