import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { openDisplay, type Display } from './display.ts';
import { viewport, type Engine, type Key } from './engine.ts';

/** The WebDriver codes of keys. */
const keys: Readonly<Record<Key | 'Control' | 'Shift', string>> = {
  ...{ Tab: '\ue004', Enter: '\ue007', Escape: '\ue00c', End: '\ue010', Home: '\ue011' },
  ...{ Control: '\ue009', Shift: '\ue008' },
};

const environment = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  GDK_BACKEND: 'x11',
};

/** Opens WebKitGTK through W3C WebDriver on a virtual display. */
export async function openWebKit(driver: string, browser: string, displayRunner: string): Promise<Engine> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const display = openDisplay(viewport.width + 200, viewport.height + 200);
  const child = spawn(displayRunner, ['-a', '-s', display.flags, driver, `--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
    // Ends the display, the driver and the browser together, as a process group.
    detached: true,
  });
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value).slice(0, 300)}`);
    return value;
  };
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid);
    display.close();
  };
  try {
    await answering(() => ask('GET', '/status'));
    const session = await startSession(ask, browser);
    const askSession: Ask = (method, path, body) => ask(method, `/session/${session.id}${path}`, body);
    return await webKitEngine(session.name, askSession, display, end);
  } catch (error) {
    end();
    throw error;
  }
}

type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

async function answering(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 100; ; tries -= 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (tries === 0) throw error;
      await pause(100);
    }
  }
}

async function startSession(ask: Ask, browser: string): Promise<{ id: string; name: string }> {
  const options = { binary: browser, args: ['--automation'] };
  const session = (await ask('POST', '/session', {
    capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } },
  })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
  const { browserName, browserVersion } = session.capabilities;
  return { id: session.sessionId, name: `WebKitGTK ${browserName} ${browserVersion}` };
}

async function webKitEngine(name: string, ask: Ask, display: Display, end: () => void): Promise<Engine> {
  await ask('POST', '/timeouts', { script: 60_000, pageLoad: 60_000 });
  const home = (await ask('GET', '/window')) as string;
  const run = (code: string): Promise<unknown> => {
    const script = `const done = arguments[arguments.length - 1]; (async () => { ${code} })().then(done, (error) => done(String(error)))`;
    return ask('POST', '/execute/async', { script, args: [] });
  };
  const size = (await run('return [outerWidth - innerWidth, outerHeight - innerHeight]')) as [number, number];
  await ask('POST', '/window/rect', { width: viewport.width + size[0], height: viewport.height + size[1] });
  const act = (pointer: unknown[], keyboard: unknown[]): Promise<unknown> =>
    ask('POST', '/actions', {
      actions: [
        { type: 'key', id: 'keyboard', actions: keyboard },
        { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: pointer },
      ],
    });
  const rest = { type: 'pause', duration: 0 };
  return {
    name,
    connectsAhead: true,
    async open(address) {
      for (const each of (await ask('GET', '/window/handles')) as string[]) {
        if (each === home) continue;
        await ask('POST', '/window', { handle: each });
        await ask('DELETE', '/window');
      }
      await ask('POST', '/window', { handle: home });
      await ask('POST', '/url', { url: address });
    },
    run,
    async click(x, y, { button = 'left', key } = {}) {
      const number = button === 'left' ? 0 : 1;
      const held = key ? keys[key] : undefined;
      await act(
        [
          { type: 'pointerMove', x, y, origin: 'viewport', duration: 0 },
          { type: 'pointerDown', button: number },
          { type: 'pointerUp', button: number },
        ],
        held ? [{ type: 'keyDown', value: held }, rest, rest, { type: 'keyUp', value: held }] : [],
      );
    },
    async press(key, held) {
      const pressed = [...(held ? [keys[held]] : []), keys[key]];
      await act(
        [],
        [
          ...pressed.map((value) => ({ type: 'keyDown', value })),
          ...pressed.reverse().map((value) => ({ type: 'keyUp', value })),
        ],
      );
    },
    windows: async () => ((await ask('GET', '/window/handles')) as string[]).length,
    // Its driver takes no screenshots without compositing, which needs a graphics card. Without a window manager, the window
    // is in the corner of the display.
    screenshot: () => display.picture(size[0], size[1], viewport.width, viewport.height),
    async close() {
      await ask('DELETE', '').catch(() => undefined);
      end();
    },
  };
}
