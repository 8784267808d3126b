import type { DateBasis } from '../model/report.ts';
import type { CalendarDate, Id, ReportAge, TimeZoneName } from './contract.ts';

/**
 * The parameters of a report request: the query of a GET request, or the members of the JSON object of a POST request. In
 * a query, the values of an array repeat the parameter.
 *
 * Ignore parameters that you do not know, and respond with status 400 to an invalid value of one that you do.
 */
export interface ReportParameters {
  /** The first day of the report. Default: no limit. */
  readonly from?: CalendarDate;
  /** The last day of the report, included. Default: no limit. */
  readonly to?: CalendarDate;
  /** The time zone in which days begin and end. The element always sends it. */
  readonly timeZone?: TimeZoneName;
  /** Whether the dates select emails or single sends. The element always sends it. */
  readonly dateBasis?: DateBasis;
  /**
   * Column ids by priority, `-` for descending: `-clicked,campaignName`. The element always sends it. Only windows must be
   * sorted as requested.
   */
  readonly sort?: string;
  /** The number of rows before the window. Sent only after a response with `limit`. */
  readonly offset?: number;
  /**
   * The maximum number of rows in the window. Sent only after a response with `limit`.
   * @minimum 1
   */
  readonly limit?: number;
  /** With `limit`: a text in the campaign's name, the email's name, the folder or the program, ignoring case and diacritics. */
  readonly search?: string;
  /** With `limit`: each row is a campaign. */
  readonly groupBy?: 'campaign';
  /** The id of a campaign; with `limit`, of several. */
  readonly campaign?: Id | readonly Id[];
  /** With `limit`: the path of a folder, `/EMEA/2026`, or several. Each includes everything below it. */
  readonly folder?: string | readonly string[];
  /** With `limit`: without archived campaigns, or only these. */
  readonly archived?: 'exclude' | 'only';
  /** With `limit`: conditions such as `delivered>=200`. All must hold. */
  readonly filter?: string | readonly string[];
  /**
   * Values such as `Country:France` that people must have, split at the first `:`. The same name twice means either value;
   * all names must match. Sent only if a reader or the host chooses people.
   */
  readonly people?: string | readonly string[];
  /** People who were deleted are not counted. Sent only if a reader or the host hides them. */
  readonly deleted?: 'hide';
  /** The time since each person's first send after which counts are taken. Sent only if a reader or the host chooses it. */
  readonly age?: ReportAge;
  /** With `limit`: the activity that opens, clicks and their rates are of in `sort` and `filter`. Default: all of it. */
  readonly activity?: 'human' | 'person';
  /** With `limit`: the denominator of rates of opens, clicks and unsubscribes in `sort` and `filter`. Default: delivered. */
  readonly rateBase?: 'sent';
  /** With `campaign` and `explain`: the id of the email whose row is requested. */
  readonly email?: Id;
  /** Whether rows have `explain`. With `limit`, `totals` have it, too. */
  readonly explain?: 1;
}
