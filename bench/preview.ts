/**
 * How long the preview holds the host's page up, for emails made to be slow that are just under the caps. Reading and
 * writing an email is one task of the page; after that its frame is parsed, styled, laid out and drawn, in the page's own
 * process. Both are the best of five, in milliseconds.
 *
 *   npm run bench:preview -- [--engine Chromium|Firefox|WebKitGTK] [--only WORDS] [--elements N] [--kilobytes N] [--depth N]
 */
import { crc32, deflateSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { emailLimits, maxEmbeddedPixels, maxImageLayers } from '../src/email/sanitizer/limits.ts';
import { costOf, gradient, mostDrawing, picture, roundSides } from '../src/email/sanitizer/paint-budget.ts';
import { openHostPage } from '../test/engines/host-page.ts';
import { engines } from '../test/engines/installed.ts';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'Chromium' },
    only: { type: 'string', default: '' },
    elements: { type: 'string', default: String(emailLimits.elements) },
    kilobytes: { type: 'string', default: String(emailLimits.bytes / 1024) },
    depth: { type: 'string', default: String(emailLimits.depth) },
  },
});
const [elements, kilobytes, depth] = [options.elements, options.kilobytes, options.depth].map(Number) as [
  number,
  number,
  number,
];
const bytes = kilobytes * 1024;

/** As many of a piece as the emailLimits allow, inside what is given. */
function fill(piece: (index: number) => string, elementsOfPiece: number, before = '', after = ''): string {
  const room = bytes - before.length - after.length - 100;
  let html = '';
  for (let index = 0; index < Math.floor((elements - 20) / Math.max(elementsOfPiece, 1e-3)); index += 1) {
    const next = piece(index);
    if (html.length + next.length > room) break;
    html += next;
  }
  return before + html + after;
}

const rules = (rule: (index: number) => string, size: number): string => {
  let sheet = '';
  for (let index = 0; sheet.length < size; index += 1) sheet += rule(index);
  return `<style>${sheet}</style>`;
};
const nest = (open: string, close: string, times: number, inner: string): string =>
  open.repeat(times) + inner + close.repeat(times);
const row = '<table><tr><td>';
const deep = (inner: string): string => fill(() => nest('<div>', '</div>', depth - 6, inner), depth - 4);
/** SVG of a hundred million triangles. */
const multiplying = `<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"><path d="M0 0h1v1z"/></g>${Array.from(
  { length: 8 },
  (_, index) => `<g id="g${index + 1}">${`<use href="#g${index}"/>`.repeat(10)}</g>`,
).join('')}</svg>`;

const costs: Readonly<Record<string, number>> = {
  gradient,
  picture,
  shadow: costOf('box-shadow'),
  filter: costOf('filter'),
  opacity: costOf('opacity'),
  'round edge': costOf('border-radius'),
  'round dotted border': roundSides,
};

/** Boxes as large as the frame, each in one without a height, so that all of them stand in one place. */
const onOneAnother = (look: string) => `<style>.z{height:0}.b{width:100vw;height:100vh;${look}}</style>`;

const onePixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** A square of one bit a pixel, as PNG. */
function blackPicture(size: number): string {
  const chunk = (name: string, ...parts: readonly Uint8Array[]): Buffer => {
    const content = Buffer.concat([Buffer.from(name), ...parts]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length - 4);
    check.writeUInt32BE(crc32(content));
    return Buffer.concat([length, content, check]);
  };
  const header = Buffer.alloc(13);
  for (const at of [0, 4]) header.writeUInt32BE(size, at);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((size / 8 + 1) * size));
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  const file = Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND')]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

const half = bytes / 2;
/** How many selectors may stand beside that many elements. */
const selectorsBeside = (count: number): number => Math.floor(emailLimits.selectorMatches / count) - 20;

