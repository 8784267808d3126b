import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../import/json-values.ts';
import { isObject } from '../import/json-values.ts';
import { itemsOf } from './client.ts';
import type { MarketoClient } from './client.ts';
import { importSynced } from './context.ts';
import type { SyncContext } from './context.ts';

const pageSize = 200;
const root = '/rest/asset/v1';

/**
 * Reads all smart campaigns, programs, folders and emails, and imports them together with the deletions of people.
 * @returns the emails
 */
export async function syncAssets(context: SyncContext, deletionFiles: readonly string[]): Promise<JsonObject[]> {
  const { client, journal, log } = context;
  const directory = journal.pathOf('assets');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const write = async (name: string, assets: JsonObject[]): Promise<string[]> => {
    const path = join(directory, `${name}.json`);
    await writeFile(path, JSON.stringify({ success: true, result: assets }));
    return [path];
  };
  log('Reading smart campaigns, programs, folders and emails');
  const campaigns = await write('campaigns', await listAssets(client, 'smartCampaigns'));
  const programs = await write('programs', await listAssets(client, 'programs'));
  const folders = await write('folders', await listFolders(client));
  const emailAssets = await listAssets(client, 'emails');
  const emails = await write('emails', emailAssets);
  await importSynced(context, { extracts: [...deletionFiles], campaigns, programs, folders, emails }, () =>
    Promise.resolve(),
  );
  await rm(directory, { recursive: true, force: true });
  return emailAssets;
}

async function listFolders(client: MarketoClient): Promise<JsonObject[]> {
  const roots = itemsOf(await client.get(`${root}/folder/byName.json`, { name: 'Marketing Activities' }));
  const folders: JsonObject[] = [...roots];
  for (const folder of roots) {
    const place = isObject(folder['folderId']) ? folder['folderId'] : {};
    const query = { root: JSON.stringify({ id: place['id'] ?? folder['id'], type: 'Folder' }), maxDepth: 30 };
    folders.push(...(await listAssets(client, 'folders', query)));
  }
  return folders;
}

/** Reads all pages of a list. The order is not stable: if an asset comes twice, everything is read a second time. */
export async function listAssets(
  client: MarketoClient,
  list: string,
  query: Record<string, string | number> = {},
): Promise<JsonObject[]> {
  const found = new Map<string, JsonObject>();
  for (const isLastReading of [false, true]) {
    let items = 0;
    const seen = new Set<string>();
    for (let offset = 0; ; offset += pageSize) {
      const page = itemsOf(await client.get(`${root}/${list}.json`, { ...query, maxReturn: pageSize, offset }));
      for (const item of page) {
        const key = JSON.stringify(item['folderId'] ?? item['id']);
        seen.add(key);
        found.set(key, item);
      }
      items += page.length;
      if (page.length < pageSize) break;
    }
    if (items === seen.size || isLastReading) break;
  }
  return [...found.values()];
}
