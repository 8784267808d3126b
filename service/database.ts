import { readFile } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** Stops DuckDB from downloading extensions: the service only uses built-in ones. */
const offline = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

/**
 * Opens a report database for reading. An import replaces the file by renaming a new one over it; an open instance
 * keeps reading the old file until it is closed.
 * @throws if the file is missing, is not a DuckDB database, or is open for writing in another process
 */
export function openReadOnly(path: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, { ...offline, access_mode: 'READ_ONLY' });
}

/**
 * Opens a database file for exclusive use by this process. Creates it if it is missing.
 * @param spillDirectory where DuckDB writes data that exceeds its memory limit
 */
export function openForImport(path: string, spillDirectory: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, {
    ...offline,
    memory_limit: '1500MB',
    temp_directory: spillDirectory,
  });
}

/** Creates the tables that are missing, and updates the macros and views that contain the rules. */
export async function installSchema(connection: DuckDBConnection): Promise<void> {
  for (const name of ['schema.sql', 'rules.sql', 'report.sql']) {
    await connection.run(await readFile(new URL(name, import.meta.url), 'utf8'));
  }
}
