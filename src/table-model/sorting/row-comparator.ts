import type { ColumnSet } from '../../model/columns.ts';
import type { Sort, SortKey } from '../../model/sort.ts';
import { valueOf, type Rows, type Value } from '../rows.ts';

/** Compares two items, as `Array.prototype.sort` expects. */
export type Compare = (item: number, other: number) => number;

/**
 * Compares rows by a sort order: the rule that every faster way must keep. Unknown values are last in both directions.
 * Rows that are still equal are compared by campaign id, then email id, so the order never depends on the order of the
 * input.
 */
export function rowComparator(rows: Rows, sort: Sort, collator: Intl.Collator, columns?: ColumnSet): Compare {
  const keys = sort.map((key) => keyComparator(rows, key, collator, columns));
  const compareIds = idComparator(rows.text);
  return (row, other) => {
    for (const compare of keys) {
      const difference = compare(row, other);
      if (difference !== 0) return difference;
    }
    return compareIds(row, other);
  };
}

/** Compares rows by campaign id, then email id. Ids are compared by code units. */
export function idComparator({ campaignId, emailId }: Rows['text']): Compare {
  return (row, other) => compareText(campaignId[row], campaignId[other]) || compareText(emailId[row], emailId[other]);
}

function compareText(text = '', other = ''): number {
  if (text === other) return 0;
  return text < other ? -1 : 1;
}

function keyComparator(
  rows: Rows,
  { column, descending }: SortKey,
  collator: Intl.Collator,
  columns: ColumnSet | undefined,
): Compare {
  const direction = descending ? -1 : 1;
  // `compare` is a getter, which takes longer than the comparison.
  const { compare } = collator;
  return (row, other) => {
    const [value, otherValue] = [valueOf(rows, column, row, columns), valueOf(rows, column, other, columns)];
    if (value === otherValue) return 0;
    if (isUnknown(value) || isUnknown(otherValue)) return Number(isUnknown(value)) - Number(isUnknown(otherValue));
    if (typeof value === 'string') return direction * compare(value, otherValue as string);
    return value < otherValue ? -direction : direction;
  };
}

const isUnknown = (value: Value): value is undefined => value === undefined || Number.isNaN(value);
