import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { timeFrameForm as english } from '../i18n/en/time-frame.ts';
import { formatDateRange } from '../i18n/date-range.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import { dateBases, type DateBasis } from '../model/report.ts';
import { formatTimeFrame, type Calendar, type DateRange, type NamedTimeFrame } from '../model/time-frame.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ComparisonFields } from './comparison-fields.ts';
import { findDateProblems, type DateProblems } from './date-fields.ts';
import { OptionKeys } from './option-keys.ts';
import { timeFrameFormStyles } from './time-frame-form-styles.ts';
import { dayFrames, listTimeFrames, periodFrames } from './time-frame-options.ts';
import { describeTimeZone, listTimeZones, type TimeZoneOption } from './time-zone-options.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const translations = { fr: () => import('../i18n/fr/time-frame.ts').then(({ timeFrameForm }) => timeFrameForm) };

/** The reader's choice. The time frame is in text form, such as `last-30-days` or `2026-10-01/..`. */
export interface TimeFrameRequest {
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  readonly timeZone: string;
  /** How figures are counted and compared, as text. */
  readonly figures: string;
}

/**
 * The form of the time frame picker: comparison, named time frames, two dates, date basis, time zone and age. A named time frame
 * applies all of it with one click, so the comparison comes first. The form takes the focus on first render.
 *
 * @fires {CustomEvent<TimeFrameRequest>} time-frame-request
 * @fires {CustomEvent} cancel-request
 * @csspart option - A named time frame; also `selected` if it is the current one.
 * @csspart selected - With `option`: the current time frame.
 * @csspart field - A field in a popover.
 * @csspart apply - The button that applies the dates.
 * @csspart cancel - The button that keeps the current time frame.
 */
export class TimeFrameForm extends ShadowElement {
  static override styles = [baseStyles, timeFrameFormStyles];

