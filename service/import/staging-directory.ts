import { constants } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { hasCode } from '../create-file.ts';
import { createIfMissing, openForImport } from '../database.ts';
import { identityOf, keepBackup } from './backup.ts';

/**
 * The directory next to a database in which an import works on a copy of it. A complete copy replaces the database by a
 * rename, so an import that is killed leaves either the old database or the new one. The next import removes its files.
 */
export interface StagingDirectory {
  /** The database file to replace, with symbolic links resolved. */
  target: string;
  /** The copy to import into. It does not exist yet if the target does not exist. */
  database: string;
  spillDirectory: string;
  /** Returns the path of a temporary file. */
  pathOf: (name: string) => string;
  /** Keeps the target beside itself, as a database of an older version. @returns the path of the backup */
  keepTarget: (version: number) => Promise<string>;
  /** Replaces the target with the copy, which must be complete and closed. */
  replaceTarget: () => Promise<void>;
  /** Removes the directory and releases the lock. */
  close: () => Promise<void>;
}

/** Another import into a database is running. It may end at any time. */
export class ImportRunning extends Error {
  constructor(database: string) {
    super(`Another import into ${database} is running. Try again when it has finished.`);
  }
}

/**
 * Locks a database for an import and copies it.
 * @throws ImportRunning, or another error if another program is writing to the database
 */
export async function openStagingDirectory(databasePath: string): Promise<StagingDirectory> {
  const target = await resolveTarget(databasePath);
  const directory = `${target}.import`;
  const pathOf = (name: string): string => join(directory, name);
  const unlock = await lock(target, directory);
  const staging: StagingDirectory = {
    target,
    database: pathOf('work.duckdb'),
    spillDirectory: pathOf('spill'),
    pathOf,
    keepTarget: (version) => keepBackup(target, version, pathOf('backup.duckdb')),
    replaceTarget: () => replaceFile(pathOf('work.duckdb'), target),
    close: async () => {
      await removeAllButLock(directory);
      await unlock();
    },
  };
  try {
    await removeAllButLock(directory);
    await copyTarget(target, staging.database);
  } catch (error) {
    await staging.close();
    throw error;
  }
  return staging;
}

async function resolveTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const directory = await realpath(dirname(path)).catch(() => {
      throw new Error(`The directory ${dirname(path)} (--database) does not exist.`);
    });
    return resolve(directory, path.slice(dirname(path).length).replace(/^[\\/]+/, ''));
  }
}

async function copyTarget(target: string, copy: string): Promise<void> {
  if (await identityOf(`${target}.wal`)) {
    throw new Error(
      `${target}.wal exists: another program is writing to the database. Try again when it has finished.`,
    );
  }
  if (await identityOf(target)) await copyFile(target, copy, constants.COPYFILE_FICLONE);
}

async function replaceFile(from: string, to: string): Promise<void> {
  await keepAccess(from, to);
  await syncToDisk(from);
  await rename(from, to);
  await syncToDisk(dirname(to));
}

/** Gives a file the mode and the owner of the one that it replaces, if there is one. Only root may give files to other users. */
async function keepAccess(from: string, to: string): Promise<void> {
  if (!(await identityOf(to))) return;
  const { uid, gid, mode } = await stat(to);
  await chown(from, uid, gid).catch((error: unknown) => {
    if (!hasCode(error, 'EPERM')) throw error;
  });
  await chmod(from, mode);
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
 * Takes the import lock: DuckDB's lock on a database file. The operating system releases it when this process ends, even
 * if it crashes. The file is compared before and after it is opened, because a finishing import may have removed it.
 * @returns a function that releases the lock
 */
async function lock(target: string, directory: string): Promise<() => Promise<void>> {
  const path = join(directory, lockName);
  for (let attempt = 0; attempt < attempts; attempt++) {
    await mkdir(directory, { recursive: true });
    await createIfMissing(path, join(directory, 'spill')).catch((error: unknown) => {
      // Another import has removed the directory.
      if (!hasCode(error, 'ENOENT')) throw error;
    });
    const before = await identityOf(path);
    const instance = await openForImport(path, join(directory, 'spill')).catch((error: unknown) => {
      if (String(error).includes('Could not set lock')) {
        throw new ImportRunning(target);
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
  throw new Error(`Cannot lock ${target} for an import. If no import is running, remove ${path} and try again.`);
}

async function removeAllButLock(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name !== lockName);
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })));
}
