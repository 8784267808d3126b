import { DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { isRateId, type ColumnId } from '../../src/model/columns.ts';
import { countIds, rates } from '../../src/model/metrics.ts';
import type { ReportRequest } from './report-parameters.ts';

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
  'sendsMerged',
  'sendsSkipped',
  'opensInferred',
  'deliveriesInferred',
  'bouncesOverridden',
  'clicksIgnored',
  'botOpens',
  'botClicks',
] as const;

const campaignFields = ['campaignId', 'campaignName', 'campaignFolder', 'campaignArchived'];
const emailFields = ['emailId', 'emailName'];

/**
 * Returns the query for the whole report, in the requested order. Its one column, `line`, contains each row as JSON.
 * The database creates the JSON because this takes less time than reading the columns from JavaScript.
 */
export function wholeReport(request: ReportRequest): Statement {
  return {
    sql: `SELECT ${rowJson([...campaignFields, ...emailFields], ['hasPreview'])} AS line
FROM ${matchingRows(request)}
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
  const ids = grouped ? campaignFields : [...campaignFields, ...emailFields];
  return {
    sql: `WITH
matching AS MATERIALIZED (SELECT * FROM ${matchingRows(request)}),
${grouped ? `campaigns AS MATERIALIZED (${sumQuery('matching', campaignFields)}),` : ''}
totals AS (${sumQuery('matching', [])}),
window_rows AS (
  SELECT * FROM ${grouped ? 'campaigns' : 'matching'}
  ORDER BY ${orderBy(request)}
  LIMIT ${limit === undefined ? 'NULL' : '$limit'} OFFSET $offset
)
SELECT line FROM (
  SELECT 0 AS position, to_json({
    'rowCount': (SELECT count(*) FROM ${grouped ? 'campaigns' : 'matching'}),
    'totals': (SELECT ${rowStruct([], [])} FROM totals)
  })::VARCHAR AS line
  UNION ALL
  SELECT row_number() OVER (ORDER BY ${orderBy(request)}), ${rowJson(ids, grouped ? [] : ['hasPreview'])} FROM window_rows
)
ORDER BY position`,
    values: {
      ...parameterValues(request),
      ...(request.search === undefined ? {} : { search: request.search }),
      offset: BigInt(offset),
      ...(limit === undefined ? {} : { limit: BigInt(limit) }),
    },
  };
}

function parameterValues(request: ReportRequest): Record<string, DuckDBValue> {
  return {
    start: timestampValue(request.start),
    end: timestampValue(request.end),
    ...(request.campaign === undefined ? {} : { campaign: request.campaign }),
  };
}

function timestampValue(milliseconds: number | undefined): DuckDBValue {
  return milliseconds === undefined ? null : new DuckDBTimestampValue(BigInt(milliseconds) * 1000n);
}

/** Returns SQL for the rows of the report that match the request. */
function matchingRows(request: ReportRequest): string {
  const conditions: string[] = [];
  if (request.campaign !== undefined) conditions.push(`"campaignId" = $campaign`);
  if (request.search !== undefined) {
    const matches = ['campaignName', 'emailName'].map(
      (name) => `contains(${foldedText(`"${name}"`)}, ${foldedText('$search')})`,
    );
    conditions.push(`(${matches.join(' OR ')})`);
  }
  // The date basis is one of two constants, so it needs no escaping. As a literal it allows a better query plan.
  const rows = `report_rows('${request.dateBasis}', $start::TIMESTAMP, $end::TIMESTAMP)`;
  return conditions.length > 0 ? `${rows} WHERE ${conditions.join(' AND ')}` : rows;
}

/** Returns SQL for a text without case and diacritics. */
function foldedText(expression: string): string {
  return `lower(strip_accents(${expression}::VARCHAR))`;
}

/** Returns the sort keys in SQL. Unknown values come last; ties are broken by id. */
function orderBy(request: ReportRequest): string {
  const grouped = request.groupBy !== undefined;
  const keys = request.sort.map(
    ({ column, descending }) =>
      `${sortKey(grouped && column === 'emailName' ? 'campaignName' : column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  const ties = grouped ? ['"campaignId"'] : ['"campaignId"', '"emailId"'];
  return [...keys, ...ties].join(', ');
}

function sortKey(column: ColumnId): string {
  if (isRateId(column)) return `"${rates[column].numerator}" / nullif("${rates[column].denominator}", 0)`;
  if (column === 'campaignName' || column === 'campaignFolder' || column === 'emailName') {
    // The root collation of Unicode: é next to e, upper case next to lower case, independent of a language.
    return `icu_sort_key("${column}", 'und')`;
  }
  return `"${column}"`;
}

/** Returns SQL for the JSON of a row. */
function rowJson(ids: readonly string[], extraFields: readonly string[]): string {
  return `to_json(${rowStruct(ids, extraFields)})::VARCHAR`;
}

/** Returns SQL for a struct with the fields of a row. */
function rowStruct(ids: readonly string[], extraFields: readonly string[]): string {
  const plain = (names: readonly string[]) => names.map((name) => `'${name}': "${name}"`);
  const instants = ['firstSentAt', 'lastActivityAt'].map((name) => `'${name}': ${instantText(`"${name}"`)}`);
  return `{${[...plain(ids), ...instants, ...plain(countIds), ...plain(['explain', ...extraFields])].join(', ')}}`;
}

/** Returns SQL that formats an instant as ISO 8601. */
function instantText(expression: string): string {
  return `replace(strftime(${expression}, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z')`;
}

/** Returns a query that sums the counts of rows: per campaign if `keys` are given, otherwise over all rows. */
function sumQuery(rows: string, keys: readonly string[]): string {
  const by = keys.length > 0 ? ['campaignId'] : [];
  const key = by.map((name) => `"${name}", `).join('');
  const sum = (expression: string) => `coalesce(sum(${expression}), 0)::BIGINT`;
  const explained = explainedCounts.map((name) => `'${name}': ${sum(`"explain"."${name}"`)}`);
  return `
  SELECT ${keys.map((name) => (by.includes(name) ? `"${name}", ` : `any_value("${name}") AS "${name}", `)).join('')}
    min("firstSentAt") AS "firstSentAt", max("lastActivityAt") AS "lastActivityAt",
    ${countIds.map((name) => `${sum(`"${name}"`)} AS "${name}"`).join(', ')},
    {${explained.join(', ')}, 'botPatterns': coalesce(any_value(patterns), MAP {})} AS "explain"
  FROM ${rows} LEFT JOIN (
    SELECT ${key}map_from_entries(list({'key': pattern, 'value': n} ORDER BY pattern)) AS patterns FROM (
      SELECT ${key}entry.key AS pattern, sum(entry.value)::BIGINT AS n
      FROM (SELECT ${key}unnest(map_entries("explain"."botPatterns")) AS entry FROM ${rows})
      GROUP BY ${key}pattern
    ) ${by.length > 0 ? 'GROUP BY "campaignId"' : ''}
  ) ${by.length > 0 ? 'USING ("campaignId") GROUP BY "campaignId"' : 'ON true'}
`;
}
