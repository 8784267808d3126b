import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

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
export type MergeCounts = Record<(typeof mergeCounts)[number], number>;

/** The counts of the whole database, over all imports. */
export type DatabaseTotals = Record<(typeof totalCounts)[number], number>;

/**
 * Prepares the database for new activities. Superseded versions of activities return to the table, because other versions
 * may be kept after the import.
 */
export async function prepareMerge(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TEMP TABLE run AS SELECT coalesce(max(rowid) + 1, 0) AS first_restored_row, NULL::BIGINT AS first_new_row
    FROM activities;
    CREATE TEMP TABLE withdrawn (campaign_id BIGINT, email_id BIGINT);
    INSERT INTO activities FROM superseded;
    UPDATE run SET first_new_row = (SELECT coalesce(max(rowid) + 1, 0) FROM activities);`);
}

/** Reduces the activities to one per guid, and updates the records whose activities have changed, and their cells. */
export async function mergeActivities(connection: DuckDBConnection): Promise<MergeCounts> {
  await connection.run(await readSql('merge-activities.sql'));
  await connection.run(await readSql('update-cells.sql'));
  return readCounts(connection, 'FROM merge_counts', mergeCounts);
}

/** Sums all records into cells, in a database that was not filled by `mergeActivities`. */
export async function createCells(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    SET VARIABLE is_complete = true;
    CREATE OR REPLACE TEMP TABLE touched_quarter_hours (campaign_id BIGINT, email_id BIGINT, quarter_hour TIMESTAMP);`);
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
