import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../ui/decorators.ts';
import { figures as englishFigures } from '../i18n/en/figures.ts';
import { filter as english } from '../i18n/en/filter.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { formatFilter, type Filter } from '../model/filter.ts';
import { defaultFigureChoices, formatFigureChoices, readFigureChoices } from '../model/figure-choices.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { offeredColumns } from '../table-model/visible-columns.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { conditionText, filterTexts, parseFilterText } from '../ui/filter-texts.ts';
import { figureChoiceTexts } from '../ui/figure-choice-texts.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { filterChipsStyles } from './filter-chips-styles.ts';

const figureTranslations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };
const translations = { fr: () => import('../i18n/fr/filter.ts').then(({ filter }) => filter) };

/** The filter, which is part of addresses and saved views, lists at most this many campaigns that are compared. */
const mostCompared = 200;

/** A condition or a choice, and the view without it. */
interface Chip {
  readonly text: string;
  readonly without: (view: ViewState) => ViewState;
}

/**
 * The conditions of the filter and the choices of how figures are counted, each with a button that removes it.
 *
 * @csspart filter-chip - A condition of the filter. A click removes it.
 */
export class FilterChips extends ShadowElement {
  static override styles = [baseStyles, filterChipsStyles];

  @property({ attribute: false }) context!: RenderContext;

