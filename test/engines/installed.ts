import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openChromium } from './chromium.ts';
import type { Engine } from './engine.ts';
import { openFirefox } from './firefox.ts';
import { openWebKit } from './webkit.ts';

function find(...files: string[]): string | undefined {
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const onPath = (name: string) =>
  find(...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)));

const firefox = onPath('firefox-esr') ?? onPath('firefox');
const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((architecture) =>
  ['4.1', '6.0', '4.0'].map((version) => `/usr/lib/${architecture}/webkit2gtk-${version}/MiniBrowser`),
);
const needed = {
  WebKitWebDriver: onPath('WebKitWebDriver'),
  MiniBrowser: find(...folders),
  'xvfb-run': onPath('xvfb-run'),
};
const { WebKitWebDriver: driver, MiniBrowser: browser, 'xvfb-run': display } = needed;

const missing = (names: readonly string[], packages: string) =>
  `Not found: ${names.join(', ')}. On Debian: apt-get install ${packages}`;

/** How to open each engine, or how to install it if it is missing. */
export const engines: Readonly<Record<string, (() => Promise<Engine>) | string>> = {
  Chromium: openChromium,
  Firefox: firefox ? () => openFirefox(firefox) : missing(['firefox-esr'], 'firefox-esr'),
  WebKitGTK:
    driver && browser && display
      ? () => openWebKit(driver, browser, display)
      : missing(
          Object.entries(needed).flatMap(([name, found]) => (found ? [] : [name])),
          'webkit2gtk-driver xvfb xauth',
        ),
};
