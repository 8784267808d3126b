import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Flags that keep a headless Chromium from calling out, and let it start as root. */
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
 * The Chromium on the PATH.
 *
 * @returns {string | undefined} the path of an executable
 */
export function findInstalledChromium() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * The Chromium on the PATH, else the one that comes with npm.
 * That one unpacks itself on first use, which must be over before two processes ask for it.
 *
 * @returns {Promise<string>} the path of an executable
 */
export async function findChromium() {
  const installed = findInstalledChromium();
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
