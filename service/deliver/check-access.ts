import { openReadOnly } from '../database.ts';
import type { Access } from '../serve/access.ts';
import { findUnknownAccess } from '../serve/known-access.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Checks the workspaces and folders that recipients may see. A misspelled one would send an empty email.
 * @throws UsageError if no campaign is in one of them
 */
export async function checkAccess(database: string, access: Access): Promise<void> {
  if (access.workspaces === undefined && access.folders === undefined) return;
  const instance = await openReadOnly(database);
  try {
    const connection = await instance.connect();
    const [unknown] = await findUnknownAccess(connection, access);
    connection.closeSync();
    if (unknown) throw new UsageError(`--${unknown.kind}: ${unknown.message}`);
  } finally {
    instance.closeSync();
  }
}
