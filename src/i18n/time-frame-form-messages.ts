import type { DateBasis } from '../model/report.ts';

/** The text of the time frame form, loaded with it. `Messages.timeFrame` has the names of time frames. */
export interface TimeFrameFormMessages {
  readonly daysGroup: string;
  readonly periodsGroup: string;
  readonly customDates: string;
  readonly from: string;
  readonly to: string;
  readonly blankDateHint: string;
  readonly dateBasis: string;
  readonly dateBases: Readonly<Record<DateBasis, { readonly name: string; readonly explanation: string }>>;
  readonly timeZone: string;
  readonly apply: string;
  readonly cancel: string;
  readonly invalidDate: string;
  readonly endBeforeStart: string;
  /** Shown for a date that the host excludes. `dates` are those that it allows. */
  readonly outsideLimits: (dates: string) => string;
}
