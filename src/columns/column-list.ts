import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { columnList as english } from '../i18n/en/columns.ts';
import { figures as englishFigures } from '../i18n/en/figures.ts';
import { definitionOf, DefinitionsController } from '../i18n/definitions-controller.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { columnGroups, groupOf, type ColumnGroup } from '../model/column-groups.ts';
import type { ColumnId } from '../model/columns.ts';
import { canHide, type ColumnChange } from '../table-model/column-change.ts';
import { foldText } from '../table-model/diacritic-folding.ts';
import { shownColumns } from '../table-model/visible-columns.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { columnLabel } from '../ui/cell-formatters.ts';
import { columnRequest, type ColumnRequest } from '../ui/column-request.ts';
import { defineElement } from '../ui/define-element.ts';
import { distinctColumns } from '../ui/distinct-columns.ts';
import { excludedText } from '../ui/figure-choice-texts.ts';
import { focusFindField, renderFindField } from '../ui/find-field.ts';
import { renderCellExtras } from './cell-extras.ts';
import { columnListStyles } from './column-list-styles.ts';
import './column-order.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const figureTranslations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };
const translations = { fr: () => import('../i18n/fr/columns.ts').then(({ columnList }) => columnList) };

/**
 * The content of the column selector: a checkbox and a definition for every column, in groups; beside them, the columns
 * on screen in their order.
 *
 * @fires {CustomEvent<ColumnRequest>} column-request
 * @csspart reset - The button that restores the default columns.
 */
export class ColumnList extends ShadowElement {
  static override shadowRootOptions: ShadowRootInit = { ...ShadowElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, columnListStyles];

  /** Everything that the element renders from. */
  @property({ attribute: false }) context!: RenderContext;

  @state() private searchText = '';
  /** Whether the order replaces the checkboxes on narrow screens, which cannot show both. */
  @state() private isOrdering = false;

  @query('input') private readonly field!: HTMLInputElement;
  @query('.groups') private readonly groups!: HTMLElement;

  /** The columns on screen, in order. */
  #shown: readonly ColumnId[] = [];
  /** The columns to choose from. */
  #offered: readonly ColumnId[] = [];

  get locale(): string {
    return this.context.locale;
  }

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'columnList', english, translations },
    messages: () => this.context.localization.messages,
  });

  readonly #figureMessages = new MessagesController(this, {
    ...{ feature: 'figures', english: englishFigures, translations: figureTranslations },
    messages: () => this.context.localization.messages,
  });

  readonly #definitions = new DefinitionsController(this, () => this.context.localization.messages);

  protected override shouldUpdate(): boolean {
    // All load at the same time.
    const areReady = [this.#messages.follow(), this.#figureMessages.follow(), this.#definitions.follow()];
    return !areReady.includes(false);
  }

  protected override willUpdate(): void {
    const { view, displayed } = this.context;
    this.#shown = shownColumns(view, displayed?.loaded.report);
    this.#offered = distinctColumns(this.context);
  }

  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) focusFindField(this.field, options);
  }

  protected override firstUpdated(): void {
    this.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { view, localization } = this.context;
    const { formats } = localization;
    const { find, order, orderHint, shown, reset } = this.#messages.current;
    return html`
      <div class="panes ${this.isOrdering ? 'ordering' : ''}">
        <div class="choice">
          <div class="find">
            ${renderFindField(find, this.searchText, (text) => this.#find(text))}
            <button
              type="button"
              class="control turn"
              aria-pressed=${this.isOrdering ? 'true' : 'false'}
              @click=${() => (this.isOrdering = !this.isOrdering)}
            >
              ${order}
            </button>
          </div>
          ${this.searchText ? nothing : renderCellExtras(view.figures, this.#messages.current, (change) => this.#dispatch(change))}
          <div class="groups">${this.#renderGroups()}</div>
        </div>
        <section class="order" aria-labelledby="order" aria-describedby="order-hint">
          <h3 id="order">${order}</h3>
          <p id="order-hint" class="definition">${orderHint}</p>
          <cer-column-order
            .shown=${this.#shown}
            .groupBy=${view.groupBy}
            .messages=${this.#messages.current}
            .labels=${localization.messages}
            @column-request=${this.#onOrderRequest}
          ></cer-column-order>
        </section>
      </div>
      <div class="foot">
        <p>${shown(formats.count(this.#shown.length), formats.count(this.#offered.length))}</p>
        <button type="button" class="control" part="reset" @click=${() => this.#request('reset')}>${reset}</button>
      </div>
    `;
  }

  #renderGroups(): TemplateResult {
    const matches = this.#findColumns();
    const groups = columnGroups
      .map((group) => ({ group, columns: matches.filter((column) => groupOf(column) === group) }))
      .filter(({ columns }) => columns.length > 0);
    return html`
      ${groups.map(({ group, columns }) => this.#renderGroup(group, columns))}
      <p class="none" role="status">
        ${matches.length === 0 ? this.#messages.current.noMatch(this.searchText.trim()) : nothing}
      </p>
    `;
  }

  #renderGroup(group: ColumnGroup, columns: readonly ColumnId[]): TemplateResult {
    return html`<fieldset>
      <legend>${this.#messages.current.groups[group]}</legend>
      ${group === 'bots' ? this.#renderExcluded() : nothing} ${columns.map((column) => this.#renderColumn(column))}
    </fieldset>`;
  }

  /** Says how many people only bots make count: its columns count the others. */
  #renderExcluded(): TemplateResult | typeof nothing {
    const { chipExcluding, activityChips } = this.#figureMessages.current;
    const excluded = excludedText('human', this.context, this.#figureMessages.current);
    if (excluded === undefined) return nothing;
    return html`<p class="definition">
      ${chipExcluding(activityChips.human, excluded)}. ${this.#messages.current.botsHint}
    </p>`;
  }

  #renderColumn(column: ColumnId): TemplateResult {
    const { view, localization } = this.context;
    const isShown = this.#shown.includes(column);
    return html`<div class="column">
      <label>
        <input
          type="checkbox"
          .checked=${isShown}
          ?disabled=${isShown && !canHide(column, this.#shown)}
          aria-describedby=${column}
          @change=${() => this.#request(isShown ? { hide: column } : { show: column })}
        />
        <bdi>${columnLabel(column, view.groupBy, localization.messages)}</bdi>
      </label>
      <p id=${column} class="definition">${this.#definitionOf(column)}</p>
    </div>`;
  }

  #definitionOf(column: ColumnId): string {
    return definitionOf(column, this.#definitions.current) ?? '';
  }

  /** Finds columns by label or definition, ignoring case and diacritics. */
  #findColumns(): readonly ColumnId[] {
    const { view, localization } = this.context;
    const searched = foldText(this.searchText.trim());
    const text = (column: ColumnId) =>
      `${columnLabel(column, view.groupBy, localization.messages)}\n${this.#definitionOf(column)}`;
    return this.#offered.filter((column) => foldText(text(column)).includes(searched));
  }

  #find(text: string): void {
    this.searchText = text;
    this.isOrdering = false;
    // The first results of another search are at the start.
    this.groups.scrollTop = 0;
  }

  #onOrderRequest({ detail }: CustomEvent<ColumnChange>): void {
    this.#request(detail);
  }

  #request(change: ColumnChange): void {
    this.#dispatch(columnRequest(change));
  }

  #dispatch(detail: ColumnRequest): void {
    this.dispatchEvent(new CustomEvent('column-request', { detail }));
  }
}

defineElement('cer-column-list', ColumnList);
