import { openReadOnly } from '../database.ts';
import type { Access } from '../serve/access.ts';
import { findUnknownAccess } from '../serve/known-access.ts';
import { checkHasRecords } from '../store/store-state.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Checks where the records are, and the workspaces and folders that recipients may see. A misspelled one would send an empty email.
 * @throws UsageError if the records are on servers, or if no campaign is in a workspace or folder
 */
export async function checkDatabase(database: string, access: Access): Promise<void> {
  const instance = await openReadOnly(database);
  const connection = await instance.connect();
  try {
    await checkHasRecords(connection, database);
    const [unknown] = await findUnknownAccess(connection, access);
    if (unknown) throw new UsageError(`--${unknown.kind}: ${unknown.message}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
