import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBValue } from '@duckdb/node-api';
import { explainedCounts } from '../../src/model/explained-counts.ts';
import { countIds, isOpenCount } from '../../src/model/metrics.ts';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import { recordSource, rowSource, type RecordSource } from '../store/duckdb-people.ts';
import type { ReportSource } from '../store/record-reader.ts';
import { filterConditions } from './filter-sql.ts';
import type { ReportRequest } from './report-parameters.ts';
import { foldedColumn } from './search-folding.ts';
import { trackedCounts, valueSql } from './value-sql.ts';

export interface Statement {
  readonly sql: string;
  readonly values: Record<string, DuckDBValue>;
}

/** Runs a statement. One without parameters is planned once; a prepared one would be planned twice. */
export function runStatement(
  connection: DuckDBConnection,
  { sql, values }: Statement,
): Promise<DuckDBMaterializedResult> {
  return Object.keys(values).length > 0 ? connection.run(sql, values) : connection.run(sql);
}

export interface Window {
  readonly offset: number;
  /** The maximum number of rows; `undefined` for all rows after the offset. */
  readonly limit: number | undefined;
}

const campaignFields = [
  'campaignId',
  'campaignName',
  'campaignFolder',
  'campaignArchived',
  'campaignType',
  'program',
  'workspace',
];
/** The fields that also campaigns have. */
const flagFields = ['openTracked', 'mayHaveBegunEarlier'];
const emailFields = ['emailId', 'emailName', 'hasPreview', ...flagFields];
/** The fields of the email in the row of a campaign that has one email in the report, otherwise `null`. */
const singleEmailFields = ['emailId', 'emailName', 'hasPreview'];
const sumFields = [...Object.values(trackedCounts), 'emails', 'emailsTracked'];

/**
 * Returns the query for the whole report, in the requested order. Its one column, `line`, contains each row as JSON.
 * The database creates the JSON because this takes less time than reading the columns from JavaScript.
 */
export function wholeReport(request: ReportRequest, source: ReportSource): Statement {
  const { sql, values } = matchingRows(request, source);
  return {
    sql: `WITH ${source.cte}
matching AS NOT MATERIALIZED (SELECT * FROM ${sql})
SELECT ${rowJson(request, [...campaignFields, ...emailFields])} AS line
FROM matching
ORDER BY ${orderBy(request)}`,
    values,
  };
}

/** Returns the query for the rows of the report before any condition is applied to them, without an order. */
export function allRows({ cte, sql, values }: ReportSource): Statement {
  return { sql: `WITH ${cte} rows AS (SELECT * FROM ${sql}) FROM rows`, values };
}

/** Tables with the rows of a report, and with their texts if they are searched. */
interface KeptTables {
  readonly rows: string;
  readonly texts: string | undefined;
}

const searchedFields = ['campaignName', 'emailName', 'campaignFolder', 'program'];

/** Returns the query for the texts that a search finds in the rows of a table, with their row ids. */
export function textsOf(table: string): Statement {
  const texts = searchedFields.map((name) => foldedColumn(`"${name}"`));
  // No folded text contains a line feed, so none is found across two texts.
  return { sql: `SELECT rowid AS "row", concat_ws(chr(10), ${texts.join(', ')}) AS "text" FROM ${table}`, values: {} };
}

/**
 * Returns the query for a window of the report. Its one column, `line`, contains JSON: first `{rowCount, totals}` over all
 * matching rows, then each row of the window.
 * @param source the rows, or tables that have those of `allRows` and `textsOf`
 */
export function windowOfReport(
  request: ReportRequest,
  { offset, limit }: Window,
  source: ReportSource | KeptTables,
): Statement {
  const tables = 'rows' in source ? source : undefined;
  const rows = 'rows' in source ? { cte: '', sql: source.rows, values: {} } : source;
  const grouped = request.groupBy !== undefined;
  const fields = [...campaignFields, ...(grouped ? [...sumFields, ...singleEmailFields, ...flagFields] : emailFields)];
  const { sql: conditions, values } = matchingConditions(request, tables?.texts);
  // Reading a table again costs less than copying it.
  const copied = !tables || conditions !== '' ? 'MATERIALIZED' : 'NOT MATERIALIZED';
  return {
    sql: `WITH ${rows.cte}
matching AS ${copied} (SELECT * FROM ${rows.sql} ${conditions}),
${grouped ? `campaigns AS MATERIALIZED (${sumQuery(request, 'matching', campaignFields)}),` : ''}
totals AS (${sumQuery(request, 'matching', [])}),
window_rows AS (
  SELECT * FROM ${grouped ? 'campaigns' : 'matching'}
  ORDER BY ${orderBy(request)}
  LIMIT ${limit ?? 'NULL'} OFFSET ${offset}
)
-- UNION ALL keeps this order.
SELECT to_json({
  'rowCount': ${grouped ? '(SELECT count(*) FROM campaigns)' : '"emails"'},
  'totals': ${rowStruct(request, sumFields)}
})::VARCHAR AS line FROM totals
UNION ALL
SELECT ${rowJson(request, fields)} FROM window_rows`,
    values: { ...rows.values, ...values },
  };
}

