import { ageHours } from '../serve/age.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import { instantSql } from '../serve/report-sql.ts';
import { cellCounts, effectCounts, hour } from './clickhouse-tables.ts';
import type { RecordSource } from './duckdb-people.ts';

/** The records of a report. */
export interface SumScope extends Pick<ReportRequest, 'dateBasis' | 'start' | 'end'> {
  /** The end of the data, in microseconds since 1970 UTC. */
  readonly asOf: bigint;
  /** In hours; `undefined` for the current state. */
  readonly age: number | undefined;
  /** The table of the records. There are only cells of all records. */
  readonly source: RecordSource['name'];
}

/** Cells and records that a report adds up. */
interface Parts {
  /** A table of cells. */
  readonly cells: string;
  /** The condition for the cells that count. */
  readonly condition: string;
  /** The macro that returns each record of a table as a cell. */
  readonly macro: string;
  /** The argument of the macro after the table. */
  readonly argument?: string;
  readonly columns: readonly string[];
}

/** The ages with cells, in hours: see `counts_at_ages_of`. */
const cellAges: readonly (number | undefined)[] = [undefined, ...Object.values(ageHours)];

const quarterHour = hour / 4n;

/**
 * Returns common table expressions, of which `row_sums` has the sums of a report per campaign and email.
 * Instants are literals, and conditions only those that the report needs: the database plans them in half the time, and skips the parts
 * of the tables without such cells or records.
 */
export function rowSums(scope: SumScope): string {
  const { asOf, age } = scope;
  const interval = age === undefined ? 'NULL::INTERVAL' : `INTERVAL ${age} HOURS`;
  // Ours: a record changes from Pending to Aborted 72 hours after its first send. At an age, only records that have reached it
  // are counted.
  const reachedAt = asOf - BigInt(age ?? 72) * hour;
  const hasReached = `first_sent_at <= make_timestamp(${reachedAt})`;
  const sumIf = (condition: string, value: string) => `sum(CASE WHEN ${condition} THEN ${value} ELSE 0 END)::BIGINT`;
  const sum = (name: string) => (age === undefined ? `sum(${name})::BIGINT` : sumIf(hasReached, name));
  const parts: Parts = {
    cells: 'cells',
    condition: age === undefined ? 'at_age IS NULL' : `at_age = ${interval}`,
    macro: 'counts_of',
    argument: `, ${interval}`,
    columns: cellCounts,
  };
  const isOverdue = age === undefined || age >= 72 ? hasReached : 'false';
  const moreCuts = [reachedAt + 1n].filter((cut) => isInTimeFrame(cut, scope));
  return `${partsOf(parts, scope, cellAges.includes(age), moreCuts)}
row_sums AS (
  SELECT
    campaign_id, email_id,
    ${age === undefined ? '0::BIGINT' : sumIf(`NOT ${hasReached}`, 'sent')} AS too_young,
    ${sumIf(isOverdue, 'sent - delivered - hard_bounced - soft_bounced')} AS aborted,
    ${cellCounts.map((name) => `${sum(name)} AS ${name}`).join(', ')}
  FROM ${countedOf('cells', scope)}
  GROUP BY campaign_id, email_id
),`;
}

/**
 * Returns common table expressions for the macro `named_explanations`, of which `row_effects` has the sums of the effects of the rules per
 * campaign and email, and `row_patterns` those of bot patterns.
 */
export function effectSums(scope: SumScope): string {
  const effects = { cells: 'effect_cells', condition: 'true', macro: 'effects_of', columns: effectCounts };
  const patterns = {
    cells: 'pattern_cells',
    condition: 'true',
    macro: 'patterns_of',
    columns: ['pattern', 'activities'],
  };
  return `${partsOf(effects, scope, true)}
row_effects AS (
  SELECT campaign_id, email_id, ${effectCounts.map((name) => `sum(${name})::BIGINT AS ${name}`).join(', ')}
  FROM ${countedOf('effect_cells', scope)}
  GROUP BY campaign_id, email_id
),
${partsOf(patterns, scope, true)}
row_patterns AS (
  SELECT campaign_id, email_id, pattern, sum(activities)::BIGINT AS activities
  FROM ${countedOf('pattern_cells', scope)}
  GROUP BY campaign_id, email_id, pattern
),`;
}

/**
 * Returns common table expressions, of which `parts_of_` and the name of the cells has the parts of a report: the months that no instant
 * divides, the quarter hours of the other months that no instant divides, and the records of the other quarter hours.
 * @param moreCuts instants that divide records, besides the limits of the time frame
 */
