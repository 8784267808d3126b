import type { DuckDBValue } from '@duckdb/node-api';
import { countIds, isOpenCount } from '../../src/model/metrics.ts';
import { ageArgument } from './age.ts';
import { filterConditions, timestampValue, type FilterConditions } from './filter-sql.ts';
import { recordSource, rowSource, type RecordSource } from './people-sql.ts';
import type { ReportRequest } from './report-parameters.ts';
import { foldedText } from './search-folding.ts';
import { trackedCounts, valueSql } from './value-sql.ts';

export interface Statement {
  readonly sql: string;
  readonly values: Record<string, DuckDBValue>;
}

export interface Window {
  readonly offset: number;
  /** The maximum number of rows; `undefined` for all rows after the offset. */
  readonly limit: number | undefined;
}

/** The numeric fields of `explain`. */
const explainedCounts = [
  'sends',
  'deliveries',
  'hardBounces',
  'softBounces',
  'opens',
  'clicks',
  'unsubscribes',
  'sendsMerged',
  'sendsSkipped',
  'opensInferred',
  'deliveriesInferred',
  'bouncesOverridden',
  'clicksIgnored',
  'botOpens',
  'botClicks',
  'opensUnmarked',
  'clicksUnmarked',
  'privacyOpens',
  'unsubscribesAttributed',
] as const;

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
export function wholeReport(request: ReportRequest): Statement {
  return {
    sql: `WITH ${rowSource(request).cte}
matching AS NOT MATERIALIZED (SELECT * FROM ${matchingRows(request)})
SELECT ${rowJson(request, [...campaignFields, ...emailFields])} AS line
FROM matching
ORDER BY ${orderBy(request)}`,
    values: parameterValues(request),
  };
}

/**
 * Returns the query for a window of the report. Its one column, `line`, contains JSON: first `{rowCount, totals}` over all
 * matching rows, then each row of the window.
 */
export function windowOfReport(request: ReportRequest, { offset, limit }: Window): Statement {
  const grouped = request.groupBy !== undefined;
  const fields = [...campaignFields, ...(grouped ? [...sumFields, ...singleEmailFields, ...flagFields] : emailFields)];
  return {
    sql: `WITH ${rowSource(request).cte}
matching AS MATERIALIZED (SELECT * FROM ${matchingRows(request)}),
${grouped ? `campaigns AS MATERIALIZED (${sumQuery(request, 'matching', campaignFields)}),` : ''}
totals AS (${sumQuery(request, 'matching', [])}),
window_rows AS (
  SELECT * FROM ${grouped ? 'campaigns' : 'matching'}
  ORDER BY ${orderBy(request)}
  LIMIT ${limit === undefined ? 'NULL' : '$limit'} OFFSET $offset
)
SELECT line FROM (
  SELECT 0 AS position, to_json({
    'rowCount': (SELECT count(*) FROM ${grouped ? 'campaigns' : 'matching'}),
    'totals': (SELECT ${rowStruct(request, sumFields)} FROM totals)
  })::VARCHAR AS line
  UNION ALL
  SELECT row_number() OVER (ORDER BY ${orderBy(request)}), ${rowJson(request, fields)} FROM window_rows
)
ORDER BY position`,
    values: {
      ...parameterValues(request),
      offset: BigInt(offset),
      ...(limit === undefined ? {} : { limit: BigInt(limit) }),
    },
  };
}

/** Returns the values of the parameters `start` and `end`. */
export function timeFrameValues({ start, end }: ReportRequest): Record<string, DuckDBValue> {
  return { start: timestampValue(start), end: timestampValue(end) };
}

/** Returns the values of the parameters of `matchingRows` and of the records that the request counts. */
export function parameterValues(request: ReportRequest): Record<string, DuckDBValue> {
  return {
    ...timeFrameValues(request),
    ...recordSource(request).values,
    ...emailConditions(request).values,
    ...(request.email === undefined ? {} : { email: request.email }),
    ...(request.search === undefined ? {} : { search: request.search }),
  };
}

/** Returns the conditions of the request's filter on emails. */
function emailConditions(request: ReportRequest): FilterConditions {
  return filterConditions(request, (column) => valueSql(column, request, false));
}

/** Returns SQL for the rows of the report that match the request. */
export function matchingRows(request: ReportRequest): string {
  const source = rowSource(request);
  const conditions = [source.condition, ...emailConditions(request).conditions].filter((sql) => sql !== 'true');
  if (request.email !== undefined) conditions.push(`"emailId" = $email`);
  if (request.search !== undefined) {
    const matches = ['campaignName', 'emailName', 'campaignFolder', 'program'].map(
      (name) => `contains(${foldedText(`"${name}"`)}, ${foldedText('$search')})`,
    );
    conditions.push(`(${matches.join(' OR ')})`);
  }
  const scope = scopeArguments(request, source);
  const explanations = request.explain ? ` JOIN report_explanations(${scope}) USING ("campaignId", "emailId")` : '';
  const rows = `report_rows(${scope}${ageArgument(request.age)})${explanations}`;
  return conditions.length > 0 ? `${rows} WHERE ${conditions.join(' AND ')}` : rows;
}

/** Returns the arguments of the macros in `report.sql` for the records that the request counts. */
export function scopeArguments(request: ReportRequest, source: RecordSource = recordSource(request)): string {
  // The date basis is one of two constants, so it needs no escaping. As a literal it allows a better query plan.
  return `'${request.dateBasis}', $start::TIMESTAMP, $end::TIMESTAMP, source := '${source.name}'`;
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

function sum(expression: string, condition = 'true'): string {
  return `coalesce(sum(${expression}) FILTER (${condition}), 0)::BIGINT`;
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
      .map((name) => `${sum(`"${name}"`, isOpenCount(name) ? '"openTracked"' : 'true')} AS "${name}"`)
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
