/**
 * Tries the preview in three engines, and walks through the element in each, as `npm run test:engines`. Chromium is there wherever `npm test` is; Firefox and
 * WebKit are taken as Debian has them. Nothing is installed: an engine that is missing is a failure that says what to do.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { openChromium } from './chromium.ts';
import type { Engine } from './engine.ts';
import { openFirefox } from './firefox.ts';
import { tryPreview } from './trial.ts';
import { walkElement } from './walk.ts';
import { openWebKit } from './webkit.ts';

const rounds = 5;

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

const onPath = (name: string) => find(...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)));

function sayMissing(engine: string, missing: readonly string[], packages: string): void {
  describe(`the preview in ${engine}`, () => {
    it('is tried', () => {
      throw new Error(`Not found: ${missing.join(', ')}. On Debian: apt-get install ${packages}`);
    });
  });
}

function tryEngine(name: string, openEngine: () => Promise<Engine>): void {
  tryPreview(name, openEngine, rounds);
  walkElement(name, openEngine);
}

tryEngine('Chromium', openChromium);

const firefox = onPath('firefox-esr') ?? onPath('firefox');
if (firefox) tryEngine('Firefox', () => openFirefox(firefox));
else sayMissing('Firefox', ['firefox-esr'], 'firefox-esr');

const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((architecture) =>
  ['4.1', '6.0', '4.0'].map((version) => `/usr/lib/${architecture}/webkit2gtk-${version}/MiniBrowser`),
);
const needed = { WebKitWebDriver: onPath('WebKitWebDriver'), MiniBrowser: find(...folders), 'xvfb-run': onPath('xvfb-run') };
const { WebKitWebDriver: driver, MiniBrowser: browser, 'xvfb-run': display } = needed;
if (driver && browser && display) tryEngine('WebKitGTK', () => openWebKit(driver, browser, display));
else {
  const missing = Object.entries(needed).flatMap(([name, found]) => (found ? [] : [name]));
  sayMissing('WebKitGTK', missing, 'webkit2gtk-driver xvfb xauth');
}
