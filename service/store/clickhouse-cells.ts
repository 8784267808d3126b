import { ageHours } from '../serve/age.ts';
import { isIn, type Slice } from './clickhouse-activities.ts';
import { latestRecords } from './clickhouse-derive.ts';
import { constant, list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { cellCounts, hour } from './clickhouse-tables.ts';

const isKnown = (instant: string): string => `(${instant} > 0 AND ${instant} <= until)`;

/**
 * The counts of each record of a source, now and at ages in hours. Names end with _, because 18.16 replaces a column in a sum by
 * another column of that name.
 */
export const contributions = (source: ClickHouseStatement, ages: readonly bigint[]): ClickHouseStatement => sql`
  SELECT
    campaign_id, email_id, quarter_hour,
    toUInt32(toYYYYMM(toDateTime(intDiv(quarter_hour, 1000000), 'UTC'))) AS month,
    first_sent_at, last_activity_at,
    arrayJoin([${ages}]) AS age,
    if(age = 0, toInt64(9000000000000000000), first_sent_at + toInt64(age) * ${hour}) AS until,
    first_sent_at > 0 AS sent_,
    ${constant(isKnown('reacted_at'))} AS opened_,
    NOT opened_ AND ${constant(isKnown('hard_bounced_at'))} AS hard_bounced_,
    NOT opened_ AND NOT hard_bounced_ AND ${constant(isKnown('soft_bounced_at'))} AS soft_bounced_,
    opened_ OR (NOT hard_bounced_ AND NOT soft_bounced_ AND ${constant(isKnown('delivered_at'))}) AS delivered_,
    ${constant(isKnown('clicked_at'))} AS clicked_,
    ${constant(isKnown('unsubscribed_at'))} AS unsubscribed_,
    ${constant(isKnown('human_reacted_at'))} AS human_opened_,
    ${constant(isKnown('human_clicked_at'))} AS human_clicked_,
    human_opened_ AND NOT ${constant(isKnown('person_reacted_at'))} AS privacy_opened_
  FROM (${source})`;

/** The ages at which there are cells, in hours. 0 is the current state. */
export const ages = [0n, ...Object.values(ageHours).map(BigInt)];

const latestCounts = list([
  ...['first_sent_at', 'last_activity_at', ...cellCounts].map((name) => `argMax(${name}, generation) AS ${name}_`),
]);

const cellKeys = constant('age, quarter_hour, month, campaign_id, email_id');

/** The sums of removed records, which `condition` selects. */
export const latestRetained = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT ${cellKeys}, ${latestCounts} FROM retained_cells
  WHERE generation <= ${generation} AND ${condition}
  GROUP BY ${cellKeys}`;

const sumNames = ['first_sent_at', 'last_activity_at', ...cellCounts].map((name) => `${name}_`);

/** Sums records, and the sums of others that were removed, by quarter hour. */
const sumByQuarterHour = (records: ClickHouseStatement, retained: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT
    ${cellKeys}, minIf(first_sent_at_, sent_ > 0), max(last_activity_at_), ${list(cellCounts.map((name) => `sum(${name}_)`))}
  FROM (
    SELECT
      toUInt32(age) AS age, quarter_hour, month, campaign_id, email_id, first_sent_at AS first_sent_at_,
      last_activity_at AS last_activity_at_, ${list(cellCounts.map((name) => `toInt64(${name}_) AS ${name}_`))}
    FROM (${contributions(records, ages)})
    UNION ALL
    SELECT ${cellKeys}, ${list(sumNames)} FROM (${retained})
  )
  GROUP BY ${cellKeys}`;

/** Sums the records of quarter hours that have changed. */
export function sumQuarterHours(generation: bigint): ClickHouseStatement {
  const changed = sql`(quarter_hour, campaign_id, email_id) IN (
    SELECT quarter_hour, campaign_id, email_id FROM records WHERE generation = ${generation}
  )`;
  return sql`
    INSERT INTO cells
    SELECT toUInt32(${generation}), * FROM (
      ${sumByQuarterHour(latestRecords(generation, changed), latestRetained(generation, changed))}
    )`;
}

/**
 * Adds the records of a slice of quarter hours, which are removed, to the sums of those that were removed before.
 * @param records the removed ones
 */
export const retainCells = (generation: bigint, slice: Slice, records: ClickHouseStatement): ClickHouseStatement => sql`
  INSERT INTO retained_cells
  SELECT toUInt32(${generation}), * FROM (
    ${sumByQuarterHour(records, latestRetained(generation - 1n, isIn('quarter_hour', slice)))}
    HAVING sum(sent_) > 0
  )`;

/** Sums the quarter hours of months that have changed. */
export const sumMonths = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO cells
  SELECT
    toUInt32(${generation}), age, toInt64(0), month, campaign_id, email_id,
    minIf(first_sent_at_, first_sent_at_ > 0), max(last_activity_at_), ${list(cellCounts.map((name) => `sum(${name}_)`))}
  FROM (
    SELECT age, quarter_hour, month, campaign_id, email_id, ${latestCounts} FROM cells
    WHERE generation <= ${generation} AND quarter_hour > 0 AND (month, campaign_id, email_id) IN (
      SELECT month, campaign_id, email_id FROM cells WHERE generation = ${generation}
    )
    GROUP BY age, quarter_hour, month, campaign_id, email_id
  )
  GROUP BY age, month, campaign_id, email_id`;

/** The latest cells, which `condition` selects. */
export const latestCells = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT quarter_hour, month, campaign_id, email_id, ${latestCounts} FROM cells
  WHERE generation <= ${generation} AND ${condition}
  GROUP BY quarter_hour, month, campaign_id, email_id`;

/** The rows of the report of a server, with the first send and the last activity of each. */
export const sumPairs = (generation: bigint): ClickHouseStatement => sql`
  SELECT campaign_id, email_id, minIf(first_sent_at_, sent_ > 0), max(last_activity_at_), sum(sent_)
  FROM (${latestCells(generation, sql`age = 0 AND quarter_hour = 0`)})
  GROUP BY campaign_id, email_id
  HAVING sum(sent_) > 0`;

/** Likewise, of the removed records. */
export const sumRetainedPairs = (generation: bigint): ClickHouseStatement => sql`
  SELECT campaign_id, email_id, min(first_sent_at_), max(last_activity_at_), sum(sent_)
  FROM (${latestRetained(generation, sql`age = 0`)})
  GROUP BY campaign_id, email_id`;

/** Counts the removed records. */
export const countRetained = (generation: bigint): ClickHouseStatement =>
  sql`SELECT sum(sent_) FROM (${latestRetained(generation, sql`age = 0`)})`;
