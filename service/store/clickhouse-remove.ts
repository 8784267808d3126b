import { contentOf, hasRivals, isIn, type Slice } from './clickhouse-activities.ts';
import { remainingFiles, versionsWithFiles } from './clickhouse-files.ts';
import { sql, type ClickHouseStatement } from './clickhouse-statement.ts';

/** The activities that an import removes from a server: the temporary table `removed`. */

const isGiven = (generation: bigint): ClickHouseStatement => sql`(
  guid IN (SELECT guid FROM given_guids WHERE generation = ${generation})
  OR lead_id IN (SELECT lead_id FROM given_people WHERE generation = ${generation})
)`;

/** Lists the versions of the given activities and people. */
export const removeGiven = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO removed
  SELECT toUInt32(${generation}), person_id, guid, ${contentOf} FROM activities
  WHERE generation <= ${generation} AND ${isGiven(generation)}`;

/** Lists the versions that only withdrawn files have, in a slice of people. */
export const removeWithdrawn = (
  generation: bigint,
  slice: Slice,
  withdrawn: readonly bigint[],
): ClickHouseStatement => sql`
  INSERT INTO removed
  SELECT toUInt32(${generation}), person_id, guid, content FROM (${versionsWithFiles(generation, slice)})
  WHERE length(${remainingFiles(withdrawn)}) = 0`;

/** The condition that a version of an activity stays. */
export const remains = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  (person_id, guid, ${contentOf}) NOT IN (
    SELECT person_id, guid, content FROM removed WHERE generation = ${generation} AND ${isIn('person_id', slice)}
  )`;

/** The activities of a slice: whether a withdrawn file has a version of them, and whether a version stays. */
const withdrawnActivities = (
  generation: bigint,
  slice: Slice,
  withdrawn: readonly bigint[],
): ClickHouseStatement => sql`
  SELECT guid, max(is_withdrawn) AS was_withdrawn, max(stays) AS has_remaining
  FROM (
    SELECT
      person_id, guid, length(${remainingFiles(withdrawn)}) < length(all_files) AS is_withdrawn,
      ${remains(generation, slice)} AS stays
    FROM (${versionsWithFiles(generation, slice)})
  )
  GROUP BY person_id, guid`;

/**
 * Counts the activities of withdrawn files that stay, because other files have a version of them. Without those that have versions of
 * several people.
 */
export const countShared = (generation: bigint, slice: Slice, withdrawn: readonly bigint[]): ClickHouseStatement => sql`
  SELECT count() FROM (${withdrawnActivities(generation, slice, withdrawn)})
  WHERE was_withdrawn = 1 AND has_remaining = 1 AND NOT ${hasRivals(generation)}`;

/** Lists the activities that have versions of several people, for the same count. */
export const listShared = (generation: bigint, slice: Slice, withdrawn: readonly bigint[]): ClickHouseStatement => sql`
  SELECT guid, was_withdrawn, has_remaining FROM (${withdrawnActivities(generation, slice, withdrawn)})
  WHERE ${hasRivals(generation)}`;

/** Lists the given activities that a server has. */
export const knownGuids = (generation: bigint): ClickHouseStatement => sql`
  SELECT DISTINCT guid FROM activities
  WHERE generation <= ${generation} AND guid IN (SELECT guid FROM given_guids WHERE generation = ${generation})`;

/** Lists the given people of whom a server has activities. */
export const knownPeople = (generation: bigint): ClickHouseStatement => sql`
  SELECT DISTINCT lead_id FROM activities
  WHERE generation <= ${generation} AND lead_id IN (SELECT lead_id FROM given_people WHERE generation = ${generation})`;
