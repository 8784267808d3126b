import { contentOf, isIn, received, validVersions, type Slice } from './clickhouse-activities.ts';
import { constant, list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { activityColumns } from './clickhouse-tables.ts';

/** The files that have the activities of a server, so that one can be withdrawn. */

/** Notes the files of received activities whose rows do not name them. Call it after `storeActivities`. */
export const noteFiles = (generation: bigint, keptFrom: bigint | undefined): ClickHouseStatement => {
  const ofPeople = sql`person_id IN (SELECT person_id FROM incoming WHERE generation = ${generation})`;
  return sql`
    INSERT INTO activity_files
    SELECT generation, person_id, lead_id, guid, ${contentOf}, file_id FROM ${received(generation, keptFrom)}
    AND (guid, person_id, ${contentOf}, file_id) NOT IN (
      SELECT guid, person_id, content, file FROM (
        SELECT guid, person_id, ${contentOf} AS content, arrayJoin(files) AS file FROM activities
        WHERE generation <= ${generation} AND ${ofPeople}
        UNION ALL
        SELECT guid, person_id, content, file_id AS file FROM activity_files
        WHERE generation < ${generation} AND ${ofPeople}
      )
    )
    LIMIT 1 BY guid, person_id, ${contentOf}, file_id`;
};

/** Reads the files of activities of people whose survivor has changed, as `movedActivities` reads the activities. */
export const movedFiles = (generation: bigint, shard: bigint, shards: bigint): ClickHouseStatement => sql`
  SELECT toUInt32(${generation}), survivor_id, lead_id, guid, content, file_id
  FROM (
    SELECT person_id, lead_id, guid, content, file_id FROM activity_files
    WHERE generation < ${generation}
      AND person_id IN (SELECT previous_id FROM survivors WHERE generation = ${generation})
  ) AS earlier
  ALL INNER JOIN (SELECT lead_id, previous_id, survivor_id FROM survivors WHERE generation = ${generation}) AS moved USING lead_id
  WHERE person_id = previous_id AND survivor_id % ${shards} = ${shard}`;

/** The valid versions of the activities of a slice, each once, with all its files and its content. */
export const versionsWithFiles = (generation: bigint, slice: Slice): ClickHouseStatement => {
  const others = activityColumns.filter((name) => name !== 'person_id' && name !== 'guid');
  const versions = validVersions(generation, isIn('person_id', slice), [...activityColumns, 'files']);
  return sql`
    SELECT
      person_id, guid, content, ${list(others.map((name) => `any(${name}) AS ${name}`))},
      arraySort(groupUniqArrayArray(arrayConcat(files, more))) AS all_files
    FROM (SELECT *, ${contentOf} AS content FROM (${versions})) AS versions
    ANY LEFT JOIN (
      SELECT person_id, guid, content, groupUniqArray(file_id) AS more FROM activity_files
      WHERE generation <= ${generation} AND ${isIn('person_id', slice)}
      GROUP BY person_id, guid, content
    ) AS copies USING person_id, guid, content
    GROUP BY person_id, guid, content`;
};

/** Returns those files of a version that are not withdrawn, as an expression. */
export const remainingFiles = (withdrawn: readonly bigint[]): ClickHouseStatement =>
  withdrawn.length === 0
    ? constant('all_files')
    : sql`arrayFilter(each -> NOT has(arrayMap(one -> toUInt32(one), [${withdrawn}]), each), all_files)`;

/** Counts the versions of a slice by file: all, those that no other file has, and the instants of the first and the last. */
export const countByFile = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  SELECT file, count(), sum(is_only), min(at), max(at)
  FROM (
    SELECT arrayJoin(all_files) AS file, length(all_files) = 1 AS is_only, at FROM (${versionsWithFiles(generation, slice)})
  )
  GROUP BY file`;
