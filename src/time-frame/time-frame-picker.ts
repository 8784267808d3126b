import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { formatDateRange } from '../i18n/date-range.ts';
import type { Messages } from '../i18n/messages.ts';
import type { DateBasis } from '../model/report.ts';
import { parseTimeFrame, resolveTimeFrame, type DateRange } from '../model/time-frame.ts';
import { warn } from '../platform/warn.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';
import { timeFramePickerStyles } from './time-frame-picker-styles.ts';

/**
 * A button that shows the time frame of the report and opens a popover to choose another one.
 *
 * @fires {CustomEvent<TimeFrameRequest>} time-frame-request - Changes the time frame, date basis and time zone.
 * @csspart time-frame-button - The button that opens the time frame picker.
 * @csspart time-frame-dates - The dates of a named time frame, in that button.
 * @csspart popover - The popover of a toolbar button.
 */
export class TimeFramePicker extends LitElement {
  static override styles = [baseStyles, popoverStyles, timeFramePickerStyles];

  /** The time frame, in text form. */
  @property({ attribute: false }) timeFrame = 'last-30-days';
  @property({ attribute: false }) dateBasis: DateBasis = 'first-sent';
  /** An IANA name. */
  @property({ attribute: false }) timeZone = 'UTC';
  /** Returns the current time, which determines today's date. */
  @property({ attribute: false }) now!: () => Date;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  @property({ attribute: false }) messages!: Messages;

  @state() private hasFailed = false;

  @query('#button') private readonly button!: HTMLButtonElement;
  @query('#popover') private readonly popoverElement!: HTMLElement;

  readonly #popover = new PopoverController(this, () => ({ button: this.button, popover: this.popoverElement }));

  protected override render(): TemplateResult {
    const { label } = this.messages.timeFrame;
    const timeFrame = parseTimeFrame(this.timeFrame) ?? 'all-time';
    const range = resolveTimeFrame(timeFrame, this.now(), this.timeZone, this.locale);
    return html`
      <button
        id="button"
        class="control opener"
        part="time-frame-button"
        type="button"
        popovertarget="popover"
        aria-haspopup="dialog"
        aria-expanded=${String(this.#popover.isOpen)}
        @pointerenter=${this.#load}
        @click=${this.#onButtonClick}
      >
        <span><span class="hidden">${label} </span>${this.#renderValue(range)}</span>
        <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
        </svg>
      </button>
      <div
        id="popover"
        part="popover"
        popover
        role="dialog"
        tabindex="-1"
        aria-label=${label}
        @toggle=${this.#popover.onToggle}
        @focusout=${this.#popover.onFocusOut}
      >
        ${this.#popover.isOpen ? this.#renderForm(range) : nothing}
      </div>
    `;
  }

  #renderValue(range: DateRange) {
    const dates = formatDateRange(range, this.locale, this.messages.dates);
    const timeFrame = parseTimeFrame(this.timeFrame);
    if (typeof timeFrame !== 'string' || timeFrame === 'all-time') return dates;
    return html`${this.messages.timeFrame.named[timeFrame]}<span class="resolved">
        · <span part="time-frame-dates">${dates}</span></span
      >`;
  }

  #renderForm(range: DateRange): TemplateResult {
    if (this.hasFailed) return html`<p role="alert">${this.messages.timeFrame.unavailable}</p>`;
    return html`<cer-time-frame-form
      exportparts="option, selected, field, apply, cancel"
      .timeFrame=${this.timeFrame}
      .range=${range}
      .dateBasis=${this.dateBasis}
      .timeZone=${this.timeZone}
      .now=${this.now}
      .locale=${this.locale}
      .names=${this.messages.timeFrame}
      @time-frame-request=${this.#onRequest}
      @cancel-request=${() => this.#popover.close()}
    ></cer-time-frame-form>`;
  }

  /** Prevents the browser's own toggling, which would show the popover before it is rendered and positioned. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.#popover.isOpen) {
      this.#popover.close();
      return;
    }
    void this.#load();
    void this.#popover.open();
  }

  /** Loads the form on demand, as most readers keep the time frame. Its tag upgrades once it has loaded. */
  async #load(): Promise<void> {
    try {
      await import('./time-frame-form.ts');
      this.hasFailed = false;
    } catch (error) {
      warn('the time frame form failed to load.', error);
      this.hasFailed = true;
    }
  }

  #onRequest({ detail }: CustomEvent<TimeFrameRequest>): void {
    this.#popover.close();
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}
