import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as React from 'react';
import { build } from 'vite';
import type { CampaignEmailReport as Report } from '../../src/index.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { answerJson, root, startSite } from './site.ts';

export type Props = Readonly<Record<string, unknown>> & { readonly children?: React.ReactNode };

/** The exports of a host's bundle, in the browser and on the server. */
interface Bundle {
  readonly createElement: typeof React.createElement;
  readonly StrictMode: typeof React.StrictMode;
  readonly CampaignEmailReport: React.ComponentType<Props & React.RefAttributes<Report>>;
}

export interface ServerBundle extends Bundle {
  readonly renderToString: (node: React.ReactNode) => string;
}

interface Root {
  readonly render: (node: React.ReactNode) => void;
  readonly unmount: () => void;
}

/** The global `app` of the pages. */
export interface App extends Bundle {
  readonly createRef: typeof React.createRef<Report>;
  readonly flushSync: (update: () => void) => void;
  readonly createRoot: (container: Element) => Root;
  readonly hydrateRoot: (container: Element, node: React.ReactNode) => Root;
}

const aliases: Readonly<Record<string, { readonly find: RegExp; readonly replacement: string }[]>> = {
  18: [
    { find: /^react(?=\/|$)/, replacement: 'react-18' },
    { find: /^react-dom(?=\/|$)/, replacement: 'react-dom-18' },
  ],
  19: [],
};

/** Builds the host's two bundles for a version of React, for development: StrictMode and warnings are on. */
async function buildHost(version: string, folder: string): Promise<ServerBundle> {
  const common = {
    ...{ configFile: false as const, root, logLevel: 'error' as const, mode: 'development' },
    resolve: { alias: aliases[version] ?? [] },
    define: { 'process.env.NODE_ENV': '"development"' },
  };
  const output = (name: string) => ({ outDir: join(folder, name), emptyOutDir: false, minify: false });
  await build({
    ...common,
    build: { ...output('client'), lib: { entry: 'test/embed/react-entry.js', fileName: 'app', formats: ['es'] } },
  });
  await build({
    ...common,
    ssr: { noExternal: true },
    build: { ...output('server'), ssr: 'test/embed/react-server-entry.js' },
  });
  const server = pathToFileURL(join(folder, 'server', 'react-server-entry.js')).href;
  return (await import(/* @vite-ignore */ server)) as ServerBundle;
}

/** Starts the site of a host that uses React: `page` is the HTML of its page. */
export async function startReactSite(version: string) {
  const folder = join(root, '.cache', `react-${version}`);
  mkdirSync(folder, { recursive: true });
  const server = await buildHost(version, folder);
  const requests: IncomingMessage[] = [];
  const pages: Record<string, { readonly html: string }> = {};
  const site = await startSite({
    pages,
    answer: (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (pathname.startsWith('/app/')) {
        const file = readFileSync(join(folder, 'client', pathname.slice('/app/'.length)));
        response.setHeader('content-type', 'text/javascript').end(file);
      } else if (pathname.startsWith('/api/')) {
        requests.push(request);
        answerJson(response, reportResponse(springAndAutumn));
      } else response.writeHead(204).end();
    },
  });
  return {
    ...site,
    server,
    /** The requests for reports. */
    requests,
    /** Sets the content of `#root` before the script of the page runs. */
    setContent: (html: string) => {
      pages['/'] = {
        html: `<!doctype html><html lang="en"><title>React</title><div id="root">${html}</div>
          <script type="module">globalThis.app = await import('/app/app.js')</script>`,
      };
    },
    close: () => {
      site.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
