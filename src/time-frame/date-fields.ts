import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { formatDateRange } from '../i18n/date-range.ts';
import { isolate } from '../i18n/isolate.ts';
import type { Messages } from '../i18n/messages.ts';
import type { TimeFrameFormMessages } from '../i18n/time-frame-form-messages.ts';
import { isCalendarDate, type Calendar, type DateRange } from '../model/time-frame.ts';

type Side = 'from' | 'to';
export type Problem = 'invalidDate' | 'outsideLimits' | 'endBeforeStart';

/** The validation problems of two date fields: at most one for each field. */
export type DateProblems = Readonly<Partial<Record<Side, Problem>>>;

type Host = ReactiveControllerHost & {
  /** The initial dates. */
  readonly range: DateRange;
  readonly calendar: Calendar;
  readonly locale: string;
  readonly messages: Messages;
};

/** The part of the form in which readers choose the first and the last day. */
export class DateFields {
  readonly #host: Host;
  readonly #form: () => HTMLFormElement;
  #problems: DateProblems = {};
  #filled: DateRange | undefined;

  constructor(host: Host, form: () => HTMLFormElement) {
    this.#host = host;
    this.#form = form;
  }

  field(side: Side): HTMLInputElement {
    return this.#form().elements.namedItem(side) as HTMLInputElement;
  }

  /** Whether an element is one of the fields. */
  has(element: EventTarget | null): boolean {
    return element === this.field('from') || element === this.field('to');
  }

  /** The dates in the fields. */
  get range(): DateRange {
    return { from: this.field('from').value || undefined, to: this.field('to').value || undefined };
  }

  /** Whether the dates are those that were filled in last, or the initial ones. */
  get areUnchanged(): boolean {
    return (['from', 'to'] as const).every((side) => {
      const { value, defaultValue, validity } = this.field(side);
      return value === (this.#filled ? (this.#filled[side] ?? '') : defaultValue) && !validity.badInput;
    });
  }

  fill(dates: DateRange): void {
    this.#filled = dates;
    this.field('from').value = dates.from ?? '';
    this.field('to').value = dates.to ?? '';
    this.#setProblems({});
  }

  render(messages: TimeFrameFormMessages): TemplateResult {
    return html`<fieldset aria-describedby="open-sides">
      <legend>${messages.customDates}</legend>
      <div class="dates">${this.#render('from', messages)} ${this.#render('to', messages)}</div>
      <p id="open-sides" class="hint">${messages.blankDateHint}</p>
    </fieldset>`;
  }

  /** Returns whether the dates are valid. If not, shows so and focuses the first one to change. */
  check(): boolean {
    this.completeYears();
    this.#setProblems(findDateProblems(this.field('from'), this.field('to')));
    const side = (['from', 'to'] as const).find((each) => this.#problems[each]);
    if (side) this.field(side).focus();
    return side === undefined;
  }

  /** Removes a displayed problem as soon as it is fixed. */
  onInput(): void {
    const { from, to } = this.#problems;
    if (from || to) this.#setProblems(findDateProblems(this.field('from'), this.field('to')));
  }

  /** Completes years of two digits. */
  readonly completeYears = (): void => {
    for (const side of ['from', 'to'] as const) completeYear(this.field(side));
  };

  #setProblems(problems: DateProblems): void {
    this.#problems = problems;
    this.#host.requestUpdate();
  }

  /** Renders a date field. The date of the host is only its initial value; afterwards the reader edits it. */
  #render(side: Side, messages: TimeFrameFormMessages): TemplateResult {
    const problem = this.#problems[side];
    const { range, calendar } = this.#host;
    return html`
      <div class="field">
        <label for=${side}>${messages[side]}</label>
        <input
          id=${side}
          class="control"
          part="field"
          type="date"
          min=${calendar.minDate ?? '0001-01-01'}
          max=${calendar.maxDate ?? '9999-12-31'}
          placeholder="YYYY-MM-DD"
          value=${range[side] ?? ''}
          aria-invalid=${String(problem !== undefined)}
          aria-describedby="${side}-problem"
        />
        <p id="${side}-problem" class="problem">${problem ? problemText(problem, this.#host, messages) : nothing}</p>
      </div>
    `;
  }
}

/** Returns the problem of a date as a sentence. */
export function problemText(
  problem: Problem,
  { calendar, locale, messages: general }: Pick<Host, 'calendar' | 'locale' | 'messages'>,
  messages: TimeFrameFormMessages,
): string {
  if (problem !== 'outsideLimits') return messages[problem];
  return messages.outsideLimits(
    isolate(formatDateRange({ from: calendar.minDate, to: calendar.maxDate }, locale, general.dates)),
  );
}

/** Completes a year of two digits, which date fields take for one of the first century. */
export function completeYear(field: HTMLInputElement): void {
  if (field.value.startsWith('00')) field.value = `20${field.value.slice(2)}`;
}

/** Validates two date fields. Returns an empty object if they are valid. @param areRequired whether both need a date */
export function findDateProblems(from: HTMLInputElement, to: HTMLInputElement, areRequired = false): DateProblems {
  const problems: Partial<Record<Side, Problem>> = {};
  for (const field of [from, to]) {
    const side = field === from ? 'from' : 'to';
    if (!isValid(field) || (areRequired && !field.value)) problems[side] = 'invalidDate';
    else if (isOutsideLimits(field)) problems[side] = 'outsideLimits';
  }
  if (!problems.from && !problems.to && to.value && from.value > to.value) problems.to = 'endBeforeStart';
  return problems;
}

/** Whether a field is empty or has a valid date. An incomplete date has no value: only `badInput` reveals it. */
function isValid(field: HTMLInputElement): boolean {
  return !field.validity.badInput && (field.value === '' || isCalendarDate(field.value));
}

/** Whether a date is before the field's `min` or after its `max`. */
function isOutsideLimits({ value, min, max }: HTMLInputElement): boolean {
  return value !== '' && (value < min || value > max);
}
