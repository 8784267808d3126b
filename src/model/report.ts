import type { TextColumnId, InstantColumnId } from './columns.ts';
import type { CountId } from './metrics.ts';

/**
 * `first-sent`: an email is in the report, with all that ever happened to it, if it was first sent in the time frame.
 * `sent`: an email counts just the people it was sent to in the time frame.
 */
export const dateBases = ['first-sent', 'sent'] as const;
export type DateBasis = (typeof dateBases)[number];

/** What a report covers, as the endpoint says it; a calendar date is `YYYY-MM-DD`, an open side is `undefined`. */
export interface ReportScope {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly dateBasis?: DateBasis | undefined;
}

/** The fields of the rows that are not numbers: an unknown value is `undefined`. */
export interface ReportText {
  readonly campaignId: readonly string[];
  readonly emailId: readonly string[];
  readonly campaignName: readonly string[];
  readonly emailName: readonly string[];
  readonly campaignFolder: readonly (string | undefined)[];
  readonly campaignArchived: readonly (boolean | undefined)[];
}

/** The numbers of the rows: counts, and instants in milliseconds since 1970 UTC. An unknown value is `NaN`. */
export type ReportNumbers = Readonly<Record<CountId | InstantColumnId, Float64Array>>;

/**
 * Where a report is a part of a longer one: which part, and what the endpoint did to the whole before it cut it up.
 * What it did not do is `undefined`.
 */
export interface ReportWindow {
  /** How many rows come before the first that is here. */
  readonly offset: number;
  /** The most rows that a window of this size has; at least 1. */
  readonly limit: number;
  /** In the text form of a sort order. */
  readonly sort: string | undefined;
  readonly search: string | undefined;
  /** If set, each row is a campaign with its subtotals: its email's id is empty, its email's name is its own. */
  readonly groupBy: 'campaign' | undefined;
  /** The id of the one campaign that all rows are of. */
  readonly campaign: string | undefined;
  /** Columns of one row: the totals over all rows, here or not; `undefined` if the endpoint gives none. */
  readonly totals: ReportNumbers | undefined;
}

/** A column that some row of the report has a value for. */
export type OfferedColumnId = TextColumnId | 'campaignArchived' | InstantColumnId | CountId;

/**
 * A report as columns: the value of field `f` in row `i` is `f[i]`.
 * A report never changes; one that is still being read is followed by a longer one.
 */
export interface Report {
  /** The number of rows that are here. */
  readonly length: number;
  /** The number of rows that the endpoint announced, if it did; of a window, those of the whole report. */
  readonly rowCount: number | undefined;
  /** Up to when the data is complete, in milliseconds since 1970 UTC; `NaN` if unknown. */
  readonly asOf: number;
  readonly scope: ReportScope;
  readonly text: ReportText;
  readonly numbers: ReportNumbers;
  /** The fields that at least one row has. */
  readonly offered: ReadonlySet<OfferedColumnId>;
  /** Rows whose counts contradict each other, such as more clicked than opened, ascending. They are shown as they came. */
  readonly contradictions: readonly number[];
  /** A URL template with `{emailId}` for an email as its preview needs it, as it came; without it no email has one. */
  readonly previewUrl: string | undefined;
  /** A URL template with `{emailId}` for an email as a page of its own, as it came. */
  readonly previewPageUrl: string | undefined;
  /** Rows whose email has no preview though others may have one, ascending. */
  readonly withoutPreview: readonly number[];
  /** Whether all announced rows are here; of a window, its own. */
  readonly complete: boolean;
  /** `undefined` where the rows are those of the whole report. */
  readonly window?: ReportWindow | undefined;
}
