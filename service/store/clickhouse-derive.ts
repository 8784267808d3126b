import { ageHours } from '../serve/age.ts';
import { constant, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import {
  activityColumns,
  cellCounts,
  hour,
  personCounts,
  recordColumns,
  recordInstants,
  recordNumbers,
} from './clickhouse-tables.ts';

/**
 * The rules of `rules.sql` and `cells.sql` in the SQL of ClickHouse: from activities to records and cells, on the server that has
 * them. The statements run in version 18.16 and later, so they avoid WITH, window functions and FILTER.
 */

/** A range of people, or of quarter hours: not all at the same time, because a sort holds them in memory. */
export interface Slice {
  readonly from: bigint;
  /** Not included; `undefined` for no limit. */
  readonly to: bigint | undefined;
}

export const list = (names: readonly string[]): ClickHouseStatement => constant(names.join(', '));

export function isIn(column: 'person_id' | 'quarter_hour', { from, to }: Slice): ClickHouseStatement {
  const name = constant(column);
  return to === undefined ? sql`${name} >= ${from}` : sql`${name} >= ${from} AND ${name} < ${to}`;
}

/** The fields that tell versions of an activity apart. */
const compared = activityColumns.filter(
  (name) => !/^(?:person_id|guid|is_send|is_skipped|is_ignored|is_unreadable)$/.test(name),
);
export const contentOf = constant(`cityHash64(${compared.join(', ')})`);

/** Stores the received activities that are not there yet, each version once. */
export const storeActivities = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO activities
  SELECT generation, ${list(activityColumns)} FROM incoming
  WHERE generation = ${generation} AND (guid, person_id, ${contentOf}) NOT IN (
    SELECT guid, person_id, ${contentOf} FROM activities
    WHERE generation <= ${generation} AND person_id IN (SELECT person_id FROM incoming WHERE generation = ${generation})
  )
  LIMIT 1 BY guid, person_id, ${contentOf}`;

/**
 * Lists the dates of received activities that are not there yet in any version, in microseconds. Call it before `storeActivities`.
 * @param stretches limits of time, of which the activities are within at least one
 */
export const newActivities = (
  generation: bigint,
  stretches: readonly (readonly [from: bigint, to: bigint])[],
): ClickHouseStatement => sql`
  SELECT min(at) AS first FROM incoming
  WHERE generation = ${generation} AND guid NOT IN (
    SELECT guid FROM activities
    WHERE generation <= ${generation} AND person_id IN (SELECT person_id FROM incoming WHERE generation = ${generation})
  )
  GROUP BY guid
  HAVING ${stretches.reduce((any, [from, to]) => sql`${any} OR (first > ${from} AND first < ${to})`, sql`0`)}`;

/** Reads the activities of people whose survivor has changed, for the server of the new one. */
export const movedActivities = (generation: bigint, shard: bigint, shards: bigint): ClickHouseStatement => sql`
  SELECT toUInt32(${generation}), survivor_id, ${list(activityColumns.filter((name) => name !== 'person_id'))}
  FROM (
    SELECT ${list(activityColumns)} FROM activities
    WHERE generation < ${generation}
      AND person_id IN (SELECT previous_id FROM survivors WHERE generation = ${generation})
  ) AS earlier
  ALL INNER JOIN (SELECT lead_id, previous_id, survivor_id FROM survivors WHERE generation = ${generation}) AS moved USING lead_id
  WHERE person_id = previous_id AND survivor_id % ${shards} = ${shard}`;

/** Lists the people whose activities an import has changed, on their server. */
export const touchPeople = (generation: bigint, shard: bigint, shards: bigint): ClickHouseStatement => sql`
  INSERT INTO touched
  SELECT toUInt32(${generation}), person FROM (
    SELECT person_id AS person FROM activities WHERE generation = ${generation}
    UNION ALL
    SELECT arrayJoin([previous_id, survivor_id]) AS person FROM survivors WHERE generation = ${generation}
  )
  WHERE person % ${shards} = ${shard}
  GROUP BY person`;

const touched = (generation: bigint): ClickHouseStatement =>
  sql`person_id IN (SELECT person_id FROM touched WHERE generation = ${generation})`;

/** Counts the activities that are read to derive records. */
export const touchedActivities = (generation: bigint): ClickHouseStatement =>
  sql`SELECT count() FROM activities WHERE generation <= ${generation} AND ${touched(generation)}`;

/**
 * Returns the people at which `count` slices of about the same size begin, without the first.
 * @param source a table and a condition
 */
export function sliceBounds(source: ClickHouseStatement, count: number): ClickHouseStatement {
  const levels = Array.from({ length: count - 1 }, (_, index) => ((index + 1) / count).toFixed(6));
  return sql`SELECT arrayJoin(quantilesExact(${list(levels)})(person_id)) FROM ${source}`;
}

/**
 * The versions of activities that a condition selects. Activities whose person has changed since they were written are left out:
 * the server of the new person has a copy.
 */
export const validVersions = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT ${list(activityColumns)}
  FROM (
    SELECT ${list(activityColumns)} FROM activities WHERE generation <= ${generation} AND ${condition}
  ) AS versions
  ANY LEFT JOIN (
    SELECT lead_id, argMax(survivor_id, generation) AS survivor, 1 AS is_merged
    FROM survivors WHERE generation <= ${generation} GROUP BY lead_id
  ) AS merged USING lead_id
  WHERE person_id = if(is_merged = 1, survivor, lead_id)`;

/**
 * One of the valid versions of each activity that a condition selects: that with the earliest date; on a tie, the smallest one, field by
 * field.
 * @param condition selects all versions of an activity or none
 */
export const keptVersions = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  ${validVersions(generation, condition)}
  ORDER BY
    person_id, guid, at, type, campaign_id, email_id, email_name, campaign_name, link, is_bot, bot_pattern, is_privacy,
    action_result = '', action_result, lead_id
  LIMIT 1 BY person_id, guid`;

/** Keeps one version of each activity of a slice. */
export const keepVersions = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO kept
  SELECT toUInt32(${generation}), ${list(activityColumns)}
  FROM (${keptVersions(generation, sql`${isIn('person_id', slice)} AND ${touched(generation)}`)})`;

/** The activities of campaigns, and the unsubscribes without one, which belong to the campaign of the latest send before them. */
const assigned = (generation: bigint): ClickHouseStatement => sql`
  SELECT
    campaign_id, email_id, person_id, at, type, is_send, is_skipped, is_ignored, is_bot, is_privacy, bot_pattern,
    toUInt8(0) AS is_attributed
  FROM kept WHERE generation = ${generation} AND campaign_id != 0
  UNION ALL
  SELECT
    latest.2 AS campaign_id, email_id, person_id, at, toUInt8(9) AS type, toUInt8(0) AS is_send, toUInt8(0) AS is_skipped,
    toUInt8(0) AS is_ignored, bot AS is_bot, toUInt8(0) AS is_privacy, '' AS bot_pattern, toUInt8(1) AS is_attributed
  FROM (
    SELECT
      guid, person_id, email_id, any(unsubscribed) AS at, any(marked) AS bot, max((sent, sender)) AS latest
    FROM (
      SELECT guid, person_id, email_id, at AS unsubscribed, is_bot AS marked
      FROM kept WHERE generation = ${generation} AND type = 9 AND campaign_id = 0
    ) AS unsubscribes
    ALL INNER JOIN (
      SELECT person_id, email_id, at AS sent, campaign_id AS sender
      FROM kept WHERE generation = ${generation} AND is_send AND campaign_id != 0
    ) AS sends USING person_id, email_id
    WHERE sent <= unsubscribed
    GROUP BY guid, person_id, email_id
  )`;

const reaction = 'type IN (9, 10, 11)';
const counting = 'type = 11 AND NOT is_ignored';

/** When something first happened in a record. */
const instants: Readonly<Record<(typeof recordInstants)[number], string>> = {
  first_sent_at: 'minIf(at, is_send)',
  last_activity_at: 'max(at)',
  delivered_at: 'minIf(at, type = 7)',
  hard_bounced_at: 'minIf(at, type = 8)',
  soft_bounced_at: 'minIf(at, type = 27)',
  reacted_at: `minIf(at, ${reaction})`,
  clicked_at: `minIf(at, ${counting})`,
  unsubscribed_at: 'minIf(at, type = 9)',
  human_reacted_at: `minIf(at, ${reaction} AND is_bot != 1)`,
  human_clicked_at: `minIf(at, ${counting} AND is_bot != 1)`,
  person_reacted_at: `minIf(at, ${reaction} AND is_bot != 1 AND NOT is_privacy)`,
};

/** Which activities of a record are counted. */
const numbers: Readonly<Record<(typeof recordNumbers)[number], string>> = {
  activities: '1',
  sends: 'is_send',
  sends_skipped: 'is_skipped',
  deliveries: 'type = 7',
  hard_bounces: 'type = 8',
  soft_bounces: 'type = 27',
  opens: 'type = 10',
  clicks: 'type = 11',
  unsubscribes: 'type = 9',
  unsubscribes_attributed: 'is_attributed',
  clicks_ignored: 'is_ignored',
  bot_opens: 'type = 10 AND is_bot = 1',
  bot_clicks: 'type = 11 AND is_bot = 1',
  opens_unmarked: 'type = 10 AND is_bot = -1',
  clicks_unmarked: 'type = 11 AND is_bot = -1',
  privacy_opens: 'is_privacy',
};

/** Derives the records of a slice. Activities of a key without a send are orphans. */
export const deriveRecords = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO derived
  SELECT
    toUInt32(${generation}), campaign_id, email_id, person_id, intDiv(${constant(instants.first_sent_at)}, 900000000) * 900000000,
    ${list(recordInstants.map((name) => instants[name]))},
    ${list(recordNumbers.map((name) => `toUInt32(countIf(${numbers[name]}))`))},
    arraySort(groupArrayIf(bot_pattern, is_bot = 1 AND type IN (10, 11)))
  FROM (${assigned(generation)})
  GROUP BY campaign_id, email_id, person_id
  HAVING ${constant(instants.first_sent_at)} > 0`;

/** Stores the derived records that have changed. */
export const storeRecords = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO records
  SELECT generation, ${list(recordColumns)}, hashed
  FROM (
    SELECT generation, ${list(recordColumns)}, cityHash64(${list(recordColumns)}) AS hashed
    FROM derived WHERE generation = ${generation}
  )
  WHERE (campaign_id, email_id, person_id, hashed) NOT IN (
    SELECT campaign_id, email_id, person_id, argMax(content, generation) FROM records
    WHERE generation < ${generation} AND ${isIn('person_id', slice)} AND ${touched(generation)}
    GROUP BY campaign_id, email_id, person_id, quarter_hour
  )`;

/** Empties the records that are gone, or in another quarter hour. */
export const emptyRecords = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO records
  SELECT
    toUInt32(${generation}), campaign_id, email_id, person_id, quarter_hour,
    ${list(recordInstants.map(() => 'toInt64(0)'))}, ${list(recordNumbers.map(() => 'toUInt32(0)'))}, emptyArrayString(), toUInt64(0)
  FROM (
    SELECT campaign_id, email_id, person_id, quarter_hour, argMax(first_sent_at, generation) AS latest FROM records
    WHERE generation < ${generation} AND ${isIn('person_id', slice)} AND ${touched(generation)}
    GROUP BY campaign_id, email_id, person_id, quarter_hour
  )
  WHERE latest > 0 AND (campaign_id, email_id, person_id, quarter_hour) NOT IN (
    SELECT campaign_id, email_id, person_id, quarter_hour FROM derived WHERE generation = ${generation}
  )`;

const countedActivities: Readonly<Record<(typeof personCounts)[number], string>> = {
  activities: '1',
  with_campaign: 'campaign_id != 0',
  skipped: 'is_skipped',
  without_campaign: 'campaign_id = 0',
  unreadable: 'is_unreadable',
  sends_without_result: "type = 6 AND action_result = ''",
  records: '0',
  of_records: '0',
  attributed: '0',
};

const countedRecords: Readonly<Partial<Record<(typeof personCounts)[number], string>>> = {
  records: '1',
  of_records: 'activities',
  attributed: 'unsubscribes_attributed',
};

const asCounts = (values: Readonly<Partial<Record<(typeof personCounts)[number], string>>>): ClickHouseStatement =>
  list(personCounts.map((name) => `toInt64(${values[name] ?? '0'}) AS ${name}_`));

/** Counts what each person of a slice has: 0 for who has nothing anymore. */
export const countPeople = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO person_counts
  SELECT
    toUInt32(${generation}), person_id, ${list(personCounts.map((name) => `sum(${name}_)`))}, max(at_), minIf(sent_, sent_ > 0)
  FROM (
    SELECT person_id, ${asCounts(countedActivities)}, at AS at_, if(is_send, at, toInt64(0)) AS sent_
    FROM kept WHERE generation = ${generation}
    UNION ALL
    SELECT person_id, ${asCounts(countedRecords)}, toInt64(0) AS at_, toInt64(0) AS sent_
    FROM derived WHERE generation = ${generation}
    UNION ALL
    SELECT person_id, ${asCounts({})}, toInt64(0) AS at_, toInt64(0) AS sent_
    FROM touched WHERE generation = ${generation} AND ${isIn('person_id', slice)}
  )
  GROUP BY person_id`;

/** Sums what all people of a server have. */
export const sumPeople = (generation: bigint): ClickHouseStatement => sql`
  SELECT ${list(personCounts.map((name) => `sum(${name}_)`))}, max(at_), minIf(sent_, sent_ > 0)
  FROM (
    SELECT
      person_id, ${list(personCounts.map((name) => `argMax(${name}, generation) AS ${name}_`))},
      argMax(last_at, generation) AS at_, argMax(first_send_at, generation) AS sent_
    FROM person_counts WHERE generation <= ${generation} GROUP BY person_id
  )`;

// ---------------------------------------------------------------------------------------------------- Cells

/** The latest rows of records. Those that are gone have 0 as first send. */
export const latestRecords = (
  generation: bigint,
  condition: ClickHouseStatement,
  columns: readonly string[] = recordInstants,
): ClickHouseStatement => sql`
  SELECT
    campaign_id, email_id, person_id, quarter_hour,
    ${list(columns.map((name) => `argMax(${name}, generation) AS ${name}`))}
  FROM records WHERE generation <= ${generation} AND ${condition}
  GROUP BY campaign_id, email_id, person_id, quarter_hour`;

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

/** Sums the records of quarter hours that have changed. */
export const sumQuarterHours = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO cells
  SELECT
    toUInt32(${generation}), toUInt32(age), quarter_hour, month, campaign_id, email_id,
    minIf(first_sent_at, sent_ = 1), max(last_activity_at), ${list(cellCounts.map((name) => `toInt64(sum(${name}_))`))}
  FROM (${contributions(
    latestRecords(
      generation,
      sql`(quarter_hour, campaign_id, email_id) IN (
        SELECT quarter_hour, campaign_id, email_id FROM records WHERE generation = ${generation}
      )`,
    ),
    ages,
  )})
  GROUP BY age, quarter_hour, month, campaign_id, email_id`;

const latestCounts = list([
  ...['first_sent_at', 'last_activity_at', ...cellCounts].map((name) => `argMax(${name}, generation) AS ${name}_`),
]);

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
