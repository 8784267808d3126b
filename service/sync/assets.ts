import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../import/json-values.ts';
import { idOrNull, isObject } from '../import/json-values.ts';
import { itemsOf } from './client.ts';
import type { MarketoClient } from './client.ts';
import { importSynced } from './context.ts';
import type { SyncContext } from './context.ts';
import { Refusal, UnreadableResponse } from './outcome.ts';

const pageSize = 200;
const root = '/rest/asset/v1';

/** A list of assets, as `readAssets` of the import takes them. */
type AssetKind = 'campaigns' | 'programs' | 'folders' | 'emails';

/**
 * Reads all smart campaigns, programs, folders and emails, and imports them together with the deletions of people. Names never hold
 * up activities: of a list that cannot be read, the database keeps the previous one.
 * @returns the emails, and the number of assets without a valid id
 */
export async function syncAssets(
  context: SyncContext,
  deletionFiles: readonly string[],
): Promise<{ emails: JsonObject[]; malformedAssets: number }> {
  const { client, journal, log } = context;
  const directory = journal.pathOf('assets');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const files: Partial<Record<AssetKind, string[]>> = {};
  const read = async (kind: AssetKind, list: () => Promise<JsonObject[]>): Promise<JsonObject[]> => {
    const assets = await readOrKeep(kind, list, log);
    if (assets === undefined) return [];
    const path = join(directory, `${kind}.json`);
    await writeFile(path, JSON.stringify({ success: true, result: assets }));
    files[kind] = [path];
    return assets;
  };
  log('Reading smart campaigns, programs, folders and emails');
  await read('campaigns', () => listAssets(client, 'smartCampaigns'));
  await read('programs', () => listAssets(client, 'programs'));
  await read('folders', () => listFolders(client));
  const emails = await read('emails', () => listAssets(client, 'emails'));
  const { malformedAssets = 0 } = await importSynced(context, { extracts: [...deletionFiles], ...files }, () =>
    Promise.resolve(),
  );
  await rm(directory, { recursive: true, force: true });
  return { emails, malformedAssets };
}

/** @returns `undefined` if the list cannot be read, or no asset of it has a valid id */
async function readOrKeep(
  kind: AssetKind,
  list: () => Promise<JsonObject[]>,
  log: (message: string) => void,
): Promise<JsonObject[] | undefined> {
  let reason = 'No asset of the list has a valid id.';
  try {
    const assets = await list();
    if (assets.length === 0 || assets.some((asset) => keyOf(asset) !== undefined)) return assets;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof UnreadableResponse)) throw error;
    reason = error.message;
  }
  log(`The list of ${kind} cannot be read. The report keeps the previous one. ${reason}`);
  return undefined;
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

/**
 * Reads all pages of a list. The order is not stable: if an asset comes twice, everything is read a second time. Items that are not
 * objects, and those without a valid id, stay at their place, so that the import can say which they are.
 */
async function listAssets(
  client: MarketoClient,
  list: string,
  query: Record<string, string | number> = {},
): Promise<JsonObject[]> {
  const found = new Map<string, JsonObject>();
  for (const isLastReading of [false, true]) {
    let items = 0;
    const seen = new Set<string>();
    for (let offset = 0; ; offset += pageSize) {
      const { result } = await client.get(`${root}/${list}.json`, { ...query, maxReturn: pageSize, offset });
      const page = Array.isArray(result) ? (result as unknown[]) : [];
      page.forEach((item, index) => {
        const asset = isObject(item) ? item : {};
        const key = keyOf(asset) ?? `number ${offset + index}`;
        seen.add(key);
        found.set(key, asset);
      });
      items += page.length;
      if (page.length < pageSize) break;
    }
    if (items === seen.size || isLastReading) break;
  }
  return [...found.values()];
}

/** Returns a text that tells assets of a list apart, or `undefined` if an asset has no valid id. */
function keyOf({ id, folderId }: JsonObject): string | undefined {
  const place = isObject(folderId) ? folderId : {};
  const key = idOrNull(place['id'] ?? id);
  return key === null ? undefined : `${String(place['type'])} ${key}`;
}
