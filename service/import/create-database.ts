import { stat } from 'node:fs/promises';
import { currentVersion, databaseVersion } from '../database.ts';
import { importFiles } from './import-files.ts';

/** Creates an empty database if the file is missing. Updates a database of an older version. */
export async function createDatabase(database: string, onProgress: (message: string) => void): Promise<void> {
  const exists = (await stat(database).catch(() => undefined)) !== undefined;
  if (exists && (await databaseVersion(database)) >= currentVersion) return;
  await importFiles({ database, directory: '.', extracts: [], rejects: undefined, onProgress });
}
