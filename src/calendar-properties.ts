import { property } from './ui/decorators.ts';
import {
  excludesAll,
  namedTimeFrames,
  weekdays,
  type Calendar,
  type NamedTimeFrame,
  type Weekday,
} from './model/time-frame.ts';
import {
  asText,
  formatNames,
  logInvalid,
  oneOf,
  parseDate,
  parseMonth,
  parseNames,
  parseProperty,
} from './property-parsers.ts';
import { ViewProperties } from './view-properties.ts';

/** The attributes and properties that say which dates readers can choose, and when weeks and fiscal years begin. */
export class CalendarProperties extends ViewProperties {
  /** @internal The dates that can be chosen, and the host's weeks and fiscal years. */
  protected calendar: Calendar = {};
  /** @internal The named time frames to offer; `undefined` for all that the calendar has. */
  protected offeredTimeFrames: readonly NamedTimeFrame[] | undefined;

  /**
   * The named time frames that readers can choose, separated by spaces, such as `last-7-days this-month last-month`;
   * `none` for none, which leaves the two dates. Their order is fixed. Default: all; those of the fiscal year only with
   * `fiscal-year-start`.
   */
  @property()
  get timeFrames(): string | undefined {
    return formatNames(this.offeredTimeFrames);
  }
  set timeFrames(value: string | null | undefined) {
    this.offeredTimeFrames = parseNames(this, 'timeFrames', value, namedTimeFrames);
  }

  /**
   * The earliest date of a report, `YYYY-MM-DD`. Readers cannot choose an earlier date, and requests contain none: a
   * time frame that begins before it is cut. A date after `max-date` is ignored with a warning, together with `max-date`.
   */
  @property()
  get minDate(): string | undefined {
    return this.calendar.minDate;
  }
  set minDate(value: string | null | undefined) {
    this.#limit({ minDate: parseProperty(this, 'minDate', value, parseDate) });
  }

  /** The latest date of a report, `YYYY-MM-DD`, as `min-date` is the earliest. */
  @property()
  get maxDate(): string | undefined {
    return this.calendar.maxDate;
  }
  set maxDate(value: string | null | undefined) {
    this.#limit({ maxDate: parseProperty(this, 'maxDate', value, parseDate) });
  }

  /** The first day of the week, for `this-week` and `last-week`. Default: that of the page's language. */
  @property()
  get firstDayOfWeek(): Weekday | undefined {
    return this.calendar.firstDayOfWeek;
  }
  set firstDayOfWeek(value: Weekday | null | undefined) {
    const firstDayOfWeek = parseProperty(this, 'firstDayOfWeek', value, oneOf(weekdays));
    this.calendar = { ...this.calendar, firstDayOfWeek };
  }

  /**
   * The month in which your fiscal year begins, 1 to 12. It offers `this-fiscal-quarter`, `last-fiscal-quarter`,
   * `this-fiscal-year` and `last-fiscal-year` to readers. Without it, these names mean calendar quarters and years.
   */
  @property()
  get fiscalYearStart(): number | undefined {
    return this.calendar.fiscalYearStart;
  }
  set fiscalYearStart(value: number | string | null | undefined) {
    const fiscalYearStart = parseProperty(this, 'fiscalYearStart', asText(value), parseMonth);
    this.calendar = { ...this.calendar, fiscalYearStart };
  }

  #limit(limit: Calendar): void {
    this.calendar = { ...this.calendar, ...limit };
    if (excludesAll(this.calendar)) logInvalid(this, 'calendar', this.calendar);
  }
}
