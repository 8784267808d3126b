import { html, type TemplateResult } from 'lit';
import { firstRowIndex, type Table } from '../table-model/table.ts';
import { formatCell, type Localization } from '../ui/cell-formatters.ts';

/**
 * Renders the footer of a table: the totals of the rows that match. Texts are set as properties, as a page translator
 * replaces text nodes, and would keep old figures on screen.
 * @param isComplete whether all rows have loaded
 */
export function renderTableTotal(table: Table, isComplete: boolean, localization: Localization): TemplateResult {
  const { messages, columnSet } = localization;
  const [, ...columns] = table.columns;
  return html`<tfoot>
    <tr part="row total" aria-rowindex=${table.lineCount + firstRowIndex}>
      <th
        scope="row"
        aria-colindex="1"
        class="name"
        part="cell name"
        .textContent=${isComplete ? messages.total : messages.totalSoFar}
      ></th>
      ${columns.map((column, place) => {
        const kind = columnSet.kindOf(column);
        const text = columnSet.hasTotal(column) ? formatCell(table.total, column, 0, localization) : '';
        return html`<td
          aria-colindex=${place + 2}
          class=${kind}
          part="cell ${kind}"
          translate="no"
          .textContent=${text}
        ></td>`;
      })}
    </tr>
  </tfoot>`;
}
