import puppeteer from 'puppeteer-core';
import { viewport, type Engine } from './engine.ts';

/** What Firefox does by itself, and does not where a program drives it. */
const connections = { 'network.http.speculative-parallel-limit': 20, 'network.dns.disablePrefetch': false };
/** Scrollbars of a frame and of a window have other colours: both fade away, as those of the other engines do. */
const scrollbars = { 'ui.useOverlayScrollbars': 1 };
const extraPrefsFirefox = { ...connections, ...scrollbars };

export async function openFirefox(executablePath: string): Promise<Engine> {
  const options = { executablePath, headless: true, defaultViewport: viewport, extraPrefsFirefox } as const;
  const browser = await puppeteer.launch({ browser: 'firefox', ...options });
  // Its first window takes neither the size nor the focus.
  const [first] = await browser.pages();
  const page = await browser.newPage();
  await first?.close();
  return {
    name: (await browser.version()).replace('/', ' '),
    connectsAhead: true,
    async open(address) {
      for (const each of await browser.pages()) if (each !== page) await each.close();
      await page.bringToFront();
      await page.goto(address);
    },
    run: (code) => page.evaluate(`(async () => { ${code} })()`),
    async click(x, y, { button = 'left', key } = {}) {
      if (key) await page.keyboard.down(key);
      await page.mouse.click(x, y, { button });
      if (key) await page.keyboard.up(key);
    },
    press: (key) => page.keyboard.press(key),
    windows: async () => (await browser.pages()).length,
    picture: () => page.screenshot({ encoding: 'base64' }),
    close: () => browser.close(),
  };
}
