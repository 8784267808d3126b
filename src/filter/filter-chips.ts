import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { filter as english } from '../i18n/en/filter.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { formatFilter, type Filter } from '../model/filter.ts';
import { offeredColumns } from '../table-model/visible-columns.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { comparisonText, filterTexts, parseFilterText } from '../ui/filter-texts.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { filterChipsStyles } from './filter-chips-styles.ts';

const translations = { fr: () => import('../i18n/fr/filter.ts').then(({ filter }) => filter) };

/** A condition, and the filter without it. */
interface Chip {
  readonly text: string;
  readonly rest: Filter;
}

/**
 * The conditions of the filter, each with a button that removes it.
 *
 * @csspart filter-chip - A condition of the filter. A click removes it.
 */
export class FilterChips extends ShadowElement {
  static override styles = [baseStyles, filterChipsStyles];

  @property({ attribute: false }) context!: RenderContext;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'filterPanel', english, translations },
    messages: () => this.context.localization.messages,
  });

  get locale(): string {
    return this.context.locale;
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.isReady;
  }

  protected override render(): TemplateResult {
    const { active, remove, clearAll } = this.#messages.current;
    const chips = this.#chips();
    // An unreadable filter has none.
    if (chips.length === 0) return html``;
    return html`<ul aria-label=${active}>
      ${chips.map(
        ({ text, rest }, index) =>
          html`<li>
            <button
              type="button"
              class="control chip"
              part="filter-chip"
              aria-label=${remove(text)}
              title=${remove(text)}
              @click=${() => void this.#apply(formatFilter(rest), index)}
            >
              <bdi>${text}</bdi><svg viewBox="0 0 16 16" aria-hidden="true"><path d="m5 5 6 6m0-6-6 6" /></svg>
            </button>
          </li>`,
      )}
      <li>
        <button type="button" class="clear" @click=${() => void this.#apply('', 0)}>${clearAll}</button>
      </li>
    </ul>`;
  }

  #chips(): Chip[] {
    const { view, localization, displayed } = this.context;
    const filter = parseFilterText(view.filter, localization.columnSet);
    if (!filter) return [];
    const messages = this.#messages.current;
    const offered = new Set(offeredColumns(displayed?.loaded.report, localization.columnSet));
    const only = (part: Partial<Filter>) => filterTexts({ ...empty, ...part }, localization, messages)[0] ?? '';
    const { campaigns, folders, archived, comparisons } = filter;
    return [
      ...(campaigns.length > 0
        ? [{ text: this.#campaignName(campaigns) ?? only({ campaigns }), rest: { ...filter, campaigns: [] } }]
        : []),
      ...folders.map((path) => ({
        text: only({ folders: [path] }),
        rest: { ...filter, folders: folders.filter((other) => other !== path) },
      })),
      ...(archived ? [{ text: only({ archived }), rest: { ...filter, archived: undefined } }] : []),
      ...comparisons.map((comparison) => {
        const text = comparisonText(comparison, localization);
        return {
          text: offered.has(comparison.column) ? text : messages.withoutEffect(text),
          rest: { ...filter, comparisons: comparisons.filter((other) => other !== comparison) },
        };
      }),
    ];
  }

  /** The name of the only campaign, if the report has it. */
  #campaignName([id, ...others]: readonly string[]): string | undefined {
    const text = this.context.displayed?.loaded.report.text;
    const row = text && others.length === 0 ? text.campaignId.indexOf(id as string) : -1;
    return text?.campaignName[row] || undefined;
  }

  /** Focuses the next chip, as the focus would be lost with the button. */
  async #apply(filter: string, index: number): Promise<void> {
    const root = this.getRootNode() as ShadowRoot;
    this.context.updateView((view) => ({ ...view, filter }));
    await this.updateComplete;
    const buttons = this.shadowRoot?.querySelectorAll('button') ?? [];
    const next = filter === '' ? undefined : buttons[Math.min(index, buttons.length - 1)];
    if (next) next.focus();
    else root.querySelector<HTMLElement>('.filter-button')?.focus();
  }
}

const empty: Filter = { campaigns: [], folders: [], archived: undefined, comparisons: [] };

defineElement('cer-filter-chips', FilterChips);

declare global {
  interface HTMLElementTagNameMap {
    'cer-filter-chips': FilterChips;
  }
}
