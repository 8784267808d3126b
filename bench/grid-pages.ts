/** Builds and serves the pages of the grid benchmark, and measures their CPU time. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { build, type Plugin } from 'vite';
import type { Grid } from './grids/data.ts';

declare global {
  interface Window {
    grid: Grid;
  }
}

const repository = join(import.meta.dirname, '..');
const elementEntry = join(repository, 'src/define.ts');

/** Loads the element from the module that is published for a script tag, instead of bundling its source. */
const publishedElement: Plugin = {
  name: 'published-element',
  enforce: 'pre',
  resolveId(source, importer) {
    const isElement = importer !== undefined && resolve(dirname(importer), source) === elementEntry;
    return isElement ? { id: '../package/campaign-email-report.js', external: true } : undefined;
  },
};

/** Builds the module of the element that is published for a script tag into the folder `package`. */
export async function buildElement(directory: string): Promise<void> {
  await build({
    logLevel: 'error',
    root: repository,
    mode: 'standalone',
    build: { outDir: join(directory, 'package'), sourcemap: false },
  });
}

/** Bundles one of `bench/grids` into a folder with its name. The page of the element also needs {@link buildElement}. */
export async function buildGrid(name: string, directory: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    base: './',
    plugins: [publishedElement],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(directory, name),
      lib: { entry: { grid: join(import.meta.dirname, 'grids', `${name}.ts`) }, formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  });
}

const emptyPage = `<!doctype html><meta charset="utf-8"><body style="margin:0">
<div id="host" style="width:1200px;height:760px"></div>`;
const page = (name: string) => `${emptyPage}
<script type="module">import { grid } from './${name}/grid.js'; window.grid = grid;</script>`;

const types = {
  ndjson: 'application/x-ndjson',
  json: 'application/json',
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
};

/** Serves the bundled grids as `/<name>.html`, a page without one as `/empty.html`, and rows as `/rows.json` and `/rows.ndjson`. */
export async function serveGrids(directory: string, rows: (url: URL) => Buffer) {
  const contentOf = async (url: URL): Promise<string | Buffer> => {
    if (url.pathname.startsWith('/rows.')) return rows(url);
    if (url.pathname === '/empty.html') return emptyPage;
    if (url.pathname.endsWith('.html')) return page(url.pathname.slice(1, -'.html'.length));
    return readFile(join(directory, url.pathname));
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, type] = Object.entries(types).find(([ending]) => url.pathname.endsWith(`.${ending}`)) ?? [];
    contentOf(url).then(
      (content) => response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/**
 * Returns the CPU time that the main thread has spent in tasks, in milliseconds. `Performance` must be enabled with the
 * time domain `threadTicks`.
 */
export async function cpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}
