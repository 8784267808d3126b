import { randomUUID } from 'node:crypto';
import { link, rm } from 'node:fs/promises';

/**
 * Creates a file that has its name only once it is complete, so that neither a kill nor a full disk leaves one that is cut off.
 * Keeps a file that another process has created meanwhile.
 * @param write writes the file under another name
 */
export async function createFile(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.${randomUUID()}`;
  try {
    await write(part);
    await link(part, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(part, { force: true });
  }
}

/** Whether an operation of Node.js failed with a code such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
