import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createServer } from 'vite';
import type { Walk } from '../support/walk-page.ts';
import type { Engine, Press } from './engine.ts';

const root = join(import.meta.dirname, '..', '..');
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>body { margin: 0 }</style></head>
<body><script type="module" src="/test/support/walk-page.ts"></script></body></html>`;

/** 50 black and 50 white stripes of 40 pixels, below each other. */
const stripes = Array.from({ length: 50 }, () => '<div style="height:40px;margin-top:40px;background:#000"></div>');
const longEmail = `<body style="margin:0;display:flow-root">${stripes.join('')}</body>`;

async function servePage(): Promise<{ address: string; close: () => Promise<void> }> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    // A dependency that is found late would reload the page.
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false },
    plugins: [
      {
        name: 'walk-page',
        configureServer({ middlewares }) {
          middlewares.use('/walk', (_, response) => response.setHeader('content-type', 'text/html').end(page));
        },
      },
    ],
  });
  await server.listen();
  return { address: `${server.resolvedUrls?.local[0] ?? ''}walk`, close: () => server.close() };
}

/** Tests the element in a browser with real pointer and keyboard input. */
export function testElement(name: string, openEngine: () => Promise<Engine>): void {
  describe(`element in ${name}`, () => {
    let engine: Engine;
    let served: Awaited<ReturnType<typeof servePage>>;

    beforeAll(async () => {
      served = await servePage();
      engine = await openEngine();
    });

    afterAll(async () => {
      await Promise.all([engine.close(), served.close()]);
    });

    const ask = async <Name extends keyof Walk>(what: Name, ...given: Parameters<Walk[Name]>) =>
      (await engine.run(`return await walk.${what}(...${JSON.stringify(given)})`)) as Awaited<ReturnType<Walk[Name]>>;
    const open = async (): Promise<void> => {
      await engine.open(served.address);
      await engine.run('while (!window.walk) await new Promise((next) => setTimeout(next, 20))');
    };
    const click = async (place: Promise<{ x: number; y: number }>, how?: Press): Promise<void> => {
      const { x, y } = await place;
      await engine.click(x, y, how);
    };

    it('opens an email, shows its phone width, text and links, and returns the focus', async () => {
      await open();
      await ask('showReport');
      await click(ask('buttonOfRow', 'Invite'));
      await ask('opened');
      assert.equal(await ask('title'), 'You are invited');
      assert.equal(await ask('isFocusInViewer'), true);

      await click(ask('choice', 'Phone'));
      assert.equal(await ask('frameWidth'), 375);
      await click(ask('buttonOfViewer', 'Links 2'));
      await ask('shows', 'xn--bcher-kva.example');
      await click(ask('choice', 'Plain text'));
      await ask('shows', 'Come and register.');

      await engine.press('Escape');
      await ask('closed');
      assert.equal(await ask('focused'), 'Invite');
      await engine.press('Enter');
      await ask('opened');
      for (let stop = 0; stop < 30; stop += 1) {
        await engine.press('Tab');
        assert.equal(await ask('isFocusInViewer'), true, `after ${stop + 1} times Tab`);
      }
      await click(ask('buttonOfViewer', 'Close'));
      await ask('closed');
      assert.equal(await ask('focused'), 'Invite');
    });

    it('prints a long email in full', async () => {
      await open();
      await ask('showReport', { html: longEmail });
      await click(ask('buttonOfRow', 'Invite'));
      await ask('opened');
      // 100 stripes, and a percent more: text may wrap differently on paper.
      assert.equal(await ask('heightOnPaper'), 4040);
      if (!engine.print) return;
      // A4 is 1,123 pixels high.
      const black = (await ask('blackHeight', await engine.print(), 0.5)) * 1123;
      assert.ok(black > 1980 && black < 2020, `${black} of 2000 px`);
    });

    it('fills the height that a page gives, and otherwise has that of its rows', async () => {
      await open();
      const bottoms = await ask('bottomsIn', 500);
      assert.deepEqual(
        Object.entries(bottoms).filter(([, bottom]) => Math.abs(bottom - 500) > 1),
        [],
      );
      const sizes = await ask('naturalSizesIn', 700);
      assert.deepEqual(
        Object.entries(sizes).filter(([, { gap, width }]) => gap > 1 || Math.abs(width - 700) > 1),
        [],
      );
    });

    it('shows lazily loaded parts in the document of an iframe', async () => {
      await open();
      await ask('showInFrame', { figures: 'show=overview', filter: 'sent>100' });
      await ask('allDefined', ['cer-filter-chips', 'cer-filter-summary', 'cer-overview']);
      await ask('press', 'Columns');
      await ask('showsInReport', 'Above the table');
      await ask('press', 'Columns');
      await ask('press', 'Share');
      await ask('showsInReport', 'Copy table');
    });

    it('reaches the last of a million rows by keyboard and by scrolling', async () => {
      await open();
      await ask('showMillion');
      await ask('focusRows');
      for (let round = 0; round < 5; round += 1) {
        await engine.press('End', 'Control');
        await ask('endsWith', 'E1000000');
        await engine.press('Home', 'Control');
        await ask('beginsWith', 'E1');
      }
      await ask('scrollRows', 0.5);
      await ask('scrollRows', 1);
      await ask('endsWith', 'E1000000');
    });
  });
}
