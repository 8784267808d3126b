import puppeteer from 'puppeteer-core';
import { clickPage, viewport, type Engine } from './engine.ts';

/** Restores speculative connections, which Firefox turns off under automation. */
const connections = { 'network.http.speculative-parallel-limit': 20, 'network.dns.disablePrefetch': false };
/** Scrollbars that fade out, as in the other engines: those of an iframe and of a window differ in color. */
const scrollbars = { 'ui.useOverlayScrollbars': 1 };
const extraPrefsFirefox = { ...connections, ...scrollbars };

export async function openFirefox(executablePath: string): Promise<Engine> {
  const options = { executablePath, headless: true, defaultViewport: viewport, extraPrefsFirefox } as const;
  const browser = await puppeteer.launch({ browser: 'firefox', ...options });
  // The first window has neither the size nor the focus.
  const [first] = await browser.pages();
  const page = await browser.newPage();
  await first?.close();
  // A busy machine takes long to close the hundreds of frames of the previous page.
  page.setDefaultNavigationTimeout(120_000);
  return {
    name: (await browser.version()).replace('/', ' '),
    connectsAhead: true,
    async open(address) {
      for (const each of await browser.pages()) if (each !== page) await each.close();
      await page.bringToFront();
      await page.goto(address);
    },
    run: (code) => page.evaluate(`(async () => { ${code} })()`),
    click: (x, y, press) => clickPage(page, x, y, press),
    async press(key, held) {
      if (held) await page.keyboard.down(held);
      await page.keyboard.press(key);
      if (held) await page.keyboard.up(held);
    },
    windows: async () => (await browser.pages()).length,
    print: async () => Buffer.from(await page.pdf({ format: 'A4' })).toString('base64'),
    screenshot: () => page.screenshot({ encoding: 'base64' }),
    close: () => browser.close(),
  };
}
