import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formatDateRange } from '../i18n/date-range.ts';
import type { Messages } from '../i18n/messages.ts';
import type { DateBasis } from '../model/report.ts';
import {
  parseTimeFrame,
  resolveTimeFrame,
  type Calendar,
  type DateRange,
  type NamedTimeFrame,
} from '../model/time-frame.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { PopoverButton } from '../ui/popover-button.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';
import { timeFramePickerStyles } from './time-frame-picker-styles.ts';

/**
 * A button that shows the time frame of the report and opens a popover to choose another one.
 *
 * @fires {CustomEvent<TimeFrameRequest>} time-frame-request - Changes the time frame, date basis and time zone.
 * @csspart time-frame-button - The button that opens the time frame picker.
 * @csspart time-frame-dates - The dates of a named time frame, in that button.
 * @csspart popover - The popover of a toolbar button, or the explanation of a figure.
 */
export class TimeFramePicker extends PopoverButton {
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
  /** The host's calendar. */
  @property({ attribute: false }) calendar: Calendar = {};
  /** The named time frames to offer; `undefined` for all that the calendar has. */
  @property({ attribute: false }) offered: readonly NamedTimeFrame[] | undefined;

  /** The dates of the current time frame. */
  #range: DateRange = {};

  protected readonly buttonPart = 'time-frame-button';

  protected get label(): string {
    return this.messages.timeFrame.label;
  }

  protected get unavailableText(): string {
    return this.messages.timeFrame.unavailable;
  }

  protected renderButton(): TemplateResult {
    return html`<span><span class="hidden">${this.label} </span>${this.#renderValue()}</span>`;
  }

  protected renderContent(): TemplateResult {
    return html`<cer-time-frame-form
      exportparts="option, selected, field, apply, cancel"
      .timeFrame=${this.timeFrame}
      .range=${this.#range}
      .dateBasis=${this.dateBasis}
      .timeZone=${this.timeZone}
      .now=${this.now}
      .locale=${this.locale}
      .messages=${this.messages}
      .calendar=${this.calendar}
      .offered=${this.offered}
      @time-frame-request=${this.#onRequest}
      @cancel-request=${() => this.closePopover()}
    ></cer-time-frame-form>`;
  }

  protected loadContent(): Promise<unknown> {
    return import('./time-frame-form.ts');
  }

  protected override willUpdate(): void {
    const timeFrame = parseTimeFrame(this.timeFrame) ?? 'all-time';
    this.#range = resolveTimeFrame(timeFrame, this.now(), this.timeZone, this.locale, this.calendar);
  }

  #renderValue() {
    const dates = formatDateRange(this.#range, this.locale, this.messages.dates);
    const timeFrame = parseTimeFrame(this.timeFrame);
    if (typeof timeFrame !== 'string' || timeFrame === 'all-time') return html`<span .textContent=${dates}></span>`;
    return html`<span .textContent=${this.messages.timeFrame.named[timeFrame]}></span
      ><span class="resolved"> · <span part="time-frame-dates" .textContent=${dates}></span></span>`;
  }

  #onRequest({ detail }: CustomEvent<TimeFrameRequest>): void {
    this.closePopover();
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}
