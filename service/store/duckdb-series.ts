import { DuckDBTimestampValue, listValue } from '@duckdb/node-api';
import { seriesCountIds } from '../../src/model/series-counts.ts';
import { choosesRows, type ReportRequest } from '../serve/report-parameters.ts';
import { matchingRows, scopeArguments, type Statement } from '../serve/report-sql.ts';
import { recordSource } from './duckdb-people.ts';
import { rowDetails, rowsOfSource } from './duckdb-rows.ts';

/**
 * Returns the query for the number of events in each unit. Its one value is JSON: for each series a list of counts, the
 * first of which is that before the first unit. The lists are empty if the report is empty.
 * @param starts the starts of the units and the end of the last one, in ascending order, in milliseconds since 1970 UTC
 * @param asOf the end of the data, in microseconds since 1970 UTC
 * @param details a table with the result of `rowDetails`, if there is one
 */
export function seriesStatement(
  request: ReportRequest,
  starts: readonly number[],
  asOf: bigint,
  details = rowDetails,
): Statement {
  // The bins of a histogram include their upper bounds.
  const bins = listValue(starts.map((start) => new DuckDBTimestampValue(BigInt(start) * 1000n - 1n)));
  const lists = seriesCountIds.map((id) => `'${id}': coalesce(map_values(histogram("${id}", $bins::TIMESTAMP[])), [])`);
  const events = eventsOf(request, asOf, details);
  return {
    sql: `${events.sql}
SELECT to_json({'areOpensTracked': coalesce(bool_or(open_tracked), false), ${lists.join(', ')}})::VARCHAR FROM events`,
    values: { ...events.values, bins },
  };
}

/** Returns the query for the first event of all series, in milliseconds since 1970 UTC. */
export function earliestEvent(request: ReportRequest, asOf: bigint, details = rowDetails): Statement {
  const ids = seriesCountIds.map((id) => `"${id}"`);
  const { sql, values } = eventsOf(request, asOf, details);
  return { sql: `${sql} SELECT epoch_ms(min(least(${ids.join(', ')}))) FROM events`, values };
}

/** Returns CTEs, of which `events` has the instants of the records that the request counts. */
function eventsOf(request: ReportRequest, asOf: bigint, details: string): Statement {
  const events = `SELECT * FROM series_instants(${scopeArguments(request)})`;
  const { cte, values } = recordSource(request);
  if (!choosesRows(request)) return { sql: `WITH ${cte} events AS (${events})`, values };
  const rows = rowsOfSource(request, asOf, details);
  const matching = matchingRows(request, rows);
  return {
    sql: `WITH ${cte} ${rows.cte}
matching AS MATERIALIZED (
  SELECT "campaignId"::BIGINT AS campaign_id, "emailId"::BIGINT AS email_id FROM ${matching.sql}
),
events AS (${events} SEMI JOIN matching USING (campaign_id, email_id))`,
    values: { ...values, ...matching.values },
  };
}
