import { Journal } from './journal.ts';
import { readSyncedData } from './synced-data.ts';

/** Returns when the last run began, in milliseconds since 1970, or `undefined` if it was not complete or cannot be told. */
export async function lastCompleteRun(database: string, servers: number): Promise<number | undefined> {
  try {
    const { lastRunAt } = await readSyncedData(database, servers);
    if (lastRunAt === undefined) return undefined;
    const journal = await Journal.open(database);
    try {
      return (await journal.hasPlan()) ? undefined : lastRunAt;
    } finally {
      journal.close();
    }
  } catch {
    // The run itself reports the error.
    return undefined;
  }
}