const emails: Readonly<Record<string, string>> = {
  'plain text': 'word '.repeat(bytes / 5 - 20),
  'one long word': 'ش'.repeat(bytes / 2 - 100),
  paragraphs: fill(() => '<p>Some words</p>', 1),
  'table rows': fill(() => '<tr><td>a<td>b<td>c<td>d', 5, '<table>', '</table>'),
  'wide table rows': fill(() => `<tr>${'<td>a'.repeat(50)}`, 51, '<table>', '</table>'),
  'row spans': fill(
    (index) => `<tr><td rowspan=${(index % 90) + 2} colspan=${(index % 7) + 1}>a<td>b`,
    3,
    '<table>',
    '</table>',
  ),
  'tables in tables': fill(() => nest(row, '</td></tr></table>', Math.floor((depth - 4) / 4), 'a'), depth - 4),
  'percentages in tables': fill(
    () => nest('<table width=100%><tr><td width=50%>', '</td></tr></table>', Math.floor((depth - 4) / 4), 'a'),
    depth - 4,
  ),
  'boxes in boxes': fill(() => nest('<div>', '</div>', depth - 4, 'a'), depth - 4),
  'flexible boxes in flexible boxes': fill(
    () => nest('<div class=f>', '</div>', depth - 4, 'a'),
    depth - 4,
    '<style>.f{display:flex;flex-wrap:wrap;min-width:min-content}</style>',
  ),
  'grids in grids': fill(
    () => nest('<div class=g>', '</div>', depth - 4, 'a'),
    depth - 4,
    '<style>.g{display:grid;grid-template-columns:auto auto}</style>',
  ),
  floats: fill(() => '<p class=f>a b c</p>', 1, '<style>.f{float:left;margin:1px}</style>'),
  columns: fill(() => '<p>a b c</p>', 1, '<style>body{columns:3}</style>'),
  'styles of elements': fill(
    (index) => `<p style="color:#${(index + 1000).toString(16)};margin:${index}px 0;font:1${index % 9}px a">a</p>`,
    1,
  ),
  'rules of classes': fill(
    (index) => `<p class=a${index}>a`,
    1,
    rules((index) => `.a${index}{color:red}`, Math.min(half, selectorsBeside(elements) * 15)),
  ),
  'rules of descendants': fill(
    () => '<p><b class=b>a</b></p>',
    2,
    rules(() => '* * .b,p>b,:not(p) i{color:red}', (selectorsBeside(elements) / 23) * 32),
  ),
  'rules of siblings': fill(
    () => '<p class=b>a</p>',
    1,
    rules(() => 'p~p~.b{color:red}', (selectorsBeside(elements) / 41) * 15),
  ),
  'rules of places': fill(
    () => '<p>a</p>',
    1,
    rules((index) => `p:nth-last-of-type(${index}n+1){color:red}`, (selectorsBeside(elements) / 41) * 33),
  ),
  'formatting that is left open': fill((index) => (index < 32 ? `<b id=${index}>` : '<p>a'), 1),
  attributes: fill((index) => `<p ${Array.from({ length: 60 }, (_, each) => `a${each}${index}`).join(' ')}>a`, 1),
  'generated content': fill(
    () => '<q>a</q>',
    1,
    '<style>q::before,q::after{counter-increment:a;content:counter(a) " " counters(a,".")}</style>',
  ),
  'rules in rules': `<style>${nest('div &,b &,& div{', '}', 30, 'color:red')}</style>${fill(() => '<div>a</div>', 1)}`,
  'selectors in selectors': `<style>${':is(:is(a,b) :is(c,div)) :not(i div) b{color:red}'.repeat(20)}</style>${deep('<b>a</b>')}`,
  'shadows of texts': fill(
    () => '<p class=s>Some words</p>',
    1,
    `<style>.s{text-shadow:${'0 0 99px red,'.repeat(7)}0 0 9px}</style>`,
  ),
  'gradients behind texts': fill(
    () => '<p class=g>Some words</p>',
    1,
    `<style>.g{background:${'repeating-conic-gradient(red,blue 1deg),'.repeat(maxImageLayers)}red;-webkit-background-clip:text}</style>`,
  ),
  'long spans': fill(() => '<tr><td colspan=1000 rowspan=65534>a', 2, '<table>', '</table>'),
  'far places in a grid': fill(
    (index) => `<p style="grid-area:${index * 3000 + 1}/span 9999">a`,
    1,
    '<div style="display:grid">',
    '</div>',
  ),
  'narrow columns of a grid': fill(
    () => '<p>a',
    1,
    '<div style="width:1e7px;display:grid;grid-template-columns:repeat(auto-fill,1px)">',
    '</div>',
  ),
  ...Object.fromEntries(
    Object.entries({
      boxes: 'background:red',
      'clear boxes': 'background:red;opacity:.5',
      'mixed boxes': 'background:red;mix-blend-mode:multiply',
      'clipped boxes': 'background:red;clip-path:circle(40%)',
      'round boxes': 'background:red;overflow:hidden;border-radius:50%',
      'round boxes that hold what is in them': 'background:red;contain:paint;border-radius:50%',
      'turned boxes': 'background:red;transform:rotate(3deg)',
      gradients: 'background:linear-gradient(red,#00f8)',
      'round gradients': 'background:radial-gradient(red,#00f8)',
      'repeated gradients': 'background:repeating-linear-gradient(red,#00f8 1px)',
      'gradients around a point': 'background:conic-gradient(red,#00f8)',
      shadows: 'box-shadow:0 0 40px red',
      'shadows inside': 'box-shadow:inset 0 0 200px red',
      'shadows of letters': 'font-size:200px;text-shadow:0 0 40px red',
      filters: 'background:red;filter:grayscale(.5)',
      masks: 'background:red;-webkit-mask-image:linear-gradient(red,transparent)',
    }).map(([what, look]) => [
      `${what} on one another`,
      fill(() => '<div class=z><div class=b>a</div></div>', 2, onOneAnother(look)),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      pictures: [`<img class=b src="${blackPicture(8)}">`, ''],
      'turned pictures': [`<img class=b src="${blackPicture(8)}">`, 'transform:rotate(3deg)'],
      'pictures of one pixel': [`<img class=b src="${onePixel}">`, 'transform:rotate(3deg)'],
      'pictures behind boxes': ['<div class=b>a</div>', `background:url(${blackPicture(8)}) 0/cover`],
      fields: ['<textarea class=b>a</textarea>', 'border-radius:50%'],
      lines: ['<input class=b value=a>', 'border-radius:50%'],
      buttons: ['<button class=b>a</button>', 'border-radius:50%'],
      'round dotted borders': [
        '<div class=b>a</div>',
        'border:20px dotted red;border-radius:50%;box-sizing:border-box',
      ],
      'round grooves': ['<div class=b>a</div>', 'border:20px groove red;border-radius:50%;box-sizing:border-box'],
      'round outlines': ['<div class=b>a</div>', 'outline:20px dotted red;border-radius:50%'],
      'large letters': ['<div class=b>abc</div>', 'font-size:100vh'],
      'letters with lines around them': ['<div class=b>abc</div>', 'font-size:100vh;-webkit-text-stroke:20px red'],
    }).map(([what, [inside, look]]) => [
      `${what} on one another`,
      fill(() => `<div class=z>${inside}</div>`, 2, onOneAnother(look ?? '')),
    ]),
  ),
  'gradients of many colours': fill(
    () =>
      `<p style="background:linear-gradient(${Array.from({ length: 99 }, (_, at) => `#${at + 100} ${at}%`).join()})">a`,
    1,
    '<style>p{height:100vh;margin:-100vh 0 0}</style>',
  ),
  'drawings that can be seen through': `<svg width=1000 height=1000>${fill(() => '<g opacity=.5><rect width=1000 height=1000 fill=red /></g>', 2)}</svg>`,
  'drawings of gradients': `<svg width=1000 height=1000><linearGradient id=g><stop stop-color=red /><stop offset=1 stop-color=blue
    /></linearGradient>${'<rect width=1000 height=1000 fill="url(#g)" />'.repeat(2000)}</svg>`,
  'a picture that can be seen through': `<img width=1000 height=1000 src="data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${'<g opacity=".5"><path d="M0 0H9V9H0z"/><path d="M0 0H9V9z"/></g>'.repeat(1000)}</svg>`,
  )}">`,
  ...Object.fromEntries(
    Object.entries({
      gradient: 'background:radial-gradient(red,#00f8)',
      picture: `background:url(${blackPicture(8)}) 0/cover;transform:rotate(3deg)`,
      shadow: 'box-shadow:0 0 40px red',
      filter: 'filter:grayscale(.5)',
      opacity: 'opacity:.5',
      'round edge': 'overflow:hidden;border-radius:50%',
      'round dotted border': 'border:2px dotted red;border-radius:9px',
    }).map(([what, look]) => [
      `boxes, as many with a ${what} as may be`,
      fill(
        (index) =>
          `<div class=z><div class=b style="${index < Math.floor(mostDrawing / (costs[what] ?? NaN)) ? look : ''}">a</div></div>`,
        2,
        onOneAnother('background:red'),
      ),
    ]),
  ),
  'lines of one letter': `<p style="word-break:break-all;width:1px">${'x'.repeat(bytes - 100)}`,
  'text that moves': fill(() => '<marquee>a</marquee>', 1),
  'boxes that move': fill(
    () => '<p class=m>a',
    1,
    '<style>@keyframes k{to{margin-left:99px}}.m{animation:k 1s infinite}</style>',
  ),
  fields: fill(() => '<textarea rows=99 cols=999>a</textarea>', 1),
  'a drawing that refers to itself': `<img width=500 src="data:image/svg+xml,${encodeURIComponent(multiplying)}">`,
  'a picture of 256 million pixels': `<img width=500 src="${blackPicture(16_000)}">`,
  'a picture of as many pixels as may be': `<img width=500 src="${blackPicture(Math.floor(Math.sqrt(maxEmbeddedPixels) / 8) * 8)}">`,
  pictures: fill(() => '<img src="data:image/svg+xml,<svg/>" width=9>', 1),
};

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
if (typeof open !== 'function') throw new Error(open ?? `--engine is one of ${Object.keys(engines).join(', ')}.`);
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
  const told = over
    ? `over the cap of ${over}`
    : `read ${best.reading.toFixed(0).padStart(4)}   shown ${best.longest.toFixed(0).padStart(4)}`;
  console.log(`${name.padEnd(34)} ${size}   ${told}`);
}
await Promise.all([engine.close(), host.close()]);
