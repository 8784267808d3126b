import type { ColumnRequest } from '../ui/column-request.ts';
import { shownColumns } from '../table-model/visible-columns.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** Applies a change of columns that the reader made in the selector or in the headers, and announces it. */
export function changeColumns(context: RenderContext, { apply, announce }: ColumnRequest): void {
  const { view, displayed, updateView, localization } = context;
  const shownIn = (current: ViewState) => shownColumns(current, displayed?.loaded.report);
  const update = (current: ViewState) => apply(current, shownIn(current));
  if (update(view) === view) return;
  const { messages, formats } = localization;
  updateView(update, announce && ((updated) => announce(shownIn(updated), messages, formats)));
}
