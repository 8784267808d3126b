import { builtInColumns, isRateId, type ColumnId } from '../../src/model/columns.ts';
import type { Activity, Age, RateBase } from '../../src/model/figure-choices.ts';
import { isOpenCount, rates } from '../../src/model/metrics.ts';

/** The counts of emails whose opens are tracked, in sums, by the count that they are part of. */
export const trackedCounts: Readonly<Record<string, string>> = {
  sent: 'sentTracked',
  delivered: 'deliveredTracked',
  clicked: 'clickedTracked',
  humanClicked: 'humanClickedTracked',
};

/** What figures mean in a sort order and in a filter. */
export interface FigureMeaning {
  /** What Opened and Clicked count. Default: all activity. */
  readonly activity: Exclude<Activity, 'all'> | undefined;
  /** The denominator of rates of opens, clicks and unsubscribes. Default: Delivered. */
  readonly rateBase: Exclude<RateBase, 'delivered'> | undefined;
}

/** Also the age: only then are people too young to be counted. */
type ValueMeaning = FigureMeaning & { readonly age?: Age | undefined };

/**
 * Returns SQL for the value of a row in a column, to compare it. An unknown value is NULL. Column ids are constants, so nothing
 * needs escaping.
 * @param grouped whether rows are sums of campaigns
 * @param isLow whether the value of a rate is the lower bound of its interval
 */
export function valueSql(column: ColumnId, meaning: ValueMeaning, grouped: boolean, isLow = false): string {
  if (isRateId(column)) return rateSql(rates[column], isLow, meaning, grouped);
  if (column === 'tooYoung' && meaning.age === undefined) return 'NULL::BIGINT';
  if (isOpenCount(column)) return ifTracked(countSql(column, meaning, false), grouped);
  if (builtInColumns.kindOf(column) === 'text') {
    // The root collation of Unicode: é next to e, upper case next to lower case, independent of a language. Numbers are
    // compared by value, as in the element: Email 2 before Email 10.
    return `icu_sort_key("${column}", 'und-u-kn-true')`;
  }
  return countSql(column, meaning, false);
}

function rateSql(
  { numerator, denominator }: (typeof rates)[keyof typeof rates],
  isLow: boolean,
  meaning: FigureMeaning,
  grouped: boolean,
): string {
  const needsOpens = isOpenCount(numerator) || isOpenCount(denominator);
  const base = denominator === 'delivered' && meaning.rateBase === 'sent' ? 'sent' : denominator;
  const [part, whole] = [numerator, base].map((id) => countSql(id, meaning, needsOpens && grouped));
  const value = isLow ? `wilson_low(${part}, ${whole})` : `${part} / nullif(${whole}, 0)`;
  return needsOpens ? ifTracked(value, grouped) : value;
}

/** @param tracked whether a sum only includes emails whose opens are tracked */
function countSql(id: string, { activity }: FigureMeaning, tracked: boolean): string {
  if (id === 'personOpened' || (id === 'opened' && activity === 'person')) return '("humanOpened" - "privacyOpened")';
  const human = { opened: 'humanOpened', clicked: 'humanClicked' }[id];
  const counted = (activity && human) ?? id;
  return `"${(tracked ? trackedCounts[counted] : undefined) ?? counted}"`;
}

/** Returns SQL for a value that is unknown if opens are not tracked. */
function ifTracked(expression: string, grouped: boolean): string {
  return `CASE WHEN ${grouped ? '"emailsTracked" > 0' : '"openTracked"'} THEN ${expression} END`;
}
