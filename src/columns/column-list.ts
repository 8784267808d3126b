import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { columnGroups, groupOf, type ColumnGroup } from '../model/column-groups.ts';
import type { ColumnId } from '../model/columns.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import { canHide } from '../table-model/visible-columns.ts';
import { DiacriticFolding } from '../table-model/diacritic-folding.ts';
import type { GroupBy } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { columnLabel } from '../ui/cell-formatters.ts';
import type { ControlLocalization } from '../ui/control-writing.ts';
import { columnListStyles } from './column-list-styles.ts';
import { ColumnOrder } from './column-order.ts';

/**
 * Every column that can be shown, in groups, each with its definition, to be shown or hidden; beside them, those that
 * are shown, to be put in order. It is what the column selector's popover is filled with.
 *
 * @fires {CustomEvent<ColumnChange>} column-request
 * @csspart reset - The button that goes back to the columns of the start.
 */
export class ColumnList extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, columnListStyles];

  /** The columns on screen, in order. */
  @property({ attribute: false }) shown: readonly ColumnId[] = [];
  /** Every column that can be shown. */
  @property({ attribute: false }) offered: readonly ColumnId[] = [];
  @property({ attribute: false }) groupBy: GroupBy = 'campaign';
  @property({ attribute: false }) localization!: ControlLocalization;

  @state() private sought = '';
  /** Where there is no room for both, whether the order is shown in place of the choice. */
  @state() private isOrdering = false;

  @query('input') private readonly field!: HTMLInputElement;

  protected override render(): TemplateResult {
    const { controls, formats } = this.localization;
    const { find, order, orderHint, shown, reset } = controls.columnChoice;
    return html`
      <div class="panes ${this.isOrdering ? 'ordering' : ''}">
        <div class="choice">
          <div class="find">
            <input
              type="search"
              class="control"
              part="field"
              placeholder=${find}
              aria-label=${find}
              autocomplete="off"
              spellcheck="false"
              .value=${this.sought}
              @input=${this.#onInput}
              @keydown=${this.#onKey}
            />
            <button
              type="button"
              class="control turn"
              aria-pressed=${this.isOrdering ? 'true' : 'false'}
              @click=${() => (this.isOrdering = !this.isOrdering)}
            >
              ${order}
            </button>
          </div>
          <div class="groups">${this.#renderGroups()}</div>
        </div>
        <section class="order" aria-labelledby="order" aria-describedby="order-hint">
          <h3 id="order">${order}</h3>
          <p id="order-hint" class="definition">${orderHint}</p>
          <cer-column-order
            .shown=${this.shown}
            .groupBy=${this.groupBy}
            .localization=${this.localization}
            @column-request=${this.#passOn}
          ></cer-column-order>
        </section>
      </div>
      <div class="foot">
        <p>${shown(formats.count(this.shown.length), formats.count(this.offered.length))}</p>
        <button type="button" class="control" part="reset" @click=${() => this.#request('reset')}>${reset}</button>
      </div>
    `;
  }

  #renderGroups(): TemplateResult {
    const { columnChoice } = this.localization.controls;
    const found = this.#findColumns();
    const groups = columnGroups
      .map((group) => ({ group, columns: found.filter((column) => groupOf(column) === group) }))
      .filter(({ columns }) => columns.length > 0);
    return html`
      ${groups.map(({ group, columns }) => this.#renderGroup(group, columns))}
      <p class="none" role="status">${found.length === 0 ? columnChoice.noneFound(this.sought.trim()) : nothing}</p>
    `;
  }

  #renderGroup(group: ColumnGroup, columns: readonly ColumnId[]): TemplateResult {
    return html`<fieldset>
      <legend>${this.localization.controls.columnChoice.groups[group]}</legend>
      ${columns.map((column) => this.#renderColumn(column))}
    </fieldset>`;
  }

  #renderColumn(column: ColumnId): TemplateResult {
    const { messages, controls } = this.localization;
    const isShown = this.shown.includes(column);
    return html`<div class="column">
      <label>
        <input
          type="checkbox"
          .checked=${isShown}
          ?disabled=${isShown && !canHide(column, this.shown)}
          aria-describedby=${column}
          @change=${() => this.#request(isShown ? { hide: column } : { show: column })}
        />
        ${columnLabel(column, this.groupBy, messages)}
      </label>
      <p id=${column} class="definition">${controls.definitions[column]}</p>
    </div>`;
  }

  /** By its name or its definition, ignoring case and accents. */
  #findColumns(): readonly ColumnId[] {
    const { messages, controls, formats } = this.localization;
    const folding = new DiacriticFolding(formats.locale);
    const sought = folding.fold(this.sought.trim());
    const words = (column: ColumnId) =>
      `${columnLabel(column, this.groupBy, messages)}\n${controls.definitions[column]}`;
    return this.offered.filter((column) => folding.fold(words(column)).includes(sought));
  }

  #onInput(): void {
    this.sought = this.field.value;
    this.isOrdering = false;
  }

  /** Escape first clears the field, and only then closes the popover. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.sought === '') return;
    event.preventDefault();
    this.sought = '';
  }

  #passOn({ detail }: CustomEvent<ColumnChange>): void {
    this.#request(detail);
  }

  #request(detail: ColumnChange): void {
    this.dispatchEvent(new CustomEvent('column-request', { detail }));
  }
}

/** What whoever loads this file is to define, in this order. */
export const columnElements = { 'cer-column-order': ColumnOrder, 'cer-column-list': ColumnList };
