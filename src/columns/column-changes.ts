import { withColumnChange, type ColumnChange } from '../table-model/column-change.ts';
import { shownColumns } from '../table-model/visible-columns.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** Answers what the reader asks of the columns, in the selector or in the headers. */
export function changeColumns(context: RenderContext, change: ColumnChange): void {
  const { view, loader, updateView } = context;
  const changed = (before: ViewState) => withColumnChange(before, change, shownColumns(before, loader.shown?.report));
  if (changed(view) === view) return;
  const isSaid = change === 'reset' || 'move' in change;
  updateView(changed, isSaid ? (after) => changeSaid(change, { ...context, view: after }) : undefined);
}

function changeSaid(change: ColumnChange, context: RenderContext): string {
  const { messages, formats, controls } = context.localization;
  if (!controls) return '';
  const { wasReset, moved } = controls.columnChoice;
  if (change === 'reset' || !('move' in change)) return wasReset;
  const columns = shownColumns(context.view, context.loader.shown?.report);
  const place = formats.count(columns.indexOf(change.move) + 1);
  return moved(messages.columns[change.move], place, formats.count(columns.length));
}
