import { contentOf, isIn, touched, type Slice } from './clickhouse-activities.ts';
import { assigned, latestRecords } from './clickhouse-derive.ts';
import { versionsWithFiles } from './clickhouse-files.ts';
import { list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { recordColumns } from './clickhouse-tables.ts';

/**
 * The activities that a server removes because of their age, as `retain.sql` does. Their people are those of `touchOld`, and one version of each
 * of their activities is in `kept`.
 */

/** Lists the people who have activities before an instant. */
export const touchOld = (generation: bigint, keptFrom: bigint): ClickHouseStatement => sql`
  INSERT INTO touched
  SELECT DISTINCT toUInt32(${generation}), person_id FROM activities
  WHERE generation < ${generation} AND at < ${keptFrom}`;

/** The records of a slice that stay, because they have an activity since an instant. */
const recentRecords = (generation: bigint, slice: Slice, keptFrom: bigint): ClickHouseStatement => sql`
  SELECT campaign_id, email_id, person_id
  FROM (${latestRecords(generation, sql`${isIn('person_id', slice)} AND ${touched(generation)}`, ['last_activity_at'])})
  WHERE last_activity_at >= ${keptFrom}`;

/** Lists all versions of the activities of a slice that are before an instant, and that belong to no record that stays. */
export const removeOld = (generation: bigint, slice: Slice, keptFrom: bigint): ClickHouseStatement => sql`
  INSERT INTO removed
  SELECT toUInt32(${generation}), person_id, guid, ${contentOf} FROM activities
  WHERE generation < ${generation} AND ${isIn('person_id', slice)} AND (person_id, guid) IN (
    SELECT person_id, guid FROM kept
    WHERE generation = ${generation} AND at < ${keptFrom} AND (person_id, guid) NOT IN (
      SELECT person_id, guid FROM (${assigned(generation)})
      WHERE (campaign_id, email_id, person_id) IN (${recentRecords(generation, slice, keptFrom)})
    )
  )`;

const isRemoved = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  (person_id, guid) IN (SELECT person_id, guid FROM removed WHERE generation = ${generation} AND ${isIn('person_id', slice)})`;

/** Lists the people of removed activities who have neither activities nor records that stay, in a slice. */
export const goneLeads = (generation: bigint, slice: Slice, keptFrom: bigint): ClickHouseStatement => sql`
  SELECT lead FROM (
    SELECT arrayJoin(if(is_gone, [lead_id, person_id], [lead_id])) AS lead, is_gone
    FROM (
      SELECT lead_id, person_id, ${isRemoved(generation, slice)} AS is_gone FROM kept WHERE generation = ${generation}
    )
  )
  WHERE lead NOT IN (SELECT person_id FROM (${recentRecords(generation, slice, keptFrom)}))
  GROUP BY lead
  HAVING min(is_gone) = 1`;

/** Counts the removed activities of a slice by file. */
export const countRemovedByFile = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  SELECT file, count() FROM (
    SELECT arrayJoin(all_files) AS file FROM (${versionsWithFiles(generation, slice)})
    WHERE (person_id, guid, content) IN (
      SELECT person_id, guid, ${contentOf} FROM kept WHERE generation = ${generation} AND ${isRemoved(generation, slice)}
    )
  )
  GROUP BY file`;

/** Counts the removed activities that an import has brought. */
export const countArrived = (generation: bigint, imported: bigint): ClickHouseStatement => sql`
  SELECT count() FROM (
    SELECT DISTINCT person_id, guid FROM removed
    WHERE generation = ${generation}
      AND (person_id, guid) IN (SELECT person_id, guid FROM arrived WHERE generation = ${imported})
  )`;

/** The records of a slice of quarter hours that are removed. */
export const oldRecords = (generation: bigint, slice: Slice, keptFrom: bigint): ClickHouseStatement => sql`
  SELECT ${list(recordColumns)}
  FROM (${latestRecords(generation - 1n, isIn('quarter_hour', slice), recordColumns.slice(4))})
  WHERE first_sent_at > 0 AND last_activity_at < ${keptFrom}`;
