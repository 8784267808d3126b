import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { checkVersion, openReadOnly } from '../database.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { readCountsByFile } from '../store/imported-file-counts.ts';
import { checkStore, readStoreState } from '../store/store-state.ts';

/** An activity file that was imported. Instants are in ISO 8601. */
export interface ImportedFile {
  /** 0 for all activities that were imported before the database listed files. They cannot be withdrawn. */
  readonly file: number;
  /** The name without its directory, `null` for file 0. */
  readonly name: string | null;
  readonly importedAt: string | null;
  /** The number of activities in the database that the file contains. Different versions of an activity count separately. */
  readonly activities: number;
  /** The number of those activities that no other imported file contains: withdrawing the file removes them. */
  readonly inNoOtherFile: number;
  /** The instants of the first and the last of the file's activities; `null` if it has none. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Lists the activity files that were imported, in the order of their first import.
 * @param nodes the servers that have the records. Default: the database has them itself
 * @throws if the database does not exist or has another version, or if its records are somewhere else
 */
export async function listImportedFiles(
  database: string,
  nodes: readonly ClickHouseNode[] = [],
): Promise<ImportedFile[]> {
  await checkExists(database);
  const instance = await openReadOnly(database);
  const connection = await instance.connect();
  try {
    await checkVersion(connection, database);
    const store = await readStoreState(connection);
    checkStore(store, nodes.length, database);
    await readCountsByFile(connection, nodes, store);
    const instant = (sql: string): string => `strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ')`;
    const result = await connection.runAndReadAll(`
      WITH
        versions AS (
          SELECT file_set, activity_date FROM activities UNION ALL SELECT file_set, activity_date FROM superseded
        ),
        by_set AS (
          SELECT file_set, count(*) AS activities, min(activity_date) AS first, max(activity_date) AS last
          FROM versions GROUP BY file_set
        ),
        in_database AS (
          SELECT unnest(files) AS file_id, len(files) AS number, activities, first, last
          FROM by_set JOIN file_sets USING (file_set)
        ),
        by_file AS (
          SELECT file_id, activities, if(number = 1, activities, 0) AS in_no_other_file, first, last FROM in_database
          UNION ALL FROM counts_by_file
        )
      SELECT
        file_id AS file, any_value(name) AS name, ${instant('any_value(imported_at)')} AS "importedAt",
        coalesce(sum(activities), 0)::DOUBLE AS activities,
        coalesce(sum(in_no_other_file), 0)::DOUBLE AS "inNoOtherFile",
        ${instant('min(first)')} AS "from", ${instant('max(last)')} AS "to"
      FROM imported_files FULL JOIN by_file USING (file_id)
      GROUP BY file_id ORDER BY file_id`);
    return result.getRowObjects() as unknown as ImportedFile[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** @throws if the database does not exist */
export async function checkExists(database: string): Promise<void> {
  await stat(database).catch(() => {
    throw new Error(`The database ${database} does not exist.`);
  });
}

/**
 * Returns the ids of imported files.
 * @param given their numbers, or their names, with or without a directory
 * @throws if a file is unknown, or if several have the name
 */
export async function findImportedFiles(connection: DuckDBConnection, given: readonly string[]): Promise<number[]> {
  const result = await connection.runAndReadAll(
    `SELECT file_id, name, strftime(imported_at, '%Y-%m-%d %H:%M') FROM imported_files ORDER BY file_id`,
  );
  const files = result.getRows().map(([id, name, importedAt]) => ({ id: Number(id), name, importedAt }));
  return given.map((text) => {
    if (text === '0') {
      throw new Error(
        'File 0 cannot be withdrawn: it stands for all files that older versions of the service imported.',
      );
    }
    const isNumber = /^\d+$/.test(text);
    const matches = files.filter(({ id, name }) => (isNumber ? id === Number(text) : name === basename(text)));
    const [first, ...others] = matches;
    if (first === undefined) {
      throw new Error(
        `No activity file ${text} was imported. --list-files lists those that were. Assets, people and deletions cannot be withdrawn.`,
      );
    }
    if (others.length > 0) {
      const list = matches.map(({ id, importedAt }) => `${id} (imported ${String(importedAt)} UTC)`).join(', ');
      throw new Error(`Several files are named ${text}: ${list}. Name one by its number, such as --file ${first.id}.`);
    }
    return first.id;
  });
}
