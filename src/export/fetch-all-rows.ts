import { PairIndex } from '../endpoint/pair-index.ts';
import { repeatedRowError } from '../loading/page-cache.ts';
import type { ReportPages } from '../loading/report-pages.ts';
import type { Report } from '../model/report.ts';
import { joinReports } from './join-reports.ts';

/** The endpoint may answer with shorter windows. */
const rowsPerRequest = 5000;

/** The data is no longer that on screen. */
export class DataChangedError extends Error {
  override readonly name = 'DataChangedError';
}

/**
 * Fetches all emails of a report that loads page by page, as one report, window by window: with the dates, the search
 * and the filter on screen, which the endpoint applies.
 * @param onProgress called after each window with the number of rows so far, and of all rows
 * @throws {ReportError} if a window fails to load, or repeats a row of an earlier one: another row is missing then
 * @param asOf the instant of the data on screen, which the rows must have
 * @throws {DataChangedError} if the data has changed since, or changes in between
 */
export async function fetchAllRows(
  pages: Pick<ReportPages, 'fetchWindow' | 'windowRequest'>,
  asOf: number,
  signal: AbortSignal,
  onProgress: (rows: number, total: number) => void,
): Promise<Report> {
  const reports: Report[] = [];
  const checkRows = createRowCheck();
  let offset = 0;
  for (;;) {
    const report = await pages.fetchWindow(pages.windowRequest(offset, rowsPerRequest), signal);
    const [first = report] = reports;
    if (!Object.is(report.asOf, asOf) || report.rowCount !== first.rowCount) throw new DataChangedError();
    // The rows of a whole report have been checked.
    if (report.window) checkRows(report);
    reports.push(report);
    offset += report.length;
    const total = report.window ? (report.rowCount ?? offset) : offset;
    onProgress(offset, total);
    if (report.length === 0 || offset >= total) return joinReports(reports);
  }
}

/** Returns a function that throws if a window repeats a row of an earlier one. */
function createRowCheck(): (window: Report) => void {
  const campaignIds: string[] = [];
  const emailIds: string[] = [];
  const index = new PairIndex(campaignIds, emailIds);
  return (window) => {
    const { campaignId, emailId } = window.text;
    const start = campaignIds.length;
    index.reserve(start + window.length);
    for (let row = 0; row < window.length; row++) {
      campaignIds.push(campaignId[row] ?? '');
      emailIds.push(emailId[row] ?? '');
      const earlier = index.add(start + row);
      if (earlier < start) throw repeatedRowError(window, row, earlier);
    }
  };
}
