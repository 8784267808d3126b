import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { readEmailTree } from '../../service/serve/email-tree.ts';
import { noCaps } from '../../src/email/sanitizer/limits.ts';
import { frameDocument } from '../../src/email/sanitizer/frame-document.ts';
import { aimAttack, calls, links, scripts } from '../email/sanitizer/attacks.ts';
import { realEmails } from './emails.ts';
import { viewport, type Engine, type Press } from './engine.ts';
import { openHostPage, type HostPage } from './host-page.ts';
import { openSink, type Sink } from './sink.ts';

/** How long a browser has for what it does after a page is there: speculation, animations, retries. */
const settling = 1500;
const presses: readonly Press[] = [{}, { key: 'Control' }, { key: 'Shift' }, { button: 'middle' }];
const linkNames = Object.keys(links);
/** Waits for the script of the host's page. */
const ready = `while (!window.ready) await new Promise((next) => setTimeout(next, 20))`;
const linkSize = { width: 220, height: 100 };

/** Where a link is, of links that are shown side by side. */
function placeOf(index: number): { x: number; y: number } {
  const columns = Math.floor(viewport.width / linkSize.width);
  return { x: (index % columns) * linkSize.width + 60, y: Math.floor(index / columns) * linkSize.height + 40 };
}

/**
 * Shows every attack in a browser, without protection, where they succeed, and in the preview, where none does;
 * then real emails beside the same emails as plain pages.
 */
export function tryPreview(name: string, openEngine: () => Promise<Engine>, rounds: number): void {
  describe(`the preview in ${name}`, () => {
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
    const assertSilence = (): void => {
      assert.deepEqual([...sink.callers], []);
      assert.deepEqual(sink.connections, { toSink: 0, toSocket: 0 });
    };

    it('is put to a test that can fail: without it most attacks succeed', async () => {
      await show(aimed(calls), 'bare');
      await pause(settling);
      const callers = new Set(sink.callers);
      const connections = sink.connections.toSocket;
      const silent = calls.filter((call) => !callers.has(call.name)).map((call) => call.name);
      assert.ok(callers.size >= 100, `only ${callers.size} of ${calls.length} called; not: ${silent.join(', ')}`);
      assert.ok(connections > 0 || !engine.connectsAhead, 'no connection without a request');
      await show(aimed(scripts), 'bare');
      await pause(settling);
      const code = await ran();
      const still = scripts.filter((script) => !code.includes(script.name)).map((script) => script.name);
      assert.ok(code.length >= 50, `only ${code.length} of ${scripts.length} ran; not: ${still.join(', ')}`);
      console.log(
        `${engine.name}: without the preview ${callers.size} of ${calls.length} attacks call, ${connections} connect and`,
      );
      console.log(`${code.length} of ${scripts.length} scripts run. Silent: ${[...silent, ...still].join(', ')}`);
    });

    for (let round = 1; round <= rounds; round += 1) {
      it(`calls nobody and runs nothing, round ${round}`, async () => {
        await show(aimed([...calls, ...scripts]), 'preview', { badges: round % 2 === 0 });
        await pause(settling);
        assertSilence();
        assert.deepEqual(await ran(), []);
      });
    }

    it('shows the same of every email as the service, whose parser is another', async () => {
      const attacks = [...calls, ...scripts, ...linkNames.map((link) => ({ name: link, html: links[link] ?? '' }))];
      const emails = [...realEmails(), ...attacks.map(({ name, html }): [string, string] => [name, html])];
      const texts = JSON.stringify(emails.map(([, html]) => html));
      for (const options of [{}, { remoteImages: true, badges: true }]) {
        await engine.open(host.address);
        const shown = (await engine.run(
          `${ready}; return documentsOf(${texts}, ${JSON.stringify(options)})`,
        )) as string[];
        const others = emails.filter(
          ([, html], index) => shown[index] !== frameDocument(readEmailTree(html, noCaps), options),
        );
        assert.deepEqual(
          others.map(([email]) => email),
          [],
        );
      }
    });

    it('asks for the sender’s pictures alone when it is asked for them', async () => {
      const aim = (html: string): string => html.replace(/\b(SINK|SOCKET)\b/g, `https://${sink.socket}/a`);
      const without = calls.filter(({ html }) => !/<ima?ge?\b|_WITHOUT|_HOST/.test(html)).map(({ html }) => html);
      assert.ok(without.length > 80);
      await show(without.map(aim), 'preview', { remoteImages: true });
      await pause(settling);
      assertSilence();
      await show([aim('<img src="SINK">')], 'preview', { remoteImages: true });
      await pause(settling);
      assert.ok(sink.connections.toSocket > 0, 'the picture was not asked for');
    });

    it('follows no link, however it is pressed', async () => {
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
        assert.equal(found, index, 'the link is somewhere else');
        for (const press of presses) await engine.click(x, y, press);
        await engine.click(x, y);
        await engine.press('Enter');
        await engine.press('Tab');
        await engine.press('Enter');
      }
      await pause(settling);
      assertSilence();
      assert.equal(await engine.windows(), 1);
    });

    it('is put to a test of links that can fail: without it they lead away', async () => {
      const leads = async (link: string, press: () => Promise<void>): Promise<boolean> => {
        await show([aimAttack({ name: link, html: links[link] ?? '' }, sink)], 'bare', { layout: 'links' });
        await press();
        for (let waited = 0; waited < 2000 && !sink.callers.has(link); waited += 50) await pause(50);
        return sink.callers.has(link);
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

    it('shows real emails as plain pages without pictures do', async () => {
      const emails = realEmails();
      assert.ok(emails.size >= 10);
      for (const [email, html] of emails) {
        await engine.open(host.servePlain(html));
        const plain = await engine.picture();
        await show([html], 'preview', { layout: 'one', colorScheme: 'light' });
        await pause(200);
        const code = `return difference(${JSON.stringify(plain)}, ${JSON.stringify(await engine.picture())})`;
        const { apart, painted } = (await engine.run(code)) as { apart: number; painted: number };
        assert.ok(painted > 0.005, `${email}: the plain page is blank`);
        assert.ok(apart <= 0.01, `${email}: ${(apart * 100).toFixed(2)} % of the pixels differ`);
      }
    });
  });
}
