import { withColumnChange, type ColumnChange } from '../view/column-change.ts';
import { shownColumns } from '../view/columns.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Frame } from './frame.ts';

/** Answers what the reader asks of the columns, in the selector or in the headers. */
export function changeColumns(frame: Frame, change: ColumnChange): void {
  const { view, loader, choose } = frame;
  const changed = (before: ViewState) => withColumnChange(before, change, shownColumns(before, loader.shown?.report));
  if (changed(view) === view) return;
  const isSaid = change === 'reset' || 'move' in change;
  choose(changed, isSaid ? (after) => changeSaid(change, { ...frame, view: after }) : undefined);
}

function changeSaid(change: ColumnChange, frame: Frame): string {
  const { messages, formats, controls } = frame.writing;
  if (!controls) return '';
  const { wasReset, moved } = controls.columnChoice;
  if (change === 'reset' || !('move' in change)) return wasReset;
  const columns = shownColumns(frame.view, frame.loader.shown?.report);
  const place = formats.count(columns.indexOf(change.move) + 1);
  return moved(messages.columns[change.move], place, formats.count(columns.length));
}
