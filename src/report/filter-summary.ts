import { html, type TemplateResult } from 'lit';
import { property } from '../ui/decorators.ts';
import { filter as english } from '../i18n/en/filter.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { filterTexts, parsedFilter } from '../ui/filter-texts.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const translations = { fr: () => import('../i18n/fr/filter.ts').then(({ filter }) => filter) };

/** Renders the end of the summary line: the conditions of the filter that the report can apply, each after “ · ”. */
export class FilterSummary extends ShadowElement {
  /** Everything that the element renders from. Conditions on columns that its report lacks are omitted. */
  @property({ attribute: false }) context!: RenderContext;

  get locale(): string {
    return this.context.locale;
  }

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'filterPanel', english, translations },
    messages: () => this.context.localization.messages,
  });

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  protected override render(): TemplateResult {
    const { view, displayed, localization } = this.context;
    const parsed = displayed && parsedFilter(view.filter, displayed.loaded.report, localization.columnSet);
    const texts = parsed ? filterTexts(parsed, localization, this.#messages.current) : [];
    return html`<span .textContent=${texts.map((text) => ` · ${text}`).join('')}></span>`;
  }
}

defineElement('cer-filter-summary', FilterSummary);

declare global {
  interface HTMLElementTagNameMap {
    'cer-filter-summary': FilterSummary;
  }
}
