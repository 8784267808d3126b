import { readFile, rm, writeFile } from 'node:fs/promises';
import type { JsonObject } from '../import/json-values.ts';
import { syncAssets } from './assets.ts';
import { formatInstant, hour } from './clock.ts';
import type { SyncContext } from './context.ts';
import { forgetDeletions, readDeletions } from './deletions.ts';
import type { SyncedData } from './synced-data.ts';

/** The data of a run besides activities. */
export interface Lists {
  /** When it was read, in milliseconds since 1970. */
  readAt: number;
  /** Since when the deletions of people are known, likewise. */
  deletionsFrom: number;
  /** All emails, as the Asset API lists them. */
  emails: readonly JsonObject[];
  malformedAssets: number;
}

/** A run that was interrupted uses the lists that it has read before for this long. */
const maximumAge = 6 * hour;

/**
 * Reads and imports deletions of people and assets. Uses those that an interrupted run has read, if they are not too old.
 * @param data the state of the database. An empty one has no lists
 */
export async function syncLists(context: SyncContext, { origin, lastRunAt }: SyncedData): Promise<Lists> {
  const { client, journal, log } = context;
  const known = origin === undefined ? undefined : await readKnown(context);
  const now = client.now();
  if (known && now - known.readAt < maximumAge) {
    log(`Using the deletions and assets that the interrupted run read at ${formatInstant(known.readAt)}`);
    return known;
  }
  log('Reading the deletions of people');
  const { files, from, hasGap } = await readDeletions(context, lastRunAt);
  if (hasGap) log('The last run is more than 14 days ago: some deletions of people are unknown.');
  const { emails, malformedAssets } = await syncAssets(context, files);
  await forgetDeletions(context);
  const versions = emails.map(({ id, updatedAt }) => ({ id, updatedAt }));
  const lists: Lists = { readAt: now, deletionsFrom: from, emails: versions, malformedAssets };
  await writeFile(journal.pathOf(fileName), JSON.stringify(lists));
  return lists;
}

/** Forgets the lists at the end of a run: the next one reads them again. */
export async function forgetLists({ journal }: SyncContext): Promise<void> {
  await rm(journal.pathOf(fileName), { force: true });
}

const fileName = 'lists.json';

async function readKnown({ journal }: SyncContext): Promise<Lists | undefined> {
  try {
    return JSON.parse(await readFile(journal.pathOf(fileName), 'utf8')) as Lists;
  } catch {
    // Missing, or cut off by a kill.
    return undefined;
  }
}
