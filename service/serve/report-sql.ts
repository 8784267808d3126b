import { DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { isRateId, type ColumnId } from '../../src/model/columns.ts';
import { countIds, rates } from '../../src/model/metrics.ts';
import type { ReportRequest } from './parameters.ts';

export interface Statement {
  readonly sql: string;
  readonly values: Record<string, DuckDBValue>;
}

export interface Window {
  readonly offset: number;
  /** The largest number of rows; `undefined` for all that follow the offset. */
  readonly limit: number | undefined;
}

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
 * The whole report in the order asked for: one column `line`, each value the JSON text of one row.
 * The text is made by the database because that takes less time than it takes to read the columns from outside.
 */
export function wholeReport(request: ReportRequest): Statement {
  return {
    sql: `SELECT ${rowJson([...campaignFields, ...emailFields], ['hasPreview'])} AS line
FROM ${matchingRows(request)}
ORDER BY ${order(request)}`,
    values: values(request),
  };
}

/**
 * A window of the report: one column `line`; the first value is the JSON text of `{rowCount, totals}`
 * over all matching rows, each further one is the JSON text of a row of the window.
 */
export function windowOfReport(request: ReportRequest, { offset, limit }: Window): Statement {
  const grouped = request.groupBy !== undefined;
  const ids = grouped ? campaignFields : [...campaignFields, ...emailFields];
  return {
    sql: `WITH
matching AS MATERIALIZED (SELECT * FROM ${matchingRows(request)}),
${grouped ? `campaigns AS MATERIALIZED (${sums('matching', campaignFields)}),` : ''}
totals AS (${sums('matching', [])}),
page AS (
  SELECT * FROM ${grouped ? 'campaigns' : 'matching'}
  ORDER BY ${order(request)}
  LIMIT ${limit === undefined ? 'NULL' : '$limit'} OFFSET $offset
)
SELECT line FROM (
  SELECT 0 AS place, to_json({
    'rowCount': (SELECT count(*) FROM ${grouped ? 'campaigns' : 'matching'}),
    'totals': (SELECT ${rowStruct([], [])} FROM totals)
  })::VARCHAR AS line
  UNION ALL
  SELECT row_number() OVER (ORDER BY ${order(request)}), ${rowJson(ids, grouped ? [] : ['hasPreview'])} FROM page
)
ORDER BY place`,
    values: {
      ...values(request),
      ...(request.search === undefined ? {} : { search: request.search }),
      offset: BigInt(offset),
      ...(limit === undefined ? {} : { limit: BigInt(limit) }),
    },
  };
}

function values(request: ReportRequest): Record<string, DuckDBValue> {
  return {
    start: instant(request.start),
    end: instant(request.end),
    ...(request.campaign === undefined ? {} : { campaign: request.campaign }),
  };
}

function instant(milliseconds: number | undefined): DuckDBValue {
  return milliseconds === undefined ? null : new DuckDBTimestampValue(BigInt(milliseconds) * 1000n);
}

function matchingRows(request: ReportRequest): string {
  const conditions: string[] = [];
  if (request.campaign !== undefined) conditions.push(`"campaignId" = $campaign`);
  if (request.search !== undefined) {
    const found = ['campaignName', 'emailName'].map((name) => `contains(${folded(`"${name}"`)}, ${folded('$search')})`);
    conditions.push(`(${found.join(' OR ')})`);
  }
  // The basis is one of two words of our own; as a constant it lets the database plan for that one alone.
  const rows = `report_rows('${request.dateBasis}', $start::TIMESTAMP, $end::TIMESTAMP)`;
  return conditions.length > 0 ? `${rows} WHERE ${conditions.join(' AND ')}` : rows;
}

/** Text without case and accents: what is left is compared as it stands, `%` and `_` too. */
function folded(expression: string): string {
  return `lower(strip_accents(${expression}::VARCHAR))`;
}

function order(request: ReportRequest): string {
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
    // The root collation of the Unicode standard: é beside e, upper beside lower case, no language's own order.
    return `icu_sort_key("${column}", 'und')`;
  }
  return `"${column}"`;
}

function rowJson(ids: readonly string[], further: readonly string[]): string {
  return `to_json(${rowStruct(ids, further)})::VARCHAR`;
}

function rowStruct(ids: readonly string[], further: readonly string[]): string {
  return struct(rowFields(ids, ['explain', ...further]));
}

/** The fields of a row by name, each with the expression that it is in SQL. */
function rowFields(ids: readonly string[], further: readonly string[]): Record<string, string> {
  const plain = (names: readonly string[]) => names.map((name) => [name, `"${name}"`] as const);
  const instants = ['firstSentAt', 'lastActivityAt'].map((name) => [name, instantText(`"${name}"`)] as const);
  return Object.fromEntries([...plain(ids), ...instants, ...plain(countIds), ...plain(further)]);
}

function struct(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, expression]) => `'${name}': ${expression}`)
    .join(', ')}}`;
}

function instantText(expression: string): string {
  return `replace(strftime(${expression}, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z')`;
}

/** One row for each value of the keys (one in all without keys), its counts summed over the rows. */
function sums(rows: string, keys: readonly string[]): string {
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
