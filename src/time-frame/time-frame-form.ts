import { html, nothing, type TemplateResult } from 'lit';
import { dateBases, type DateBasis } from '../model/report.ts';
import { formatTimeFrame, namedTimeFrames, type DateRange, type NamedTimeFrame } from '../model/time-frame.ts';
import type { TimeFrameMessages } from '../i18n/time-frame-messages.ts';
import { describeTimeZone, listTimeZones, type TimeZoneChoice } from './time-zone-options.ts';
import { findDateProblems, type DateProblems } from './date-fields.ts';

export { timeFrameFormStyles } from './time-frame-form-styles.ts';

/** What a reader asks for; the time frame in its text form, such as `last-30-days` or `2026-10-01/..`. */
export interface TimeFrameRequest {
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  readonly timeZone: string;
}

/** The element whose popover the form fills, and which draws it anew when it is asked to. */
export interface TimeFrameFormHost {
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  readonly timeZone: string;
  readonly messages: TimeFrameMessages;
  readonly renderRoot: DocumentFragment | HTMLElement;
  readonly now: () => Date;
  requestUpdate(): void;
}

export interface TimeFrameFormActions {
  readonly request: (request: TimeFrameRequest) => void;
  readonly cancel: () => void;
}

const dayFrames = ['today', 'yesterday', 'last-7-days', 'last-14-days', 'last-30-days', 'last-90-days'] as const;
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

/** The named time frames, dates, date basis and time zone among which a reader chooses, from one opening to the next closing. */
export class TimeFrameForm {
  readonly #host: TimeFrameFormHost;
  readonly #actions: TimeFrameFormActions;
  #problems: DateProblems = {};
  #timeZones: readonly TimeZoneChoice[];
  /** The option that Tab leads to: the selected one until the arrow keys have moved on. */
  #activeOption: NamedTimeFrame;

  constructor(host: TimeFrameFormHost, actions: TimeFrameFormActions) {
    this.#host = host;
    this.#actions = actions;
    this.#timeZones = [describeTimeZone(host.timeZone, host.now())];
    this.#activeOption = this.#selected ?? 'today';
    // The popover is painted before the long list of time zones is made.
    setTimeout(() => {
      this.#timeZones = listTimeZones(host.timeZone, host.now());
      host.requestUpdate();
    });
  }

  get #selected(): NamedTimeFrame | undefined {
    return namedTimeFrames.find((id) => id === this.#host.timeFrame);
  }

  /** Where the reader begins: at the time frame in use. */
  get firstField(): HTMLElement {
    return this.#selected ? this.#activeOptionElement : this.#field('from');
  }

  /** @param range the dates that the time frame in use stands for */
  render(range: DateRange): TemplateResult {
    return html`${this.#renderOptions()}${this.#renderForm(range)}`;
  }

