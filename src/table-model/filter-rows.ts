import type { ColumnSet } from '../model/columns.ts';
import { dayRange } from '../model/day-range.ts';
import { FilterError, parseFilter, type Condition, type Filter, type Operator } from '../model/filter.ts';
import { rateOf } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { warn } from '../platform/warn.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './search-matches.ts';
import type { ViewState } from './view-state.ts';
import { offeredColumns } from './visible-columns.ts';

/**
 * Returns the rows that meet the filter of a view, among those of a selection. Returns the selection itself if the filter
 * has no effect.
 */
export type FilterRows = (
  report: Report,
  view: FilteredView,
  selection: Selection | undefined,
) => SlicedTask<Selection | undefined>;

type FilteredView = Pick<ViewState, 'filter' | 'columnSet' | 'timeZone'>;

/** Whether the row at an index meets a condition. */
type Test = (row: number) => boolean;

/** Parses a filter. An unreadable one is logged. */
export function readFilter(text: string, columns: ColumnSet): Filter | undefined {
  try {
    return parseFilter(text, columns);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    warn(`filter is ignored: ${error.message} See docs/filter.md.`);
    return undefined;
  }
}

/** Returns a filter without the conditions on columns that a report lacks: they have no effect. */
export function effectiveFilter(filter: Filter, report: Report, columns: ColumnSet): Filter {
  const offered = new Set(offeredColumns(report, columns));
  return { ...filter, conditions: filter.conditions.filter(({ column }) => offered.has(column)) };
}

/** Returns a function that filters rows. It remembers the last filter that it has parsed. */
export function createRowFilter(): FilterRows {
  let parsed: { readonly text: string; readonly columns: ColumnSet; readonly filter: Filter | undefined } | undefined;
  return function* (report, view, selection) {
    const { filter: text, columnSet: columns } = view;
    if (parsed?.text !== text || parsed.columns !== columns) {
      parsed = { text, columns, filter: readFilter(text, columns) };
    }
    const tests = parsed.filter ? testsOf(effectiveFilter(parsed.filter, report, columns), report, view) : [];
    return tests.length === 0 ? selection : yield* selectRows(report.length, tests, selection);
  };
}

function* selectRows(length: number, tests: readonly Test[], selection: Selection | undefined): SlicedTask<Selection> {
  const mask = selection ? selection.mask.slice() : new Uint8Array(length).fill(1);
  for (const test of tests) {
    yield* inSlices(length, (from, to) => {
      for (let row = from; row < to; row++) if (mask[row] === 1 && !test(row)) mask[row] = 0;
    });
  }
  let count = 0;
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) count += mask[row] as number;
  });
  return { mask, count };
}

function testsOf(filter: Filter, report: Report, view: FilteredView): Test[] {
  const { campaigns, folders, archived, conditions } = filter;
  const { campaignArchived } = report.text;
  const tests: Test[] = [];
  if (campaigns.length > 0 || folders.length > 0) tests.push(isInCampaigns(campaigns, folders, report));
  // An unknown value counts as not archived.
  if (archived) tests.push((row) => (campaignArchived[row] === true) === (archived === 'only'));
  const timeZone = report.scope.timeZone ?? view.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const condition of conditions) tests.push(meets(condition, report, view.columnSet, timeZone));
  return tests;
}

/** Returns a test for the campaigns with some ids, and those in some folders or below them. */
function isInCampaigns(campaigns: readonly string[], folders: readonly string[], { text }: Report): Test {
  const { campaignId, campaignFolder } = text;
  const ids = new Set(campaigns);
  const prefixes = folders.map((path) => `${path}/`);
  // A report has far fewer folders than rows.
  const inFolders = new Map<string, boolean>();
  const isInFolders = (folder: string | undefined) => {
    if (folder === undefined || folders.length === 0) return false;
    let found = inFolders.get(folder);
    if (found === undefined) {
      // Some endpoints omit the leading slash.
      const path = `/${folder.replace(/^\/+/, '')}/`;
      found = prefixes.some((prefix) => path.startsWith(prefix));
      inFolders.set(folder, found);
    }
    return found;
  };
  return (row) => ids.has(campaignId[row] as string) || isInFolders(campaignFolder[row]);
}

function meets({ column, operator, value }: Condition, { numbers }: Rows, columns: ColumnSet, zone: string): Test {
  const holds =
    typeof value === 'string' ? isWithin(operator, value, zone) : (known: number) => compare(known, operator, value);
  const rate = columns.rateOf(column);
  if (!rate) {
    const values = numbers[column];
    return (row) => holds(values?.[row] ?? NaN);
  }
  const numerators = numbers[rate.numerator];
  const denominators = numbers[rate.denominator];
  return (row) => holds(rateOf(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN));
}

/** Returns a test of instants against a day of a time zone: `>` is after its end, `=` is within it. */
function isWithin(operator: Operator, date: string, timeZone: string): (instant: number) => boolean {
  const { start, end } = dayRange(date, timeZone);
  switch (operator) {
    case '>=':
      return (instant) => instant >= start;
    case '<=':
      return (instant) => instant < end;
    case '>':
      return (instant) => instant >= end;
    case '<':
      return (instant) => instant < start;
    case '=':
      return (instant) => instant >= start && instant < end;
  }
}

function compare(known: number, operator: Operator, value: number): boolean {
  switch (operator) {
    case '>=':
      return known >= value;
    case '<=':
      return known <= value;
    case '>':
      return known > value;
    case '<':
      return known < value;
    case '=':
      return known === value;
  }
}
