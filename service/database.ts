import { rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { createFile } from './create-file.ts';

/** The format of new files, which DuckDB reads since this version. Texts take less space than in its default format. */
const storageVersion = 'v1.4.0';

/** Stops DuckDB from downloading extensions: the service only uses built-in ones. */
const offline = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

export interface DatabaseLimits {
  /** The memory for queries, in bytes. Results are held in addition. Queries that need more use files beside the database. */
  readonly databaseMemory: number;
  /** The number of threads that queries share. Default: one per core. */
  readonly databaseThreads?: number | undefined;
}

/**
 * Opens a report database for reading. Its queries cannot access other files. An import replaces the file by renaming a new one over it; an open instance
 * keeps reading the old file until it is closed.
 * @throws if the file is missing, is not a DuckDB database, or is open for writing in another process
 */
export function openReadOnly(path: string, limits?: DatabaseLimits): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, {
    ...offline,
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    // A window of at most so many row ids reads the columns only at these.
    dynamic_or_filter_threshold: '1000',
    ...(limits && { memory_limit: `${limits.databaseMemory}B` }),
    ...(limits?.databaseThreads !== undefined && { threads: String(limits.databaseThreads) }),
  });
}

/** The memory for an import, in bytes. */
const defaultImportMemory = 1500e6;

/**
 * Opens a database file for exclusive use by this process. Creates it if it is missing; if this fails, the file may be cut off.
 * @param spillDirectory where DuckDB writes data that exceeds its memory limit
 * @param memory that limit, in bytes
 */
export function openForImport(
  path: string,
  spillDirectory: string,
  memory = defaultImportMemory,
): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, {
    ...offline,
    memory_limit: `${memory}B`,
    temp_directory: spillDirectory,
    storage_compatibility_version: storageVersion,
  });
}

/** The size of the headers with which a database file begins, in bytes. DuckDB does not open a file without all of them. */
const headersSize = 3 * 4096;

/** Whether a database file exists. One that is cut off in its headers has no content. */
export function hasDatabase(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= headersSize;
}

/** Creates an empty database file if it is missing. Unlike {@link openForImport}, it never leaves a file that is cut off, and replaces one. */
export async function createIfMissing(path: string, spillDirectory: string): Promise<void> {
  if (hasDatabase(path)) return;
  // Without a pause since the check: another process may create it. DuckDB would apply the log of a database that was deleted.
  for (const old of [path, `${path}.wal`]) rmSync(old, { force: true });
  await createFile(path, async (part) => (await openForImport(part, spillDirectory)).closeSync());
}

/** Opens a database file like {@link openForImport}, but never leaves one that is cut off. */
export async function openOrCreate(path: string, spillDirectory: string): Promise<DuckDBInstance> {
  await createIfMissing(path, spillDirectory);
  return openForImport(path, spillDirectory);
}

/**
 * The version of the tables and of the report's macros, which an import replaces. Increase it when either changes, and extend
 * {@link installSchema} so that it rebuilds or changes the tables of older versions.
 */
export const currentVersion = 9;

/** Returns the version of the tables of a database file. */
export async function databaseVersion(path: string): Promise<number> {
  const instance = await openReadOnly(path);
  const connection = await instance.connect();
  try {
    return await readVersion(connection, path);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** @throws if the database has the format of another version of the service */
export async function checkVersion(connection: DuckDBConnection, path: string): Promise<void> {
  const version = await readVersion(connection, path);
  if (version === currentVersion) return;
  const hint = version > currentVersion ? 'Update the service.' : 'Run import or sync to update it.';
  throw new Error(`The database ${path} was written by another version of the service. ${hint}`);
}

/** @throws if the version of a database is newer than this service */
export function refuseNewerVersion(version: number, path: string): void {
  if (version <= currentVersion) return;
  throw new Error(`The database ${path} was written by a newer version of the service. Update the service.`);
}

/**
 * Creates the tables that are missing, and updates the macros and views that contain the rules. Rebuilds a database of an
 * older version; its records are then empty until activities are merged.
 *
 * Steps of an upgrade are in several transactions, so call it on a copy of the database: after an error, the copy is useless.
 * Version 1 runs `upgrade-before.sql` and `upgrade.sql`, versions 2 to 5 run `upgrade-files.sql`, versions 2 to 8 run
 * `upgrade-records.sql`. The next merge derives the records of all of these again.
 * @param path the database that the user has named, for messages
 * @returns the version that the database had, 0 for a new one
 * @throws if the database was written by a newer version of the service, or by another program
 */
export async function installSchema(connection: DuckDBConnection, path: string): Promise<number> {
  const version = await readVersion(connection, path);
  refuseNewerVersion(version, path);
  if (version === 1) await runFile(connection, 'upgrade-before.sql');
  await connection.run('BEGIN');
  // The next merge derives all records from the activities, and sums them into cells.
  if (version > 1 && version < 9) await runFile(connection, 'upgrade-records.sql');
  if (version > 1 && version < 6) await runFile(connection, 'upgrade-files.sql');
  for (const name of ['schema.sql', 'rules.sql', 'cells.sql', 'report.sql']) await runFile(connection, name);
  await connection.run('COMMIT');
  if (version === 1) await runFile(connection, 'upgrade.sql');
  if (version === 2) await updatePeopleFilters(connection);
  await connection.run(`DELETE FROM database_version; INSERT INTO database_version VALUES (${currentVersion})`);
  return version;
}

/** Whether a database file has another format of DuckDB than new files have. */
export async function hasOtherFormat(connection: DuckDBConnection): Promise<boolean> {
  const other = await connection.runAndReadAll(
    `FROM duckdb_databases()
    WHERE database_name = current_database() AND tags['storage_version'] IS DISTINCT FROM '${storageVersion}+'`,
  );
  return other.getRows().length > 0;
}

/** Derives the fields of people by which readers can filter. */
export async function updatePeopleFilters(connection: DuckDBConnection): Promise<void> {
  await connection.run(`DELETE FROM people_filters; INSERT INTO people_filters FROM people_filters_of('people')`);
}

/** The tables that every version has. */
const ownTables = ['activities', 'records', 'superseded'];

/**
 * Returns the version of the tables: 0 for an empty database, 1 for one that has no version.
 * @throws if the tables are those of another program
 */
async function readVersion(connection: DuckDBConnection, path: string): Promise<number> {
  const tables = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables() WHERE NOT temporary');
  const names = new Set(tables.getRows().map(([name]) => String(name)));
  if (names.size === 0) return 0;
  if (!ownTables.every((name) => names.has(name))) {
    throw new Error(`The database ${path} has the tables of another program. Name another file.`);
  }
  if (!names.has('database_version')) return 1;
  return Number((await connection.runAndReadAll('SELECT version FROM database_version')).getRows()[0]?.[0] ?? 1);
}

/** Returns an error that says why a file cannot be opened as a database. */
export function describeOpenError(error: unknown, path: string): unknown {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('not a valid DuckDB database file')) {
    return new Error(`The file ${path} is not a database. Name another file.`, { cause: error });
  }
  if (message.includes('database file with version number')) {
    return new Error(`The database ${path} was written by a newer version of DuckDB. Update the service.`, {
      cause: error,
    });
  }
  return error;
}

async function runFile(connection: DuckDBConnection, name: string): Promise<void> {
  await connection.run(await readFile(new URL(name, import.meta.url), 'utf8'));
}