  get #form(): HTMLFormElement {
    return this.#host.renderRoot.querySelector('form') as HTMLFormElement;
  }

  #field(id: 'from' | 'to'): HTMLInputElement {
    return this.#form.elements.namedItem(id) as HTMLInputElement;
  }

  get #activeOptionElement(): HTMLButtonElement {
    return this.#host.renderRoot.querySelector('[role=option][tabindex="0"]') as HTMLButtonElement;
  }

  #renderOptions() {
    const { messages } = this.#host;
    return html`
      <div
        class="options"
        role="listbox"
        aria-label=${messages.timeFrame}
        @keydown=${(event: KeyboardEvent) => this.#onOptionKey(event)}
      >
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
    const isSelected = id === this.#host.timeFrame;
    return html`
      <button
        type="button"
        role="option"
        part=${isSelected ? 'option selected' : 'option'}
        tabindex=${id === this.#activeOption ? 0 : -1}
        aria-selected=${isSelected ? 'true' : 'false'}
        @focus=${() => this.#activate(id)}
        @click=${() => this.#request(id)}
      >
        ${this.#host.messages.named[id]}
      </button>
    `;
  }

  #activate(id: NamedTimeFrame): void {
    this.#activeOption = id;
    this.#host.requestUpdate();
  }

  #renderForm(range: DateRange) {
    const { messages } = this.#host;
    return html`
      <form novalidate @submit=${(event: SubmitEvent) => this.#onSubmit(event)} @input=${() => this.#onInput()}>
        <fieldset aria-describedby="open-sides">
          <legend>${messages.customDates}</legend>
          <div class="dates">
            ${this.#renderDate('from', messages.from, range.from)} ${this.#renderDate('to', messages.to, range.to)}
          </div>
          <p id="open-sides" class="hint">${messages.openSides}</p>
        </fieldset>
        <fieldset>
          <legend>${messages.dateBasis}</legend>
          ${dateBases.map((id) => this.#renderDateBasis(id))}
        </fieldset>
        <div class="field">
          <label for="time-zone">${messages.timeZone}</label>
          <select id="time-zone" name="time-zone" class="control" part="field">
            ${this.#timeZones.map(
              ({ timeZone, text }) =>
                html`<option value=${timeZone} ?selected=${timeZone === this.#host.timeZone}>${text}</option>`,
            )}
          </select>
        </div>
        <div class="actions">
          <button type="button" class="control" part="cancel" @click=${this.#actions.cancel}>${messages.cancel}</button>
          <button type="submit" class="control" part="apply">${messages.apply}</button>
        </div>
      </form>
    `;
  }

  /** The date stands in the field when it opens; from then on the field is the reader's. */
  #renderDate(side: keyof DateProblems, label: string, date: string | undefined) {
    const problem = this.#problems[side];
    return html`
      <div class="field">
        <label for=${side}>${label}</label>
        <input
          id=${side}
          class="control"
          part="field"
          type="date"
          max="9999-12-31"
          placeholder="YYYY-MM-DD"
          value=${date ?? ''}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby="${side}-problem"
        />
        <p id="${side}-problem" class="problem">${problem ? this.#host.messages[problem] : nothing}</p>
      </div>
    `;
  }

  #renderDateBasis(id: DateBasis) {
    const { name, explanation } = this.#host.messages.dateBases[id];
    return html`
      <div class="basis">
        <input
          id=${id}
          type="radio"
          name="date-basis"
          value=${id}
          ?checked=${id === this.#host.dateBasis}
          aria-describedby="${id}-explanation"
        />
        <label for=${id}>${name}</label>
        <p id="${id}-explanation" class="hint">${explanation}</p>
      </div>
    `;
  }

  #onOptionKey(event: KeyboardEvent): void {
    const options = Array.from(this.#host.renderRoot.querySelectorAll<HTMLButtonElement>('[role=option]'));
    const index = options.indexOf(this.#activeOptionElement);
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
    this.#findProblems();
    const side = this.#problems.from ? 'from' : this.#problems.to ? 'to' : undefined;
    if (side) this.#field(side).focus();
    else this.#request(this.#readTimeFrame());
  }

  #findProblems(): void {
    this.#problems = findDateProblems(this.#field('from'), this.#field('to'));
    this.#host.requestUpdate();
  }

  /** Once the reader knows of a problem, it goes as soon as it is mended. */
  #onInput(): void {
    if (this.#problems.from || this.#problems.to) this.#findProblems();
  }

  /** A named time frame keeps its name until one of its dates is changed. */
  #readTimeFrame(): string {
    const from = this.#field('from');
    const to = this.#field('to');
    if (from.value === from.defaultValue && to.value === to.defaultValue) return this.#host.timeFrame;
    return formatTimeFrame({ from: from.value || undefined, to: to.value || undefined });
  }

  #request(timeFrame: string): void {
    const chosenBasis = new FormData(this.#form).get('date-basis');
    this.#actions.request({
      timeFrame,
      dateBasis: dateBases.find((id) => id === chosenBasis) ?? this.#host.dateBasis,
      timeZone: (this.#form.elements.namedItem('time-zone') as HTMLSelectElement).value,
    });
  }
}
