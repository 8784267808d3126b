import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Flags that turn off background requests of a headless Chromium, and let it start as root. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds a Chromium on the PATH.
 *
 * @returns {string | undefined} the path of the executable
 */
export function findInstalledChromium() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * Finds a Chromium on the PATH, or else the one that npm installs. That one unpacks itself on first use: call this once
 * before two processes use it.
 *
 * @returns {Promise<string>} the path of the executable
 */
export async function findChromium() {
  const installed = findInstalledChromium();
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
