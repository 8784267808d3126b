import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnId } from '../model/columns.ts';
import type { Definitions } from '../i18n/messages.ts';
import type { SortKey } from '../model/sort.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { maxWidth, minWidth } from '../table-model/visible-columns.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';

/** The state of a table header, and the requests that it makes. */
export interface TableHeader {
  /** The first is the name column. */
  readonly columns: readonly ColumnId[];
  /** Whether all campaigns can be expanded and collapsed together. */
  readonly canToggleAll: boolean;
  readonly view: ViewState;
  readonly localization: Localization;
  /** The definitions of columns, once they have loaded. */
  readonly definitions: Definitions | undefined;
  /** @param isAdditional whether to keep the current sort keys before this one */
  readonly onSort: (column: ColumnId, isAdditional: boolean) => void;
  readonly onToggleAll: (expanded: boolean) => void;
}

/** Renders the header row: a label per column, and how the table is sorted by it. */
export function renderTableHeader(header: TableHeader): TemplateResult {
  return html`<tr aria-rowindex="1">
    ${header.columns.map((column, index) => renderColumnHeader(header, column, index === 0))}
  </tr>`;
}

function directionOf(key: SortKey | undefined): 'ascending' | 'descending' | undefined {
  if (!key) return undefined;
  return key.descending ? 'descending' : 'ascending';
}

function renderColumnHeader(header: TableHeader, column: ColumnId, isFirst: boolean): TemplateResult {
  const { localization, view, onSort } = header;
  const place = view.sort.findIndex((key) => key.column === column);
  const direction = directionOf(view.sort[place]);
  const label = columnLabel(column, view.groupBy, localization.messages);
  return html`
    <th
      scope="col"
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
          aria-describedby="about-${column}"
          @click=${(event: MouseEvent) => onSort(column, event.shiftKey)}
        >
          <span dir="auto" .textContent=${label}></span>
          <span class="arrow ${direction ?? 'unsorted'}" aria-hidden="true"></span>
          ${direction && view.sort.length > 1 ? renderSortPlace(localization, place + 1, direction === 'descending') : nothing}
        </button>
      </div>
      <span class="printed" dir="auto" .textContent=${label}></span>
      ${renderDescription(header, column, isFirst)} ${renderHandle(label, localization)}
    </th>
  `;
}

/** Renders the handle that resizes a column. Its value is set when the code that resizes columns has loaded. */
function renderHandle(label: string, { messages }: Localization): TemplateResult {
  return html`<div
    class="handle"
    role="separator"
    tabindex="0"
    aria-orientation="vertical"
    aria-label=${messages.columnHeader.widthOf(label)}
    aria-valuemin=${minWidth}
    aria-valuemax=${maxWidth}
    aria-valuenow=${minWidth}
  ></div>`;
}

/** Renders the definition of a column, which is also its tooltip, and the hints for its header. */
function renderDescription(header: TableHeader, column: ColumnId, isFirst: boolean): TemplateResult {
  const { sortHint, moveHint } = header.localization.messages.columnHeader;
  const definition = (header.definitions as Readonly<Record<string, string>> | undefined)?.[column];
  return html`<span hidden id="about-${column}"
    >${definition ? html`<span class="definition">${definition}</span>` : nothing} ${sortHint}
    ${isFirst ? nothing : moveHint}</span
  >`;
}

/** `aria-sort` is for one column only, so each of several sort keys says its place in text. */
function renderSortPlace({ messages, formats }: Localization, place: number, isDescending: boolean): TemplateResult {
  const direction = isDescending ? messages.sortDescending : messages.sortAscending;
  return html`<sup aria-hidden="true" .textContent=${String(place)}></sup>
    <span class="hidden" .textContent=${`(${messages.sortRank(formats.count(place), direction)})`}></span>`;
}

function renderToggleAll({ view: { expandedByDefault }, localization, onToggleAll }: TableHeader): TemplateResult {
  const { messages } = localization;
  const label = expandedByDefault ? messages.collapseAll : messages.expandAll;
  return html`<button
    type="button"
    class="toggle"
    part="toggle-all"
    title=${label}
    aria-label=${label}
    aria-expanded=${String(expandedByDefault)}
    @click=${() => onToggleAll(!expandedByDefault)}
  ></button>`;
}
