import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { figures as english } from '../i18n/en/figures.ts';
import type { FiguresMessages } from '../i18n/figures-messages.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import type { TimeFrameFormMessages } from '../i18n/time-frame-form-messages.ts';
import { isCalendarDate, type Calendar } from '../model/time-frame.ts';
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
import { completeYear, findDateProblems, problemText, type DateProblems, type Problem } from './date-fields.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** Everything that the fields depend on. */
interface FieldsState {
  readonly choices: FigureChoices;
  /** The option that is selected, applied or not. */
  readonly selected: string;
  readonly messages: FiguresMessages;
  readonly calendar: Calendar;
  /** Why the dates cannot be compared with, if that is to be told. */
  readonly problems: DateProblems;
  /** The first of the problems as a sentence. */
  readonly problemText: string | undefined;
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

function renderDates({ choices, messages, calendar, problems, problemText: text }: FieldsState): TemplateResult {
  const dates = typeof choices.compare === 'object' ? choices.compare : undefined;
  const { from, to } = messages.comparison;
  const renderDate = (id: string, label: string, problem: Problem | undefined, date = '') =>
    html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        name=${id}
        class="control"
        part="field"
        type="date"
        min=${calendar.minDate ?? '0001-01-01'}
        max=${calendar.maxDate ?? '9999-12-31'}
        placeholder="YYYY-MM-DD"
        value=${date}
        aria-invalid=${String(problem !== undefined)}
        aria-describedby=${problem ? 'compare-problem' : nothing}
      />
    </div>`;
  return html`
    <div class="dates">
      ${renderDate('compare-from', from, problems.from, dates?.from)}
      ${renderDate('compare-to', to, problems.to, dates?.to)}
    </div>
    <p id="compare-problem" class="problem">${text ?? nothing}</p>
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

/** Returns a function that returns the value of a field of a form; `undefined` if it has none. */
function readerOf(form: HTMLFormElement) {
  const data = new FormData(form);
  return (name: string): string | undefined => {
    const value = data.get(name);
    return typeof value === 'string' ? value : undefined;
  };
}

/** Reads the dates to compare with; `undefined` if one of them is invalid. */
function readDates(form: HTMLFormElement): ComparedDates | undefined {
  const valueOf = readerOf(form);
  const [from = '', to = ''] = [valueOf('compare-from'), valueOf('compare-to')];
  return isCalendarDate(from) && isCalendarDate(to) ? { from, to } : undefined;
}

/** Returns why the dates to compare with cannot be applied: nothing if they can, or if a period without dates is chosen. */
function findProblems(form: HTMLFormElement): DateProblems {
  if (readerOf(form)('compare') !== 'dates') return {};
  const [from, to] = form.querySelectorAll<HTMLInputElement>('#compare-from, #compare-to');
  return from && to ? findDateProblems(from, to, true) : {};
}

/** Reads the fields, whose dates must be valid. */
function readComparison(form: HTMLFormElement, choices: FigureChoices): FigureChoices {
  const valueOf = readerOf(form);
  const [age, option] = [valueOf('age'), valueOf('compare')];
  return {
    ...choices,
    compare: option === 'dates' ? readDates(form) : comparedPeriods.find((id) => id === option),
    age: age === undefined ? choices.age : ages.find((id) => id === age),
  };
}

type Host = ReactiveControllerHost & {
  readonly calendar: Calendar;
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
  #problems: DateProblems = {};

  constructor(host: Host, form: () => HTMLFormElement) {
    this.#host = host;
    this.#form = form;
    const messages = () => host.messages;
    this.#messages = new MessagesController(host, { feature: 'figures', english, translations, messages });
  }

  /** Starts loading its texts in the language of the element, if it has changed. Returns whether they are in this language. */
  follow(): boolean {
    return this.#messages.follow();
  }

  get #choices(): FigureChoices {
    return readFigureChoices(this.#host.context?.view.figures ?? '');
  }

  renderPeriod(formMessages: TimeFrameFormMessages): TemplateResult {
    const { calendar } = this.#host;
    const choices = this.#choices;
    const problem = this.#problems.from ?? this.#problems.to;
    return renderPeriod({
      choices,
      selected: this.#selected ?? optionOf(choices),
      messages: this.#messages.current,
      calendar,
      problems: this.#problems,
      problemText: problem && problemText(problem, this.#host, formMessages),
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
    const { from, to } = this.#problems;
    if (from || to) this.#problems = findProblems(this.#form());
    this.#host.requestUpdate();
  }

  /** Completes years of two digits. */
  readonly completeYears = (): void => {
    for (const field of this.#form().querySelectorAll<HTMLInputElement>('#compare-from, #compare-to'))
      completeYear(field);
  };

  /** Returns whether the dates are valid. If not, shows so and focuses the first one to change. */
  check(): boolean {
    this.completeYears();
    this.#problems = findProblems(this.#form());
    this.#host.requestUpdate();
    const side = (['from', 'to'] as const).find((each) => this.#problems[each]);
    if (side) this.#form().querySelector<HTMLElement>(`#compare-${side}`)?.focus();
    return side === undefined;
  }

  /** How figures are counted and compared, as text, after {@link check}. */
  get text(): string {
    return formatFigureChoices(readComparison(this.#form(), this.#choices));
  }
}
