import type { Formats } from '../i18n/formats.ts';
import type { Messages } from '../i18n/messages.ts';
import type { ColumnId } from '../model/columns.ts';
import { withColumnChange, type ColumnChange } from '../table-model/column-change.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { columnLabel } from './cell-formatters.ts';

/** A change of columns, as the parts that load on demand request it: only they need the code that applies it. */
export interface ColumnRequest {
  /** Returns the view after the change, or the same view if the change is not possible. `shown`: the columns on screen. */
  readonly apply: (view: ViewState, shown: readonly ColumnId[]) => ViewState;
  /** Returns what to announce to screen readers. Missing if the focused control says it. */
  readonly announce: ((shown: readonly ColumnId[], messages: Messages, formats: Formats) => string) | undefined;
}

/** Returns the request for a change. */
export function columnRequest(change: ColumnChange): ColumnRequest {
  return { apply: (view, shown) => withColumnChange(view, change, shown), announce: announcementOf(change) };
}

function announcementOf(change: ColumnChange): ColumnRequest['announce'] {
  if (change === 'reset') return (_, messages) => messages.columnSelector.wasReset;
  if (!('move' in change)) return undefined;
  const { move } = change;
  return (shown, messages, formats) => {
    const place = formats.count(shown.indexOf(move) + 1);
    return messages.columnSelector.moved(columnLabel(move, undefined, messages), place, formats.count(shown.length));
  };
}
