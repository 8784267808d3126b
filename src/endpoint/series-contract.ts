import type { DateBasis } from '../model/report.ts';
import type { CalendarDate, Id, Instant, TimeZoneName } from './contract.ts';

/** The unit of a point of a series: a day, a week from Monday to Sunday, or a month. */
export type SeriesUnit = 'day' | 'week' | 'month';

/**
 * The response of a `seriesUrl`: how a report came about over time. Its request has the parameters of the report, without
 * `sort`, `groupBy`, `offset`, `limit`, `age` and `explain`, and also `unit`. All filters apply.
 *
 * Each person of a row counts once in each series, at the first time: when the email was first sent, first delivered, and so
 * on. A series therefore adds up to the count of the row, and goes on after the dates of the report.
 */
export interface SeriesResponse {
  readonly version: 1;
  /** The unit of all points. */
  readonly unit: SeriesUnit;
  /** Points in ascending order. Units without any event may be missing. */
  readonly points: readonly SeriesResponsePoint[];
  /** The instant up to which the data is complete: the last unit may not be over. Default: unknown. */
  readonly asOf?: Instant | null;
  /** The dates of the report, and how they select people. Default: as requested. */
  readonly from?: CalendarDate | null;
  readonly to?: CalendarDate | null;
  readonly timeZone?: TimeZoneName | null;
  readonly dateBasis?: DateBasis | null;
  /** The filters that were applied. */
  readonly campaign?: Id | readonly Id[] | null;
  readonly email?: Id | null;
  readonly folder?: string | readonly string[] | null;
  readonly archived?: string | null;
  readonly filter?: string | readonly string[] | null;
  readonly search?: string | null;
  readonly people?: string | readonly string[] | null;
  readonly deleted?: 'hide' | null;
}

/** The people who were first sent the email in a unit, who first opened it in this unit, and so on. Counts default to 0. */
export interface SeriesResponsePoint {
  /** The first day of the unit, in the time zone of the report. */
  readonly date: CalendarDate;
  readonly sent?: number | null;
  /** Deliveries, at the first delivery or reaction. */
  readonly delivered?: number | null;
  /** Bounces of people who are not counted as delivered. */
  readonly hardBounced?: number | null;
  readonly softBounced?: number | null;
  /** Emails whose opens were not tracked are left out. If no opens were tracked, all points lack this and the other opens. */
  readonly opened?: number | null;
  readonly clicked?: number | null;
  readonly unsubscribed?: number | null;
  readonly humanOpened?: number | null;
  readonly humanClicked?: number | null;
  readonly privacyOpened?: number | null;
}
