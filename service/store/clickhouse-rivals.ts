import { contentOf, hasRivals, validVersions } from './clickhouse-activities.ts';
import { sql, type ClickHouseStatement } from './clickhouse-statement.ts';

/** Versions of one activity that have different people: on several servers, of which each knows only its own. */

/** Reads the versions that an import has stored, for the other servers. */
export const newVersions = (generation: bigint): ClickHouseStatement => sql`
  SELECT DISTINCT toUInt32(${generation}), guid, lead_id, at FROM activities WHERE generation = ${generation}`;

/** A part of all guids, because a comparison holds them in memory. */
export interface GuidSlice {
  readonly number: bigint;
  readonly of: bigint;
}

/** Lists the versions of those activities of a slice that have several people, if one of the versions is new. */
export const findRivals = (generation: bigint, { number, of }: GuidSlice): ClickHouseStatement => {
  const isNew = sql`guid IN (
    SELECT guid FROM new_versions WHERE generation = ${generation} AND cityHash64(guid) % toUInt64(${of}) = ${number}
  )`;
  const versions = sql`
    SELECT guid, lead_id, at FROM activities WHERE generation <= ${generation} AND ${isNew}
    UNION ALL
    SELECT guid, lead_id, at FROM new_versions
    WHERE generation = ${generation} AND cityHash64(guid) % toUInt64(${of}) = ${number}`;
  return sql`
    SELECT DISTINCT guid, lead_id, at FROM (${versions})
    WHERE guid IN (SELECT guid FROM (${versions}) GROUP BY guid HAVING min(lead_id) != max(lead_id))`;
};

/** Lists the rivals that a removal leaves out: in `removed` are all their versions of that date. */
export const removedRivals = (generation: bigint): ClickHouseStatement => sql`
  SELECT guid, lead_id, at
  FROM (
    SELECT guid, lead_id, at, (person_id, guid, content) IN (
      SELECT person_id, guid, content FROM removed WHERE generation = ${generation}
    ) AS is_removed
    FROM (SELECT *, ${contentOf} AS content FROM (${validVersions(generation, hasRivals(generation))}))
  )
  GROUP BY guid, lead_id, at
  HAVING min(is_removed) = 1`;

/** Lists the removed activities that have rivals, whose other versions are on any server. */
export const removedGuids = (generation: bigint): ClickHouseStatement => sql`
  SELECT DISTINCT guid FROM removed
  WHERE generation = ${generation} AND ${hasRivals(generation)}`;
