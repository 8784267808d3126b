import { constant, list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { activityColumns } from './clickhouse-tables.ts';

/** The activities of a server of ClickHouse: their versions, and the people whose activities an import has changed. */

/** A range of people, or of quarter hours: not all at the same time, because a sort holds them in memory. */
export interface Slice {
  readonly from: bigint;
  /** Not included; `undefined` for no limit. */
  readonly to: bigint | undefined;
}

export function isIn(column: 'person_id' | 'quarter_hour', { from, to }: Slice): ClickHouseStatement {
  const name = constant(column);
  return to === undefined ? sql`${name} >= ${from}` : sql`${name} >= ${from} AND ${name} < ${to}`;
}

/** The fields that tell versions of an activity apart. */
const compared = activityColumns.filter(
  (name) => !/^(?:person_id|guid|is_send|is_skipped|is_ignored|is_unreadable)$/.test(name),
);
export const contentOf = constant(`cityHash64(${compared.join(', ')})`);

const receivedPeople = (generation: bigint): ClickHouseStatement =>
  sql`person_id IN (SELECT person_id FROM incoming WHERE generation = ${generation})`;

/**
 * The received activities, without those that are too old.
 * @param keptFrom earlier imports have removed activities before it: of those, only versions of activities that a server has are received. Other
 * servers have told theirs in `given_guids`
 */
export function received(generation: bigint, keptFrom: bigint | undefined): ClickHouseStatement {
  const all = sql`incoming WHERE generation = ${generation}`;
  return keptFrom === undefined ? all : sql`${all} AND ${isKept(generation, keptFrom)}`;
}

const isKept = (generation: bigint, keptFrom: bigint): ClickHouseStatement => sql`(
  at >= ${keptFrom} OR guid IN (
    SELECT guid FROM activities WHERE generation <= ${generation} AND at < ${keptFrom} AND ${receivedPeople(generation)}
    UNION ALL
    SELECT guid FROM given_guids WHERE generation = ${generation}
  )
)`;

/** Reads the received activities that are too old, unless another server has a version of them. */
export const tooOld = (generation: bigint, keptFrom: bigint): ClickHouseStatement => sql`
  SELECT DISTINCT toUInt32(${generation}), guid, lead_id, at FROM incoming
  WHERE generation = ${generation} AND NOT ${isKept(generation, keptFrom)}`;

/** Lists those of the `new_versions` of other servers of which this server has a version that is as old. */
export const knownOld = (generation: bigint, keptFrom: bigint): ClickHouseStatement => sql`
  SELECT DISTINCT guid FROM activities
  WHERE generation < ${generation} AND at < ${keptFrom}
    AND guid IN (SELECT guid FROM new_versions WHERE generation = ${generation})`;

/** Counts the received activities that are too old. */
export const countTooOld = (generation: bigint, keptFrom: bigint): ClickHouseStatement =>
  sql`SELECT count() FROM incoming WHERE generation = ${generation} AND NOT ${isKept(generation, keptFrom)}`;

/** Stores the received activities that are not there yet, each version once. `noteFiles` notes its other files. */
export const storeActivities = (generation: bigint, keptFrom: bigint | undefined): ClickHouseStatement => sql`
  INSERT INTO activities
  SELECT generation, ${list(activityColumns)}, [file_id] FROM ${received(generation, keptFrom)}
  AND (guid, person_id, ${contentOf}) NOT IN (
    SELECT guid, person_id, ${contentOf} FROM activities
    WHERE generation <= ${generation} AND ${receivedPeople(generation)}
  )
  LIMIT 1 BY guid, person_id, ${contentOf}`;

const isUnknown = (generation: bigint): ClickHouseStatement => sql`
  guid NOT IN (SELECT guid FROM activities WHERE generation <= ${generation} AND ${receivedPeople(generation)})`;

/**
 * Lists the dates of received activities that are not there yet in any version, in microseconds. Call it before `storeActivities`.
 * @param stretches limits of time, of which the activities are within at least one
 */
export const newActivities = (
  generation: bigint,
  keptFrom: bigint | undefined,
  stretches: readonly (readonly [from: bigint, to: bigint])[],
): ClickHouseStatement => sql`
  SELECT min(at) AS first FROM ${received(generation, keptFrom)} AND ${isUnknown(generation)}
  GROUP BY guid
  HAVING ${stretches.reduce((any, [from, to]) => sql`${any} OR (first > ${from} AND first < ${to})`, sql`0`)}`;

/** Notes the received activities that are not there yet in any version. Call it before `storeActivities`. */
export const noteArrived = (generation: bigint, keptFrom: bigint | undefined): ClickHouseStatement => sql`
  INSERT INTO arrived
  SELECT DISTINCT generation, person_id, guid FROM ${received(generation, keptFrom)} AND ${isUnknown(generation)}`;

/** Reads the activities of people whose survivor has changed, for the server of the new one. */
export const movedActivities = (generation: bigint, shard: bigint, shards: bigint): ClickHouseStatement => sql`
  SELECT toUInt32(${generation}), survivor_id, ${list(activityColumns.filter((name) => name !== 'person_id'))}, files
  FROM (
    SELECT ${list(activityColumns)}, files FROM activities
    WHERE generation < ${generation}
      AND person_id IN (SELECT previous_id FROM survivors WHERE generation = ${generation})
  ) AS earlier
  ALL INNER JOIN (SELECT lead_id, previous_id, survivor_id FROM survivors WHERE generation = ${generation}) AS moved USING lead_id
  WHERE person_id = previous_id AND survivor_id % ${shards} = ${shard}`;

/** The rivals that are not removed: versions of activities with several people, see `clickhouse-rivals.ts`. */
export const latestRivals = (generation: bigint): ClickHouseStatement => sql`
  SELECT guid, lead_id, at FROM (
    SELECT guid, lead_id, at, argMax(is_gone, generation) AS gone FROM rivals
    WHERE generation <= ${generation} GROUP BY guid, lead_id, at
  )
  WHERE gone = 0`;

/** The condition that an activity has versions of several people, or had them once. */
export const hasRivals = (generation: bigint): ClickHouseStatement =>
  sql`guid IN (SELECT guid FROM rivals WHERE generation <= ${generation})`;

/** The rivals with their people. */
const rivalPeople = (generation: bigint): ClickHouseStatement => sql`
  SELECT guid, at, if(is_merged = 1, survivor, lead_id) AS person
  FROM (${latestRivals(generation)}) AS versions
  ANY LEFT JOIN (
    SELECT lead_id, argMax(survivor_id, generation) AS survivor, 1 AS is_merged
    FROM survivors
    WHERE generation <= ${generation} AND lead_id IN (SELECT lead_id FROM rivals WHERE generation <= ${generation})
    GROUP BY lead_id
  ) AS merged USING lead_id`;

/** The activities and people whose versions are not kept, because that of another person is. */
const losers = (generation: bigint): ClickHouseStatement => sql`
  SELECT guid, loser FROM (
    SELECT guid, first.2 AS winner, arrayJoin(everyone) AS loser FROM (
      SELECT guid, groupUniqArray(person) AS everyone, min((at, person)) AS first
      FROM (${rivalPeople(generation)}) GROUP BY guid
    )
  )
  WHERE loser != winner`;

/** The people of rivals whose order may have changed. */
const changedRivals = (generation: bigint): ClickHouseStatement => sql`
  SELECT person FROM (${rivalPeople(generation)}) WHERE guid IN (
    SELECT guid FROM rivals
    WHERE generation = ${generation} OR lead_id IN (SELECT lead_id FROM survivors WHERE generation = ${generation})
  )`;

/** Lists the people whose activities an import has changed, on their server. */
export const touchPeople = (generation: bigint, shard: bigint, shards: bigint): ClickHouseStatement => sql`
  INSERT INTO touched
  SELECT toUInt32(${generation}), person FROM (
    SELECT person_id AS person FROM activities WHERE generation = ${generation}
    UNION ALL
    SELECT arrayJoin([previous_id, survivor_id]) AS person FROM survivors WHERE generation = ${generation}
    UNION ALL
    SELECT person_id AS person FROM removed WHERE generation = ${generation}
    UNION ALL
    ${changedRivals(generation)}
  )
  WHERE person % ${shards} = ${shard}
  GROUP BY person`;

/** The condition of the people whose activities an import has changed. */
export const touched = (generation: bigint): ClickHouseStatement =>
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
export const validVersions = (
  generation: bigint,
  condition: ClickHouseStatement,
  columns: readonly string[] = activityColumns,
): ClickHouseStatement => sql`
  SELECT ${list(columns)}
  FROM (
    SELECT ${list(columns)} FROM activities WHERE generation <= ${generation} AND ${condition}
  ) AS versions
  ANY LEFT JOIN (
    SELECT lead_id, argMax(survivor_id, generation) AS survivor, 1 AS is_merged
    FROM survivors WHERE generation <= ${generation} GROUP BY lead_id
  ) AS merged USING lead_id
  WHERE person_id = if(is_merged = 1, survivor, lead_id)`;

/** In this order, the first version of an activity is kept: that with the earliest date; on a tie, the smallest one, field by field. */
const fieldsInOrder = [
  ...[
    'at',
    'type',
    'campaign_id',
    'email_id',
    'email_name',
    'campaign_name',
    'link',
    'is_bot',
    'bot_pattern',
    'is_privacy',
  ],
] as const;
const versionOrder = [...fieldsInOrder, "action_result = ''", 'action_result', 'lead_id'];

/**
 * One of the valid versions of each activity that a condition selects.
 * @param condition selects the versions among which one is kept
 */
export const keptVersions = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  ${validVersions(generation, condition)} AND (guid, person_id) NOT IN (${losers(generation)})
  ORDER BY person_id, guid, ${list(versionOrder)}
  LIMIT 1 BY person_id, guid`;

/**
 * Counts the activities among versions, and the versions that differ from the kept ones. A version without an action result does not
 * differ from one that has it.
 * @param versions a table and a condition: all versions of each activity
 */
export const countVersions = (generation: bigint, versions: ClickHouseStatement): ClickHouseStatement => {
  const [result, fields] = [versionOrder.indexOf('action_result') + 1, versionOrder.length + 1];
  return sql`
    SELECT
      sum(NOT loses AND fields = kept_fields AND result = kept_result),
      sum(loses OR fields != kept_fields OR (result != '' AND kept_result != '' AND result != kept_result))
    FROM (
      SELECT
        loses, version.1 AS fields, version.2 AS result,
        ${constant(`kept.${fields}`)} AS kept_fields, ${constant(`kept.${result}`)} AS kept_result
      FROM (
        SELECT arrayJoin(contents) AS version, kept, (guid, person_id) IN (${losers(generation)}) AS loses FROM (
          SELECT
            person_id, guid, groupUniqArray((fields, action_result)) AS contents, min((${list(versionOrder)}, fields)) AS kept
          FROM (SELECT ${list(activityColumns)}, cityHash64(${list(fieldsInOrder)}) AS fields FROM ${versions})
          GROUP BY person_id, guid
        )
      )
    )`;
};

/**
 * Keeps one version of each activity of a slice.
 * @param condition selects the versions that can be kept
 */
export const keepVersions = (
  generation: bigint,
  slice: Slice,
  condition: ClickHouseStatement = sql`1`,
): ClickHouseStatement => sql`
  INSERT INTO kept
  SELECT toUInt32(${generation}), ${list(activityColumns)}
  FROM (${keptVersions(generation, sql`${isIn('person_id', slice)} AND ${touched(generation)} AND ${condition}`)})`;
