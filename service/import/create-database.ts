import { stat } from 'node:fs/promises';
import { currentVersion, databaseVersion } from '../database.ts';
import { importFiles } from './import-files.ts';
import type { ImportRequest } from './import-files.ts';

type UpdateOptions = Pick<ImportRequest, 'memory' | 'onProgress'>;

/** Creates an empty database if the file is missing. Updates a database of an older version. */
export async function createDatabase(database: string, options: UpdateOptions): Promise<void> {
  if (!(await exists(database)) || (await isOutdated(database))) await updateDatabase(database, options);
}

/** Updates a database if it has an older version. Does nothing if the file is missing. */
export async function updateIfOutdated(database: string, options: UpdateOptions): Promise<void> {
  if (await isOutdated(database)) await updateDatabase(database, options);
}

/** Whether a file is a database of an older version. */
export async function isOutdated(database: string): Promise<boolean> {
  return (await exists(database)) && (await databaseVersion(database)) < currentVersion;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function updateDatabase(database: string, options: UpdateOptions): Promise<void> {
  await importFiles({ database, directory: '.', extracts: [], rejects: undefined, ...options });
}
