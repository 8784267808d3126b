import { rm, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { day, formatInstant } from './clock.ts';
import type { SyncContext } from './context.ts';

/** Marketo keeps Delete Lead activities for 14 days. */
const retention = 14 * day;

/** The deletions of people that Marketo still knows. */
export interface Deletions {
  /** Responses of the REST API. */
  files: string[];
  from: number;
  /** Whether deletions after the last run may be missing, because that was too long ago. */
  hasGap: boolean;
}

/** Reads who was deleted since a day before the last run. */
export async function readDeletions(context: SyncContext, lastRunAt: number | undefined): Promise<Deletions> {
  const { client, journal } = context;
  const oldest = client.now() - retention;
  const from = Math.max(lastRunAt === undefined ? oldest : lastRunAt - day, oldest);
  const directory = journal.pathOf(folder);
  await forgetDeletions(context);
  await mkdir(directory, { recursive: true });
  const files: string[] = [];
  const first = await client.get('/rest/v1/activities/pagingtoken.json', { sinceDatetime: formatInstant(from) });
  for (let token = first['nextPageToken']; typeof token === 'string';) {
    const page = await client.get('/rest/v1/activities/deletedleads.json', { nextPageToken: token, batchSize: 300 });
    if (Array.isArray(page['result']) && page['result'].length > 0) {
      const path = join(directory, `${files.length}.json`);
      await writeFile(path, JSON.stringify(page));
      files.push(path);
    }
    token = page['moreResult'] === true && page['nextPageToken'] !== token ? page['nextPageToken'] : undefined;
  }
  return { files, from, hasGap: lastRunAt !== undefined && lastRunAt < oldest };
}

/** Removes the responses. They have data of deleted people. */
export async function forgetDeletions({ journal }: SyncContext): Promise<void> {
  await rm(journal.pathOf(folder), { recursive: true, force: true });
}

const folder = 'deletions';
