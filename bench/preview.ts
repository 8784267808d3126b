/**
 * Measures how long email previews block the page, with emails that are made to be slow and stay just below the limits.
 * Sanitizing an email is one task of the page. Then the browser parses, styles, lays out and paints its frame in the same
 * process. Prints the best of five runs of both, in milliseconds.
 *
 *   npm run bench:preview -- [--engine Chromium|Firefox|WebKitGTK] [--only TEXT] [--elements N] [--kilobytes N] [--depth N]
 */
import { openHostPage } from '../test/engines/host-page.ts';
import { engines } from '../test/engines/installed.ts';
import { emails } from './preview-emails.ts';
import { depth, elements, kilobytes, options } from './preview-options.ts';

/** Returns a script that measures an email in the page. */
const measure = (html: string): string => `
  const { parseEmailHtml, buildFrameDocument } = await import('/preview.js');
  const started = performance.now();
  const read = parseEmailHtml(${JSON.stringify(html)});
  if (read.state !== 'parsed') return { over: read.limit };
  const srcdoc = buildFrameDocument(read.email);
  const reading = performance.now() - started;
  await new Promise((next) => setTimeout(next, 100));
  let last = performance.now(), longest = 0, watching = true;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width:100vw;height:100vh';
  frame.setAttribute('sandbox', '');
  frame.srcdoc = srcdoc;
  const loaded = new Promise((next) => { frame.onload = next });
  document.body.replaceChildren(frame);
  await loaded;
  for (let frames = 0; frames < 8; frames += 1) await new Promise(requestAnimationFrame);
  watching = false;
  return { reading, longest };`;

const host = await openHostPage();
const open = engines[options.engine];
if (typeof open !== 'function') throw new Error(open ?? `--engine must be one of ${Object.keys(engines).join(', ')}.`);
const engine = await open();
console.log(`${engine.name}, under ${elements} elements, ${kilobytes} KB, ${depth} levels`);
for (const [name, html] of Object.entries(emails)) {
  if (!name.includes(options.only)) continue;
  const best = { reading: Infinity, longest: Infinity };
  let over: string | undefined;
  for (let run = 0; run < 5 && over === undefined; run += 1) {
    await engine.open(host.address);
    const figures = (await engine.run(measure(html))) as { over?: string; reading: number; longest: number };
    over = figures.over;
    best.reading = Math.min(best.reading, figures.reading);
    best.longest = Math.min(best.longest, figures.longest);
  }
  const size = `${(html.length / 1024).toFixed(0)} KB`.padStart(7);
  const result = over
    ? `over the limit of ${over}`
    : `sanitized in ${best.reading.toFixed(0).padStart(4)}   rendered in ${best.longest.toFixed(0).padStart(4)}`;
  console.log(`${name.padEnd(34)} ${size}   ${result}`);
}
await Promise.all([engine.close(), host.close()]);
