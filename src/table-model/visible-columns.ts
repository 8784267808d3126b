import { defaultColumnIds, instantColumnIds, isRateId, nameColumn, type ColumnId } from '../model/columns.ts';
import { countIds, rateIds, rates } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import type { ViewState } from './view-state.ts';

/** All columns in natural order: each rate follows its count. */
export const naturalOrder: readonly ColumnId[] = [
  nameColumn,
  'campaignName',
  'campaignFolder',
  'campaignArchived',
  ...instantColumnIds,
  ...countIds.flatMap((count) => [count, ...rateIds.filter((rate) => rates[rate].numerator === count)]),
];

/** Limits of column widths, in pixels. A narrower column could not be grabbed again. */
export const minWidth = 48;
export const maxWidth = 960;

/** Whether a report has values for a column. A report without rows offers all columns. */
function isOffered(report: Report | undefined, column: ColumnId): boolean {
  if (!report || report.length === 0) return true;
  if (!isRateId(column)) return report.offered.has(column);
  return report.offered.has(rates[column].numerator) && report.offered.has(rates[column].denominator);
}

/** Returns the columns that a report offers. It offers a rate if it offers both of its counts. */
export function offeredColumns(report: Report | undefined): readonly ColumnId[] {
  return naturalOrder.filter((column) => isOffered(report, column));
}

function defaultColumns({ groupBy }: ViewState): readonly ColumnId[] {
  if (groupBy === 'campaign') return defaultColumnIds;
  return [nameColumn, 'campaignName', ...defaultColumnIds.filter((column) => column !== nameColumn)];
}

/** Returns the chosen columns in display order, including those that the report does not offer. */
export function chosenColumns(view: ViewState): readonly ColumnId[] {
  return view.columns ? withNameFirst(view.columns) : defaultColumns(view);
}

const withNameFirst = (columns: readonly ColumnId[]) => [
  nameColumn,
  ...columns.filter((column) => column !== nameColumn),
];

/**
 * Returns the columns on screen: the chosen columns that the report offers. Falls back to the default columns if only
 * the name column would remain.
 */
export function shownColumns(view: ViewState, report: Report | undefined): readonly ColumnId[] {
  const shown = chosenColumns(view).filter((column) => column === nameColumn || isOffered(report, column));
  return shown.length > 1 ? shown : defaultColumns(view).filter((column) => isOffered(report, column));
}

/** Whether a column can be hidden: any except the name column and the last other column. */
export function canHide(column: ColumnId, shown: readonly ColumnId[]): boolean {
  return column !== nameColumn && shown.includes(column) && shown.length > 2;
}
