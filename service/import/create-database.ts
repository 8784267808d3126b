import { stat } from 'node:fs/promises';
import { currentVersion, databaseVersion } from '../database.ts';
import { importFiles } from './import-files.ts';

/** Creates an empty database if the file is missing. Updates a database of an older version. */
export async function createDatabase(database: string, onProgress: (message: string) => void): Promise<void> {
  if (!(await exists(database)) || (await isOutdated(database))) await updateDatabase(database, onProgress);
}

/** Updates a database if it has an older version. Does nothing if the file is missing. */
export async function updateIfOutdated(database: string, onProgress: (message: string) => void): Promise<void> {
  if (await isOutdated(database)) await updateDatabase(database, onProgress);
}

/** Whether a file is a database of an older version. */
export async function isOutdated(database: string): Promise<boolean> {
  return (await exists(database)) && (await databaseVersion(database)) < currentVersion;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function updateDatabase(database: string, onProgress: (message: string) => void): Promise<void> {
  await importFiles({ database, directory: '.', extracts: [], rejects: undefined, onProgress });
}
