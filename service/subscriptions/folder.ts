import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFile, hasCode } from '../create-file.ts';

/** The folder beside a database with the state of its subscriptions. Only its owner can read it. */
export function subscriptionsFolder(database: string): string {
  return `${database}.subscriptions`;
}

/** Creates the folder of subscriptions if it is missing. Returns its path. */
export async function createFolder(database: string): Promise<string> {
  const folder = subscriptionsFolder(database);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Reads a file that is written once, and creates it if it is missing. If several processes create it at the same time, all
 * return the content of the first one. Only its owner can read it.
 */
export async function readOrCreate(folder: string, name: string, create: () => string): Promise<string> {
  const path = join(folder, name);
  const existing = await readIfExists(path);
  if (existing !== undefined) return existing;
  await createFile(path, (part) => writeFile(part, create(), { mode: 0o600, flush: true }));
  return readFile(path, 'utf8');
}

/** Returns the text of a file, or `undefined` if it does not exist. */
export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
