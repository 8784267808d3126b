import type { DateBasis } from '../model/report.ts';

/** An id: a string, or an integer, which is read as its decimal string. */
export type Id = string | number;

/** An ISO 8601 date and time with an offset or `Z`: `2026-10-26T08:00:00Z`. */
export type Instant = string;

/** A date: `2026-10-26`. */
export type CalendarDate = string;

/** The IANA name of a time zone in any case, such as `Europe/Paris`, never an offset. */
export type TimeZoneName = string;

/** A time since the first send of an email to a person, in hours or days. */
export type ReportAge = '24h' | '7d' | '28d';

/**
 * The response of a report endpoint, version 1, as `application/json`. As `application/x-ndjson`, the first line is this
 * object without `rows`, and each of the following lines is one row.
 *
 * A field that is `null` counts as missing. Unknown fields are ignored. JSON that breaks the contract is shown as an error;
 * a stream that breaks it keeps the rows before the problem and is shown as incomplete.
 */
export interface ReportResponse {
  readonly version: 1;
  /** The instant up to which the data is complete. Default: unknown, and not shown. */
  readonly asOf?: Instant | null;
  /** The instant at which the data begins. Default: unknown, and not shown. */
  readonly dataFrom?: Instant | null;
  /** What readers should know about the data, shown in the small print. */
  readonly notes?: readonly ReportResponseNote[] | null;
  /** The first day of the report, `YYYY-MM-DD`, in `timeZone`. Default: the requested day. */
  readonly from?: CalendarDate | null;
  /** The last day of the report, included. Default: the requested day. */
  readonly to?: CalendarDate | null;
  /** The time zone that dates are in. Default: the requested zone. */
  readonly timeZone?: TimeZoneName | null;
  /** Whether the dates select emails or single sends. Default: the requested value. */
  readonly dateBasis?: DateBasis | null;
  /**
   * The number of rows of the whole report. With fewer rows the report is shown as incomplete; with more the response is
   * refused. In a stream it also drives the progress bar. Default: the number of rows received.
   */
  readonly rowCount?: number | null;
  /**
   * A URL template with `{emailId}` of an `EmailResponse`, relative to the URL of this response. With `{campaignId}`,
   * `links` are those of the row, and the request has the `from`, `to`, `timeZone` and `dateBasis` of the report. Default:
   * emails cannot be opened.
   */
  readonly previewUrl?: string | null;
  /**
   * A URL template with `{emailId}`, and optionally `{images}` (`on` or `off`), of the email as a separate HTML page,
   * relative to the URL of this response. The element uses it with `preview-mode="page"`.
   */
  readonly previewPageUrl?: string | null;
  /** The ages at which counts can be requested. Default: none. */
  readonly ages?: readonly ReportAge[] | null;
  /** The age of the counts, if it was requested. Without it, the counts are current. */
  readonly age?: ReportAge | null;
  /** The names by which people can be chosen. An empty list means that only deleted people can be hidden. Default: none. */
  readonly peopleFilters?: readonly ReportResponsePeopleFilter[] | null;
  /** The `people` that were applied. Without them, everyone is counted. */
  readonly people?: string | readonly string[] | null;
  /** `hide` if deleted people are not counted. */
  readonly deleted?: 'hide' | null;
  /**
   * The URL of a {@link CampaignsResponse}, relative to the URL of this response. Default: the filter offers the
   * campaigns of the report.
   */
  readonly campaignsUrl?: string | null;
  /** The URL of a `SeriesResponse`, relative to the URL of this response. Default: there are no series. */
  readonly seriesUrl?: string | null;
  /**
   * For the property `report`: the URL that `previewUrl` and `previewPageUrl` are relative to. Default: the element's
   * `endpoint`, otherwise the page. In a response of an endpoint it is ignored.
   */
  readonly url?: string | null;
  /**
   * The maximum number of rows in this response, which makes it a window of a longer report. A window also has `rowCount`
   * (of all matching rows) and `offset`, and repeats the `sort`, `search`, `groupBy` and filters that were applied. The
   * element then requests windows instead of sorting and searching by itself. Default: this is the whole report.
   * @minimum 1
   */
  readonly limit?: number | null;
  /** In a window: the number of rows before it. */
  readonly offset?: number | null;
  /** In a window: the sort order that was applied, `-clicked,campaignName`. */
  readonly sort?: string | null;
  /**
   * In a window: sort orders that can be requested besides columns: `["openedRate.low"]` for the lower bound of the confidence
   * interval of a rate. Readers can only choose those that are listed. Default: none.
   */
  readonly sortable?: readonly string[] | null;
  /** In a window: the search text that was applied. */
  readonly search?: string | null;
  /**
   * In a window: each row is a campaign with its sums. `emails` is the number of its emails; if it is 1, the row also has
   * `emailId`, `emailName` and `hasPreview`, and campaign and email are shown as one row. Other rows have no email.
   */
  readonly groupBy?: 'campaign' | null;
  /** In a window: the campaign that all rows belong to, or the campaigns that were requested. */
  readonly campaign?: Id | readonly Id[] | null;
  /** In a window: the folders that were applied. */
  readonly folder?: string | readonly string[] | null;
  /** In a window: `exclude` or `only`, if it was applied. */
  readonly archived?: string | null;
  /** In a window: the conditions that were applied, `["delivered>=200"]`. */
  readonly filter?: string | readonly string[] | null;
  /** In a window: the activity that was applied to its sort order and filter. The counts of rows stay as they are. */
  readonly activity?: 'human' | 'person' | null;
  /** In a window: the denominator of rates that was applied to its sort order and filter. */
  readonly rateBase?: 'sent' | null;
  /**
   * In a window: the sums of all matching rows, as a row without names and ids. With `explain=1`, its `explain` has the sums of
   * theirs. Default: the total is not shown.
   */
  readonly totals?: Partial<ReportResponseRow> | null;
  /**
   * One row for each combination of `campaignId` and `emailId`, which must be unique. A window is sorted as requested;
   * otherwise rows may come in any order.
   */
  readonly rows: readonly (ReportResponseRow | ReportResponseCampaign)[];
}

