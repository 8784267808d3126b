import { html, type TemplateResult } from 'lit';
import type { ColumnId, ColumnSet } from '../model/columns.ts';

/** The number of rows that the skeleton shows. */
export const skeletonRows = 8;

/** Renders rows before a report has loaded: one row as high as all of them, as the browser lays out each cell. */
export function renderSkeleton(columns: readonly ColumnId[], columnSet: ColumnSet): TemplateResult {
  return html`<tbody class="skeleton" aria-hidden="true">
    <tr part="row waiting">
      ${columns.map((column, place) => html`<td class=${place === 0 ? 'name' : columnSet.kindOf(column)}></td>`)}
    </tr>
  </tbody>`;
}
