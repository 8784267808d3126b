import { html, nothing, type TemplateResult } from 'lit';
import { columnKind, type ColumnId } from '../model/columns.ts';
import type { SortKey } from '../model/sort.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';
import type { ColumnResizeReorder } from './column-resize-reorder.ts';

/** What the header of a table shows, and what a reader may ask of it. */
export interface Header {
  /** The first is the column of names. */
  readonly columns: readonly ColumnId[];
  /** Whether campaigns can be opened and closed all at once. */
  readonly isGrouped: boolean;
  readonly view: ViewState;
  readonly localization: Localization;
  /** What changes widths and order, once it is loaded. */
  readonly resizeReorder: ColumnResizeReorder | undefined;
  /** A column is to be sorted by; `further` keeps the sort keys that are there before it. */
  readonly onSort: (column: ColumnId, further: boolean) => void;
  /** All campaigns are to be opened or closed. */
  readonly onCampaigns: (open: boolean) => void;
}

/** The header row: what each column is, and how the table is sorted by it. */
export function renderHeader(header: Header): TemplateResult {
  return html`<tr aria-rowindex="1">
    ${header.columns.map((column, index) => renderHeading(header, column, index === 0))}
  </tr>`;
}

function directionOf(key: SortKey | undefined): 'ascending' | 'descending' | undefined {
  if (!key) return undefined;
  return key.descending ? 'descending' : 'ascending';
}

function renderHeading(header: Header, column: ColumnId, isFirst: boolean): TemplateResult {
  const { messages } = header.localization;
  const { sort, groupBy } = header.view;
  const place = sort.findIndex((key) => key.column === column);
  const direction = directionOf(sort[place]);
  const label = columnLabel(column, groupBy, messages);
  return html`
    <th
      scope="col"
      data-column=${column}
      class=${isFirst ? 'name' : columnKind(column)}
      part="header ${direction ? 'sorted' : ''}"
      aria-sort=${place === 0 && direction ? direction : nothing}
    >
      <div class="header">
        ${isFirst && header.isGrouped ? renderToggleAll(header) : nothing}
        <button
          type="button"
          class="sort"
          title=${explanationOf(column, isFirst, header.localization) ?? nothing}
          @pointerdown=${(event: PointerEvent) => header.resizeReorder?.onPress(event, column)}
          @keydown=${(event: KeyboardEvent) => header.resizeReorder?.onKey(event, column)}
          @click=${(event: MouseEvent) => header.onSort(column, event.shiftKey)}
        >
          <span dir="auto">${label}</span>
          <span class="arrow ${direction ?? 'unsorted'}" aria-hidden="true"></span>
          ${place > 0 ? renderPlace(header.localization, place + 1, direction === 'descending') : nothing}
        </button>
      </div>
      ${header.resizeReorder?.renderHandle(column, label) ?? nothing}
    </th>
  `;
}

/** What a column counts and what can be done with it; nothing until these words are here. */
function explanationOf(column: ColumnId, isFirst: boolean, { controls }: Localization): string | undefined {
  return (
    controls && `${controls.definitions[column]} ${controls.sortHint} ${isFirst ? '' : controls.columnChoice.moveHint}`
  );
}

/** `aria-sort` can tell of one column alone; a further sort key says its place in text. */
function renderPlace({ messages, formats }: Localization, place: number, descending: boolean): TemplateResult {
  const inWords = descending ? messages.sortDescending : messages.sortAscending;
  return html`<sup aria-hidden="true">${place}</sup>
    <span class="hidden">(${messages.sortPlace(formats.count(place), inWords)})</span>`;
}

function renderToggleAll({
  view: { expandedByDefault },
  localization: { messages },
  onCampaigns,
}: Header): TemplateResult {
  const label = expandedByDefault ? messages.closeAll : messages.openAll;
  return html`<button
    type="button"
    class="toggle"
    part="toggle-all"
    title=${label}
    aria-label=${label}
    aria-expanded=${String(expandedByDefault)}
    @click=${() => onCampaigns(!expandedByDefault)}
  ></button>`;
}
