import { DuckDBListValue, DuckDBTimestampValue, listValue, type DuckDBValue } from '@duckdb/node-api';
import { builtInColumns, type ColumnId } from '../../src/model/columns.ts';
import type { Condition, Operator } from '../../src/model/filter.ts';
import type { ReportRequest } from './report-parameters.ts';
import { endOfDay, parseTimeZone, startOfDay } from './time-zone.ts';

/** Conditions in SQL, and the values of their parameters. An unknown value makes a condition unknown: it does not hold. */
export interface FilterConditions {
  readonly conditions: readonly string[];
  readonly values: Readonly<Record<string, DuckDBValue>>;
}

/**
 * Returns the conditions of a request's filter. Column ids are constants; everything else is what `literalOrParameter` returns.
 * @param figure returns SQL for the value of a column
 */
export function filterConditions(
  { filter, timeZone }: ReportRequest,
  figure: (column: ColumnId) => string,
): FilterConditions {
  const values: Record<string, DuckDBValue> = {};
  const conditions: string[] = [];
  const parameter = (value: DuckDBValue): string =>
    literalOrParameter(value, `filter${Object.keys(values).length}`, values);
  const places: string[] = [];
  if (filter.campaigns.length > 0) {
    places.push(`list_contains(${parameter(listValue([...filter.campaigns]))}::VARCHAR[], "campaignId")`);
  }
  if (filter.folders.length > 0) {
    // A leading slash is optional in a report, as in the element.
    const isIn = `starts_with('/' || ltrim("campaignFolder", '/') || '/', path)`;
    const paths = parameter(listValue(filter.folders.map((path) => `${path}/`)));
    places.push(`len(list_filter(${paths}::VARCHAR[], lambda path: ${isIn})) > 0`);
  }
  if (places.length > 0) conditions.push(`(${places.join(' OR ')})`);
  if (filter.archived) conditions.push(`"campaignArchived" IS ${filter.archived === 'only' ? '' : 'NOT '}TRUE`);
  for (const condition of filter.conditions) conditions.push(conditionSql(condition, timeZone, parameter, figure));
  return { conditions, values };
}

/** The most items of a list that are literals. */
const maxLiterals = 20;

/** A text that needs no escaping in SQL. */
const plainText = /^[\p{L}\p{N} ./_-]{0,200}$/u;

/**
 * Returns SQL for a value: a literal if it needs no escaping, otherwise a parameter. The database plans a statement with parameters twice.
 * @param name the name of the parameter
 * @param values receives its value
 */
export function literalOrParameter(value: DuckDBValue, name: string, values: Record<string, DuckDBValue>): string {
  const literal = literalOf(value);
  if (literal === undefined) values[name] = value;
  return literal ?? `$${name}`;
}

function literalOf(value: DuckDBValue): string | undefined {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return plainText.test(value) ? `'${value}'` : undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (value instanceof DuckDBTimestampValue) return `make_timestamp(${value.micros})`;
  if (!(value instanceof DuckDBListValue) || value.items.length > maxLiterals) return undefined;
  const items = value.items.map(literalOf);
  return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
}

function conditionSql(
  { column, operator, value }: Condition,
  timeZone: string,
  parameter: (value: DuckDBValue) => string,
  figure: (column: ColumnId) => string,
): string {
  if (builtInColumns.kindOf(column) === 'instant')
    return dayCondition(`"${column}"`, operator, String(value), timeZone, parameter);
  return `(${figure(column)})::DOUBLE ${operator} ${parameter(value)}::DOUBLE`;
}

/** Compares an instant with a day: `>` is after its end, `=` is within it. */
function dayCondition(
  instant: string,
  operator: Operator,
  date: string,
  name: string,
  parameter: (value: DuckDBValue) => string,
): string {
  const timeZone = parseTimeZone(name) ?? { name: 'UTC', resolved: 'UTC' };
  const compared = (sign: string, bound: number | undefined) =>
    `${instant} ${sign} coalesce(${parameter(timestampValue(bound))}::TIMESTAMP, 'infinity'::TIMESTAMP)`;
  const start = (sign: string) => compared(sign, startOfDay(date, timeZone));
  const end = (sign: string) => compared(sign, endOfDay(date, timeZone));
  switch (operator) {
    case '>=':
      return start('>=');
    case '<=':
      return end('<');
    case '>':
      return end('>=');
    case '<':
      return start('<');
    case '=':
      return `(${start('>=')} AND ${end('<')})`;
  }
}

function timestampValue(milliseconds: number | undefined): DuckDBValue {
  return milliseconds === undefined ? null : new DuckDBTimestampValue(BigInt(milliseconds) * 1000n);
}
