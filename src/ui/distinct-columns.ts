import { groupOf } from '../model/column-groups.ts';
import type { ColumnId } from '../model/columns.ts';
import { offeredColumns, shownColumns } from '../table-model/visible-columns.ts';
import { columnLabel } from './cell-formatters.ts';
import type { RenderContext } from './render-context.ts';

/**
 * Returns the columns to choose from. If bots are left out of all figures, those without bots have the names and figures
 * of earlier columns, and are offered only while they are shown or sorted by.
 */
export function distinctColumns({ view, displayed, localization }: RenderContext): readonly ColumnId[] {
  const { columnSet, messages } = localization;
  const report = displayed?.loaded.report;
  const offered = offeredColumns(report, columnSet);
  const used = new Set([...shownColumns(view, report), ...view.sort.map(({ column }) => column)]);
  const label = (column: ColumnId) => columnLabel(column, undefined, messages);
  const others = new Set(offered.filter((column) => groupOf(column) !== 'bots').map(label));
  return offered.filter((column) => groupOf(column) !== 'bots' || used.has(column) || !others.has(label(column)));
}
