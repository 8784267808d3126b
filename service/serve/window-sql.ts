import type { DuckDBValue } from '@duckdb/node-api';
import { explainedCounts } from '../../src/model/explained-counts.ts';
import { isOpenCount } from '../../src/model/metrics.ts';
import type { ReportSource } from '../store/record-reader.ts';
import type { ReportRequest } from './report-parameters.ts';
import {
  campaignFields,
  countsOf,
  emailFields,
  flagFields,
  matchingConditions,
  orderBy,
  rowJson,
  rowStruct,
  type KeptTables,
  type Statement,
} from './report-sql.ts';
import { trackedCounts } from './value-sql.ts';

export interface Window {
  readonly offset: number;
  /** The maximum number of rows; `undefined` for all rows after the offset. */
  readonly limit: number | undefined;
}

/** The fields of the email in the row of a campaign that has one email in the report, otherwise `null`. */
const singleEmailFields = ['emailId', 'emailName', 'hasPreview'];
const sumFields = [...Object.values(trackedCounts), 'emails', 'emailsTracked'];

/** Tables with the rows of a report, and with what `firstLine` and `sortedRows` return for a request. */
interface SortedTables {
  readonly rows: string;
  readonly firstLine: string;
  readonly sorted: string;
}

/** The source of a window: the rows, as a query or in a table, or all its rows in their order. */
export type WindowSource = ReportSource | KeptTables | SortedTables;

/**
 * Returns the query for a window of the report. Its one column, `line`, contains JSON: first `{rowCount, totals}` over all
 * matching rows, then each row of the window.
 */
export function windowOfReport(request: ReportRequest, window: Window, source: WindowSource): Statement {
  const grouped = request.groupBy !== undefined;
  const fields = [...campaignFields, ...(grouped ? [...sumFields, ...singleEmailFields, ...flagFields] : emailFields)];
  const { first, values, rows } =
    'sorted' in source ? pageOf(request, window, source) : windowOf(request, window, source);
  return {
    sql: `${first}
-- UNION ALL keeps the order.
UNION ALL
SELECT ${rowJson(request, fields)} FROM (${rows})`,
    values,
  };
}

/** The parts of the query for a window. */
interface WindowParts extends Pick<Statement, 'values'> {
  /** The query for the first line. It may begin with common table expressions, which `rows` can read. */
  readonly first: string;
  readonly rows: string;
}

function windowOf(request: ReportRequest, { offset, limit }: Window, source: ReportSource | KeptTables): WindowParts {
  const { sql: first, values } = firstLine(request, source);
  return {
    values,
    first,
    rows: `SELECT * FROM ${linesOf(request)} ORDER BY ${orderBy(request)} LIMIT ${limit ?? 'NULL'} OFFSET ${offset}`,
  };
}

/** Row ids of a sorted table are positions. */
function pageOf(
  request: ReportRequest,
  { offset, limit }: Window,
  { rows, firstLine: first, sorted }: SortedTables,
): WindowParts {
  const end = limit === undefined ? '' : `AND rowid < ${offset + limit}`;
  const page = `SELECT rowid AS "position", * FROM ${sorted} WHERE rowid >= ${offset} ${end}`;
  return {
    values: {},
    first: `FROM ${first}`,
    rows:
      request.groupBy === undefined
        ? `SELECT * FROM (${page}) JOIN ${rows} AS rows ON rows.rowid = "row" ORDER BY "position"`
        : `${page} ORDER BY "position"`,
  };
}

/** Returns the query for the first line of a window: the number of rows and the totals. */
export function firstLine(request: ReportRequest, source: ReportSource | KeptTables): Statement {
  const { cte, values } = matchingTables(request, source);
  const count = request.groupBy === undefined ? '"emails"' : '(SELECT count(*) FROM campaigns)';
  const sql = `WITH ${cte}, totals AS (${sumQuery(request, 'matching', [])})
SELECT to_json({'rowCount': ${count}, 'totals': ${rowStruct(request, sumFields)}})::VARCHAR AS line FROM totals`;
  return { sql, values };
}

/** Returns the query for all campaigns that match the request, in its order, or for the row ids of all emails that do. */
export function sortedRows(request: ReportRequest, source: KeptTables): Statement {
  if (request.groupBy === undefined) {
    const { sql, values } = matchingConditions(request, source);
    return { sql: `SELECT rowid AS "row" FROM ${source.rows} ${sql} ORDER BY ${orderBy(request)}`, values };
  }
  const { cte, values } = matchingTables(request, source);
  return { sql: `WITH ${cte} SELECT * FROM ${linesOf(request)} ORDER BY ${orderBy(request)}`, values };
}

