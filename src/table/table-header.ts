import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnId } from '../model/columns.ts';
import type { Sort, SortKey } from '../model/sort.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';

/** The state of a table header, and the requests that it makes. */
export interface TableHeader {
  /** The first is the name column. */
  readonly columns: readonly ColumnId[];
  /** Whether all campaigns can be expanded and collapsed together. */
  readonly canToggleAll: boolean;
  readonly view: ViewState;
  readonly localization: Localization;
  /** Returns the definition of a column, which is also its tooltip, and the hints for its header, once loaded. */
  readonly describe: ((column: ColumnId) => unknown) | undefined;
  /** @param isAdditional whether to keep the current sort keys before this one */
  readonly onSort: (column: ColumnId, isAdditional: boolean) => void;
  readonly onToggleAll: (expanded: boolean) => void;
}

/** Renders the header row: a label per column, and how the table is sorted by it. */
export function renderTableHeader(header: TableHeader): TemplateResult {
  return html`<tr aria-rowindex="1">
    ${header.columns.map((column, index) => renderColumnHeader(header, column, index))}
  </tr>`;
}

function directionOf(key: SortKey | undefined): 'ascending' | 'descending' | undefined {
  if (!key) return undefined;
  return key.descending ? 'descending' : 'ascending';
}

function renderColumnHeader(header: TableHeader, column: ColumnId, index: number): TemplateResult {
  const { localization, view, onSort } = header;
  const isFirst = index === 0;
  const place = view.sort.findIndex((key) => key.column === column);
  const direction = directionOf(view.sort[place]);
  const label = columnLabel(column, view.groupBy, localization.messages);
  return html`
    <th
      scope="col"
      aria-colindex=${index + 1}
      data-column=${column}
      class=${isFirst ? 'name' : localization.columnSet.kindOf(column)}
      part="header ${direction ? 'sorted' : ''}"
      aria-sort=${place === 0 && direction ? direction : nothing}
    >
      <div class="header">
        ${isFirst && header.canToggleAll ? renderToggleAll(header) : nothing}
        <button
          type="button"
          class="sort"
          tabindex="-1"
          aria-describedby="about-${column}"
          @click=${(event: MouseEvent) => onSort(column, event.shiftKey)}
        >
          <span dir="auto" .textContent=${label}></span>
          <span class="arrow ${direction ?? 'unsorted'}" aria-hidden="true"></span>
          ${direction && renderSortPlace(localization, view.sort, place, direction)}
        </button>
      </div>
      <span class="printed" dir="auto" .textContent=${label}></span>
      <span hidden id="about-${column}">${header.describe?.(column)}</span>
      <div class="handle"></div>
    </th>
  `;
}

/**
 * `aria-sort` is for one column only, so each of several sort keys says its place in text. A lower bound has the sign ≥.
 */
function renderSortPlace(
  { messages, formats }: Localization,
  sort: Sort,
  place: number,
  direction: 'ascending' | 'descending',
): TemplateResult {
  const rank = sort.length > 1 ? formats.count(place + 1) : '';
  return html`<sup aria-hidden="true" .textContent=${(sort[place]?.isLow ? '≥' : '') + rank}></sup>
    <span
      class="hidden"
      .textContent=${rank && `(${messages.sortRank(rank, direction === 'descending' ? messages.sortDescending : messages.sortAscending)})`}
    ></span>`;
}

function renderToggleAll({ view: { expandedByDefault }, localization, onToggleAll }: TableHeader): TemplateResult {
  const { messages } = localization;
  const label = expandedByDefault ? messages.collapseAll : messages.expandAll;
  return html`<button
    type="button"
    class="toggle"
    tabindex="-1"
    part="toggle-all"
    title=${label}
    aria-label=${label}
    aria-expanded=${String(expandedByDefault)}
    @click=${() => onToggleAll(!expandedByDefault)}
  ></button>`;
}

/** Returns what screen readers say when the table is sorted. */
export function sortAnnouncement(sort: Sort, { messages, formats }: Localization): string {
  const keys = sort.map(
    ({ column, descending }) =>
      `${columnLabel(column, undefined, messages)} (${descending ? messages.sortDescending : messages.sortAscending})`,
  );
  return messages.sortedBy(formats.list(keys));
}
