import { ageArgument } from '../serve/age.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import { scopeArguments } from '../serve/report-sql.ts';
import { rowSource } from './duckdb-people.ts';
import type { ReportSource } from './record-reader.ts';

/** Returns SQL for the rows of a report, with explanations if they are requested. */
export function duckDbRows(request: ReportRequest): ReportSource {
  const source = rowSource(request);
  const scope = scopeArguments(request, source);
  const explanations = request.explain ? ` JOIN report_explanations(${scope}) USING ("campaignId", "emailId")` : '';
  return {
    cte: source.cte,
    sql: `report_rows(${scope}${ageArgument(request.age)})${explanations}`,
    values: source.values,
  };
}
