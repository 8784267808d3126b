import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../support/chromium.js';

export const root = join(import.meta.dirname, '..', '..');

/** The content of a page, with additional response headers. */
export interface Page {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SiteOptions {
  /** Pages by path, such as `/`. */
  readonly pages: Readonly<Record<string, Page>>;
  /** Answers requests for everything except pages and files of the package. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The file to serve for a path: only files of the built package and of its dependencies. */
function fileOf(path: string): string | undefined {
  const file = normalize(path).slice(1);
  return file.startsWith('dist/') || file.startsWith('node_modules/') ? join(root, file) : undefined;
}

/** Answers a request with JSON. */
export function answerJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

/** Starts the site of a host on a free port. It serves the given pages and the built package. */
export async function startSite({ pages, answer }: SiteOptions) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const page = pages[pathname];
    const file = fileOf(pathname);
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
    } else if (file) {
      readFile(file).then(
        (content) =>
          response.writeHead(200, { 'content-type': mediaTypes[extname(file)] ?? 'text/plain' }).end(content),
        () => response.writeHead(404).end(),
      );
    } else if (answer) {
      answer(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (options) => {
    const page = await newPage(options);
    // Only guards against a hang: no test may depend on how fast the machine is.
    page.setDefaultTimeout(180_000);
    // Vitest replaces `import()` by this function, also in functions that run in the page.
    await page.addInitScript('globalThis.__vite_ssr_dynamic_import__ = (url) => import(url)');
    return page;
  };
  return browser;
}
