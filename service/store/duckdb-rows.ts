import { ageHours } from '../serve/age.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import { rowSource } from './duckdb-people.ts';
import { effectSums, rowSums } from './duckdb-sums.ts';
import type { ReportSource } from './record-reader.ts';

/**
 * Returns SQL for the rows of a report, with explanations if they are requested.
 * @param asOf the end of the data, in microseconds since 1970 UTC
 */
export function duckDbRows(request: ReportRequest, asOf: bigint): ReportSource {
  const { cte } = rowSource(request);
  const rows = rowsOfSource(request, asOf);
  return { ...rows, cte: `${cte} ${rows.cte}` };
}

/** Returns what `duckDbRows` returns, without the common table expressions of the records. */
export function rowsOfSource(request: ReportRequest, asOf: bigint): ReportSource {
  const { dateBasis, start, end, age, explain } = request;
  const { name: source, values } = rowSource(request);
  const scope = { asOf, dateBasis, start, end, age: age && ageHours[age], source };
  if (!explain) return { cte: rowSums(scope), sql: `named_rows('row_sums')`, values };
  const explanations = `named_explanations('row_effects', 'row_patterns')`;
  return {
    cte: `${rowSums(scope)} ${effectSums(scope)}`,
    sql: `named_rows('row_sums') JOIN ${explanations} USING ("campaignId", "emailId")`,
    values,
  };
}
