import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, realpath, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openForImport } from '../database.ts';

/**
 * The folder beside a database in which one import works: on a copy, which takes the database's place by a rename
 * when it is complete. Whatever kills the import leaves the old database or the new one; what it leaves here, the
 * next import removes.
 */
export interface Workspace {
  /** The database file that is to change, symbolic links resolved. */
  target: string;
  /** The copy to import into; it is there if the target was. */
  database: string;
  spillDirectory: string;
  /** A path in the folder for a file of the import's own. */
  pathOf: (name: string) => string;
  /** Puts the copy, closed and complete, in the target's place. */
  replaceTarget: () => Promise<void>;
  close: () => Promise<void>;
}

/** @throws if another import into the database is under way, or the database cannot be copied as it is. */
export async function openWorkspace(databasePath: string): Promise<Workspace> {
  const target = await resolveTarget(databasePath);
  const directory = `${target}.import`;
  const pathOf = (name: string): string => join(directory, name);
  const unlock = await lock(target, directory);
  const workspace: Workspace = {
    target,
    database: pathOf('work.duckdb'),
    spillDirectory: pathOf('spill'),
    pathOf,
    replaceTarget: () => replaceFile(pathOf('work.duckdb'), target),
    close: async () => {
      await removeAllButLock(directory);
      await unlock();
    },
  };
  try {
    await removeAllButLock(directory);
    await copyTarget(target, workspace.database);
  } catch (error) {
    await workspace.close();
    throw error;
  }
  return workspace;
}

async function resolveTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const directory = await realpath(dirname(path)).catch(() => {
      throw new Error(`The folder ${dirname(path)} does not exist.`);
    });
    return resolve(directory, path.slice(dirname(path).length).replace(/^[\\/]+/, ''));
  }
}

async function copyTarget(target: string, copy: string): Promise<void> {
  if (await identityOf(`${target}.wal`)) {
    throw new Error(`${target}.wal exists: another program writes to the database. Let it finish first.`);
  }
  if (await identityOf(target)) await copyFile(target, copy, constants.COPYFILE_FICLONE);
}

async function replaceFile(from: string, to: string): Promise<void> {
  await syncToDisk(from);
  await rename(from, to);
  await syncToDisk(dirname(to));
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const lockName = 'lock.duckdb';
const attempts = 5;

/**
 * Holds a lock that the operating system releases when this process ends, however it ends: DuckDB's own on a
 * database file. Returns what releases it. The path is looked at before and after: a finishing import may have
 * removed the very file that was opened here.
 */
async function lock(target: string, directory: string): Promise<() => Promise<void>> {
  const path = join(directory, lockName);
  for (let attempt = 0; attempt < attempts; attempt++) {
    await mkdir(directory, { recursive: true });
    const before = await createIfMissing(path, join(directory, 'spill'));
    const instance = await openForImport(path, join(directory, 'spill')).catch((error: unknown) => {
      if (String(error).includes('Could not set lock')) {
        throw new Error(`Another import into ${target} is under way. Try again when it has finished.`);
      }
      return undefined;
    });
    if (instance !== undefined && before !== undefined && (await identityOf(path)) === before) {
      return async () => {
        await unlink(path);
        instance.closeSync();
        await rmdir(directory).catch(() => undefined);
      };
    }
    instance?.closeSync();
  }
  throw new Error(`Cannot lock ${target} for an import: is ${path} in the way?`);
}

/** DuckDB takes no empty file for a database: a valid one is made aside and linked into place, if that is free. */
async function createIfMissing(path: string, spillDirectory: string): Promise<string | undefined> {
  const existing = await identityOf(path);
  if (existing !== undefined) return existing;
  const made = `${path}.${randomUUID()}`;
  try {
    (await openForImport(made, spillDirectory)).closeSync();
    await link(made, path);
  } catch (error) {
    // Another import may have put its own there, or tidied the folder.
    if (!hasCode(error, 'EEXIST') && !hasCode(error, 'ENOENT')) throw error;
  } finally {
    await rm(made, { force: true });
  }
  return identityOf(path);
}

/** Device and inode of what is at the path; undefined if nothing is. */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function removeAllButLock(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name !== lockName);
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })));
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