/** Returns the conditions of the request on rows, as a WHERE clause or nothing. @param texts the table of `textsOf`, if there is one */
function matchingConditions(
  request: ReportRequest,
  texts?: string,
): { sql: string; values: Record<string, DuckDBValue> } {
  const { condition } = rowSource(request);
  const filter = filterConditions(request, (column) => valueSql(column, request, false));
  const conditions = [condition.sql, ...filter.conditions].filter((sql) => sql !== 'true');
  const values: Record<string, DuckDBValue> = { ...condition.values, ...filter.values };
  if (request.email !== undefined) {
    conditions.push(`"emailId" = $email`);
    values['email'] = request.email;
  }
  if (request.search !== undefined) {
    const matches = searchedFields.map((name) => `contains(${foldedColumn(`"${name}"`)}, $search)`);
    const found = `rowid IN (SELECT "row" FROM ${texts} WHERE contains("text", $search))`;
    conditions.push(texts === undefined ? `(${matches.join(' OR ')})` : found);
    values['search'] = foldText(request.search);
  }
  return { sql: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}

/** Returns SQL for the rows of a report that match the request. */
export function matchingRows(request: ReportRequest, source: ReportSource): Statement {
  const { sql, values } = matchingConditions(request);
  return { sql: `${source.sql} ${sql}`, values: { ...source.values, ...values } };
}

/**
 * Returns the arguments of the macros in `report.sql` for the records that the request counts. They are constants and numbers,
 * so they need no escaping. As literals they allow a better query plan.
 */
export function scopeArguments(request: ReportRequest, source: RecordSource = recordSource(request)): string {
  return `'${request.dateBasis}', ${instantSql(request.start)}, ${instantSql(request.end)}, source := '${source.name}'`;
}

/** Returns SQL for an instant, in milliseconds since 1970 UTC; NULL for `undefined`. */
export function instantSql(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'NULL::TIMESTAMP' : `epoch_ms(${milliseconds})`;
}

/** Returns the sort keys in SQL. Unknown values come last; ties are broken by id. */
function orderBy(request: ReportRequest): string {
  const grouped = request.groupBy !== undefined;
  const keys = request.sort.map(({ column, descending, isLow }) => {
    const key = valueSql(grouped && column === 'emailName' ? 'campaignName' : column, request, grouped, isLow);
    return `${key} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const ties = grouped ? ['"campaignId"'] : ['"campaignId"', '"emailId"'];
  return [...keys, ...ties].join(', ');
}

/** Returns SQL for the JSON of a row. */
function rowJson(request: ReportRequest, fields: readonly string[]): string {
  return `to_json(${rowStruct(request, fields)})::VARCHAR`;
}

/** Returns SQL for a struct with the fields of a row. */
function rowStruct(request: ReportRequest, fields: readonly string[]): string {
  const plain = (names: readonly string[]) => names.map((name) => `'${name}': "${name}"`);
  const instants = ['firstSentAt', 'lastActivityAt'].map((name) => `'${name}': ${instantText(`"${name}"`)}`);
  const counts = plain(countsOf(request));
  return `{${[...plain(fields), ...instants, ...counts, ...plain(request.explain ? ['explain'] : [])].join(', ')}}`;
}

/** Returns the counts of a row. */
function countsOf({ age }: ReportRequest): readonly string[] {
  return age === undefined ? countIds : [...countIds, 'tooYoung'];
}

/** Returns SQL that formats an instant as ISO 8601. */
export function instantText(expression: string): string {
  return `replace(strftime(${expression}, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z')`;
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
