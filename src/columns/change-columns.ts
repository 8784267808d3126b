import { withColumnChange, type ColumnChange } from '../table-model/column-change.ts';
import { shownColumns } from '../table-model/visible-columns.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { columnLabel } from '../ui/cell-formatters.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** Applies a change of columns that the reader made in the selector or in the headers, and announces it. */
export function changeColumns(context: RenderContext, change: ColumnChange): void {
  const { view, displayed, updateView } = context;
  const report = displayed?.loaded.report;
  const update = (current: ViewState) => withColumnChange(current, change, shownColumns(current, report));
  if (update(view) === view) return;
  const isAnnounced = change === 'reset' || 'move' in change;
  updateView(update, isAnnounced ? (updated) => announcementOf(change, { ...context, view: updated }) : undefined);
}

function announcementOf(change: ColumnChange, { view, displayed, localization }: RenderContext): string {
  const { messages, formats } = localization;
  const { wasReset, moved } = messages.columnSelector;
  if (change === 'reset' || !('move' in change)) return wasReset;
  const columns = shownColumns(view, displayed?.loaded.report);
  const position = formats.count(columns.indexOf(change.move) + 1);
  return moved(columnLabel(change.move, undefined, messages), position, formats.count(columns.length));
}
