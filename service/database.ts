import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';

/** DuckDB never fetches an extension: all that the service needs is built in. */
const offline = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

/**
 * Opens a report database for reading. The import replaces the file by renaming a new one over it: an instance
 * keeps reading the file that it opened until it is closed.
 * @throws if the file is missing, is not a DuckDB database, or is open for writing in another process.
 */
export function openReadOnly(path: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, { ...offline, access_mode: 'READ_ONLY' });
}

/**
 * Opens a database file that belongs to this process alone, creating it if it is missing.
 * @param spillDirectory where DuckDB puts what does not fit in its memory.
 */
export function openForImport(path: string, spillDirectory: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, {
    ...offline,
    memory_limit: '1500MB',
    temp_directory: spillDirectory,
  });
}

/** The statements of one of the SQL files beside this module. */
export function readStatements(name: 'schema.sql' | 'rules.sql'): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
