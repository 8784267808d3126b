import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { updatePeopleFilters } from '../database.ts';

const mergeCounts = [
  'imported',
  'duplicates',
  'conflicts',
  'skippedSends',
  'withoutCampaign',
  'orphans',
  'unreadableAttributes',
] as const;

const totalCounts = [
  'imported',
  'conflicts',
  'skippedSends',
  'withoutCampaign',
  'orphans',
  'unreadableAttributes',
  'malformed',
  'records',
] as const;

/** The counts of the activities of one import. */
export interface MergeCounts extends Record<(typeof mergeCounts)[number], number> {
  /** New activities that are too old to be kept. */
  readonly retired: number;
  /** Whether activities were removed because of their age. */
  readonly hasRetired: boolean;
}

/** The counts of the whole database, over all imports. */
export type DatabaseTotals = Record<(typeof totalCounts)[number], number>;

/**
 * Prepares the database for new activities. Superseded versions of activities return to the table, because other versions
 * may be kept after the import.
 */
export async function prepareMerge(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    SET VARIABLE first_restored_row = ${nextRow};
    CREATE TEMP TABLE withdrawn (campaign_id BIGINT, email_id BIGINT);
    INSERT INTO activities FROM superseded;
    SET VARIABLE first_new_row = ${nextRow};`);
}

/** The id of the next row of `activities`. The greatest id of n rows is at least n - 1, so DuckDB skips most rows. */
const nextRow = `(
  SELECT coalesce(max(rowid) + 1, 0) FROM activities WHERE activities.rowid >= (SELECT count(*) - 1 FROM activities)
)`;

/**
 * Reduces the activities to one per guid, and updates the records whose activities have changed, their cells, and the names and
 * dates that depend on them.
 * @param retainedMonths after how many months without any activity people are removed. Default: never
 */
export async function mergeActivities(connection: DuckDBConnection, retainedMonths?: number): Promise<MergeCounts> {
  const left = await leaveOutRetired(connection);
  await followMerges(connection);
  for (const name of ['merge-activities', 'attribute-unsubscribes', 'update-records', 'update-names']) {
    await connection.run(await readSql(`${name}.sql`));
  }
  await connection.run(await readSql('update-cells.sql'));
  const removed = retainedMonths === undefined ? noneRetired : await retire(connection, retainedMonths);
  await connection.run(await readSql('summarize-merge.sql'));
  const counts = await readCounts(connection, 'FROM merge_counts', mergeCounts);
  return { ...counts, retired: left + removed.new_activities, hasRetired: removed.activities > 0 };
}

/**
 * Removes new activities that are older than those that were removed: their sums are in the report. Copies of activities that the database
 * still has stay, so that it knows their files.
 * @returns their number
 */
async function leaveOutRetired(connection: DuckDBConnection): Promise<number> {
  if ((await connection.runAndReadAll('FROM retention')).getRows().length === 0) return 0;
  const { rowsChanged } = await connection.run(`
    DELETE FROM activities
    WHERE activities.rowid >= getvariable('first_new_row') AND is_email_type(activity_type)
      AND activity_date < (SELECT kept_from FROM retention)
      AND guid NOT IN (
        SELECT guid FROM activities
        WHERE activities.rowid < getvariable('first_new_row') AND activity_date < (SELECT kept_from FROM retention)
      )`);
  return rowsChanged;
}

/** Derives who remains after merges. Leaves the people whose survivor has changed in the temporary table `moved_people`. */
export async function followMerges(connection: DuckDBConnection): Promise<void> {
  await connection.run(await readSql('follow-merges.sql'));
}

const noneRetired = { activities: 0, new_activities: 0 };

async function retire(connection: DuckDBConnection, months: number): Promise<typeof noneRetired> {
  await connection.run(`SET VARIABLE retained_months = ${months}`);
  await connection.run(await readSql('find-retired.sql'));
  const counts = await readCounts(connection, 'FROM retirement_counts', ['activities', 'new_activities']);
  if (counts.activities > 0) await connection.run(await readSql('retain.sql'));
  await forgetPeople(connection);
  return counts;
}

/**
 * Removes the values of people whose activities were removed because of their age. Needs the temporary tables and variables of
 * `forget-people.sql`.
 */
export async function forgetPeople(connection: DuckDBConnection): Promise<void> {
  await connection.run(await readSql('forget-people.sql'));
  await updatePeopleFilters(connection);
}

/** Sums all records into cells, in a database that was not filled by `mergeActivities`. */
export async function createCells(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    SET VARIABLE is_complete = true;
    SET VARIABLE first_added_record = 0;
    CREATE OR REPLACE TEMP TABLE removed_records AS FROM records LIMIT 0;
    CREATE OR REPLACE TEMP TABLE removed_patterns AS FROM patterns_of('removed_records');`);
  await connection.run(await readSql('update-cells.sql'));
}

/** Updates the details of campaigns in the report, from the assets and the activities. */
export async function updateCampaigns(connection: DuckDBConnection): Promise<void> {
  await connection.run(await readSql('update-campaigns.sql'));
}

/** Counts the whole database. Call it after `mergeActivities`. */
export async function readTotals(connection: DuckDBConnection): Promise<DatabaseTotals> {
  return readCounts(connection, await readSql('database-totals.sql'), totalCounts);
}

async function readCounts<Name extends string>(
  connection: DuckDBConnection,
  sql: string,
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const [row = {}] = (await connection.runAndReadAll(sql)).getRowObjects();
  return Object.fromEntries(names.map((name) => [name, Number(row[name])])) as Record<Name, number>;
}

function readSql(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
