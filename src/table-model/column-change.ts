import type { ColumnId } from '../model/columns.ts';
import { canHide, chosenColumns, greatestWidth, leastWidth, naturalOrder } from './visible-columns.ts';
import { initialViewState, type ViewState } from './view-state.ts';

/** What the reader or the host asks of the columns. */
export type ColumnChange =
  | { readonly show: ColumnId }
  | { readonly hide: ColumnId }
  /** The column takes the place of another one, which makes room. */
  | { readonly move: ColumnId; readonly to: ColumnId }
  /** A width of `undefined` is the one that fits. */
  | { readonly resize: ColumnId; readonly width: number | undefined }
  | 'reset';

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
