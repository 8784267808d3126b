import { ReportError } from '../endpoint/report-error.ts';
import type { ReportRequest } from '../endpoint/fetch-report.ts';
import type { ComparedDates } from '../model/figure-choices.ts';
import type { Report, ReportScope } from '../model/report.ts';
import type { Comparison } from '../table-model/comparison.ts';
import type { Table } from '../table-model/table.ts';
import type { ReportPages } from './report-pages.ts';

/** A report and its table. */
export interface BuiltTable {
  readonly loaded: LoadedReport;
  readonly table: Table;
}

/** A report that has loaded, completely or in part. */
export interface LoadedReport {
  readonly report: Report;
  /** Identifies the request. A report with the same key is a refresh of this one. */
  readonly key: unknown;
  /** The dates and settings that the report covers: from the endpoint, otherwise from the request. */
  readonly scope: ReportScope;
  /** The base URL for the URLs in the report, relative to the endpoint; `undefined` for that of the endpoint. */
  readonly url: string | undefined;
  /** When its first rows arrived, in milliseconds since 1970 UTC. */
  readonly loadedAt: number;
  /** The endpoint that sent the report; `undefined` if the host provided it. */
  readonly endpoint: string | undefined;
  /** Set if the report loads page by page. `report` is then its first window. */
  readonly pages?: ReportPages | undefined;
  /** Set if the report is compared with another period. */
  readonly compared?: ComparedReport | undefined;
}

/** The period that a report is compared with, and how far that is possible. */
export interface ComparedReport {
  /** The dates of the period, as text; `undefined` if they are unknown. */
  readonly dates: string | undefined;
  /** The dates of the period; `undefined` if they are unknown. */
  readonly range: ComparedDates | undefined;
  /** How the rates of all emails differ, in words; `undefined` if they are not compared. */
  readonly verdict: string | undefined;
  /** What readers should know, as sentences: that it is loading, why nothing is compared, or limits of the comparison. */
  readonly notes: readonly string[];
  /** `undefined` while it is loading, and if nothing can be compared. */
  readonly comparison: Comparison | undefined;
}

/** The origin of a report. */
export interface ReportProvenance {
  readonly key: unknown;
  readonly request?: ReportRequest | undefined;
  readonly url?: string | undefined;
}

/** Returns a report with its origin. Completes its scope with the request. */
export function toLoadedReport(report: Report, { key, request, url }: ReportProvenance, now: Date): LoadedReport {
  const { from, to, timeZone, dateBasis } = report.scope;
  return {
    report,
    key,
    url,
    endpoint: request?.endpoint,
    scope: {
      from: from ?? request?.from,
      to: to ?? request?.to,
      timeZone: timeZone ?? request?.timeZone,
      dateBasis: dateBasis ?? request?.dateBasis,
    },
    loadedAt: now.getTime(),
  };
}

/**
 * Returns a report that the host provides as a property. It must be complete.
 *
 * @throws {ReportError} `incomplete` if rows are missing, as there is no endpoint to request them from
 */
export function checkProvidedReport(report: Report): Report {
  const { window, length, rowCount } = report;
  const isWhole = !window || (length === rowCount && window.groupBy === undefined);
  if (report.complete && isWhole) return report;
  const message = `The property report has ${length} of ${rowCount ?? 'all'} rows. Provide all of them.`;
  throw new ReportError('incomplete', message, { report: length === 0 ? undefined : report });
}
