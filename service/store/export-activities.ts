import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../import/extract-view.ts';
import { activityColumns } from './clickhouse-tables.ts';

/** The columns of an activity in ClickHouse, from those in DuckDB. Instants are microseconds, missing texts are empty. */
const columns: Readonly<Record<(typeof activityColumns)[number], string>> = {
  person_id: 'coalesce(person_id, lead_id)',
  lead_id: 'lead_id',
  guid: 'guid',
  at: 'epoch_us(activity_date)',
  type: 'activity_type',
  campaign_id: 'coalesce(campaign_id, 0)',
  email_id: 'email_id',
  email_name: `coalesce(email_name, '')`,
  campaign_name: `coalesce(campaign_name, '')`,
  link: `coalesce(link, '')`,
  is_bot: 'coalesce(is_bot::TINYINT, -1)',
  bot_pattern: `coalesce(bot_pattern, '')`,
  is_privacy: 'is_privacy_proxy::TINYINT',
  action_result: `CASE WHEN activity_type = send_email() THEN coalesce(lower(action_result), '') ELSE '' END`,
  is_send: 'is_send(activity_type, action_result)::TINYINT',
  is_skipped: 'is_skipped_send(activity_type, action_result)::TINYINT',
  is_ignored: 'coalesce(activity_type = click_email() AND ignored_reason(link) IS NOT NULL, false)::TINYINT',
  is_unreadable: 'has_unreadable_attributes::TINYINT',
};

const isNew = `activities.rowid >= getvariable('first_new_row')`;

/** The files for a server, and the number of their rows. */
export interface ShardFiles {
  readonly paths: readonly string[];
  readonly rows: number;
}

/**
 * Writes the new activities as CSV files for each server: those of the people whose id is its number, modulo the number of servers.
 * @param folder is created, and replaced if it exists
 */
export async function exportActivities(
  connection: DuckDBConnection,
  folder: string,
  generation: bigint,
  shards: number,
): Promise<readonly ShardFiles[]> {
  return exportRows(connection, folder, shards, {
    columns: {
      generation: `${generation}`,
      ...Object.fromEntries(activityColumns.map((name) => [name, columns[name]])),
      // A new activity is in one file, whose set has the same id.
      file_id: 'file_set',
    },
    person: columns.person_id,
    source: `FROM activities LEFT JOIN survivors USING (lead_id) WHERE ${isNew} AND is_email_type(activity_type)`,
    texts: ['guid', 'email_name', 'campaign_name', 'link', 'bot_pattern', 'action_result'],
  });
}

/** Rows of DuckDB for the servers of their people. */
export interface ExportedRows {
  /** SQL for each column, in their order. */
  readonly columns: Readonly<Record<string, string>>;
  /** SQL for the id that decides the server. */
  readonly person: string;
  /** The FROM clause. */
  readonly source: string;
  /** The columns with texts, which may need quotes. */
  readonly texts: readonly string[];
}

/**
 * Writes rows as CSV files for each server: those of the people whose id is its number, modulo the number of servers.
 * @param folder is created, and replaced if it exists
 */
export async function exportRows(
  connection: DuckDBConnection,
  folder: string,
  shards: number,
  { columns: selected, person, source, texts }: ExportedRows,
): Promise<readonly ShardFiles[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const list = Object.entries(selected).map(([name, column]) => `${column} AS ${name}`);
  const quotes = texts.length > 0 ? `, FORCE_QUOTE (${texts.join(', ')})` : '';
  await connection.run(
    `COPY (SELECT ${list.join(', ')}, ${person} % ${shards} AS shard ${source})
     TO ${literal(folder)} (FORMAT csv, HEADER false, PARTITION_BY (shard), OVERWRITE_OR_IGNORE${quotes})`,
  );
  const counts = await connection.runAndReadAll(
    `SELECT ${person} % ${shards} AS shard, count(*) ${source} GROUP BY shard`,
  );
  const rows = new Map(counts.getRows().map(([shard, count]) => [Number(shard), Number(count)]));
  return Promise.all(
    Array.from({ length: shards }, async (_, shard) => {
      const directory = join(folder, `shard=${shard}`);
      const names = await readdir(directory).catch(() => []);
      return { paths: names.map((name) => join(directory, name)), rows: rows.get(shard) ?? 0 };
    }),
  );
}

/** Writes the people whose survivor has changed as a CSV file. @returns their number */
export async function exportMoves(connection: DuckDBConnection, path: string, generation: bigint): Promise<number> {
  const moves = `SELECT ${generation}, lead_id, old_person_id, new_person_id FROM moved_people`;
  const { rowsChanged } = await connection.run(`COPY (${moves}) TO ${literal(path)} (FORMAT csv, HEADER false)`);
  return rowsChanged;
}

/** Returns the number of activities that the import has read, merges included. */
export async function countRead(connection: DuckDBConnection): Promise<number> {
  return count(connection, `SELECT count(*) FROM activities WHERE ${isNew}`);
}

/**
 * Removes the activities that were sent to servers, and keeps their names and the merges among them.
 * @returns the number of merges, and how many of them are new
 */
export async function keepNamesAndMerges(connection: DuckDBConnection): Promise<{ all: number; added: number }> {
  const merges = 'SELECT count(DISTINCT guid) FROM activities WHERE activity_type = merge_leads()';
  const before = await count(connection, `${merges} AND NOT ${isNew}`);
  await connection.run(await readFile(new URL('store-activities.sql', import.meta.url), 'utf8'));
  const all = await count(connection, merges);
  return { all, added: all - before };
}

async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]);
}
