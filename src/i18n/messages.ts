import type { ColumnId } from '../model/columns.ts';
import type { DateMessages } from './date-range.ts';
import type { NamedTimeFrame } from '../model/time-frame.ts';

/** What went wrong, as the reader is told: what happened and what to do. */
export type FailureId =
  'network' | 'timeout' | 'http' | 'rejected' | 'sign-in' | 'forbidden' | 'contract' | 'incomplete' | 'stopped';

/** The text of search. */
export interface SearchMessages {
  readonly label: string;
  readonly placeholder: string;
  readonly clear: string;
  readonly found: (count: number, formatted: string, all: string) => string;
  readonly nothingFound: (text: string) => string;
}

/** The text of the time-frame button. */
export interface TimeFrameMessages {
  readonly label: string;
  readonly named: Readonly<Record<NamedTimeFrame, string>>;
  /** The form failed to load. */
  readonly unavailable: string;
}

/** The text of the column selector's button, and announcements after a column has changed. */
export interface ColumnSelectorMessages {
  readonly label: string;
  readonly moved: (column: string, place: string, columns: string) => string;
  readonly wasReset: string;
  /** The list failed to load. */
  readonly unavailable: string;
}

/** The text of the column headers. */
export interface ColumnHeaderMessages {
  readonly sortHint: string;
  readonly moveHint: string;
  readonly widthOf: (column: string) => string;
  readonly pixels: (count: number, formatted: string) => string;
}

/** The text under a table that has more rows than are in the document. */
export interface ShowAllRowsMessages {
  readonly showAll: (rows: string) => string;
  readonly showFirst: (rows: string, total: string) => string;
  readonly why: string;
  readonly showFew: string;
  readonly print: string;
  readonly cancel: string;
  readonly preparing: (rows: string, total: string) => string;
  readonly ready: (rows: string) => string;
  /** Printed above a table of which only some rows are printed. */
  readonly printedPart: (first: string, last: string, total: string) => string;
}

/** Why a row is marked as contradictory. */
export interface ContradictionMessages {
  readonly exceeds: (name: string, figure: string, bound: string, boundFigure: string) => string;
  readonly doesNotAddUp: string;
}

/**
 * Everything that the first screen says, in one language. Features that load later bring their own messages.
 * Numbers and dates are passed in already formatted; where a plural depends on a number, the number is passed too.
 */
export interface Messages {
  readonly title: string;
  readonly dates: DateMessages;
  readonly columns: Readonly<Record<ColumnId, string>>;
  /** The definition of each column, in one sentence. */
  readonly definitions: Readonly<Record<ColumnId, string>>;
  readonly search: SearchMessages;
  readonly timeFrame: TimeFrameMessages;
  readonly columnSelector: ColumnSelectorMessages;
  readonly columnHeader: ColumnHeaderMessages;
  readonly showAllRows: ShowAllRowsMessages;
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
  readonly contradiction: ContradictionMessages;
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
