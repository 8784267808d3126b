import type { DateBasis } from '../model/report.ts';

/** The text of the time-frame form, loaded with it. The names of time frames are in `Messages.timeFrame`. */
export interface TimeFrameFormMessages {
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
}