/**
 * A fact about the data. `gap`: data is missing from `from` to `to`. `no-data`: nothing was imported yet.
 * `no-action-result`: skipped sends cannot be told apart. `orphans`: `count` activities have no send in the data. Other codes are shown by their `message`.
 */
export interface ReportResponseNote {
  readonly code: string;
  readonly from?: Instant | null;
  readonly to?: Instant | null;
  readonly count?: number | null;
  /** Shown as it is if the element does not know the code. */
  readonly message?: string | null;
}

/** A name by which people can be chosen, such as `Country`. */
export interface ReportResponsePeopleFilter {
  readonly name: string;
  /** Default: there are too many values to list. */
  readonly values?: readonly string[] | null;
}

/**
 * The performance of one email in one campaign. Counts are numbers of people: safe integers from 0.
 *
 * A count that is missing in all rows is not offered as a column. A count that is missing in one row is unknown, not 0: it
 * is shown as –, and so are the rates and totals that need it.
 */
export interface ReportResponseRow {
  readonly campaignId: Id;
  readonly campaignName: string;
  /** The path of the campaign's folder, `/EMEA/2026`. */
  readonly campaignFolder?: string | null;
  readonly campaignArchived?: boolean | null;
  /** The name of the campaign's program. An email's name that begins with it is shown without it, below its campaign. */
  readonly program?: string | null;
  /** Whether the campaign sends to a list (`batch`) or when a person does something (`trigger`). Other types are shown as they are. */
  readonly campaignType?: string | null;
  /** The name of the campaign's workspace. */
  readonly workspace?: string | null;
  readonly emailId: Id;
  readonly emailName: string;
  /** When the email was first sent in this campaign. */
  readonly firstSentAt?: Instant | null;
  /** The most recent activity for this email in this campaign. */
  readonly lastActivityAt?: Instant | null;
  /** People who were sent the email: the sum of `delivered`, `hardBounced`, `softBounced`, `pending` and `aborted`. */
  readonly sent: number;
  readonly delivered?: number | null;
  readonly hardBounced?: number | null;
  readonly softBounced?: number | null;
  /** People whose delivery has no result yet. */
  readonly pending?: number | null;
  /** People whose send was aborted. */
  readonly aborted?: number | null;
  readonly opened?: number | null;
  /** People who clicked a link in the email. */
  readonly clicked?: number | null;
  readonly unsubscribed?: number | null;
  /** People who opened the email, excluding activity flagged as bot. */
  readonly humanOpened?: number | null;
  /** People who clicked a link, excluding activity flagged as bot. */
  readonly humanClicked?: number | null;
  /** People who opened the email only through a mail privacy proxy: a part of `humanOpened`. */
  readonly privacyOpened?: number | null;
  /** At an `age`: people who were sent the email too recently to be counted. Default: 0. */
  readonly tooYoung?: number | null;
  /**
   * `false` if opens of this email were not tracked: its opens, and rates of opens, are shown as –, and sums leave them out.
   * Default: `true`.
   */
  readonly openTracked?: boolean | null;
  /** Whether the email may have been sent before the data begins, so that some of its figures are missing. Default: `false`. */
  readonly mayHaveBegunEarlier?: boolean | null;
  /** In sums (`totals`, campaigns): the part of `delivered` whose opens were tracked. Rates of opens divide by it. */
  readonly deliveredTracked?: number | null;
  /** In sums: the part of `sent` whose opens were tracked. Rates of opens over sent divide by it. */
  readonly sentTracked?: number | null;
  /** In sums: the part of `clicked` whose opens were tracked, for the click-to-open rate. */
  readonly clickedTracked?: number | null;
  readonly humanClickedTracked?: number | null;
  /** `false` if this email cannot be opened although the report has a `previewUrl`. Default: `true`. */
  readonly hasPreview?: boolean | null;
  /** In sums: the number of emails. */
  readonly emails?: number | null;
  /** In sums: the number of emails whose opens were tracked. */
  readonly emailsTracked?: number | null;
  /** How the counts were calculated. */
  readonly explain?: ReportResponseExplanation | null;
}

