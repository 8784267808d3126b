import { builtInColumns, defaultColumnIds, nameColumn, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import type { ViewState } from './view-state.ts';

/** Limits of column widths, in pixels. A narrower column could not be grabbed again. */
export const minWidth = 48;
export const maxWidth = 960;

/** Whether a report has values for a column. A report without rows offers all columns. */
function isOffered(report: Report | undefined, column: ColumnId, columns: ColumnSet): boolean {
  if (!report || report.length === 0) return true;
  const rate = columns.rateOf(column);
  if (!rate) return report.offered.has(column);
  return report.offered.has(rate.numerator) && report.offered.has(rate.denominator);
}

/** Returns the columns that a report offers. It offers a rate if it offers both of its counts. */
export function offeredColumns(report: Report | undefined, columns = builtInColumns): readonly ColumnId[] {
  return columns.ids.filter((column) => isOffered(report, column, columns));
}

/** The default columns that come first in a narrow report. */
const firstIfNarrow: readonly ColumnId[] = ['sent', 'openedRate', 'clickedRate'];

/** Whether names have the date of the first send below them: in a narrow report with the default columns. */
export const hasDatesBelowNames = ({ isNarrow, columns }: ViewState): boolean => isNarrow && !columns;

/** Returns the default columns: those of the host are among them, after the built-in ones. */
function defaultColumns({ groupBy, columnSet, isNarrow }: ViewState): readonly ColumnId[] {
  const campaign = groupBy === 'campaign' ? [] : ['campaignName'];
  const others = [...campaign, ...defaultColumnIds, ...columnSet.extras.map(({ id }) => id)];
  return [...new Set([nameColumn, ...(isNarrow ? firstIfNarrow : []), ...others])];
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
  const { columnSet } = view;
  const shown = chosenColumns(view).filter((column) => column === nameColumn || isOffered(report, column, columnSet));
  return shown.length > 1 ? shown : defaultColumns(view).filter((column) => isOffered(report, column, columnSet));
}
