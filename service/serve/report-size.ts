import { accessCondition } from './access.ts';
import type { QuerySize } from './query-queue.ts';
import type { Snapshot } from './report-database.ts';
import type { ReportRequest } from './report-parameters.ts';
import { instantSql, runStatement } from './report-sql.ts';

/** A small report has at most this many rows, before `search`, and reads at most about this many records. */
export const smallReport = { rows: 5_000, records: 250_000 };

/** The estimated work of a report. */
export interface ReportSize {
  readonly size: QuerySize;
  /** The number of rows before any condition is applied to them, or more. */
  readonly allRows: number;
}

/**
 * Estimates the work of a report from the number of its rows, without reading records: it takes milliseconds. `search`,
 * other filters and windows do not count, because the database computes all rows before it selects some.
 * @param readsRecords whether records are read, not only cells
 */
export async function sizeOfReport(
  { connection, records, maxRows }: Snapshot,
  request: ReportRequest,
  readsRecords: boolean,
): Promise<ReportSize> {
  const { email, start, end } = request;
  const campaign = onlyCampaign(request);
  const visible = accessCondition(request.access);
  const isLongest = [email, campaign, start, end].every((limit) => limit === undefined) && visible.sql === 'true';
  if (!readsRecords && (isLongest || maxRows <= smallReport.rows)) {
    return { size: maxRows <= smallReport.rows ? 'small' : 'large', allRows: maxRows };
  }
  const conditions = [
    visible.sql,
    ...(campaign === undefined ? [] : ['campaign_id::VARCHAR = $campaign']),
    ...(email === undefined ? [] : ['email_id::VARCHAR = $email']),
  ];
  const result = await runStatement(connection, {
    sql: `SELECT count(*) FILTER (${conditions.join(' AND ')}), count(*), ${readsRecords ? records.recordCount : 0},
       (SELECT count(*) FROM pairs)
     FROM pairs WHERE ${isInTimeFrame(request)}`,
    values: {
      ...visible.values,
      ...(campaign === undefined ? {} : { campaign }),
      ...(email === undefined ? {} : { email }),
    },
  });
  const [rows = 0, allRows = 0, allRecords = 0, pairs = 0] = ((await result.getRows())[0] ?? []).map(Number);
  const readRecords = (allRecords * rows) / Math.max(1, pairs);
  const isSmall = rows <= smallReport.rows && readRecords <= smallReport.records;
  return { size: isSmall ? 'small' : 'large', allRows };
}

/** Whether a request is for the rows of one campaign or one email. */
export function isForFewRows(request: ReportRequest): boolean {
  return request.email !== undefined || onlyCampaign(request) !== undefined;
}

/** Returns the campaign if the request is only for one. */
export function onlyCampaign({ filter }: ReportRequest): string | undefined {
  return filter.folders.length === 0 && filter.campaigns.length === 1 ? filter.campaigns[0] : undefined;
}

/** Returns a condition on pairs: whether they have a row in the time frame. */
function isInTimeFrame({ dateBasis, start, end }: ReportRequest): string {
  const [from, to] = [instantSql(start), instantSql(end)];
  return dateBasis === 'sent'
    ? `is_within(last_activity_at, ${from}, NULL) AND is_within(first_sent_at, NULL, ${to})`
    : `is_within(first_sent_at, ${from}, ${to})`;
}
