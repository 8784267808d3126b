import type { ColumnId } from '../model/columns.ts';
import { shownColumns, withColumnChange, type ColumnChange } from '../view/columns.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Frame } from './frame.ts';

/** The columns on screen, or to come. */
export function columnsOf({ view, loader }: Frame): readonly ColumnId[] {
  return shownColumns(view, loader.shown?.report);
}

/** Answers what the reader asks of the columns, in the selector or in the headers. */
export function onColumnRequest(frame: Frame): (event: CustomEvent<ColumnChange>) => void {
  const { view, loader, choose } = frame;
  const change = (detail: ColumnChange, before: ViewState) =>
    withColumnChange(before, detail, shownColumns(before, loader.shown?.report));
  return ({ detail }) => {
    if (change(detail, view) === view) return;
    const isSaid = detail === 'reset' || 'move' in detail;
    choose((before) => change(detail, before), isSaid ? (after) => changeSaid(detail, { ...frame, view: after }) : undefined);
  };
}

function changeSaid(change: ColumnChange, frame: Frame): string {
  const { messages, formats, controls } = frame.writing;
  if (!controls) return '';
  const { wasReset, moved } = controls.columnChoice;
  if (change === 'reset' || !('move' in change)) return wasReset;
  const columns = columnsOf(frame);
  const place = formats.count(columns.indexOf(change.move) + 1);
  return moved(messages.columns[change.move], place, formats.count(columns.length));
}
