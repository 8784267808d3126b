import { accessSync, constants, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

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

/** @param {string} family a generic one */
const oneFontFor = (family) => `  <match target="pattern">
    <test qual="any" name="family"><string>${family}</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit>
  </match>`;

/**
 * Makes Open Sans the default font: the fonts of a machine must not decide whether a test passes. They remain for letters that
 * it lacks.
 *
 * @param {string} folder a folder with Open Sans
 */
function useOneFont(folder) {
  const file = join(tmpdir(), 'campaign-email-report-fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
${['sans-serif', 'serif', 'system-ui'].map(oneFontFor).join('\n')}
</fontconfig>
`,
  );
  process.env['FONTCONFIG_FILE'] = file;
}

/**
 * Finds a Chromium on the PATH, or else the one that npm installs, and sets the font of the pages that this process opens in
 * it. The packaged files unpack themselves on first use: call this once before two processes use it.
 *
 * @returns {Promise<string>} the path of the executable
 */
export async function findChromium() {
  const { default: packaged, inflate } = await import('@sparticuz/chromium');
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  useOneFont(await inflate(join(dirname(main), '..', 'bin', 'fonts.tar.br')));
  return findInstalledChromium() ?? packaged.executablePath();
}
