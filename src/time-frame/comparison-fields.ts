import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { figures as english } from '../i18n/en/figures.ts';
import type { FiguresMessages } from '../i18n/figures-messages.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import type { TimeFrameFormMessages } from '../i18n/time-frame-form-messages.ts';
import { isWithinLimits } from '../model/compared-dates.ts';
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
import { completeYear, problemText, type Problem } from './date-fields.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** Everything that the fields depend on. */
interface FieldsState {
  readonly choices: FigureChoices;
  /** The option that is selected, applied or not. */
  readonly selected: string;
  readonly messages: FiguresMessages;
  readonly calendar: Calendar;
  /** Why the dates cannot be compared with, if that is to be told. */
  readonly problem: string | undefined;
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

function renderDates({ choices, messages, calendar, problem }: FieldsState): TemplateResult {
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
        min=${calendar.minDate ?? '0001-01-01'}
        max=${calendar.maxDate ?? '9999-12-31'}
        placeholder="YYYY-MM-DD"
        value=${date}
        aria-invalid=${String(problem !== undefined)}
        aria-describedby="compare-problem"
      />
    </div>`;
  return html`
    <div class="dates">${renderDate('compare-from', from, dates?.from)} ${renderDate('compare-to', to, dates?.to)}</div>
    <p id="compare-problem" class="problem">${problem ?? nothing}</p>
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

/** Returns why the dates to compare with cannot be applied; `undefined` if they can, or if a period without dates is chosen. */
function findProblem(form: HTMLFormElement, calendar: Calendar): Problem | undefined {
  if (readerOf(form)('compare') !== 'dates') return undefined;
  const dates = readDates(form);
  if (!dates) return 'invalidDate';
  if (dates.from > dates.to) return 'endBeforeStart';
  return isWithinLimits(dates, calendar) ? undefined : 'outsideLimits';
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
  #problem: Problem | undefined;

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

  renderPeriod(formMessages: TimeFrameFormMessages): TemplateResult {
    const { calendar } = this.#host;
    const choices = this.#choices;
    return renderPeriod({
      choices,
      selected: this.#selected ?? optionOf(choices),
      messages: this.#messages.current,
      calendar,
      problem: this.#problem && problemText(this.#problem, this.#host, formMessages),
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
    if (this.#problem) this.#findProblem();
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
    this.#findProblem();
    this.#host.requestUpdate();
    if (this.#problem) this.#form().querySelector<HTMLElement>('#compare-from')?.focus();
    return this.#problem === undefined;
  }

  #findProblem(): void {
    this.#problem = findProblem(this.#form(), this.#host.calendar);
  }

  /** How figures are counted and compared, as text, after {@link check}. */
  get text(): string {
    return formatFigureChoices(readComparison(this.#form(), this.#choices));
  }
}
