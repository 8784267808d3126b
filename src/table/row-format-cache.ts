import type { ColumnId, ColumnKind } from '../model/columns.ts';
import { warn } from '../platform/warn.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { Table } from '../table-model/table.ts';
import { isExpanded, type ViewState } from '../table-model/view-state.ts';
import { hasDatesBelowNames } from '../table-model/visible-columns.ts';
import { cellFormatter, type Localization } from '../ui/cell-formatters.ts';
import type { RowFormat } from './row-format.ts';
import type { RowNotes, RowNotesHost } from './row-notes.ts';

/** Creates the format of the rows. Returns the same one while its inputs are the same: a new one rewrites every row. */
export class RowFormatCache {
  #inputs: readonly unknown[] = [];
  #format: RowFormat | undefined;
  #notes: RowNotes | undefined;
  readonly #host: RowNotesHost;

  constructor(host: RowNotesHost) {
    this.#host = host;
  }

  get(columns: readonly ColumnId[], table: Table | undefined, view: ViewState, localization: Localization): RowFormat {
    const isGrouped = table?.isGrouped ?? false;
    if (table?.hasNotes && !this.#notes) void this.#loadNotes();
    const writeNotes = this.#notes?.update(columns);
    const { messages, formats, timeZone, columnSet, extraTexts } = localization;
    const kinds = columns.map((column) => columnSet.kindOf(column));
    const ids = columns.concat(kinds).join();
    const hasDates = hasDatesBelowNames(view);
    const { expandedByDefault, toggledCampaignIds } = view;
    const texts = [messages, formats, timeZone, extraTexts];
    const inputs = [ids, isGrouped, hasDates, writeNotes, expandedByDefault, toggledCampaignIds, ...texts];
    if (this.#format && shallowEqualArrays(inputs, this.#inputs)) return this.#format;
    const template = this.#format && ids === this.#inputs[0] ? this.#format.template : createRowTemplate(kinds);
    const formatters = columns.slice(1).map((column) => cellFormatter(column, localization));
    this.#inputs = inputs;
    const zeros = [formats.count(0), formats.rate(0)];
    const formatDate = hasDates ? cellFormatter('firstSentAt', localization) : undefined;
    return (this.#format = {
      ...{ template, formatters, zeros, writeNotes, isGrouped, localization, formatDate },
      hasCampaigns: isGrouped || hasDates || columns.includes('campaignName'),
      // On a phone, the column of campaigns is out of view.
      isJoined: hasDates && !isGrouped,
      isExpanded: (id) => isExpanded(view, id),
    });
  }

  async #loadNotes(): Promise<void> {
    try {
      const { RowNotes } = await import('./after-rows.ts');
      this.#notes ??= new RowNotes(this.#host);
    } catch (error) {
      warn('a part of the table failed to load.', error);
    }
  }
}

/** Creates a row that has columns of these kinds and no text. */
function createRowTemplate(kinds: readonly ColumnKind[]): HTMLTableRowElement {
  const row = document.createElement('tr');
  const name = row.appendChild(document.createElement('th'));
  name.scope = 'row';
  name.className = 'name';
  name.setAttribute('part', 'cell name');
  for (const kind of kinds.slice(1)) {
    const cell = row.insertCell();
    cell.className = kind;
    cell.setAttribute('part', `cell ${kind}`);
    (kind === 'text' ? cell.appendChild(document.createElement('bdi')) : cell).append('');
  }
  [...row.cells].forEach((cell, place) => (cell.ariaColIndex = String(place + 1)));
  return row;
}
