import { isIn, touched, type Slice } from './clickhouse-activities.ts';
import { constant, list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { personCounts, recordColumns, recordInstants, recordNumbers } from './clickhouse-tables.ts';

/**
 * The rules of `rules.sql` and `cells.sql` in the SQL of ClickHouse: from activities to records and cells, on the server that has
 * them. The statements run in version 18.16 and later, so they avoid WITH, window functions and FILTER.
 */

/** The activities of campaigns, and the unsubscribes without one, which belong to the campaign of the latest send before them. */
export const assigned = (generation: bigint): ClickHouseStatement => sql`
  SELECT
    guid, campaign_id, email_id, person_id, at, type, is_send, is_skipped, is_ignored, is_bot, is_privacy, bot_pattern,
    toUInt8(0) AS is_attributed
  FROM kept WHERE generation = ${generation} AND campaign_id != 0
  UNION ALL
  SELECT
    guid, latest.2 AS campaign_id, email_id, person_id, at, toUInt8(9) AS type, toUInt8(0) AS is_send, toUInt8(0) AS is_skipped,
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
