import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { readEmailTree } from '../../service/serve/email-tree.ts';
import { noLimits } from '../../src/email/sanitizer/limits.ts';
import { buildFrameDocument } from '../../src/email/sanitizer/frame-document.ts';
import { aimAttack, calls, links, scripts } from '../email/sanitizer/attacks.ts';
import { realEmails } from './emails.ts';
import { viewport, type Engine, type Press } from './engine.ts';
import { openHostPage, type HostPage } from './host-page.ts';
import { openSink, type Sink } from './sink.ts';

/** Milliseconds for which a test watches that nothing happens: speculation, animations and retries start late. */
const observation = 1500;
const presses: readonly Press[] = [{}, { key: 'Control' }, { key: 'Shift' }, { button: 'middle' }];
const linkNames = Object.keys(links);
/** Waits for the script of the host page. */
const ready = `for (let tries = 0; !window.ready; tries += 1) {
  if (tries === 1500) throw new Error('The script of the host page did not run.');
  await new Promise((next) => setTimeout(next, 20));
}`;
const linkSize = { width: 220, height: 100 };

/** Waits until a condition holds. Returns whether it did, at the latest after a minute. */
async function until(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds()) return true;
    await pause(50);
  }
  return false;
}

/** The position of a link among links side by side. */
function placeOf(index: number): { x: number; y: number } {
  const columns = Math.floor(viewport.width / linkSize.width);
  return { x: (index % columns) * linkSize.width + 60, y: Math.floor(index / columns) * linkSize.height + 40 };
}

/**
 * Tests the email preview in a browser. Every attack must fail there, and most of them must succeed without it, which shows
 * that the test works. Real emails must look the same as on a plain page.
 */
