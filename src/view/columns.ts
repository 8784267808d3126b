import { defaultColumnIds, instantColumnIds, isRateId, nameColumn, type ColumnId } from '../model/columns.ts';
import { countIds, rateIds, rates } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { initialViewState, type ViewState } from './view-state.ts';

/** Every rate beside its count. */
const naturalOrder: readonly ColumnId[] = [
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

/** What the reader or the host asks of the columns. */
export type ColumnChange =
  | { readonly show: ColumnId }
  | { readonly hide: ColumnId }
  /** The column takes the place of another one, which makes room. */
  | { readonly move: ColumnId; readonly to: ColumnId }
  /** A width of `undefined` is the one that fits. */
  | { readonly resize: ColumnId; readonly width: number | undefined }
  | 'reset';

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

/**
 * The view after a change of its columns, given those on screen. Columns that are chosen but not on screen, as
 * the report does not offer them, keep their place. What cannot be done changes nothing.
 */
export function withColumnChange(view: ViewState, change: ColumnChange, shown: readonly ColumnId[]): ViewState {
  if (change === 'reset') return { ...view, columns: initialViewState.columns, widths: initialViewState.widths };
  if ('resize' in change) return withWidth(view, change.resize, change.width);
  const columns = columnsAfter(change, chosenColumns(view), shown);
  return columns ? { ...view, columns } : view;
}

type Rearrangement = Extract<ColumnChange, { show: ColumnId } | { hide: ColumnId } | { move: ColumnId }>;

function columnsAfter(
  change: Rearrangement,
  chosen: readonly ColumnId[],
  shown: readonly ColumnId[],
): readonly ColumnId[] | undefined {
  // Where the choice has given way to the default set, it is from there that the reader goes on.
  const current = shown.every((column) => chosen.includes(column)) ? chosen : shown;
  if ('move' in change) return moved(current, change.move, change.to);
  if ('show' in change) return current.includes(change.show) ? undefined : added(current, change.show);
  return canHide(change.hide, shown) ? current.filter((column) => column !== change.hide) : undefined;
}

/** Beside its kin: after the nearest of those that come before it by nature. */
function added(columns: readonly ColumnId[], column: ColumnId): readonly ColumnId[] {
  const before = naturalOrder.slice(0, naturalOrder.indexOf(column)).findLast((other) => columns.includes(other));
  const place = before === undefined ? columns.length : columns.indexOf(before) + 1;
  return columns.toSpliced(place, 0, column);
}

function moved(columns: readonly ColumnId[], column: ColumnId, target: ColumnId): readonly ColumnId[] | undefined {
  const from = columns.indexOf(column);
  const to = columns.indexOf(target);
  if (from === to || from < 1 || to < 1) return undefined;
  const others = columns.filter((other) => other !== column);
  return [...others.slice(0, to), column, ...others.slice(to)];
}

function withWidth(view: ViewState, column: ColumnId, width: number | undefined): ViewState {
  const others = Object.entries(view.widths).filter(([other]) => other !== column);
  if (width === undefined) return { ...view, widths: Object.fromEntries(others) };
  const held = Math.round(Math.max(leastWidth, Math.min(width, greatestWidth)));
  return { ...view, widths: { ...view.widths, [column]: held } };
}
