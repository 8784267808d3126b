import type { ColumnSchema, ExtraColumns } from './extra-columns.ts';
import type { Activity } from './figure-choices.ts';
import { countColumnIds, rateIds, rates, type CountColumnId, type Rate, type RateId } from './metrics.ts';

export const textColumnIds = [
  'campaignName',
  'campaignFolder',
  'emailName',
  'program',
  'campaignType',
  'workspace',
] as const;
export const flagColumnIds = ['campaignArchived', 'openTracked'] as const;
export const instantColumnIds = ['firstSentAt', 'lastActivityAt'] as const;

export type TextColumnId = (typeof textColumnIds)[number];
export type FlagColumnId = (typeof flagColumnIds)[number];
export type InstantColumnId = (typeof instantColumnIds)[number];
export type BuiltInColumnId = TextColumnId | FlagColumnId | InstantColumnId | CountColumnId | RateId;

/** The id of a column: a built-in one, or an extra one of the host. */
export type ColumnId = BuiltInColumnId | (string & {});

/** The name column: always first, cannot be hidden. */
export const nameColumn: BuiltInColumnId = 'emailName';

/** The built-in columns shown until the reader or the host chooses others. */
export const defaultColumnIds: readonly BuiltInColumnId[] = [
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

/** The built-in columns in natural order: each rate follows its count. */
const naturalOrder: readonly BuiltInColumnId[] = [
  ...new Set<BuiltInColumnId>([nameColumn, ...textColumnIds, ...flagColumnIds, ...instantColumnIds]),
  ...countColumnIds.flatMap((count) => [count, ...rateIds.filter((rate) => rates[rate].numerator === count)]),
];

export type ColumnKind = 'text' | 'flag' | 'instant' | 'count' | 'rate' | 'number';

const kinds = new Map<string, ColumnKind>([
  ...textColumnIds.map((id) => [id, 'text'] as const),
  ...flagColumnIds.map((id) => [id, 'flag'] as const),
  ...instantColumnIds.map((id) => [id, 'instant'] as const),
  ...countColumnIds.map((id) => [id, 'count'] as const),
  ...rateIds.map((id) => [id, 'rate'] as const),
]);

export function isCountId(id: ColumnId): id is CountColumnId {
  return kinds.get(id) === 'count';
}

export function isRateId(id: ColumnId): id is RateId {
  return Object.hasOwn(rates, id);
}

/**
 * The columns of one element: this class knows the built-in ones, its subclass also the extra ones of a host. Immutable.
 * Two sets are the same object if reports are read and summed in the same way.
 */
export class ColumnSet {
  /** All columns in natural order: each rate follows its count, and extra columns are last. */
  readonly ids: readonly ColumnId[] = naturalOrder;
  readonly extras: readonly ColumnSchema[] = [];
  /** The text columns that a search looks into. */
  readonly searchedIds: readonly string[] = ['emailName', 'campaignName', 'campaignFolder', 'program'];
  /** The activity that `opened` and `clicked` are of, if not of all. */
  declare readonly activity?: Activity;
  declare readonly createFieldReader?: ExtraColumns['createFieldReader'];
  declare readonly aggregate?: ExtraColumns['aggregate'];
  declare readonly sharedTexts?: ExtraColumns['sharedTexts'];

  has(id: string): boolean {
    return kinds.has(id);
  }

  /** Returns the kind of values that a column holds; `text` for an unknown column. */
  kindOf(id: string): ColumnKind {
    return kinds.get(id) ?? 'text';
  }

  /** Returns the counts of a rate; `undefined` if the column is no rate. */
  rateOf(id: string): Rate | undefined {
    return isRateId(id) ? rates[id] : undefined;
  }

  /** Whether campaigns and the total have a sum of this column, or divide sums. */
  hasTotal(id: string): boolean {
    return isCountId(id) || isRateId(id);
  }
}

/** The columns of an element whose host has defined no other ones. */
export const builtInColumns = new ColumnSet();

/**
 * Parses the `columns` attribute, such as `emailName,sent,openedRate`: column ids in display order.
 * Returns `undefined` if an id is unknown or repeated, or if there is no column besides the name column.
 */
export function parseColumns(text: string, known = builtInColumns): readonly ColumnId[] | undefined {
  const ids = text.split(',').map((id) => id.trim());
  const isChoice = ids.some((id) => id !== nameColumn) && new Set(ids).size === ids.length;
  return isChoice && ids.every((id) => known.has(id)) ? ids : undefined;
}
