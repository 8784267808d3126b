import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { dateBases, type DateBasis } from '../model/report.ts';
import {
  formatTimeFrame,
  namedTimeFrames,
  parseTimeFrame,
  resolveTimeFrame,
  type DateRange,
  type NamedTimeFrame,
} from '../model/time-frame.ts';
import { formatDateRange } from '../text/date-range.ts';
import type { TimeFrameMessages } from '../text/time-frame-messages.ts';
import { describeTimeZone, listTimeZones, type TimeZoneChoice } from '../text/time-zones.ts';
import { findDateProblems, type DateProblems } from './date-fields.ts';
import { placePopover } from './place-popover.ts';
import { timeFramePickerStyles } from './time-frame-picker-styles.ts';
import { tokens } from './tokens.ts';

/** What a reader asks for; the time frame in its text form, such as `last-30-days` or `2026-10-01/..`. */
export interface TimeFrameRequest {
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  readonly timeZone: string;
}

const dayFrames = [
  'today',
  'yesterday',
  'last-7-days',
  'last-14-days',
  'last-30-days',
  'last-90-days',
] as const;
const periodFrames = [
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
] as const;

/**
 * A button that names the time frame of a report, and a popover to ask for another one.
 * It never changes its own properties: who owns them answers the request.
 *
 * @fires {CustomEvent<TimeFrameRequest>} time-frame-request - The reader asks for another time frame,
 *   date basis or time zone.
 * @csspart time-frame-button - The button.
 * @csspart time-frame-dates - The dates that a named time frame stands for, in the button.
 * @csspart popover - What the button opens.
 * @csspart option - A named time frame; the one in use is also `selected`.
 * @csspart field - A date field or the list of time zones.
 * @csspart apply - The button that asks for what the fields say.
 * @csspart cancel - The button that leaves all as it was.
 */
export class TimeFramePicker extends LitElement {
  static override styles = [tokens, timeFramePickerStyles];

