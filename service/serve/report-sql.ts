import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBValue } from '@duckdb/node-api';
import { countIds } from '../../src/model/metrics.ts';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import { recordSource, rowSource } from '../store/duckdb-people.ts';
import type { ReportSource } from '../store/record-reader.ts';
import { filterConditions, literalOrParameter } from './filter-sql.ts';
import type { ReportRequest } from './report-parameters.ts';
import { foldedColumn } from './search-folding.ts';
import { valueSql } from './value-sql.ts';

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

export const campaignFields = [
  'campaignId',
  'campaignName',
  'campaignFolder',
  'campaignArchived',
  'campaignType',
  'program',
  'workspace',
];
/** The fields of an email that also campaigns have. */
export const flagFields = ['openTracked', 'mayHaveBegunEarlier'];
export const emailFields = ['emailId', 'emailName', 'hasPreview', ...flagFields];

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

const searchedFields = ['campaignName', 'emailName', 'campaignFolder', 'program'];

/** Returns the query for the texts that a search finds in the rows of a table, with their row ids. */
export function textsOf(table: string): Statement {
  const texts = searchedFields.map((name) => foldedColumn(`"${name}"`));
  // No folded text contains a line feed, so none is found across two texts.
  return { sql: `SELECT rowid AS "row", concat_ws(chr(10), ${texts.join(', ')}) AS "text" FROM ${table}`, values: {} };
}

/** Tables with rows of a report, or of more time than its time frame, and with their texts if they are searched. */
export interface KeptTables {
  readonly rows: string;
  readonly texts: string | undefined;
}

/** Returns the conditions of the request on rows, as a WHERE clause or nothing. @param kept the tables with the rows, if there are any */
export function matchingConditions(
  request: ReportRequest,
  kept?: KeptTables,
): { sql: string; values: Record<string, DuckDBValue> } {
  const { condition } = rowSource(request);
  const filter = filterConditions(request, (column) => valueSql(column, request, false));
  const conditions = [condition.sql, ...filter.conditions].filter((sql) => sql !== 'true');
  const values: Record<string, DuckDBValue> = { ...condition.values, ...filter.values };
  const { dateBasis, start, end } = request;
  if (kept && dateBasis === 'first-sent' && (start !== undefined || end !== undefined)) {
    conditions.push(`is_within("firstSentAt", ${instantSql(start)}, ${instantSql(end)})`);
  }
  if (request.email !== undefined) {
    conditions.push(`"emailId" = ${literalOrParameter(request.email, 'email', values)}`);
  }
  if (request.search !== undefined) {
    const search = literalOrParameter(foldText(request.search), 'search', values);
    const matches = searchedFields.map((name) => `contains(${foldedColumn(`"${name}"`)}, ${search})`);
    const found = `rowid IN (SELECT "row" FROM ${kept?.texts} WHERE contains("text", ${search}))`;
    conditions.push(kept?.texts === undefined ? `(${matches.join(' OR ')})` : found);
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
export function scopeArguments(request: ReportRequest): string {
  return `'${request.dateBasis}', ${instantSql(request.start)}, ${instantSql(request.end)}, source := '${recordSource(request).name}'`;
}

/** Returns SQL for an instant, in milliseconds since 1970 UTC; NULL for `undefined`. */
export function instantSql(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'NULL::TIMESTAMP' : `epoch_ms(${milliseconds})`;
}

/** Returns the sort keys in SQL. Unknown values come last; ties are broken by id. */
export function orderBy(request: ReportRequest): string {
  const grouped = request.groupBy !== undefined;
  const keys = request.sort.map(({ column, descending, isLow }) => {
    const key = valueSql(grouped && column === 'emailName' ? 'campaignName' : column, request, grouped, isLow);
    return `${key} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const ties = grouped ? ['"campaignId"'] : ['"campaignId"', '"emailId"'];
  return [...keys, ...ties].join(', ');
}

/** Returns SQL for the JSON of a row. */
export function rowJson(request: ReportRequest, fields: readonly string[]): string {
  return `to_json(${rowStruct(request, fields)})::VARCHAR`;
}

/** Returns SQL for a struct with the fields of a row. */
export function rowStruct(request: ReportRequest, fields: readonly string[]): string {
  const plain = (names: readonly string[]) => names.map((name) => `'${name}': "${name}"`);
  const instants = ['firstSentAt', 'lastActivityAt'].map((name) => `'${name}': ${instantText(`"${name}"`)}`);
  const counts = plain(countsOf(request));
  return `{${[...plain(fields), ...instants, ...counts, ...plain(request.explain ? ['explain'] : [])].join(', ')}}`;
}

/** Returns the counts of a row. */
export function countsOf({ age }: ReportRequest): readonly string[] {
  return age === undefined ? countIds : [...countIds, 'tooYoung'];
}

/** Returns SQL that formats an instant as ISO 8601. */
export function instantText(expression: string): string {
  return `replace(strftime(${expression}, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z')`;
}