/** Returns the name of the common table expression that has the lines of a window. */
const linesOf = ({ groupBy }: ReportRequest): string => (groupBy === undefined ? 'matching' : 'campaigns');

/** Returns common table expressions: `matching`, the rows that match the request, and its `campaigns` if it groups. */
function matchingTables(
  request: ReportRequest,
  source: ReportSource | KeptTables,
): { cte: string; values: Record<string, DuckDBValue> } {
  const tables = 'rows' in source ? source : undefined;
  const rows = 'rows' in source ? { cte: '', sql: source.rows, values: {} } : source;
  const { sql: conditions, values } = matchingConditions(request, tables);
  // Reading a table again costs less than copying it.
  const copied = !tables || conditions !== '' ? 'MATERIALIZED' : 'NOT MATERIALIZED';
  const matching = `matching AS ${copied} (SELECT * FROM ${rows.sql} ${conditions})`;
  const campaigns = `campaigns AS MATERIALIZED (${sumQuery(request, 'matching', campaignFields)})`;
  return {
    cte: `${rows.cte} ${matching}${request.groupBy === undefined ? '' : `, ${campaigns}`}`,
    values: { ...rows.values, ...values },
  };
}

/** Without FILTER, for which the database copies the values of each sum. */
function sum(expression: string, condition?: string): string {
  return `coalesce(sum(${condition === undefined ? expression : `CASE WHEN ${condition} THEN ${expression} END`}), 0)::BIGINT`;
}

/** Returns a query that sums the counts of rows: per campaign if `keys` are given, otherwise over all rows. */
function sumQuery(request: ReportRequest, rows: string, keys: readonly string[]): string {
  const by = keys.length > 0 ? ['campaignId'] : [];
  const single = singleEmailFields.map((name) => `CASE WHEN count(*) = 1 THEN any_value("${name}") END AS "${name}",`);
  return `
  SELECT ${keys.map((name) => (by.includes(name) ? `"${name}", ` : `any_value("${name}") AS "${name}", `)).join('')}
    ${by.length > 0 ? single.join(' ') : ''}
    min("firstSentAt") AS "firstSentAt", max("lastActivityAt") AS "lastActivityAt",
    CASE WHEN bool_and("openTracked") = bool_or("openTracked") THEN bool_and("openTracked") END AS "openTracked",
    coalesce(bool_or("mayHaveBegunEarlier"), false) AS "mayHaveBegunEarlier",
    count(*) AS "emails", count(*) FILTER ("openTracked") AS "emailsTracked",
    ${countsOf(request)
      .map((name) => `${sum(`"${name}"`, isOpenCount(name) ? '"openTracked"' : undefined)} AS "${name}"`)
      .join(', ')},
    ${Object.entries(trackedCounts)
      .map(([name, tracked]) => `${sum(`"${name}"`, '"openTracked"')} AS "${tracked}"`)
      .join(', ')}
    ${request.explain ? `, {${explainedSums()}} AS "explain"` : ''}
  FROM ${rows} ${request.explain ? joinedPatterns(rows, by) : ''}
  ${by.length > 0 ? 'GROUP BY "campaignId"' : ''}
`;
}

function explainedSums(): string {
  const sums = explainedCounts.map((name) => `'${name}': ${sum(`"explain"."${name}"`)}`);
  return `${sums.join(', ')}, 'botPatterns': coalesce(any_value(patterns), MAP {})`;
}

/** Returns a join with the summed bot patterns. */
function joinedPatterns(rows: string, by: readonly string[]): string {
  const key = by.map((name) => `"${name}", `).join('');
  return `LEFT JOIN (
    SELECT ${key}map_from_entries(list({'key': pattern, 'value': n} ORDER BY pattern)) AS patterns FROM (
      SELECT ${key}entry.key AS pattern, sum(entry.value)::BIGINT AS n
      FROM (SELECT ${key}unnest(map_entries("explain"."botPatterns")) AS entry FROM ${rows})
      GROUP BY ${key}pattern
    ) ${by.length > 0 ? 'GROUP BY "campaignId"' : ''}
  ) ${by.length > 0 ? 'USING ("campaignId")' : 'ON true'}`;
}
