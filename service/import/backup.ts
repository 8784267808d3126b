import { constants } from 'node:fs';
import { copyFile, link, rename, stat } from 'node:fs/promises';

/** The file operations that keep a backup. Tests replace them. */
const fileOperations = { copyFile, link, rename };

/** The errors of a file system that has no hard links. */
const unsupported = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']);

/**
 * Keeps a database file under another name beside it, before a new version replaces it. A hard link needs no disk space
 * and is never incomplete; the file behind it does not change, because an import replaces files. Without hard links, the file is
 * copied.
 * @param temporary where to write a copy until it is complete
 * @returns the path of the backup
 * @throws if there is no space for a copy
 */
export async function keepBackup(
  file: string,
  version: number,
  temporary: string,
  operations = fileOperations,
): Promise<string> {
  const path = await freePath(file, version);
  try {
    await operations.link(file, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // An interrupted import has kept the same file.
    if (code === 'EEXIST') return path;
    if (!unsupported.has(code)) throw error;
    await operations.copyFile(file, temporary, constants.COPYFILE_FICLONE);
    await operations.rename(temporary, path);
  }
  return path;
}

/** Returns the first path that is free, or that of the file itself. Backups are never overwritten. */
async function freePath(file: string, version: number): Promise<string> {
  const identity = await identityOf(file);
  for (let number = 1; ; number += 1) {
    const path = `${file}.v${version}${number === 1 ? '' : `-${number}`}.backup`;
    const existing = await identityOf(path);
    if (existing === undefined || existing === identity) return path;
  }
}

/** Returns the device and inode of a file, or `undefined` if it does not exist. */
export async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