export function testEmailPreview(name: string, openEngine: () => Promise<Engine>, rounds: number): void {
  describe(`email preview in ${name}`, () => {
    let engine: Engine;
    let host: HostPage;
    let sink: Sink;

    beforeAll(async () => {
      [host, sink] = await Promise.all([openHostPage(), openSink()]);
      engine = await openEngine();
    });

    afterAll(async () => {
      await Promise.all([engine.close(), host.close(), sink.close()]);
    });

    const show = async (emails: readonly string[], way: 'bare' | 'preview', options: object = {}): Promise<void> => {
      await engine.open(host.address);
      sink.forget();
      await engine.run(`${ready}; await show(${JSON.stringify(emails)}, '${way}', ${JSON.stringify(options)})`);
    };
    const aimed = (attacks: typeof calls): string[] => attacks.map((attack) => aimAttack(attack, sink));
    const ran = async (): Promise<string[]> => [...new Set((await engine.run('return ran')) as string[])];
    /** Takes screenshots until two of them are the same. */
    const stableScreenshot = async (): Promise<string> => {
      for (let last = await engine.screenshot(); ;) {
        await pause(100);
        const next = await engine.screenshot();
        if (next === last) return next;
        last = next;
      }
    };
    const assertSilence = (): void => {
      assert.deepEqual([...sink.callers], []);
      assert.deepEqual(sink.connections, { toSink: 0, toSocket: 0 });
    };

    it('is needed: without it most attacks succeed', async () => {
      await show(aimed(calls), 'bare');
      await until(() => sink.callers.size >= 100 && (sink.connections.toSocket > 0 || !engine.connectsAhead));
      await pause(observation);
      const callers = new Set(sink.callers);
      const connections = sink.connections.toSocket;
      const silent = calls.filter((call) => !callers.has(call.name)).map((call) => call.name);
      assert.ok(callers.size >= 100, `only ${callers.size} of ${calls.length} called; not: ${silent.join(', ')}`);
      assert.ok(connections > 0 || !engine.connectsAhead, 'no connection without a request');
      await show(aimed(scripts), 'bare');
      await until(async () => (await ran()).length >= 50);
      await pause(observation);
      const code = await ran();
      const still = scripts.filter((script) => !code.includes(script.name)).map((script) => script.name);
      assert.ok(code.length >= 50, `only ${code.length} of ${scripts.length} ran; not: ${still.join(', ')}`);
      console.log(
        `${engine.name}: without the preview ${callers.size} of ${calls.length} attacks call, ${connections} connect and`,
      );
      console.log(`${code.length} of ${scripts.length} scripts run. Silent: ${[...silent, ...still].join(', ')}`);
    });

    for (let round = 1; round <= rounds; round += 1) {
      it(`sends no request and runs no script, round ${round}`, async () => {
        await show(aimed([...calls, ...scripts]), 'preview', { badges: round % 2 === 0 });
        await pause(observation);
        assertSilence();
        assert.deepEqual(await ran(), []);
      });
    }

    const measure = async (isSanitized: boolean): Promise<void> => {
      await engine.open(host.address);
      sink.forget();
      const emails = JSON.stringify(aimed([...calls, ...scripts]));
      const heights = (await engine.run(`${ready}; return measure(${emails}, ${isSanitized})`)) as number[];
      assert.ok(heights.filter((height) => height > 1).length > 200, heights.join());
      await pause(observation);
      assert.deepEqual(await ran(), []);
    };

    it('sends no request and runs no script while it is measured for paper', async () => {
      await measure(true);
      assertSilence();
    });

    it('sends no request and runs no script while it is measured even if it were not sanitized', async () => {
      await measure(false);
      // Some engines connect ahead, which no policy prevents.
      assert.deepEqual([...sink.callers], []);
    });

    it('produces the same document as the service, which has a different parser', async () => {
      const attacks = [...calls, ...scripts, ...linkNames.map((link) => ({ name: link, html: links[link] ?? '' }))];
      const emails = [...realEmails(), ...attacks.map(({ name, html }): [string, string] => [name, html])];
      const texts = JSON.stringify(emails.map(([, html]) => html));
      for (const options of [{}, { remoteImages: true, badges: true }]) {
        await engine.open(host.address);
        const shown = (await engine.run(
          `${ready}; return documentsOf(${texts}, ${JSON.stringify(options)})`,
        )) as string[];
        const others = emails.filter(
          ([, html], index) => shown[index] !== buildFrameDocument(readEmailTree(html, noLimits), options),
        );
        assert.deepEqual(
          others.map(([email]) => email),
          [],
        );
      }
    });

    it('requests only remote images when these are allowed', async () => {
      const aim = (html: string): string => html.replace(/\b(SINK|SOCKET)\b/g, `https://${sink.tcpHost}/a`);
      const without = calls.filter(({ html }) => !/<ima?ge?\b|_WITHOUT|_HOST/.test(html)).map(({ html }) => html);
      assert.ok(without.length > 80);
      await show(without.map(aim), 'preview', { remoteImages: true });
      await pause(observation);
      assertSilence();
      await show([aim('<img src="SINK">')], 'preview', { remoteImages: true });
      assert.ok(await until(() => sink.connections.toSocket > 0), 'the image was not requested');
    });

    it('follows no link on any click or key', async () => {
      await show(
        linkNames.map((link) => aimAttack({ name: link, html: links[link] ?? '' }, sink)),
        'preview',
        { layout: 'links' },
      );
      for (const index of linkNames.keys()) {
        const { x, y } = placeOf(index);
        const found = await engine.run(
          `return [...document.querySelectorAll('iframe')].indexOf(document.elementFromPoint(${x}, ${y}))`,
        );
        assert.equal(found, index, 'the link is in a different place');
        for (const press of presses) await engine.click(x, y, press);
        await engine.click(x, y);
        await engine.press('Enter');
        await engine.press('Tab');
        await engine.press('Enter');
      }
      await pause(observation);
      assertSilence();
      assert.equal(await engine.windows(), 1);
    });

    it('is needed for links: without it they navigate', async () => {
      const leads = async (link: string, press: () => Promise<void>): Promise<boolean> => {
        await show([aimAttack({ name: link, html: links[link] ?? '' }, sink)], 'bare', { layout: 'links' });
        await press();
        return await until(() => sink.callers.has(link));
      };
      const led: string[] = [];
      for (const link of linkNames) if (await leads(link, () => engine.click(60, 40))) led.push(link);
      assert.deepEqual(led, linkNames);
      for (const press of presses) {
        assert.ok(await leads('a-href', () => engine.click(60, 40, press)), `not by ${JSON.stringify(press)}`);
      }
      const byKeyboard = async (): Promise<void> => {
        await engine.press('Tab');
        await engine.press('Enter');
      };
      assert.ok(await leads('a-href', byKeyboard), 'not by keyboard');
    });

    it('renders real emails like plain pages without images', async () => {
      const emails = realEmails();
      assert.ok(emails.size >= 10);
      for (const [email, html] of emails) {
        await engine.open(host.servePlain(html));
        const plain = await stableScreenshot();
        await show([html], 'preview', { layout: 'one', colorScheme: 'light' });
        const preview = await stableScreenshot();
        const code = `return difference(${JSON.stringify(plain)}, ${JSON.stringify(preview)})`;
        const { apart, painted } = (await engine.run(code)) as { apart: number; painted: number };
        assert.ok(painted > 0.005, `${email}: the plain page is blank`);
        assert.ok(apart <= 0.01, `${email}: ${(apart * 100).toFixed(2)} % of the pixels differ`);
      }
    });
  });
}
