import type { ColumnId } from '../model/columns.ts';
import type { DateMessages } from './date-range.ts';
import type { FoundMessages } from './search-messages.ts';

/** What went wrong, as the reader is told: what happened and what to do. */
export type FailureId =
  'network' | 'timeout' | 'http' | 'rejected' | 'sign-in' | 'forbidden' | 'contract' | 'incomplete' | 'stopped';

/**
 * The words, in one language, that a report is shown and sorted with; the controls and the viewer bring their own.
 * Numbers and dates are given already formatted; where a plural depends on a number, it is given as well.
 */
export interface Messages {
  readonly title: string;
  readonly dates: DateMessages;
  readonly columns: Readonly<Record<ColumnId, string>>;
  readonly search: FoundMessages;
  readonly campaignAndEmail: string;
  readonly total: string;
  readonly totalSoFar: string;
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
  readonly emails: (count: number, formatted: string) => string;
  readonly emailsOf: (count: number, formatted: string, expected: string) => string;
  readonly campaigns: (count: number, formatted: string) => string;
  readonly emailsInCampaign: (count: number, formatted: string) => string;
  readonly caption: (dates: string) => string;
  readonly dataTo: (instant: string) => string;
  readonly firstSent: string;
  readonly sent: string;
  readonly refresh: string;
  readonly loading: string;
  readonly loadingSlowly: string;
  readonly stop: string;
  readonly rowsSoFar: (count: number, formatted: string) => string;
  readonly rowsOf: (count: number, formatted: string, expected: string) => string;
  readonly loaded: (emails: string) => string;
  readonly empty: string;
  readonly showAllTime: string;
  readonly idle: string;
  readonly failures: Readonly<Record<FailureId, string>>;
  readonly httpStatus: (status: string) => string;
  /** The figures on screen are older: when they came, and how long ago. */
  readonly stale: (instant: string, age: string) => string;
  readonly incompleteStays: string;
  /** Some rows in the middle could not be had. */
  readonly rowsMissing: string;
  /** In the place of such a row. */
  readonly rowFailed: string;
  /** The report was read anew, as its data had changed. */
  readonly dataChanged: string;
  readonly retry: string;
  readonly tryNow: string;
  /** The endpoint wants to be left alone: `12 seconds`. */
  readonly busyFor: (time: string) => string;
  /** The same, for so long that nobody waits. */
  readonly busyUntil: (instant: string) => string;
  readonly details: string;
  readonly moreProblems: (count: number, formatted: string) => string;
  readonly contradiction: string;
  readonly sortAscending: string;
  readonly sortDescending: string;
  /** The place of a further sort key, from 2 on, as a header says it. */
  readonly sortPlace: (place: string, direction: string) => string;
  readonly sortedBy: (keys: string) => string;
  readonly openAll: string;
  readonly closeAll: string;
  readonly scroller: string;
  /** The viewer, which comes when it is wanted, has not come. */
  readonly viewerFailed: string;
}
