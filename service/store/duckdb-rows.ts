import { ageHours } from '../serve/age.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import { rowSource } from './duckdb-people.ts';
import { effectSums, rowSums } from './duckdb-sums.ts';
import type { ReportSource } from './record-reader.ts';

/** What report rows have besides their counts: the macro of the database file, or a table with its result. */
export const rowDetails = 'row_details()';

/**
 * Returns a table expression for report rows, from the tables `row_sums`, and `row_effects` and `row_patterns` if they are explained.
 * @param details a table expression with the columns of `rowDetails`
 */
export function detailedRows(details: string, explain: boolean): string {
  const rows = `(
  SELECT
    details.* EXCLUDE (campaign_id, email_id),
    sent, delivered, hard_bounced AS "hardBounced", soft_bounced AS "softBounced",
    sent - delivered - hard_bounced - soft_bounced - aborted AS pending,
    aborted, opened, clicked, unsubscribed,
    human_opened AS "humanOpened", human_clicked AS "humanClicked", privacy_opened AS "privacyOpened",
    too_young AS "tooYoung"
  FROM row_sums JOIN ${details} AS details USING (campaign_id, email_id)
)`;
  if (!explain) return rows;
  return `${rows} JOIN named_explanations('row_effects', 'row_patterns') USING ("campaignId", "emailId")`;
}

/**
 * Returns SQL for the rows of a report, with explanations if they are requested.
 * @param asOf the end of the data, in microseconds since 1970 UTC
 * @param details a table with the result of `rowDetails`, if there is one
 */
export function duckDbRows(request: ReportRequest, asOf: bigint, details = rowDetails): ReportSource {
  const { cte } = rowSource(request);
  const rows = rowsOfSource(request, asOf, details);
  return { ...rows, cte: `${cte} ${rows.cte}` };
}

/** Returns what `duckDbRows` returns, without the common table expressions of the records. */
export function rowsOfSource(request: ReportRequest, asOf: bigint, details: string): ReportSource {
  const { dateBasis, start, end, age, explain } = request;
  const { name: source, values } = rowSource(request);
  const scope = { asOf, dateBasis, start, end, age: age && ageHours[age], source };
  return {
    cte: `${rowSums(scope)} ${explain ? effectSums(scope) : ''}`,
    sql: detailedRows(details, explain),
    values,
  };
}
