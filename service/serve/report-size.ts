import { accessCondition } from './access.ts';
import type { QuerySize } from './query-queue.ts';
import type { Snapshot } from './report-database.ts';
import type { ReportRequest } from './report-parameters.ts';
import { timeFrameValues } from './report-sql.ts';

/** A small report has at most this many rows, before `search`, and reads at most about this many records. */
const smallReport = { rows: 5_000, records: 250_000 };

/**
 * Estimates the work of a report from the number of its rows, without reading records: it takes milliseconds. `search`,
 * other filters and windows do not count, because the database computes all rows before it selects some.
 * @param readsRecords whether records are read, not only cells
 */
export async function sizeOfReport(
  { connection }: Snapshot,
  request: ReportRequest,
  readsRecords: boolean,
): Promise<QuerySize> {
  const { email, filter } = request;
  const campaign = filter.folders.length === 0 && filter.campaigns.length === 1 ? filter.campaigns[0] : undefined;
  const visible = accessCondition(request.access);
  const conditions = [
    'is_visible',
    request.dateBasis === 'sent'
      ? 'is_within(last_activity_at, $start::TIMESTAMP, NULL) AND is_within(first_sent_at, NULL, $end::TIMESTAMP)'
      : 'is_within(first_sent_at, $start::TIMESTAMP, $end::TIMESTAMP)',
    ...(campaign === undefined ? [] : ['campaign_id::VARCHAR = $campaign']),
    ...(email === undefined ? [] : ['email_id::VARCHAR = $email']),
  ];
  const result = await connection.runAndReadAll(
    `SELECT count(*) FILTER (${conditions.join(' AND ')}) AS "rows", count(*) AS "allRows",
       (SELECT estimated_size FROM duckdb_tables() WHERE table_name = 'records') AS "allRecords"
     FROM (SELECT *, ${visible.sql} AS is_visible FROM pairs)`,
    {
      ...timeFrameValues(request),
      ...visible.values,
      ...(campaign === undefined ? {} : { campaign }),
      ...(email === undefined ? {} : { email }),
    },
  );
  const [rows = 0, allRows = 0, allRecords = 0] = (result.getRows()[0] ?? []).map(Number);
  const records = readsRecords ? (allRecords * rows) / Math.max(1, allRows) : 0;
  return rows <= smallReport.rows && records <= smallReport.records ? 'small' : 'large';
}
