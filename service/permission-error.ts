import { userInfo } from 'node:os';
import { getuid } from 'node:process';

/** Returns the user of this process as an administrator knows it: its name, or its number in a container without names. */
export function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(getuid?.());
  }
}

/**
 * Adds to the message of an error who has no access to a file, and what to do. Other messages stay as they are.
 * @param message of Node.js (`EACCES: permission denied, open '/data/report.duckdb'`), DuckDB, or a sentence that contains one
 */
export function explainPermission(message: string, user = currentUser()): string {
  const sentence = message.replace(/[.\s]*$/, '.');
  if (/\bEROFS\b|read-only file system/i.test(message)) {
    return `${sentence} This file system is read-only. Choose another folder.`;
  }
  if (!/\b(?:EACCES|EPERM)\b|permission denied|operation not permitted/i.test(message)) return message;
  return `${sentence} The service runs as the user ${user}, who needs access to this file and its folder.`;
}
