import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { figures as english } from '../i18n/en/figures.ts';
import type { FiguresMessages } from '../i18n/figures-messages.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import { isCalendarDate } from '../model/time-frame.ts';
import {
  ages,
  comparedPeriods,
  formatFigureChoices,
  offeredAges,
  readFigureChoices,
  type Age,
  type ComparedDates,
  type FigureChoices,
} from '../model/figure-choices.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { completeYear } from './date-fields.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** Everything that the fields depend on. */
interface FieldsState {
  readonly choices: FigureChoices;
  /** The option that is selected, applied or not. */
  readonly selected: string;
  /** Whether to tell that the dates are invalid. */
  readonly hasProblem: boolean;
  readonly messages: FiguresMessages;
  readonly invalidDate: string;
}

/** Returns the option of a choice. */
const optionOf = ({ compare }: FigureChoices): string => (typeof compare === 'object' ? 'dates' : (compare ?? 'none'));

/** Renders the choice of the period to compare with. */
function renderPeriod(state: FieldsState): TemplateResult {
  const { choices, selected, messages } = state;
  const { label, options } = messages.comparison;
  return html`
    <div class="field">
      <label for="compare">${label}</label>
      <select id="compare" name="compare" class="control" part="field">
        ${(['none', ...comparedPeriods, 'dates'] as const).map(
          (id) => html`<option value=${id} ?selected=${id === optionOf(choices)}>${options[id]}</option>`,
        )}
      </select>
    </div>
    ${selected === 'dates' ? renderDates(state) : nothing}
  `;
}

function renderDates({ choices, messages, hasProblem, invalidDate }: FieldsState): TemplateResult {
  const dates = typeof choices.compare === 'object' ? choices.compare : undefined;
  const { from, to } = messages.comparison;
  const renderDate = (id: string, label: string, date = '') =>
    html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        name=${id}
        class="control"
        part="field"
        type="date"
        placeholder="YYYY-MM-DD"
        value=${date}
        aria-invalid=${String(hasProblem)}
        aria-describedby="compare-problem"
      />
    </div>`;
  return html`
    <div class="dates">${renderDate('compare-from', from, dates?.from)} ${renderDate('compare-to', to, dates?.to)}</div>
    <p id="compare-problem" class="problem">${hasProblem ? invalidDate : nothing}</p>
  `;
}

/** Renders the choice of the age of the counts. */
function renderAges(
  offered: readonly Age[],
  { age: chosen }: FigureChoices,
  messages: FiguresMessages,
): TemplateResult {
  return html`<div class="field">
    <label for="age">${messages.ageLabel}</label>
    <select id="age" name="age" class="control" part="field">
      <option value="">${messages.now}</option>
      ${offered.map((age) => html`<option value=${age} ?selected=${age === chosen}>${messages.ageChips[age]}</option>`)}
    </select>
  </div>`;
}

/** Reads the fields; `undefined` if the dates to compare with are invalid. */
function readComparison(form: HTMLFormElement, choices: FigureChoices): FigureChoices | undefined {
  const data = new FormData(form);
  const textOf = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const age = textOf('age');
  const option = textOf('compare');
  const [from = '', to = ''] = [textOf('compare-from'), textOf('compare-to')];
  const dates: ComparedDates | undefined =
    isCalendarDate(from) && isCalendarDate(to) && from <= to ? { from, to } : undefined;
  if (option === 'dates' && !dates) return undefined;
  return {
    ...choices,
    compare: option === 'dates' ? dates : comparedPeriods.find((id) => id === option),
    age: age === undefined ? choices.age : ages.find((id) => id === age),
  };
}

type Host = ReactiveControllerHost & {
  readonly locale: string;
  readonly messages: Messages;
  readonly context: RenderContext | undefined;
};

/** The part of the form in which readers choose the period to compare with, and the age of the counts. */
export class ComparisonFields {
  readonly #host: Host;
  readonly #form: () => HTMLFormElement;
  readonly #messages: MessagesController<'figures'>;
  #selected: string | undefined;
  #hasProblem = false;

  constructor(host: Host, form: () => HTMLFormElement) {
    this.#host = host;
    this.#form = form;
    const messages = () => host.messages;
    this.#messages = new MessagesController(host, { feature: 'figures', english, translations, messages });
  }

  get isReady(): boolean {
    return this.#messages.isReady;
  }

  get #choices(): FigureChoices {
    return readFigureChoices(this.#host.context?.view.figures ?? '');
  }

  renderPeriod(invalidDate: string): TemplateResult {
    const choices = this.#choices;
    return renderPeriod({
      choices,
      selected: this.#selected ?? optionOf(choices),
      hasProblem: this.#hasProblem,
      messages: this.#messages.current,
      invalidDate,
    });
  }

  /** Renders nothing if the endpoint cannot count at an age. */
  renderAges(): TemplateResult | typeof nothing {
    const offered = offeredAges(this.#host.context?.displayed?.loaded.report.head ?? {});
    return offered.length > 0 ? renderAges(offered, this.#choices, this.#messages.current) : nothing;
  }

  /** Shows the dates if they are chosen, and removes a displayed problem as soon as it is fixed. */
  onInput(): void {
    this.#selected = (this.#form().elements.namedItem('compare') as HTMLSelectElement).value;
    if (this.#hasProblem) this.#hasProblem = !readComparison(this.#form(), this.#choices);
    this.#host.requestUpdate();
  }

  /** Completes years of two digits. */
  readonly completeYears = (): void => {
    for (const field of this.#form().querySelectorAll<HTMLInputElement>('#compare-from, #compare-to'))
      completeYear(field);
  };

  /** Returns whether the dates are valid. If not, shows so and focuses them. */
  check(): boolean {
    this.completeYears();
    this.#hasProblem = !readComparison(this.#form(), this.#choices);
    this.#host.requestUpdate();
    if (this.#hasProblem) this.#form().querySelector<HTMLElement>('#compare-from')?.focus();
    return !this.#hasProblem;
  }

  /** How figures are counted and compared, as text. Invalid dates keep the current choice. */
  get text(): string {
    return formatFigureChoices(readComparison(this.#form(), this.#choices) ?? this.#choices);
  }
}
