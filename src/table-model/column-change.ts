import { nameColumn, type ColumnId } from '../model/columns.ts';
import { chosenColumns, maxWidth, minWidth } from './visible-columns.ts';
import { initialViewState, type ViewState } from './view-state.ts';

/** A change of columns that the reader or the host requests. */
export type ColumnChange =
  | { readonly show: ColumnId }
  | { readonly hide: ColumnId }
  /** Moves the column to the position of another one. */
  | { readonly move: ColumnId; readonly to: ColumnId }
  /** In pixels; `undefined` removes a custom width. */
  | { readonly resize: ColumnId; readonly width: number | undefined }
  | 'reset';

/**
 * Returns the view after a change of its columns. Chosen columns that the report does not offer keep their position.
 * Returns the columns unchanged if the change is not possible.
 *
 * @param shown the columns on screen
 */
export function withColumnChange(view: ViewState, change: ColumnChange, shown: readonly ColumnId[]): ViewState {
  if (change === 'reset') return { ...view, columns: initialViewState.columns, widths: initialViewState.widths };
  if ('resize' in change) return withWidth(view, change.resize, change.width);
  const columns = columnsAfter(change, view, shown);
  return columns ? { ...view, columns } : view;
}

type Rearrangement = Extract<ColumnChange, { show: ColumnId } | { hide: ColumnId } | { move: ColumnId }>;

function columnsAfter(
  change: Rearrangement,
  view: ViewState,
  shown: readonly ColumnId[],
): readonly ColumnId[] | undefined {
  const chosen = chosenColumns(view);
  // The default columns are on screen if the report offers none of the chosen ones: the change applies to them.
  const current = shown.every((column) => chosen.includes(column)) ? chosen : shown;
  if ('move' in change) return moveColumn(current, change.move, change.to);
  if ('show' in change) return current.includes(change.show) ? undefined : insertColumn(current, change.show, view);
  return canHide(change.hide, shown) ? current.filter((column) => column !== change.hide) : undefined;
}

/** Inserts a column after the closest column that precedes it in natural order. */
function insertColumn(
  columns: readonly ColumnId[],
  column: ColumnId,
  { columnSet: { ids } }: ViewState,
): readonly ColumnId[] {
  const before = ids.slice(0, ids.indexOf(column)).findLast((other) => columns.includes(other));
  const index = before === undefined ? columns.length : columns.indexOf(before) + 1;
  return columns.toSpliced(index, 0, column);
}

function moveColumn(columns: readonly ColumnId[], column: ColumnId, target: ColumnId): readonly ColumnId[] | undefined {
  const from = columns.indexOf(column);
  const to = columns.indexOf(target);
  if (from === to || from < 1 || to < 1) return undefined;
  const others = columns.filter((other) => other !== column);
  return [...others.slice(0, to), column, ...others.slice(to)];
}

function withWidth(view: ViewState, column: ColumnId, width: number | undefined): ViewState {
  const others = Object.entries(view.widths).filter(([other]) => other !== column);
  if (width === undefined) return { ...view, widths: Object.fromEntries(others) };
  const clamped = Math.round(Math.max(minWidth, Math.min(width, maxWidth)));
  return { ...view, widths: { ...view.widths, [column]: clamped } };
}

/** Whether a column can be hidden: any except the name column and the last other column. */
export function canHide(column: ColumnId, shown: readonly ColumnId[]): boolean {
  return column !== nameColumn && shown.includes(column) && shown.length > 2;
}
