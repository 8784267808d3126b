import { adoptStyles, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { PopoverController } from '../ui/popover-controller.ts';
import type { DateBasis } from '../model/report.ts';
import { parseTimeFrame, resolveTimeFrame, type DateRange } from '../model/time-frame.ts';
import { formatDateRange } from '../i18n/date-range.ts';
import type { TimeFrameMessages } from '../i18n/time-frame-messages.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';
import { timeFramePickerStyles } from './time-frame-picker-styles.ts';

/** What can stand in the popover: the form, or that it is not to be had. */
interface Content {
  render(range: DateRange): TemplateResult;
  readonly firstField?: HTMLElement;
}

/**
 * A button that names the time frame of a report, and a popover to ask for another one.
 * It never changes its own properties: who owns them answers the request.
 *
 * @fires {CustomEvent<TimeFrameRequest>} time-frame-request - The reader asks for another time frame,
 *   date basis or time zone.
 * @csspart time-frame-button - What opens the time-frame picker.
 * @csspart time-frame-dates - The dates of a named time frame, in that button.
 * @csspart popover - What a button of the toolbar opens.
 * @csspart option - A named time frame to choose; also `selected` if it is in use.
 * @csspart selected - With `option`: the one in use.
 * @csspart field - A field in a popover.
 * @csspart apply - The button that asks for the dates in the fields.
 * @csspart cancel - The button that leaves the time frame as it was.
 */
export class TimeFramePicker extends LitElement {
  static override styles = [baseStyles, popoverStyles, timeFramePickerStyles];

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

  @query('#button') private button!: HTMLButtonElement;
  @query('#popover') private popoverElement!: HTMLElement;

  readonly #popover = new PopoverController(this, () => ({ button: this.button, popover: this.popoverElement }));
  /** What fills the popover while it is open. */
  #content: Content | undefined;

  protected override render(): TemplateResult {
    const { messages } = this;
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
        aria-expanded=${this.#popover.opened ? 'true' : 'false'}
        @click=${this.#onButtonClick}
      >
        <span><span class="hidden">${messages.timeFrame} </span>${this.#renderValue(range)}</span>
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
        @toggle=${this.#popover.onToggle}
        @focusout=${this.#popover.onFocusOut}
      >
        ${this.#popover.opened ? this.#content?.render(range) : nothing}
      </div>
    `;
  }

  #renderValue(range: DateRange) {
    const dates = formatDateRange(range, this.locale, this.messages);
    const timeFrame = parseTimeFrame(this.timeFrame);
    if (typeof timeFrame !== 'string' || timeFrame === 'all-time') return dates;
    return html`${this.messages.named[timeFrame]}<span class="resolved">
        · <span part="time-frame-dates">${dates}</span></span
      >`;
  }

  /** The popover's own toggling is stopped: it would show before it has been filled and placed. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.#popover.opened) this.#popover.close();
    else void this.#open();
  }

  async #open(): Promise<void> {
    this.#content = await this.#load();
    if (this.isConnected) await this.#popover.open(() => this.#content?.firstField ?? this.button);
  }

  /** Most readers keep the time frame that the page came with: what the popover holds is loaded when it is wanted. */
  async #load(): Promise<Content> {
    try {
      const { TimeFrameForm, timeFrameFormStyles } = await import('./time-frame-form.ts');
      adoptStyles(this.renderRoot as ShadowRoot, [...TimeFramePicker.elementStyles, timeFrameFormStyles]);
      return new TimeFrameForm(this, {
        request: (detail) => this.#request(detail),
        cancel: () => this.#popover.close(),
      });
    } catch (error) {
      console.warn('campaign-email-report: the time-frame picker could not be loaded.', error);
      return { render: () => html`<p>${this.messages.unavailable}</p>` };
    }
  }

  #request(detail: TimeFrameRequest): void {
    this.#popover.close();
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}
