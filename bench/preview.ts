/**
 * Measures how long email previews block the page, with emails that are made to be slow and stay just below the limits.
 * Sanitizing an email is one task of the page. Then the browser parses, styles, lays out and paints its frame in the same
 * process: the longest gap in the page's event loop is measured. Prints the best of five runs of both, in milliseconds.
 *
 *   npm run bench:preview -- [--engine Chromium|Firefox|WebKitGTK] [--only TEXT] [--elements N] [--kilobytes N] [--depth N]
 */
import { parseArgs } from 'node:util';
import { emailLimits } from '../src/email/sanitizer/limits.ts';
import { openHostPage } from '../test/engines/host-page.ts';
import { engines } from '../test/engines/installed.ts';
import { createSlowEmails } from './preview-emails.ts';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'Chromium' },
    only: { type: 'string', default: '' },
    elements: { type: 'string', default: String(emailLimits.elements) },
    kilobytes: { type: 'string', default: String(emailLimits.bytes / 1024) },
    depth: { type: 'string', default: String(emailLimits.depth) },
  },
});

interface Measurement {
  readonly exceeded?: string;
  readonly sanitize: number;
  readonly render: number;
}

/** Returns a script that measures an email in the page. */
const measure = (html: string): string => `
  const { parseEmailHtml, buildFrameDocument } = await import('/preview.js');
  const started = performance.now();
  const result = parseEmailHtml(${JSON.stringify(html)});
  if (result.state !== 'parsed') return { exceeded: result.limit };
  const srcdoc = buildFrameDocument(result.email);
  const sanitize = performance.now() - started;
  await new Promise((next) => setTimeout(next, 100));
  let last = performance.now(), render = 0, isMeasuring = true;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    render = Math.max(render, now - last);
    last = now;
    if (isMeasuring) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width:100vw;height:100vh';
  frame.setAttribute('sandbox', '');
  frame.srcdoc = srcdoc;
  const loaded = new Promise((next) => { frame.onload = next });
  document.body.replaceChildren(frame);
  await loaded;
  const frames = (async () => {
    for (let count = 0; count < 8; count += 1) await new Promise(requestAnimationFrame);
  })();
  // A software renderer may take minutes to show the frame. The page's event loop is not blocked by that.
  await Promise.race([frames, new Promise((next) => setTimeout(next, 5000))]);
  isMeasuring = false;
  return { sanitize, render };`;

const host = await openHostPage();
const open = engines[options.engine];
if (typeof open !== 'function') throw new Error(open ?? `--engine must be one of ${Object.keys(engines).join(', ')}.`);
const engine = await open();
const size = {
  bytes: Number(options.kilobytes) * 1024,
  elements: Number(options.elements),
  depth: Number(options.depth),
};
console.log(`${engine.name}, under ${size.elements} elements, ${options.kilobytes} KB, ${size.depth} levels`);
for (const [name, html] of createSlowEmails(size)) {
  if (!name.includes(options.only)) continue;
  const best = { sanitize: Infinity, render: Infinity };
  let exceeded: string | undefined;
  for (let run = 0; run < 5 && exceeded === undefined; run += 1) {
    await engine.open(host.address);
    const measurement = (await engine.run(measure(html))) as Measurement;
    exceeded = measurement.exceeded;
    best.sanitize = Math.min(best.sanitize, measurement.sanitize);
    best.render = Math.min(best.render, measurement.render);
  }
  const kilobytes = `${(html.length / 1024).toFixed(0)} KB`.padStart(7);
  const figures = exceeded
    ? `over the limit of ${exceeded}`
    : `sanitized in ${best.sanitize.toFixed(0).padStart(4)}   rendered in ${best.render.toFixed(0).padStart(4)}`;
  console.log(`${name.padEnd(38)} ${kilobytes}   ${figures}`);
}
await Promise.all([engine.close(), host.close()]);
