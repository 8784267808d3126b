import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { filter as english } from '../i18n/en/filter.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { filterTexts, parsedFilter } from './filter-texts.ts';
import type { Report } from '../model/report.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { defineElement } from '../ui/define-element.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const translations = { fr: () => import('../i18n/fr/filter.ts').then(({ filter }) => filter) };

/** The conditions of the filter that have an effect, as part of a line of text: each follows a dot. */
export class FilterSummary extends ShadowElement {
  /** The filter as text. */
  @property({ attribute: false }) filter = '';
  /** The report on screen. Conditions on columns that it lacks are omitted. */
  @property({ attribute: false }) report!: Report;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) localization!: Localization;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'filter', english, translations },
    messages: () => this.localization.messages,
  });

  protected override shouldUpdate(): boolean {
    return this.#messages.isReady;
  }

  protected override render(): TemplateResult {
    const { filter, report, localization } = this;
    const parsed = parsedFilter(filter, report, localization.columnSet);
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
