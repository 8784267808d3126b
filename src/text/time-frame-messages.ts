import type { DateBasis } from '../model/report.ts';
import type { NamedTimeFrame } from '../model/time-frame.ts';

/** The words of the time frame. A `date` is written in full by the reader's locale already. */
export interface TimeFrameMessages {
  readonly timeFrame: string;
  readonly named: Readonly<Record<NamedTimeFrame, string>>;
  readonly daysGroup: string;
  readonly periodsGroup: string;
  readonly customDates: string;
  readonly from: string;
  readonly to: string;
  readonly openSides: string;
  /** A time frame that has a start and no end. */
  readonly sinceDate: (date: string) => string;
  /** A time frame that has an end and no start. */
  readonly untilDate: (date: string) => string;
  readonly dateBasis: string;
  readonly dateBases: Readonly<Record<DateBasis, { readonly name: string; readonly explanation: string }>>;
  readonly timeZone: string;
  readonly apply: string;
  readonly cancel: string;
  readonly unreadableDate: string;
  readonly endBeforeStart: string;
  /** What the popover holds could not be loaded. */
  readonly unavailable: string;
}
