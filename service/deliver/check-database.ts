import { openReadOnly } from '../database.ts';
import type { Access } from '../serve/access.ts';
import { findUnknownAccess } from '../serve/known-access.ts';
import { checkStore, readStoreState } from '../store/store-state.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Checks where the records are, and the workspaces and folders that recipients may see. A misspelled one would send an empty email.
 * @param servers how many servers have the records, 0 if the database has them
 * @throws UsageError if the records are somewhere else, or if no campaign is in a workspace or folder
 */
export async function checkDatabase(database: string, access: Access, servers: number): Promise<void> {
  const instance = await openReadOnly(database);
  const connection = await instance.connect();
  try {
    checkStore(await readStoreState(connection), servers, database);
    const [unknown] = await findUnknownAccess(connection, access);
    if (unknown) throw new UsageError(`--${unknown.kind}: ${unknown.message}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