  /** The time frame in its text form. */
  @property({ attribute: false }) timeFrame = 'last-30-days';
  @property({ attribute: false }) dateBasis: DateBasis = 'first-sent';
  /** An IANA name. */
  @property({ attribute: false }) timeZone = 'UTC';
  /** The clock that says which day it is. */
  @property({ attribute: false }) now!: () => Date;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) messages!: TimeFrameMessages;

  @state() private opened = false;
  @state() private problems: DateProblems = {};
  @state() private timeZones: readonly TimeZoneChoice[] = [];
  /** The option that Tab leads to: the selected one until the arrow keys have moved on. */
  @state() private activeOption: NamedTimeFrame = 'today';

  @query('#button') private button!: HTMLButtonElement;
  @query('#popover') private popoverElement!: HTMLElement;
  @query('#from') private fromField!: HTMLInputElement;
  @query('#to') private toField!: HTMLInputElement;
  @query('#time-zone') private timeZoneField!: HTMLSelectElement;
  @query('[name=date-basis]:checked') private dateBasisField!: HTMLInputElement;
  @query('[role=option][tabindex="0"]') private activeOptionElement!: HTMLButtonElement;
  @queryAll('[role=option]') private optionElements!: NodeListOf<HTMLButtonElement>;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  protected override updated(changed: PropertyValues): void {
    if (this.opened && !changed.has('opened')) this.#place();
  }

  protected override render(): TemplateResult {
    const { messages } = this;
    const timeFrame = parseTimeFrame(this.timeFrame) ?? 'all-time';
    const range = resolveTimeFrame(timeFrame, this.now(), this.timeZone, this.locale);
    return html`
      <button
        id="button"
        part="time-frame-button"
        type="button"
        popovertarget="popover"
        aria-haspopup="dialog"
        aria-expanded=${this.opened ? 'true' : 'false'}
        @click=${this.#onButtonClick}
      >
        <span><span class="spoken">${messages.timeFrame} </span>${this.#renderValue(range)}</span>
        <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
        </svg>
      </button>
      <div
        id="popover"
        part="popover"
        popover
        role="dialog"
        aria-label=${messages.timeFrame}
        @toggle=${this.#onToggle}
        @focusout=${this.#onFocusOut}
      >
        ${this.opened ? [this.#renderOptions(), this.#renderForm(range)] : nothing}
      </div>
    `;
  }

  #renderValue(range: DateRange) {
    const dates = formatDateRange(range, this.locale, this.messages);
    const timeFrame = parseTimeFrame(this.timeFrame);
    if (typeof timeFrame !== 'string' || timeFrame === 'all-time') return dates;
    return html`${this.messages.named[timeFrame]} · <span part="time-frame-dates">${dates}</span>`;
  }

  #renderOptions() {
    const { messages } = this;
    return html`
      <div class="options" role="listbox" aria-label=${messages.timeFrame} @keydown=${this.#onOptionKey}>
        <div class="days" role="group" aria-label=${messages.daysGroup}>
          ${dayFrames.map((id) => this.#renderOption(id))}
        </div>
        <div class="periods" role="group" aria-label=${messages.periodsGroup}>
          ${periodFrames.map((id) => this.#renderOption(id))}
        </div>
        ${this.#renderOption('all-time')}
      </div>
    `;
  }

  #renderOption(id: NamedTimeFrame) {
    const isSelected = id === this.timeFrame;
    return html`
      <button
        type="button"
        role="option"
        part=${isSelected ? 'option selected' : 'option'}
        tabindex=${id === this.activeOption ? 0 : -1}
        aria-selected=${isSelected ? 'true' : 'false'}
        @focus=${() => (this.activeOption = id)}
        @click=${() => this.#request(id)}
      >
        ${this.messages.named[id]}
      </button>
    `;
  }

  #renderForm(range: DateRange) {
    const { messages } = this;
    return html`
      <form novalidate @submit=${this.#onSubmit} @input=${this.#onInput}>
        <fieldset aria-describedby="open-sides">
          <legend>${messages.customDates}</legend>
          <div class="dates">
            ${this.#renderDate('from', messages.from, range.from)}
            ${this.#renderDate('to', messages.to, range.to)}
          </div>
          <p id="open-sides" class="hint">${messages.openSides}</p>
        </fieldset>
        <fieldset>
          <legend>${messages.dateBasis}</legend>
          ${dateBases.map((id) => this.#renderDateBasis(id))}
        </fieldset>
        <div class="field">
          <label for="time-zone">${messages.timeZone}</label>
          <select id="time-zone" part="field">
            ${this.timeZones.map(
              ({ timeZone, text }) =>
                html`<option value=${timeZone} ?selected=${timeZone === this.timeZone}>${text}</option>`,
            )}
          </select>
        </div>
        <div class="actions">
          <button type="button" part="cancel" @click=${this.#close}>${messages.cancel}</button>
          <button type="submit" part="apply">${messages.apply}</button>
        </div>
      </form>
    `;
  }

  /** The date stands in the field when it opens; from then on the field is the reader's. */
  #renderDate(side: keyof DateProblems, label: string, date: string | undefined) {
    const problem = this.problems[side];
    return html`
      <div class="field">
        <label for=${side}>${label}</label>
        <input
          id=${side}
          part="field"
          type="date"
          max="9999-12-31"
          placeholder="YYYY-MM-DD"
          value=${date ?? ''}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby="${side}-problem"
        />
        <p id="${side}-problem" class="problem">${problem ? this.messages[problem] : nothing}</p>
      </div>
    `;
  }

  #renderDateBasis(id: DateBasis) {
    const { name, explanation } = this.messages.dateBases[id];
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

  /** The popover's own toggling is stopped: it would show before it has been filled and placed. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.opened) this.#close();
    else void this.#open();
  }

  async #open(): Promise<void> {
    const now = this.now();
    const selected = namedTimeFrames.find((id) => id === this.timeFrame);
    this.activeOption = selected ?? 'today';
    this.timeZones = [describeTimeZone(this.timeZone, now)];
    this.problems = {};
    this.opened = true;
    await this.updateComplete;
    this.#show(selected ? this.activeOptionElement : this.fromField);
    // The popover is painted before the long list of time zones is made.
    setTimeout(() => {
      if (this.opened) this.timeZones = listTimeZones(this.timeZone, now);
    });
  }

  #show(focusTarget: HTMLElement): void {
    if (!this.opened || !this.isConnected) return;
    this.popoverElement.showPopover();
    this.#place();
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    window.addEventListener('resize', this.#place);
    focusTarget.focus({ preventScroll: true });
  }

  #close(): void {
    this.popoverElement.hidePopover();
    this.#forget();
    this.button.focus();
  }

  #forget(): void {
    this.opened = false;
    window.removeEventListener('scroll', this.#place, { capture: true });
    window.removeEventListener('resize', this.#place);
  }

  readonly #place = (): void => placePopover(this.popoverElement, this.button);

  /** Escape and a click outside close the popover without us. */
  #onToggle(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#forget();
    // A click on something that takes the focus has moved it there; else it would be lost.
    const isInside = this.popoverElement.contains(this.shadowRoot?.activeElement ?? null);
    if (isInside || document.activeElement === document.body) this.button.focus();
  }

  /** Tab has left the popover, which would now hide what has the focus. */
  #onFocusOut({ relatedTarget }: FocusEvent): void {
    const isOutside = relatedTarget instanceof Node && !this.popoverElement.contains(relatedTarget);
    if (isOutside && relatedTarget !== this.button) this.popoverElement.hidePopover();
  }

  #onOptionKey(event: KeyboardEvent): void {
    const options = Array.from(this.optionElements);
    const index = options.indexOf(this.activeOptionElement);
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: options.length - 1,
    };
    const target = options[targets[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.problems = findDateProblems(this.fromField, this.toField);
    const field = this.problems.from ? this.fromField : this.problems.to ? this.toField : undefined;
    if (field) field.focus();
    else this.#request(this.#readTimeFrame());
  }

  /** Once the reader knows of a problem, it goes as soon as it is mended. */
  #onInput(): void {
    if (!this.problems.from && !this.problems.to) return;
    this.problems = findDateProblems(this.fromField, this.toField);
  }

  /** A named time frame keeps its name until one of its dates is changed. */
  #readTimeFrame(): string {
    const { fromField: from, toField: to } = this;
    if (from.value === from.defaultValue && to.value === to.defaultValue) return this.timeFrame;
    return formatTimeFrame({ from: from.value || undefined, to: to.value || undefined });
  }

  #request(timeFrame: string): void {
    const chosenBasis = this.dateBasisField.value;
    const detail: TimeFrameRequest = {
      timeFrame,
      dateBasis: dateBases.find((id) => id === chosenBasis) ?? this.dateBasis,
      timeZone: this.timeZoneField.value,
    };
    this.#close();
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}
