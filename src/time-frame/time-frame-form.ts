import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { timeFrameForm as english } from '../i18n/en/time-frame.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import { dateBases, type DateBasis } from '../model/report.ts';
import {
  formatTimeFrame,
  resolveTimeFrame,
  type Calendar,
  type DateRange,
  type NamedTimeFrame,
} from '../model/time-frame.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ComparisonFields } from './comparison-fields.ts';
import { DateFields } from './date-fields.ts';
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
 * fills in its dates. Enter on it, or a double click, applies everything. The form takes the focus on first render.
 *
 * @fires {CustomEvent<TimeFrameRequest>} time-frame-request
 * @fires {CustomEvent} cancel-request
 * @csspart option - A named time frame; also `selected` if it is chosen.
 * @csspart selected - With `option`: the chosen time frame.
 * @csspart field - A field in a popover.
 * @csspart apply - The button that applies the choices.
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

  /** The named time frame whose dates were filled in, applied or not. */
  @state() private chosen: NamedTimeFrame | undefined;
  @state() private timeZones: readonly TimeZoneOption[] = [];
  /** The option in the tab order: the chosen one until an arrow key moves the focus. */
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
  readonly #dates = new DateFields(this, () => this.form);

  protected override shouldUpdate(): boolean {
    // Both load at the same time.
    const areReady = [this.#messages.follow(), this.#comparison.follow()];
    return !areReady.includes(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Changes before the first update are lost while the messages load.
    const isFirst = !this.hasUpdated;
    if (isFirst || changed.has('calendar') || changed.has('offered')) this.#options = listTimeFrames(this);
    if (isFirst || changed.has('locale')) this.#optionKeys = new OptionKeys(this.locale);
    if (isFirst || changed.has('timeFrame')) {
      this.chosen = this.#options.find((id) => id === this.timeFrame);
      this.activeOption = this.chosen ?? this.#options[0];
    }
    if (isFirst) this.timeZones = [describeTimeZone(this.timeZone, this.now())];
  }

  /** Focuses the chosen time frame. */
  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) (this.#selected ? this.activeOptionElement : this.#dates.field('from')).focus(options);
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
        <div class="comparison">${this.#comparison.renderPeriod(messages)}</div>
        ${this.#renderOptions()} ${this.#renderSettings()}
      </div>
      <div class="actions">
        <button type="button" class="control" part="cancel" @click=${cancel}>${messages.cancel}</button>
        <button type="submit" class="control" part="apply">${messages.apply}</button>
      </div>
    </form>`;
  }

  /** The named time frame to apply; `undefined` if the reader has entered other dates. */
  get #selected(): NamedTimeFrame | undefined {
    return !this.hasUpdated || this.#dates.areUnchanged ? this.chosen : undefined;
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
    const isSelected = id === this.#selected;
    return html`
      <button
        type="button"
        role="option"
        part=${isSelected ? 'option selected' : 'option'}
        tabindex=${id === this.activeOption ? 0 : -1}
        aria-selected=${String(isSelected)}
        @focus=${() => (this.activeOption = id)}
        @click=${() => this.#choose(id)}
        @dblclick=${() => this.form.requestSubmit()}
      >
        ${this.messages.timeFrame.named[id]}
      </button>
    `;
  }

  #renderSettings(): TemplateResult {
    const messages = this.#messages.current;
    return html`
      <div class="settings">
        ${this.#dates.render(messages)}
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
    if (event.key === 'Enter') {
      event.preventDefault();
      if (this.activeOption) this.#choose(this.activeOption);
      this.form.requestSubmit();
      return;
    }
    const options = Array.from(this.renderRoot.querySelectorAll<HTMLButtonElement>('[role=option]'));
    const target = this.#optionKeys.target(event, options, this.activeOptionElement);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  #choose(id: NamedTimeFrame): void {
    this.chosen = id;
    this.#dates.fill(resolveTimeFrame(id, this.now(), this.#chosenTimeZone, this.locale, this.calendar));
  }

  /** A named time frame that is not offered keeps its name while its dates are unchanged. */
  get #chosenTimeFrame(): string {
    return this.#dates.areUnchanged ? (this.chosen ?? this.timeFrame) : formatTimeFrame(this.#dates.range);
  }

  get #chosenTimeZone(): string {
    return (this.form.elements.namedItem('time-zone') as HTMLSelectElement).value;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const areValid = this.#selected !== undefined || this.#dates.check();
    if (areValid && this.#comparison.check()) this.#request(this.#chosenTimeFrame);
  }

  /** The dates of a named time frame depend on the time zone. */
  #onInput({ target }: InputEvent): void {
    this.#comparison.onInput();
    if (!this.#dates.has(target) && this.#selected) this.#choose(this.#selected);
    this.#dates.onInput();
  }

  readonly #completeYears = (): void => {
    this.#dates.completeYears();
    this.#comparison.completeYears();
  };

  #request(timeFrame: string): void {
    const chosenBasis = new FormData(this.form).get('date-basis');
    const detail: TimeFrameRequest = {
      timeFrame,
      dateBasis: dateBases.find((id) => id === chosenBasis) ?? this.dateBasis,
      timeZone: this.#chosenTimeZone,
      figures: this.#comparison.text,
    };
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}

defineElement('cer-time-frame-form', TimeFrameForm);
