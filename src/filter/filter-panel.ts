import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { filter as english } from '../i18n/en/filter.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { archivedChoices, formatFilter, type ArchivedChoice, type Condition, type Filter } from '../model/filter.ts';
import type { ColumnId } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { groupings } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { distinctColumns } from '../ui/distinct-columns.ts';
import { focusFindField, renderFindField } from '../ui/find-field.ts';
import { parseFilterText } from '../ui/filter-texts.ts';
import { matchCountText, type RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { normalizeFolder, type CampaignChoice, type CampaignSelection } from './campaign-tree-model.ts';
import './campaign-tree.ts';
import { CampaignsLoader, type CampaignsState } from './campaigns-loader.ts';
import type { ConditionList } from './condition-list.ts';
import './condition-list.ts';
import './activity-choice.ts';
import './counting-choices.ts';
import { choiceStyles } from '../ui/choice-styles.ts';
import { filterPanelStyles } from './filter-panel-styles.ts';
import { renderChoice } from './render-choice.ts';

const translations = { fr: () => import('../i18n/fr/filter.ts').then(({ filter }) => filter) };

const emptyFilter: Filter = { campaigns: [], folders: [], archived: undefined, conditions: [] };

/**
 * The content of the filter's popover: bots, campaigns and folders, archived campaigns, figures and dates, how figures are counted,
 * grouping.
 * Each change applies immediately.
 *
 * @fires {CustomEvent} close-request - The panel is no longer needed.
 */
export class FilterPanel extends ShadowElement {
  static override shadowRootOptions: ShadowRootInit = { ...ShadowElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, choiceStyles, filterPanelStyles];

  @property({ attribute: false }) context!: RenderContext;

  @state() private search = '';

  @query('input') private readonly field!: HTMLInputElement | null;
  @query('cer-condition-list') private readonly conditionList!: ConditionList | null;

  #choices: readonly CampaignChoice[] = [];
  /** The filter of the view, with the values that it was parsed from. */
  #filter = emptyFilter;
  #filterInputs: readonly unknown[] = [];
  #choiceInputs: readonly unknown[] = [];
  /** The column to begin with, until it is shown. */
  #firstColumn: ColumnId | undefined;
  readonly #campaigns = new CampaignsLoader(() => this.requestUpdate());

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'filterPanel', english, translations },
    messages: () => this.context.localization.messages,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#campaigns.stop();
  }

  get locale(): string {
    return this.context.locale;
  }

  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) focusFindField(this.field, options);
  }

  /** Begins with a column: with its condition, or with the campaigns where it has none. */
  startWith(column: ColumnId): void {
    this.#firstColumn = column;
    this.requestUpdate();
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  protected override willUpdate(): void {
    const { view, localization, displayed } = this.context;
    const inputs = [view.filter, localization.columnSet];
    if (!shallowEqualArrays(inputs, this.#filterInputs)) {
      this.#filterInputs = inputs;
      this.#filter = parseFilterText(view.filter, localization.columnSet) ?? emptyFilter;
    }
    const report = displayed?.loaded.report;
    this.#campaigns.follow(this.context);
    const choiceInputs = [report, this.#campaigns.choices];
    if (shallowEqualArrays(choiceInputs, this.#choiceInputs)) return;
    this.#choiceInputs = choiceInputs;
    this.#choices = allChoices(this.#campaigns.choices, report ? campaignsOf(report) : []);
  }

  protected override firstUpdated(): void {
    this.focus({ preventScroll: true });
  }

  /** The texts may have loaded since `startWith`. */
  protected override updated(): void {
    const column = this.#firstColumn;
    this.#firstColumn = undefined;
    if (column === undefined) return;
    if (this.#columns.includes(column)) void this.conditionList?.edit(column);
    else this.focus();
  }

  protected override render(): TemplateResult {
    const { view, localization } = this.context;
    const { clearAll, close: closeText } = this.#messages.current;
    const filter = this.#filter;
    const close = () => this.dispatchEvent(new CustomEvent('close-request'));
    return html`
      <div class="content">
        <cer-activity-choice .context=${this.context}></cer-activity-choice>
        ${this.#renderCampaigns(filter)} ${this.#renderArchived(filter)}
        <cer-condition-list
          exportparts="field"
          .conditions=${filter.conditions}
          .columns=${this.#columns}
          .localization=${localization}
          .messages=${this.#messages.current}
          @conditions-request=${({ detail }: CustomEvent<readonly Condition[]>) =>
            this.#apply({ ...filter, conditions: detail })}
          @close-request=${close}
        ></cer-condition-list>
        <cer-counting-choices exportparts="field" .context=${this.context}></cer-counting-choices>
        ${this.#renderGroupBy()}
      </div>
      <div class="foot">
        <p role="status">${this.#countText()}</p>
        <button
          type="button"
          class="control"
          part="reset"
          ?disabled=${view.filter === ''}
          @click=${() => this.#apply(emptyFilter)}
        >
          ${clearAll}
        </button>
        <button type="button" class="control" @click=${close}>${closeText}</button>
      </div>
    `;
  }

  #renderCampaigns(filter: Filter): TemplateResult | typeof nothing {
    if (this.#choices.length === 0) return nothing;
    const { tree, find, allCampaigns, loadedOnly } = this.#messages.current;
    const { state } = this.#campaigns;
    const isEverything = filter.campaigns.length + filter.folders.length === 0;
    return html`<section aria-labelledby="campaigns">
      <h3 id="campaigns">${tree}</h3>
      ${renderFindField(find, this.search, (text) => (this.search = text))}
      <cer-campaign-tree
        .choices=${this.#choices}
        .isComplete=${this.#isComplete(state)}
        .selection=${filter}
        .search=${this.search}
        .messages=${this.#messages.current}
        .locale=${this.context.locale}
        @selection-request=${({ detail }: CustomEvent<CampaignSelection>) => this.#apply({ ...filter, ...detail })}
      ></cer-campaign-tree>
      ${isEverything ? html`<p class="hint">${allCampaigns}</p>` : nothing}
      ${this.context.displayed?.loaded.pages && state === 'none' ? html`<p class="hint">${loadedOnly}</p>` : nothing}
      ${this.#renderState(state)}
    </section>`;
  }

  /** Whether all campaigns can be chosen from: those of the list, or of a report whose rows have all loaded. */
  #isComplete(state: CampaignsState): boolean {
    const loaded = this.context.displayed?.loaded;
    return state === 'loaded' || (state !== 'loading' && !loaded?.pages && loaded?.report.complete === true);
  }

  /** Whether the list of all campaigns is loading, or has failed to. */
  #renderState(state: CampaignsState): TemplateResult | typeof nothing {
    const { loadingCampaigns, campaignsFailed } = this.#messages.current;
    const { retry } = this.context.localization.messages;
    if (state !== 'loading' && state !== 'failed') return nothing;
    const onRetry = () => {
      this.#campaigns.retry(this.context);
      this.requestUpdate();
    };
    return html`<p class="hint" role="status">
      ${state === 'loading' ? loadingCampaigns : campaignsFailed}
      ${state === 'failed' ? html`<button type="button" class="control" @click=${onRetry}>${retry}</button>` : nothing}
    </p>`;
  }

  #renderArchived(filter: Filter): TemplateResult | typeof nothing {
    const isKnown = this.#choices.some(({ isArchived }) => isArchived);
    if (!isKnown && !filter.archived) return nothing;
    const { archivedLabel, archivedChoices: texts } = this.#messages.current;
    const options = ['both', ...archivedChoices] as const;
    const onChange = (choice: ArchivedChoice | 'both') =>
      this.#apply({ ...filter, archived: choice === 'both' ? undefined : choice });
    return renderChoice('archived', archivedLabel, options, texts, filter.archived ?? 'both', onChange);
  }

  #renderGroupBy(): TemplateResult {
    const { view, updateView } = this.context;
    const { groupBy, groupings: texts } = this.#messages.current;
    return renderChoice('group-by', groupBy, groupings, texts, view.groupBy, (choice) =>
      updateView((current) => ({ ...current, groupBy: choice })),
    );
  }

  /** The columns of figures and dates that the report has. */
  get #columns() {
    const { columnSet } = this.context.localization;
    const kinds: readonly string[] = ['text', 'flag'];
    return distinctColumns(this.context).filter((id) => !kinds.includes(columnSet.kindOf(id)));
  }

  /** How many emails remain. */
  #countText(): string {
    const { displayed, localization, view } = this.context;
    if (!displayed) return '';
    const { formats, messages } = localization;
    const { matchCount, emailCount } = displayed.table;
    if (displayed.loaded.pages) return '';
    if (!view.filter) return matchCountText(this.context) ?? messages.emails(emailCount, formats.count(emailCount));
    return messages.emailsOf(matchCount, formats.count(matchCount), formats.count(emailCount));
  }

  #apply(filter: Filter): void {
    this.context.updateView((view) => ({ ...view, filter: formatFilter(filter) }));
  }
}

/** Returns the campaigns of the list, and those of the report that it lacks. */
function allChoices(listed: readonly CampaignChoice[], own: readonly CampaignChoice[]): readonly CampaignChoice[] {
  const ids = new Set(listed.map(({ id }) => id));
  return [...listed, ...own.filter(({ id }) => !ids.has(id))];
}

/** Returns the campaigns of a report, in the order of their first row. */
function campaignsOf({ length, text }: Report): CampaignChoice[] {
  const choices = new Map<string, CampaignChoice>();
  for (let row = 0; row < length; row++) {
    const id = text.campaignId[row] ?? '';
    if (choices.has(id)) continue;
    choices.set(id, {
      id,
      name: text.campaignName[row] || id,
      folder: normalizeFolder(text.campaignFolder[row]),
      isArchived: text.campaignArchived[row] === true,
    });
  }
  return [...choices.values()];
}

defineElement('cer-filter-panel', FilterPanel);

declare global {
  interface HTMLElementTagNameMap {
    'cer-filter-panel': FilterPanel;
  }
}
