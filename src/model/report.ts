import type { InstantColumnId } from './columns.ts';
import type { CountColumnId } from './metrics.ts';

/**
 * The sends that the dates of a time frame apply to. `first-sent`: the report includes emails first sent in the time
 * frame, with all later activity. `sent`: each email counts only people whose first send of it is in the time frame.
 */
export const dateBases = ['first-sent', 'sent'] as const;
export type DateBasis = (typeof dateBases)[number];

/** The dates and settings that a report covers. Dates are `YYYY-MM-DD`; `undefined` means no limit. */
export interface ReportScope {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly dateBasis?: DateBasis | undefined;
}

/** The non-numeric fields of the rows, with those of extra columns by id. An unknown value is `undefined`. */
export interface ReportText {
  readonly [extra: string]: readonly (string | boolean | undefined)[];
  readonly campaignId: readonly string[];
  readonly emailId: readonly string[];
  readonly campaignName: readonly string[];
  readonly emailName: readonly string[];
  readonly campaignFolder: readonly (string | undefined)[];
  readonly campaignArchived: readonly (boolean | undefined)[];
  readonly program: readonly (string | undefined)[];
  readonly campaignType: readonly (string | undefined)[];
  readonly workspace: readonly (string | undefined)[];
  readonly openTracked: readonly (boolean | undefined)[];
  /** `true` if the email may have been sent before the data begins; otherwise `undefined`. */
  readonly mayHaveBegunEarlier: readonly (boolean | undefined)[];
}

/**
 * The numeric fields of the rows, with those of extra columns by id: counts and other numbers, and instants in
 * milliseconds since 1970 UTC. An unknown value is `NaN`.
 */
export interface ReportNumbers extends Readonly<Record<CountColumnId | InstantColumnId, Float64Array>> {
  readonly [extra: string]: Float64Array;
}

/** The parameters with which an endpoint filters a report. */
export const filterNames = ['campaign', 'folder', 'archived', 'filter', 'activity', 'rateBase'] as const;

/** Filters as an endpoint receives and repeats them: one value or several, or none if it is not applied. */
export type FilterParameters = Readonly<Partial<Record<(typeof filterNames)[number], FilterValue>>>;
type FilterValue = string | readonly string[] | undefined;

/**
 * Describes a report that is one window of a longer report: its position, and the sorting, search, filters and grouping that
 * the endpoint applied to the whole report first, each `undefined` if not applied.
 */
export interface ReportWindow {
  /** The number of rows before the first row of this window. */
  readonly offset: number;
  /** The maximum number of rows in a window of this size; at least 1. */
  readonly limit: number;
  /** The sort order, in the text form that `parseSort` reads. */
  readonly sort: string | undefined;
  readonly search: string | undefined;
  /** If set, each row is a campaign with its subtotals: `emailId` is empty and `emailName` is the campaign's name. */
  readonly groupBy: 'campaign' | undefined;
  readonly filters: FilterParameters;
  /** The totals over all rows of the whole report, as columns of length 1; `undefined` if the endpoint sends none. */
  readonly totals: ReportNumbers | undefined;
}

/**
 * A report stored by column: the value of field `f` in row `i` is `f[i]`.
 * A report is immutable. While more rows arrive, each longer report replaces the previous one.
 */
export interface Report {
  /** The number of rows loaded. */
  readonly length: number;
  /** The number of rows that the endpoint announced, if any. For a window, the number of rows of the whole report. */
  readonly rowCount: number | undefined;
  /** The instant up to which the data is complete, in milliseconds since 1970 UTC; `NaN` if unknown. */
  readonly asOf: number;
  /** The instant at which the data begins, in milliseconds since 1970 UTC; `NaN` if unknown. */
  readonly dataFrom: number;
  /** Everything except the rows, as received: what loads on demand reads it. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly scope: ReportScope;
  readonly text: ReportText;
  readonly numbers: ReportNumbers;
  /** The columns that at least one row has a value for. */
  readonly offered: ReadonlySet<string>;
  /** Rows with contradictory counts, such as more clicked than opened, ascending. Their counts are shown unchanged. */
  readonly contradictions: readonly number[];
  /** The URL template for email previews, with `{emailId}`, as received. Without it, no email has a preview. */
  readonly previewUrl?: string | undefined;
  /** The base URL of the templates, as received with a report that the host provides. */
  readonly url: string | undefined;
  /** The URL template for emails as separate pages, with `{emailId}`, as received. */
  readonly previewPageUrl?: string | undefined;
  /** The URL of the campaigns that a filter can choose, as received. */
  readonly campaignsUrl?: string | undefined;
  /** Rows whose email has no preview although `previewUrl` is set, ascending. */
  readonly withoutPreview: readonly number[];
  /**
   * Fields that may be mistakes, by name: those that the reader of reports does not know, and URL templates without
   * `{emailId}`. The value is the index of the first row with the field, or -1 for the head.
   */
  readonly suspects: ReadonlyMap<string, number>;
  /** The first bad value of each extra column, described in English, by id. The value is unknown. */
  readonly badValues?: ReadonlyMap<string, string> | undefined;
  /** How the counts of each row were calculated, as received, by row; most endpoints do not say. */
  readonly explanations?: readonly unknown[] | undefined;
  /** Rows whose opens are not tracked, ascending. Their opens are unknown, and sums leave them out. */
  readonly untracked: readonly number[];
  /** Whether all announced rows have loaded. For a window, whether all rows of the window have. */
  readonly complete: boolean;
  /** Set if the rows are only a window of the report. */
  readonly window?: ReportWindow | undefined;
}
