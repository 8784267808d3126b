import { stat } from 'node:fs/promises';
import { currentVersion, databaseVersion, refuseNewerVersion } from '../database.ts';
import { createClusterDatabase, importFiles } from './import-files.ts';
import type { ImportRequest } from './import-files.ts';

type UpdateOptions = Pick<ImportRequest, 'memory' | 'cluster' | 'onProgress'>;

/** Creates an empty database if the file is missing. Updates a database of an older version. */
export async function createDatabase(database: string, options: UpdateOptions): Promise<void> {
  if (await exists(database)) await updateIfOutdated(database, options);
  // Servers need not respond yet.
  else if (options.cluster) await createClusterDatabase({ database, ...options });
  else await updateDatabase(database, options);
}

/** Updates a database if it has an older version. Does nothing if the file is missing. */
export async function updateIfOutdated(database: string, options: UpdateOptions): Promise<void> {
  if (await isOutdated(database)) await updateDatabase(database, options);
}

/** Whether a file is a database of an older version. @throws if it is one of a newer version, or of another program */
export async function isOutdated(database: string): Promise<boolean> {
  if (!(await exists(database))) return false;
  const version = await databaseVersion(database);
  refuseNewerVersion(version, database);
  return version < currentVersion;
}

/** Whether there is a file. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function updateDatabase(database: string, options: UpdateOptions): Promise<void> {
  await importFiles({ database, directory: '.', extracts: [], rejects: undefined, ...options });
}
