import { html, nothing, type TemplateResult } from 'lit';
import { columnKind } from '../model/columns.ts';
import type { Table } from '../table-model/table.ts';
import { formatCell, type Localization } from '../ui/cell-formatters.ts';
import { firstRowIndex } from './table-row.ts';

/**
 * Renders the footer of a table: the totals of the rows that match.
 * @param isComplete whether all rows have loaded
 */
export function renderTableTotal(table: Table, isComplete: boolean, localization: Localization): TemplateResult {
  const { messages } = localization;
  const [, ...columns] = table.columns;
  return html`<tfoot>
    <tr part="row total" aria-rowindex=${table.lineCount + firstRowIndex}>
      <th scope="row" class="name" part="cell name">${isComplete ? messages.total : messages.totalSoFar}</th>
      ${columns.map((column) => {
        const kind = columnKind(column);
        const isFigure = kind === 'count' || kind === 'rate';
        return html`<td class=${kind} part="cell ${kind}">
          ${isFigure ? formatCell(table.total, column, 0, localization) : nothing}
        </td>`;
      })}
    </tr>
  </tfoot>`;
}