/** A row of a window with `groupBy`: a campaign with its sums. If `emails` is 1, it has the fields of the email, too. */
export interface ReportResponseCampaign extends Omit<ReportResponseRow, 'emailId' | 'emailName'> {
  readonly emailId?: Id | null;
  readonly emailName?: string | null;
}

/** How the rules changed the counts of a row. All values are numbers of activities or people, as described. */
export interface ReportResponseExplanation {
  /** Send Email activities that succeeded. */
  readonly sends?: number | null;
  /** Email Delivered activities. */
  readonly deliveries?: number | null;
  /** Email Bounced activities. */
  readonly hardBounces?: number | null;
  /** Email Bounced Soft activities. */
  readonly softBounces?: number | null;
  /** Open Email activities. */
  readonly opens?: number | null;
  /** Click Email activities. */
  readonly clicks?: number | null;
  /** Unsubscribe Email activities. */
  readonly unsubscribes?: number | null;
  /** Repeated sends to people who are counted once. */
  readonly sendsMerged?: number | null;
  /** Sends that were skipped by Marketo and are not counted. */
  readonly sendsSkipped?: number | null;
  /** People who count as opened because they clicked or unsubscribed, although no open was recorded. */
  readonly opensInferred?: number | null;
  /** People who count as delivered because of later activity, although no delivery was recorded. */
  readonly deliveriesInferred?: number | null;
  /** Bounces of people who count as delivered. */
  readonly bouncesOverridden?: number | null;
  /** Clicks on unsubscribe and `mailto:` links, which are not counted. */
  readonly clicksIgnored?: number | null;
  /** Opens flagged as bot activity. */
  readonly botOpens?: number | null;
  /** Clicks flagged as bot activity. */
  readonly botClicks?: number | null;
  /** Opens that are flagged neither as bot activity nor as none. */
  readonly opensUnmarked?: number | null;
  /** Clicks that are flagged neither as bot activity nor as none. */
  readonly clicksUnmarked?: number | null;
  /** Opens through a mail privacy proxy. */
  readonly privacyOpens?: number | null;
  /** Unsubscribes that were logged without a campaign. */
  readonly unsubscribesAttributed?: number | null;
  /** Opens and clicks flagged as bot activity, by the pattern that was detected. */
  readonly botPatterns?: Readonly<Record<string, number>> | null;
}

/** The response of a `campaignsUrl`: all campaigns that a filter can choose, in the report or not. */
export interface CampaignsResponse {
  readonly campaigns: readonly CampaignsResponseCampaign[];
}

/** A campaign that a filter can choose. */
export interface CampaignsResponseCampaign {
  readonly id: Id;
  readonly name: string;
  /** The path of its folder, `/EMEA/2026`. */
  readonly folder?: string | null;
  /** Default: unknown, which counts as not archived. */
  readonly archived?: boolean | null;
  readonly type?: 'batch' | 'trigger' | null;
  readonly program?: string | null;
}

/** The body of a response with a status of 400 or above, as `application/problem+json` (RFC 9457). */
export interface ProblemResponse {
  /** A short description, shown to the reader. It is cut after 200 characters. */
  readonly title?: string | null;
  /** What happened and what to do, shown to the reader. It is cut after 1,000 characters. */
  readonly detail?: string | null;
  /** The status of the response. */
  readonly status?: number | null;
}
