import { defaultColumnIds, instantColumnIds, isRateId, nameColumn, type ColumnId } from '../model/columns.ts';
import { countIds, rateIds, rates } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import type { ViewState } from './view-state.ts';

/** Every rate beside its count. */
export const naturalOrder: readonly ColumnId[] = [
  nameColumn,
  'campaignName',
  'campaignFolder',
  'campaignArchived',
  ...instantColumnIds,
  ...countIds.flatMap((count) => [count, ...rateIds.filter((rate) => rates[rate].numerator === count)]),
];

/** In pixels. Narrower than the least, a column could not be taken hold of again. */
export const leastWidth = 48;
export const greatestWidth = 960;

/** Everything has a value in a report without rows, which may have any of them. */
function isOffered(report: Report | undefined, column: ColumnId): boolean {
  if (!report || report.length === 0) return true;
  if (!isRateId(column)) return report.offered.has(column);
  return report.offered.has(rates[column].numerator) && report.offered.has(rates[column].denominator);
}

/** Every column that can be shown of a report; a rate, where both of its counts can. */
export function offeredColumns(report: Report | undefined): readonly ColumnId[] {
  return naturalOrder.filter((column) => isOffered(report, column));
}

function defaultColumns({ groupBy }: ViewState): readonly ColumnId[] {
  if (groupBy === 'campaign') return defaultColumnIds;
  return [nameColumn, 'campaignName', ...defaultColumnIds.filter((column) => column !== nameColumn)];
}

/** What is to be shown, in order, before it is known what the report offers. */
export function chosenColumns(view: ViewState): readonly ColumnId[] {
  return view.columns ? withNameFirst(view.columns) : defaultColumns(view);
}

const withNameFirst = (columns: readonly ColumnId[]) => [
  nameColumn,
  ...columns.filter((column) => column !== nameColumn),
];

/**
 * The columns on screen: those chosen that the report offers. The name column is never alone: a choice of which
 * nothing else is offered gives way to the default set.
 */
export function shownColumns(view: ViewState, report: Report | undefined): readonly ColumnId[] {
  const shown = chosenColumns(view).filter((column) => column === nameColumn || isOffered(report, column));
  return shown.length > 1 ? shown : defaultColumns(view).filter((column) => isOffered(report, column));
}

/** Whether a column may go: not the name column, and not the last one beside it. */
export function canHide(column: ColumnId, shown: readonly ColumnId[]): boolean {
  return column !== nameColumn && shown.includes(column) && shown.length > 2;
}
