import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { cspWithoutRemoteImages } from '../../src/email/sanitizer/frame-policy.ts';

const root = join(import.meta.dirname, '..', '..');

/** A page that shows emails: `show(emails, way)` loads each of them in its own iframe. `measure` measures them for paper. */
const page = `<!doctype html><html><head><meta charset="utf-8"><style>
html, body { margin: 0 } iframe { display: block; float: left; border: 0; width: 40px; height: 30px }
.links iframe { width: 220px; height: 100px } .one iframe { width: 100vw; height: 100vh }
</style></head><body><script type="module">
import { buildEmailDocument, buildFrameDocument, frameSandbox, measureEmail, parseEmailHtml } from './preview.js';

const ways = {
  bare: (frame, html) => { frame.srcdoc = html },
  preview: (frame, html, options) => {
    const read = parseEmailHtml(html);
    if (read.state !== 'parsed') throw new Error(read.state);
    frame.setAttribute('sandbox', frameSandbox);
    frame.srcdoc = buildFrameDocument(read.email, options);
  },
};

window.documentsOf = (emails, options) => emails.map((html) => buildFrameDocument(parseEmailHtml(html, true).email, options));

/** Returns the heights of emails, measured one after the other, also without the sanitizer. */
window.measure = (emails, isSanitized) => {
  document.body.replaceChildren();
  return emails.map((html) => {
    const email = isSanitized ? buildEmailDocument(parseEmailHtml(html, true).email) : html;
    try {
      return measureEmail({ document: email, styles: true, remoteImages: true }, document.body).height;
    } catch (error) {
      // The rules of a raw email's external style sheets cannot be read.
      if (isSanitized || error.name !== 'SecurityError') throw error;
      return 0;
    }
  });
};

window.ran = [];
addEventListener('message', ({ data }) => { if (typeof data === 'string') ran.push(data) });

window.show = async (emails, way, { layout = '', ...options } = {}) => {
  document.body.className = layout;
  document.body.replaceChildren();
  await Promise.all(emails.map((html) => new Promise((shown) => {
    const frame = document.createElement('iframe');
    ways[way](frame, html, options);
    frame.addEventListener('load', shown);
    setTimeout(shown, 8000);
    document.body.append(frame);
  })));
};

/** The share of pixels that differ between two screenshots of the same size. */
window.difference = async (one, other) => {
  const pixels = await Promise.all([one, other].map(async (image) => {
    const picture = await createImageBitmap(await (await fetch('data:image/*;base64,' + image)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, picture.width, picture.height).data;
  }));
  let apart = Math.abs(pixels[0].length - pixels[1].length) / 4;
  let painted = 0;
  for (let at = 0; at < Math.min(pixels[0].length, pixels[1].length); at += 4) {
    const gap = (from) => Math.max(...[0, 1, 2].map((each) => Math.abs(pixels[0][at + each] - pixels[1][from + each])));
    if (gap(at) > 8) apart += 1;
    if (pixels[0][at] + pixels[0][at + 1] + pixels[0][at + 2] < 740) painted += 1;
  }
  return { apart: apart * 4 / pixels[0].length, painted: painted * 4 / pixels[0].length };
};
window.ready = true;
</script></body></html>`;

/**
 * The images of a plain page, whose addresses are replaced by one that does not exist. Images that a policy blocks look the
 * same in Chromium and Firefox, but WebKit does not show them at all.
 */
const pictureAddress = /(<img\b[^>]*?\ssrc=")(?:https?:)?\/\/[^"]*/gi;
const plainPolicy = cspWithoutRemoteImages.replace('img-src', "img-src 'self'");

export interface HostPage {
  readonly address: string;
  /** Serves an email as a plain page without its images, and returns the address. */
  servePlain(html: string): string;
  close(): Promise<void>;
}

/** The sanitizer and the measurement for paper, bundled as for a host page. */
async function previewModule(): Promise<string> {
  const [output] = (await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: { write: false, minify: false, lib: { entry: 'test/engines/preview.ts', formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = output?.output ?? [];
  if (!chunk) throw new Error('The sanitizer was not built');
  return chunk.code;
}

export async function openHostPage(): Promise<HostPage> {
  const module = await previewModule();
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const plain = pages.get(request.url ?? '');
    if (plain !== undefined) {
      response.setHeader('content-security-policy', plainPolicy);
      response.setHeader('content-type', 'text/html; charset=utf-8').end(plain);
    } else if (request.url === '/preview.js') response.setHeader('content-type', 'text/javascript').end(module);
    else if (request.url === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `${address}/`,
    servePlain(html) {
      const path = `/plain/${pages.size}`;
      pages.set(path, html.replace(pictureAddress, '$1/missing'));
      return address + path;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