  /** Whether the reader has opened the notes about the comparison, which are closed on a narrow screen. */
  @state() private areNotesOpen = false;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'filterPanel', english, translations },
    messages: () => this.context.localization.messages,
  });

  get locale(): string {
    return this.context.locale;
  }

  readonly #figureMessages = new MessagesController(this, {
    ...{ feature: 'figures', english: englishFigures, translations: figureTranslations },
    messages: () => this.context.localization.messages,
  });

  protected override shouldUpdate(): boolean {
    // Both load at the same time.
    const areReady = [this.#messages.follow(), this.#figureMessages.follow()];
    return !areReady.includes(false);
  }

  protected override render(): TemplateResult {
    const { active, remove, clearAll } = this.#messages.current;
    const chips = [...this.#filterChips(), ...this.#figureChips()];
    this.classList.remove('due');
    // An unreadable filter has none.
    if (chips.length === 0) return html``;
    return html`<ul aria-label=${active}>
        ${chips.map(
          ({ text, without }) =>
            html`<li>
              <button
                type="button"
                class="control chip"
                part="filter-chip"
                aria-label=${remove(text)}
                title=${remove(text)}
                @click=${() => this.context.updateView(without)}
              >
                <bdi>${text}</bdi><svg viewBox="0 0 16 16" aria-hidden="true"><path d="m5 5 6 6m0-6-6 6" /></svg>
              </button>
            </li>`,
        )}
        <li class="all">
          <button type="button" class="clear" @click=${() => this.context.updateView(withoutConditions)}>
            ${clearAll}
          </button>
        </li>
        ${this.#renderNotesButton()}
      </ul>
      ${this.#renderNotes()}`;
  }

  /** On a narrow screen, the notes would push the rows out of view. Why nothing is compared is shown in any case. */
  #renderNotesButton(): TemplateResult | typeof nothing {
    const { notes = [], comparison } = this.context.displayed?.loaded.compared ?? {};
    if (!comparison || notes.length === 0) return nothing;
    const { detailsLabel } = this.#figureMessages.current.comparison;
    return html`<li class="about">
      <button
        type="button"
        class="clear"
        aria-label=${detailsLabel}
        aria-expanded=${String(this.areNotesOpen)}
        @click=${() => (this.areNotesOpen = !this.areNotesOpen)}
      >
        ${this.context.localization.messages.details}
      </button>
    </li>`;
  }

  /** How the rates differ, and how far the report can be compared. The element stays, so that changes are read aloud. */
  #renderNotes(): TemplateResult {
    const { verdict, notes = [], comparison } = this.context.displayed?.loaded.compared ?? {};
    const { compared = [], count = 0 } = comparison?.campaigns ?? {};
    const canShow = compared.length > 0 && compared.length < Math.min(count, mostCompared);
    const texts = [
      verdict && html`<b>${verdict}</b> `,
      notes.length > 0 ? html`<span>${notes.join(' ')}</span>` : nothing,
    ];
    return html`<div class="notes ${comparison && !this.areNotesOpen ? 'closed' : ''}">
      <p role="status">${texts}</p>
      ${canShow ? this.#renderShowCompared(compared) : nothing}
    </div>`;
  }

  /** Most campaigns of a long table are in one period only. A folder would add all of its campaigns. */
  #renderShowCompared(campaigns: readonly string[]): TemplateResult {
    const show = (view: ViewState): ViewState => {
      const filter = parseFilterText(view.filter, view.columnSet) ?? empty;
      return { ...view, filter: formatFilter({ ...filter, campaigns, folders: [] }) };
    };
    return html`<button type="button" class="clear" @click=${() => this.context.updateView(show)}>
      ${this.#figureMessages.current.comparison.showCompared}
    </button>`;
  }

  #filterChips(): Chip[] {
    const { view, localization, displayed } = this.context;
    const filter = parseFilterText(view.filter, localization.columnSet);
    if (!filter) return [];
    const messages = this.#messages.current;
    const offered = new Set(offeredColumns(displayed?.loaded.report, localization.columnSet));
    const only = (part: Partial<Filter>) => filterTexts({ ...empty, ...part }, localization, messages)[0] ?? '';
    const chip = (text: string, rest: Partial<Filter>): Chip => ({
      text,
      without: (current) => ({ ...current, filter: formatFilter({ ...filter, ...rest }) }),
    });
    const { campaigns, folders, archived, conditions } = filter;
    return [
      ...(campaigns.length > 0 ? [chip(this.#campaignName(campaigns) ?? only({ campaigns }), { campaigns: [] })] : []),
      ...folders.map((path) => chip(only({ folders: [path] }), { folders: folders.filter((other) => other !== path) })),
      ...(archived ? [chip(only({ archived }), { archived: undefined })] : []),
      ...conditions.map((condition) => {
        const text = conditionText(condition, localization);
        return chip(offered.has(condition.column) ? text : messages.withoutEffect(text), {
          conditions: conditions.filter((other) => other !== condition),
        });
      }),
    ];
  }

  #figureChips(): Chip[] {
    const choices = readFigureChoices(this.context.view.figures);
    return figureChoiceTexts(choices, this.context, this.#figureMessages.current).map(({ text, rest }) => ({
      text,
      without: (current) => ({ ...current, figures: formatFigureChoices({ ...choices, ...rest }) }),
    }));
  }

  /** The name of the only campaign, if the report has it. */
  #campaignName([id, ...others]: readonly string[]): string | undefined {
    const text = this.context.displayed?.loaded.report.text;
    const row = text && others.length === 0 ? text.campaignId.indexOf(id as string) : -1;
    return text?.campaignName[row] || undefined;
  }

  protected override nextFocus(): HTMLElement | null | undefined {
    const lastChip = [...this.renderRoot.querySelectorAll<HTMLElement>('.chip')].at(-1);
    return lastChip ?? (this.getRootNode() as ShadowRoot).querySelector<HTMLElement>('cer-report-table');
  }
}

/** What cells show besides their figures is no condition: it stays. */
const withoutConditions = (view: ViewState): ViewState => ({
  ...view,
  filter: '',
  figures: formatFigureChoices({ ...defaultFigureChoices, show: readFigureChoices(view.figures).show }),
});

const empty: Filter = { campaigns: [], folders: [], archived: undefined, conditions: [] };

defineElement('cer-filter-chips', FilterChips);

declare global {
  interface HTMLElementTagNameMap {
    'cer-filter-chips': FilterChips;
  }
}
