import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DateBasis } from '../model/report.ts';
import { parseTimeFrame, resolveTimeFrame, type DateRange } from '../model/time-frame.ts';
import { formatDateRange } from '../text/date-range.ts';
import type { TimeFrameMessages } from '../text/time-frame-messages.ts';
import { placePopover } from './place-popover.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';
import { timeFramePickerStyles } from './time-frame-picker-styles.ts';
import { tokens } from './tokens.ts';

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

  /** What fills the popover while it is open. */
  @state() private content: Content | undefined;

  @query('#button') private button!: HTMLButtonElement;
  @query('#popover') private popoverElement!: HTMLElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  protected override updated(changed: PropertyValues): void {
    if (this.content && !changed.has('content')) this.#place();
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
        aria-expanded=${this.content ? 'true' : 'false'}
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
        ${this.content ? this.content.render(range) : nothing}
      </div>
    `;
  }

  #renderValue(range: DateRange) {
    const dates = formatDateRange(range, this.locale, this.messages);
    const timeFrame = parseTimeFrame(this.timeFrame);
    if (typeof timeFrame !== 'string' || timeFrame === 'all-time') return dates;
    return html`${this.messages.named[timeFrame]} · <span part="time-frame-dates">${dates}</span>`;
  }

  /** The popover's own toggling is stopped: it would show before it has been filled and placed. */
  #onButtonClick(event: Event): void {
    event.preventDefault();
    if (this.content) this.#close();
    else void this.#open();
  }

  async #open(): Promise<void> {
    const content = await this.#load();
    this.content = content;
    await this.updateComplete;
    this.#show(content.firstField ?? this.button);
  }

  /** Most readers keep the time frame that the page came with: what the popover holds is loaded when it is wanted. */
  async #load(): Promise<Content> {
    try {
      const { TimeFrameForm, timeFrameFormStyles } = await import('./time-frame-form.ts');
      adoptStyles(this.renderRoot as ShadowRoot, [...TimeFramePicker.elementStyles, timeFrameFormStyles]);
      return new TimeFrameForm(this, { request: (detail) => this.#request(detail), cancel: () => this.#close() });
    } catch (error) {
      console.warn('campaign-email-report: the time-frame picker could not be loaded.', error);
      return { render: () => html`<p>${this.messages.unavailable}</p>` };
    }
  }

  #show(focusTarget: HTMLElement): void {
    if (!this.content || !this.isConnected) return;
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
    this.content = undefined;
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

  #request(detail: TimeFrameRequest): void {
    this.#close();
    this.dispatchEvent(new CustomEvent('time-frame-request', { detail }));
  }
}
