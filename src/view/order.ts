import { isRateId, type ColumnId } from '../model/columns.ts';
import { rateOf, rates } from '../model/metrics.ts';
import type { Sort } from '../model/sort.ts';
import type { Rows } from './rows.ts';

/** Ranks names as the collator orders them: equal names, to the collator, share a rank. Unknown is `NaN`. */
function ranksOf(names: readonly (string | undefined)[], collator: Intl.Collator): Float64Array {
  const distinct = [...new Set(names)].filter((name) => name !== undefined).sort(collator.compare);
  const rankOf = new Map<string | undefined, number>();
  let rank = 0;
  distinct.forEach((name, index) => {
    const before = distinct[index - 1];
    if (before !== undefined && collator.compare(before, name) !== 0) rank += 1;
    rankOf.set(name, rank);
  });
  return Float64Array.from(names, (name) => rankOf.get(name) ?? NaN);
}

/** One comparable number for each row: what a column is sorted by. */
function sortValues(rows: Rows, column: ColumnId, collator: Intl.Collator): Float64Array {
  if (isRateId(column)) {
    const numerators = rows.numbers[rates[column].numerator];
    const denominators = rows.numbers[rates[column].denominator];
    return numerators.map((numerator, row) => rateOf(numerator, denominators[row] ?? NaN));
  }
  switch (column) {
    case 'campaignName':
    case 'campaignFolder':
    case 'emailName':
      return ranksOf(rows.text[column], collator);
    case 'campaignArchived':
      return Float64Array.from(rows.text.campaignArchived, (flag) => (flag === undefined ? NaN : Number(flag)));
    default:
      return rows.numbers[column];
  }
}

function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/**
 * A comparison of two rows by a sort order. Unknown values come last both ways; what is still equal is
 * ordered by campaign id, then email id, so that an order never depends on how the rows came.
 */
export function rowComparison(rows: Rows, sort: Sort, collator: Intl.Collator): (a: number, b: number) => number {
  const keys = sort.map(({ column, descending }) => ({
    values: sortValues(rows, column, collator),
    direction: descending ? -1 : 1,
  }));
  const { campaignId, emailId } = rows.text;
  return (a, b) => {
    for (const { values, direction } of keys) {
      const x = values[a] ?? NaN;
      const y = values[b] ?? NaN;
      if (x === y) continue;
      const unknownX = Number.isNaN(x);
      const unknownY = Number.isNaN(y);
      if (unknownX && unknownY) continue;
      if (unknownX || unknownY) return unknownX ? 1 : -1;
      return x < y ? -direction : direction;
    }
    return compareText(campaignId[a], campaignId[b]) || compareText(emailId[a], emailId[b]);
  };
}