  /** The current time frame, in text form. */
  @property({ attribute: false }) timeFrame = '';
  /** The dates of the current time frame. */
  @property({ attribute: false }) range: DateRange = {};
  @property({ attribute: false }) dateBasis: DateBasis = 'first-sent';
  /** An IANA name. */
  @property({ attribute: false }) timeZone = 'UTC';
  @property({ attribute: false }) now!: () => Date;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) messages!: Messages;
  /** The host's calendar. */
  @property({ attribute: false }) calendar: Calendar = {};
  /** The named time frames to offer; `undefined` for all that the calendar has. */
  @property({ attribute: false }) offered: readonly NamedTimeFrame[] | undefined;

  @property({ attribute: false }) context: RenderContext | undefined;

  @state() private problems: DateProblems = {};
  @state() private timeZones: readonly TimeZoneOption[] = [];
  /** The option in the tab order: the selected one until an arrow key moves the focus. */
  @state() private activeOption: NamedTimeFrame | undefined;
  /** The named time frames to choose from. Listed again when `calendar` or `offered` changes. */
  #options: readonly NamedTimeFrame[] = [];
  #optionKeys = new OptionKeys('en');

  @query('form') private readonly form!: HTMLFormElement;
  @query('[role=option][tabindex="0"]') private readonly activeOptionElement!: HTMLButtonElement;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'timeFrameForm', english, translations },
    messages: () => this.messages,
  });

  readonly #comparison = new ComparisonFields(this, () => this.form);

  protected override shouldUpdate(): boolean {
    // Both load at the same time.
    const areReady = [this.#messages.isReady, this.#comparison.isReady];
    return !areReady.includes(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Changes before the first update are lost while the messages load.
    const isFirst = !this.hasUpdated;
    if (isFirst || changed.has('calendar') || changed.has('offered')) this.#options = listTimeFrames(this);
    if (isFirst || changed.has('locale')) this.#optionKeys = new OptionKeys(this.locale);
    if (isFirst || changed.has('timeFrame')) this.activeOption = this.#selected ?? this.#options[0];
    if (isFirst) this.timeZones = [describeTimeZone(this.timeZone, this.now())];
  }

  /** Focuses the current time frame. */
  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) (this.#selected ? this.activeOptionElement : this.#field('from')).focus(options);
  }

  protected override firstUpdated(): void {
    this.focus({ preventScroll: true });
    // The form is painted before the long list of time zones is made.
    setTimeout(() => (this.timeZones = listTimeZones(this.timeZone, this.now())));
  }

  protected override render(): TemplateResult {
    const messages = this.#messages.current;
    const cancel = () => this.dispatchEvent(new CustomEvent('cancel-request'));
    return html`<form novalidate @submit=${this.#onSubmit} @input=${this.#onInput} @focusout=${this.#completeYears}>
      <div class="panes">
        <div class="comparison">${this.#comparison.renderPeriod(messages.invalidDate)}</div>
        ${this.#renderOptions()} ${this.#renderSettings()}
      </div>
      <div class="actions">
        <button type="button" class="control" part="cancel" @click=${cancel}>${messages.cancel}</button>
        <button type="submit" class="control" part="apply">${messages.apply}</button>
      </div>
    </form>`;
  }

  get #selected(): NamedTimeFrame | undefined {
    return this.#options.find((id) => id === this.timeFrame);
  }

  #field(id: 'from' | 'to'): HTMLInputElement {
    return this.form.elements.namedItem(id) as HTMLInputElement;
  }

  #renderOptions(): TemplateResult | typeof nothing {
    if (this.#options.length === 0) return nothing;
    const { daysGroup, periodsGroup } = this.#messages.current;
    return html`
      <div class="options" role="listbox" aria-label=${this.messages.timeFrame.label} @keydown=${this.#onOptionKeyDown}>
        ${this.#renderGroup('days', daysGroup, dayFrames)} ${this.#renderGroup('periods', periodsGroup, periodFrames)}
        ${this.#options.includes('all-time') ? this.#renderOption('all-time') : nothing}
      </div>
    `;
  }

  #renderGroup(name: string, label: string, group: readonly NamedTimeFrame[]) {
    const options = group.filter((id) => this.#options.includes(id));
    if (options.length === 0) return nothing;
    return html`<div class=${name} role="group" aria-label=${label}>
      ${options.map((id) => this.#renderOption(id))}
    </div>`;
  }

  #renderOption(id: NamedTimeFrame): TemplateResult {
    const isSelected = id === this.timeFrame;
    return html`
      <button
        type="button"
        role="option"
        part=${isSelected ? 'option selected' : 'option'}
        tabindex=${id === this.activeOption ? 0 : -1}
        aria-selected=${String(isSelected)}
        @focus=${() => (this.activeOption = id)}
        @click=${() => this.#comparison.check() && this.#request(id)}
      >
        ${this.messages.timeFrame.named[id]}
      </button>
    `;
  }

  #renderSettings(): TemplateResult {
    const messages = this.#messages.current;
    return html`
      <div class="settings">
        <fieldset aria-describedby="open-sides">
          <legend>${messages.customDates}</legend>
          <div class="dates">
            ${this.#renderDate('from', messages.from, this.range.from)}
            ${this.#renderDate('to', messages.to, this.range.to)}
          </div>
          <p id="open-sides" class="hint">${messages.blankDateHint}</p>
        </fieldset>
        <fieldset>
          <legend>${messages.dateBasis}</legend>
          ${dateBases.map((id) => this.#renderDateBasis(id))}
        </fieldset>
        <div class="field">
          <label for="time-zone">${messages.timeZone}</label>
          <select id="time-zone" name="time-zone" class="control" part="field">
            ${this.timeZones.map(
              ({ timeZone, text }) =>
                html`<option value=${timeZone} ?selected=${timeZone === this.timeZone}>${text}</option>`,
            )}
          </select>
        </div>
        ${this.#comparison.renderAges()}
      </div>
    `;
  }

  /** Renders a date field. The date is only its initial value; afterwards the reader edits it. */
  #renderDate(side: keyof DateProblems, label: string, date: string | undefined): TemplateResult {
    const problem = this.problems[side];
    return html`
      <div class="field">
        <label for=${side}>${label}</label>
        <input
          id=${side}
          class="control"
          part="field"
          type="date"
          min=${this.calendar.minDate ?? '0001-01-01'}
          max=${this.calendar.maxDate ?? '9999-12-31'}
          placeholder="YYYY-MM-DD"
          value=${date ?? ''}
          aria-invalid=${String(problem !== undefined)}
          aria-describedby="${side}-problem"
        />
        <p id="${side}-problem" class="problem">${problem ? this.#problemText(problem) : nothing}</p>
      </div>
    `;
  }

  #problemText(problem: NonNullable<DateProblems['to']>): string {
    const messages = this.#messages.current;
    if (problem !== 'outsideLimits') return messages[problem];
    const limits = { from: this.calendar.minDate, to: this.calendar.maxDate };
    return messages.outsideLimits(formatDateRange(limits, this.locale, this.messages.dates));
  }

  #renderDateBasis(id: DateBasis): TemplateResult {
    const { name, explanation } = this.#messages.current.dateBases[id];
    return html`
      <div class="basis">
        <input
          id=${id}
          type="radio"
          name="date-basis"
          value=${id}
          ?checked=${id === this.dateBasis}
          aria-describedby="${id}-explanation"
        />
        <label for=${id}>${name}</label>
        <p id="${id}-explanation" class="hint">${explanation}</p>
      </div>
    `;
  }

  #onOptionKeyDown(event: KeyboardEvent): void {
    const options = Array.from(this.renderRoot.querySelectorAll<HTMLButtonElement>('[role=option]'));
    const target = this.#optionKeys.target(event, options, this.activeOptionElement);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.#completeYears();
    this.#findProblems();
    const side = this.problems.from ? 'from' : this.problems.to ? 'to' : undefined;
    if (side) this.#field(side).focus();
    else if (this.#comparison.check()) this.#request(this.#readTimeFrame());
  }

  /** Completes the years of two digits, which date fields take for the first century. */
  #completeYears(): void {
    for (const field of [this.#field('from'), this.#field('to')]) {
      if (field.value.startsWith('00')) field.value = `20${field.value.slice(2)}`;
    }
  }

  #findProblems(): void {
    this.problems = findDateProblems(this.#field('from'), this.#field('to'));
  }

  /** Removes a displayed problem as soon as it is fixed. */
  #onInput(): void {
    this.#comparison.onInput();
    if (this.problems.from || this.problems.to) this.#findProblems();
  }

  /** Returns the entered time frame. A named time frame keeps its name if its dates are unchanged. */
  #readTimeFrame(): string {
    const [from, to] = [this.#field('from'), this.#field('to')];
    if (from.value === from.defaultValue && to.value === to.defaultValue) return this.timeFrame;
    return formatTimeFrame({ from: from.value || undefined, to: to.value || undefined });
  }

  #request(timeFrame: string): void {
    const chosenBasis = new FormData(this.form).get('date-basis');
    const detail: TimeFrameRequest = {
      timeFrame,
      dateBasis: dateBases.find((id) => id === chosenBasis) ?? this.dateBasis,
      timeZone: (this.form.elements.namedItem('time-zone') as HTMLSelectElement).value,
      figures: this.#comparison.text,
    };
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}

defineElement('cer-time-frame-form', TimeFrameForm);
