import { html, nothing, type TemplateResult } from 'lit';
import { property } from '../ui/decorators.ts';
import { figures as english } from '../i18n/en/figures.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { rateBases, readFigureChoices, type FigureChoices } from '../model/figure-choices.ts';
import { peopleFiltersOf, type PeopleFilter } from '../model/people-filters.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { choiceStyles } from '../ui/choice-styles.ts';
import { changeFigures } from './activity-choice.ts';
import { countingChoicesStyles } from './counting-choices-styles.ts';
import { renderChoice } from './render-choice.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** The choices of the denominator of rates, and of the people that are counted. */
export class CountingChoices extends ShadowElement {
  static override styles = [baseStyles, choiceStyles, countingChoicesStyles];

  @property({ attribute: false }) context!: RenderContext;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'figures', english, translations },
    messages: () => this.context.localization.messages,
  });

  get locale(): string {
    return this.context.locale;
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  get #choices(): FigureChoices {
    return readFigureChoices(this.context.view.figures);
  }

  protected override render(): TemplateResult {
    const texts = this.#messages.current;
    const { rateBase } = this.#choices;
    return html`${renderChoice('rate-base', texts.rateBaseLabel, rateBases, texts.rateBases, rateBase, (choice) =>
      changeFigures(this.context, { rateBase: choice }),
    )}
    ${this.#renderPeople()}`;
  }

  #renderPeople(): TemplateResult | typeof nothing {
    const filters = peopleFiltersOf(this.context.displayed?.loaded.report);
    const { hidesDeleted } = this.#choices;
    if (!filters) return nothing;
    const { peopleLabel, hideDeleted } = this.#messages.current;
    const onDeleted = (event: Event) =>
      changeFigures(this.context, { hidesDeleted: (event.target as HTMLInputElement).checked });
    return html`<fieldset>
      <legend>${peopleLabel}</legend>
      <div class="people">${filters.map((filter) => this.#renderPeopleFilter(filter))}</div>
      <label><input type="checkbox" .checked=${hidesDeleted} @change=${onDeleted} />${hideDeleted}</label>
    </fieldset>`;
  }

  /** One value can be chosen here. More of them, as the host or a view may choose, are chips above the table. */
  #renderPeopleFilter({ name, values }: PeopleFilter): TemplateResult {
    const { anyone, noValue, severalValues } = this.#messages.current;
    const prefix = `${name}:`;
    const chosen = this.#choices.people
      .filter((choice) => choice.startsWith(prefix))
      .map((choice) => choice.slice(prefix.length));
    const onChange = (event: Event) => {
      const { value } = event.target as HTMLSelectElement | HTMLInputElement;
      const others = this.#choices.people.filter((choice) => !choice.startsWith(prefix));
      changeFigures(this.context, { people: value === '' ? others : [...others, `${prefix}${value}`] });
    };
    const textOf = (value: string) => (value === '(none)' ? noValue : value);
    if (!values) {
      return html`<label
        >${name}<input class="control" part="field" aria-label=${name} .value=${chosen.join(', ')} @change=${onChange}
      /></label>`;
    }
    return html`<label
      >${name}<select class="control" part="field" aria-label=${name} @change=${onChange}>
        ${chosen.length > 1 ? html`<option value="" disabled selected>${severalValues}</option>` : nothing}
        <option value="" ?selected=${chosen.length === 0}>${anyone}</option>
        ${values.map((value) => html`<option value=${value} ?selected=${chosen.length === 1 && chosen[0] === value}>${textOf(value)}</option>`)}
      </select></label
    >`;
  }
}

defineElement('cer-counting-choices', CountingChoices);

declare global {
  interface HTMLElementTagNameMap {
    'cer-counting-choices': CountingChoices;
  }
}