function partsOf(parts: Parts, scope: SumScope, hasCells: boolean, moreCuts: readonly bigint[] = []): string {
  const { cells, condition, macro, argument = '' } = parts;
  const columns = ['campaign_id', 'email_id', 'first_sent_at', ...parts.columns].join(', ');
  const cuts = [...timeFrameCuts(scope), ...moreCuts];
  const months = startsOf(cuts, monthOf);
  const quarterHours = startsOf(cuts, quarterHourOf);
  const isWhole = hasCells && scope.source === 'records';
  const singles = isWhole ? `records WHERE ${isOneOf('quarter_hour', quarterHours)}` : scope.source;
  const selected: string[] = [];
  if (isWhole) {
    const inQuarterHours = `${cells} WHERE ${condition} AND quarter_hour IS NOT NULL AND ${isNoneOf('quarter_hour', quarterHours)}`;
    if (isOnlyIn(months, scope)) selected.push(inQuarterHours);
    else {
      selected.push(`${cells} WHERE quarter_hour IS NULL AND ${condition} AND ${isNoneOf('month', months)}`);
      if (months.length > 0) selected.push(`${inQuarterHours} AND ${isOneOf('month', months)}`);
    }
  }
  if (!isWhole || quarterHours.length > 0) selected.push(`${macro}('singles_of_${cells}'${argument})`);
  return `singles_of_${cells} AS NOT MATERIALIZED (SELECT * FROM ${singles}),
parts_of_${cells} AS NOT MATERIALIZED (
  ${selected.map((part) => `SELECT ${columns} FROM ${part}`).join('\n  UNION ALL ')}
),`;
}

/**
 * Returns a table expression for the parts that are in the time frame. The macro `counted_of` would return the same, but takes longer to plan
 * if rows are not chosen.
 */
function countedOf(cells: string, { dateBasis, start, end }: SumScope): string {
  if (start === undefined && end === undefined) return `parts_of_${cells}`;
  const [from, to] = [instantSql(start), instantSql(end)];
  if (dateBasis === 'sent') return `(FROM parts_of_${cells} WHERE is_within(first_sent_at, ${from}, ${to}))`;
  return `counted_of('parts_of_${cells}', '${dateBasis}', ${from}, ${to})`;
}

/** Returns the instants at which the time frame divides the records of a row. */
function timeFrameCuts({ dateBasis, start, end }: SumScope): bigint[] {
  if (dateBasis !== 'sent') return [];
  return [start, end].filter((limit) => limit !== undefined).map((limit) => BigInt(limit) * 1000n);
}

/** Whether an instant divides records that the time frame counts. */
function isInTimeFrame(cut: bigint, { dateBasis, start, end }: SumScope): boolean {
  if (dateBasis !== 'sent') return true;
  const isAfterStart = start === undefined || cut > BigInt(start) * 1000n;
  return isAfterStart && (end === undefined || cut < BigInt(end) * 1000n);
}

/**
 * Whether the time frame has no other months than some that are divided. All its parts are then quarter hours and records: without the months,
 * and without a condition for the months of quarter hours, the query takes less time.
 */
function isOnlyIn(months: readonly bigint[], { dateBasis, start, end }: SumScope): boolean {
  if (dateBasis !== 'sent' || start === undefined || end === undefined) return false;
  const last = BigInt(end) * 1000n - 1n;
  let month = monthOf(BigInt(start) * 1000n);
  // 31 days after the start of a month, the next one has begun.
  while (month <= last && months.includes(month)) month = monthOf(month + 31n * 24n * hour);
  return month > last;
}

/** Returns the starts of the units of time that instants divide. */
function startsOf(cuts: readonly bigint[], startOf: (instant: bigint) => bigint): bigint[] {
  return [...new Set(cuts.filter((cut) => cut > startOf(cut)).map(startOf))];
}

function quarterHourOf(instant: bigint): bigint {
  return instant - (((instant % quarterHour) + quarterHour) % quarterHour);
}

function monthOf(instant: bigint): bigint {
  const date = new Date(Number(quarterHourOf(instant) / 1000n));
  return BigInt(new Date(0).setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth(), 1)) * 1000n;
}

function isOneOf(column: string, instants: readonly bigint[]): string {
  if (instants.length === 0) return 'false';
  return `(${instants.map((instant) => `${column} = make_timestamp(${instant})`).join(' OR ')})`;
}

function isNoneOf(column: string, instants: readonly bigint[]): string {
  return ['true', ...instants.map((instant) => `${column} <> make_timestamp(${instant})`)].join(' AND ');
}
