import type { DateBasis, Report } from '../model/report.ts';
import { runSync, inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { ProblemList } from './contract-error.ts';
import { isJsonObject } from './validators.ts';
import { ReportReader } from './report-reader.ts';

export { ContractError, formatProblem, type ContractProblem } from './contract-error.ts';

const rowsBetweenPauses = 1024;

/** An id as it is sent: a string, or a whole number, which stands for its decimal string. */
export type Id = string | number;

/** A moment as it is sent: ISO 8601 with an offset or `Z`, `2026-10-26T08:00:00Z`. */
export type Instant = string;

/**
 * What a report endpoint answers, version 1, as `application/json`.
 * As `application/x-ndjson` the first line is this without `rows`, and each further line is one row.
 * A field that is `null` is lacking; fields that are not named here are ignored.
 */
export interface ReportResponse {
  readonly version: 1;
  /** Up to when the data is complete. */
  readonly asOf?: Instant | null;
  /** The first day of the report, `YYYY-MM-DD`, in `timeZone`; without it, all days up to `to`. */
  readonly from?: string | null;
  /** The last day of the report, included. */
  readonly to?: string | null;
  /** An IANA name, `Europe/Paris`; an offset names no zone. */
  readonly timeZone?: string | null;
  readonly dateBasis?: DateBasis | null;
  /**
   * The number of rows of the whole report. A response with fewer is incomplete, one with more is refused.
   */
  readonly rowCount?: number | null;
  /** A URL template with `{emailId}` for {@link EmailResponse}, relative to the URL of this response. */
  readonly previewUrl?: string | null;
  /**
   * A URL template with `{emailId}` for the email as a page of its own, relative to the URL of this
   * response.
   */
  readonly previewPageUrl?: string | null;
  /**
   * Where the response is a window of a longer report: the most rows that it may have. It then also says `rowCount`
   * (of all that match), `offset`, and what it has applied of `sort`, `search`, `groupBy` and `campaign`.
   */
  readonly limit?: number | null;
  /** Where the response is a window: how many rows come before it. */
  readonly offset?: number | null;
  readonly sort?: string | null;
  readonly search?: string | null;
  /** Each row is a campaign, without `emailId` and `emailName`. */
  readonly groupBy?: 'campaign' | null;
  /** The one campaign that all rows are of. */
  readonly campaign?: Id | null;
  /** Where the response is a window: one row over all that match, without names and ids. */
  readonly totals?: Partial<ReportResponseRow> | null;
  /** One row per `campaignId` and `emailId`, in any order but that of a window. */
  readonly rows: readonly ReportResponseRow[];
}

/**
 * How one email of one campaign performed. All counts are of people and non-negative safe integers. A
 * count that no row has is a column that the report does not offer; one that this row lacks is unknown,
 * not 0.
 */
export interface ReportResponseRow {
  readonly campaignId: Id;
  readonly campaignName: string;
  /** The path of the campaign's folder, `EMEA/2026`. */
  readonly campaignFolder?: string | null;
  readonly campaignArchived?: boolean | null;
  readonly emailId: Id;
  readonly emailName: string;
  readonly firstSentAt?: Instant | null;
  readonly lastActivityAt?: Instant | null;
  /** `delivered` + `hardBounced` + `softBounced` + `pending` + `aborted`. */
  readonly sent: number;
  readonly delivered?: number | null;
  readonly hardBounced?: number | null;
  readonly softBounced?: number | null;
  readonly pending?: number | null;
  readonly aborted?: number | null;
  readonly opened?: number | null;
  readonly clicked?: number | null;
  readonly unsubscribed?: number | null;
  /** Opened, but for what is marked as bot activity. */
  readonly humanOpened?: number | null;
  /** Clicked, but for what is marked as bot activity. */
  readonly humanClicked?: number | null;
  /** `false` where there is no preview of this email. */
  readonly hasPreview?: boolean | null;
  readonly explain?: ReportResponseExplanation | null;
}

/** What the rules did to arrive at a row's counts. */
export interface ReportResponseExplanation {
  /** Repeated sends to a person who is counted once. */
  readonly sendsMerged?: number | null;
  /** Sends that did not happen. */
  readonly sendsSkipped?: number | null;
  /** People who count as opened without an open of their own: they clicked or unsubscribed. */
  readonly opensInferred?: number | null;
  /** People who count as delivered without a delivery of their own. */
  readonly deliveriesInferred?: number | null;
  /** Bounces of people who count as delivered. */
  readonly bouncesOverridden?: number | null;
  /** Clicks on unsubscribe and mail links. */
  readonly clicksIgnored?: number | null;
  readonly botOpens?: number | null;
  readonly botClicks?: number | null;
  /** Opens and clicks marked as bot activity, by the pattern that gave them away. */
  readonly botPatterns?: Readonly<Record<string, number>> | null;
}

/** An email as its preview needs it. One of `html` and `text` is there. */
export interface EmailResponse {
  readonly id: Id;
  readonly name?: string | null;
  readonly subject?: string | null;
  readonly preheader?: string | null;
  readonly fromName?: string | null;
  readonly fromAddress?: string | null;
  readonly html?: string | null;
  readonly text?: string | null;
  readonly links?: readonly EmailResponseLink[] | null;
}

/** A link of an email: how often it was clicked, and by how many people. */
export interface EmailResponseLink {
  readonly url: string;
  readonly clicks?: number | null;
  readonly people?: number | null;
}

/**
 * Reads a {@link ReportResponse}, of which nothing is taken for granted, into columns.
 * A report with fewer rows than its `rowCount` comes back with `complete` false.
 * @throws {ContractError} with the first problems and the number of all, if the body breaks the contract.
 */
export function* readReport(body: unknown): SlicedTask<Report> {
  const problems = new ProblemList();
  const reader = new ReportReader(problems);
  if (!isJsonObject(body)) {
    problems.add('body', 'an object', body);
  } else if (reader.readHead(body)) {
    const rows: unknown = body['rows'];
    if (Array.isArray(rows)) yield* readRows(rows, reader);
    else problems.add('rows', 'an array', rows);
  }
  problems.throwIfAny();
  return reader.snapshot(reader.isWhole);
}

function* readRows(rows: readonly unknown[], reader: ReportReader): SlicedTask<void> {
  reader.checkRowCount(rows.length);
  reader.reserve(rows.length);
  yield* inSlices(
    rows.length,
    (from, to) => {
      for (let row = from; row < to; row++) reader.readRow(rows[row]);
      reader.summarize();
    },
    rowsBetweenPauses,
  );
}

/** As {@link readReport}, in one go. */
export function parseReport(body: unknown): Report {
  return runSync(readReport(body));
}
