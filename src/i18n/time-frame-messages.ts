import type { DateBasis } from '../model/report.ts';
import type { NamedTimeFrame } from '../model/time-frame.ts';
import type { DateMessages } from './date-range.ts';

/** The words of choosing a time frame. */
export interface TimeFrameMessages extends DateMessages {
  readonly timeFrame: string;
  readonly named: Readonly<Record<NamedTimeFrame, string>>;
  readonly daysGroup: string;
  readonly periodsGroup: string;
  readonly customDates: string;
  readonly from: string;
  readonly to: string;
  readonly openSides: string;
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
