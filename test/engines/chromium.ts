import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium, findInstalledChromium } from '../support/chromium.js';
import { clickPage, viewport, type Engine } from './engine.ts';

export async function openChromium(): Promise<Engine> {
  const options = { executablePath: await findChromium(), args: chromiumFlags, viewport };
  // A temporary profile: Chromium does not preconnect in a private window.
  const context = await chromium.launchPersistentContext('', options);
  let page: Page;
  return {
    name: `Chromium ${context.browser()?.version() ?? ''}`,
    // The packaged Chromium is a headless shell, which never preconnects.
    connectsAhead: findInstalledChromium() !== undefined,
    async open(address) {
      // In a page that an email has navigated, that navigation could interfere.
      page = await context.newPage();
      for (const each of context.pages()) if (each !== page) await each.close();
      await page.goto(address);
    },
    run: (code) => page.evaluate(`(async () => { ${code} })()`),
    click: (x, y, press) => clickPage(page, x, y, press),
    press: (key, held) => page.keyboard.press(held ? `${held}+${key}` : key),
    windows: () => Promise.resolve(context.pages().length),
    print: async () => (await page.pdf({ format: 'A4' })).toString('base64'),
    screenshot: async () => (await page.screenshot({ animations: 'disabled' })).toString('base64'),
    close: () => context.close(),
  };
}
