/** Emails that are made to be slow, and as large as the limits allow. */
import { crc32, deflateSync } from 'node:zlib';
import { emailLimits, maxEmbeddedPixels, maxImageLayers } from '../src/email/sanitizer/limits.ts';
import { costOf, gradient, mostDrawing, picture, roundSides } from '../src/email/sanitizer/paint-budget.ts';
import { bytes, depth, elements } from './preview-options.ts';

/** Repeats a piece of HTML as often as the limits allow, between `before` and `after`. */
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
/** An SVG image with 100 million triangles. */
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
  'rounded corner': costOf('border-radius'),
  'rounded dotted border': roundSides,
};

/** Styles of boxes that fill the frame. Each is in a box without height, so all boxes are in the same place. */
const stacked = (look: string) => `<style>.z{height:0}.b{width:100vw;height:100vh;${look}}</style>`;

const onePixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** Returns a black square as a PNG image with one bit per pixel. */
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
/** Returns how many selectors the limits allow with a number of elements. */
const selectorsBeside = (count: number): number => Math.floor(emailLimits.selectorMatches / count) - 20;

/** The HTML of the emails, by name. */
export const emails: Readonly<Record<string, string>> = {
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
  'nested tables': fill(() => nest(row, '</td></tr></table>', Math.floor((depth - 4) / 4), 'a'), depth - 4),
  'nested tables with percentages': fill(
    () => nest('<table width=100%><tr><td width=50%>', '</td></tr></table>', Math.floor((depth - 4) / 4), 'a'),
    depth - 4,
  ),
  'nested boxes': fill(() => nest('<div>', '</div>', depth - 4, 'a'), depth - 4),
  'nested flex boxes': fill(
    () => nest('<div class=f>', '</div>', depth - 4, 'a'),
    depth - 4,
    '<style>.f{display:flex;flex-wrap:wrap;min-width:min-content}</style>',
  ),
  'nested grids': fill(
    () => nest('<div class=g>', '</div>', depth - 4, 'a'),
    depth - 4,
    '<style>.g{display:grid;grid-template-columns:auto auto}</style>',
  ),
  floats: fill(() => '<p class=f>a b c</p>', 1, '<style>.f{float:left;margin:1px}</style>'),
  columns: fill(() => '<p>a b c</p>', 1, '<style>body{columns:3}</style>'),
  'inline styles': fill(
    (index) => `<p style="color:#${(index + 1000).toString(16)};margin:${index}px 0;font:1${index % 9}px a">a</p>`,
    1,
  ),
  'class selectors': fill(
    (index) => `<p class=a${index}>a`,
    1,
    rules((index) => `.a${index}{color:red}`, Math.min(half, selectorsBeside(elements) * 15)),
  ),
  'descendant selectors': fill(
    () => '<p><b class=b>a</b></p>',
    2,
    rules(() => '* * .b,p>b,:not(p) i{color:red}', (selectorsBeside(elements) / 23) * 32),
  ),
  'sibling selectors': fill(
    () => '<p class=b>a</p>',
    1,
    rules(() => 'p~p~.b{color:red}', (selectorsBeside(elements) / 41) * 15),
  ),
  'nth-last-of-type selectors': fill(
    () => '<p>a</p>',
    1,
    rules((index) => `p:nth-last-of-type(${index}n+1){color:red}`, (selectorsBeside(elements) / 41) * 33),
  ),
  'unclosed formatting elements': fill((index) => (index < 32 ? `<b id=${index}>` : '<p>a'), 1),
  attributes: fill((index) => `<p ${Array.from({ length: 60 }, (_, each) => `a${each}${index}`).join(' ')}>a`, 1),
  'generated content': fill(
    () => '<q>a</q>',
    1,
    '<style>q::before,q::after{counter-increment:a;content:counter(a) " " counters(a,".")}</style>',
  ),
  'nested rules': `<style>${nest('div &,b &,& div{', '}', 30, 'color:red')}</style>${fill(() => '<div>a</div>', 1)}`,
  'nested selectors': `<style>${':is(:is(a,b) :is(c,div)) :not(i div) b{color:red}'.repeat(20)}</style>${deep('<b>a</b>')}`,
  'text shadows': fill(
    () => '<p class=s>Some words</p>',
    1,
    `<style>.s{text-shadow:${'0 0 99px red,'.repeat(7)}0 0 9px}</style>`,
  ),
  'gradients clipped to text': fill(
    () => '<p class=g>Some words</p>',
    1,
    `<style>.g{background:${'repeating-conic-gradient(red,blue 1deg),'.repeat(maxImageLayers)}red;-webkit-background-clip:text}</style>`,
  ),
  'long spans': fill(() => '<tr><td colspan=1000 rowspan=65534>a', 2, '<table>', '</table>'),
  'distant grid areas': fill(
    (index) => `<p style="grid-area:${index * 3000 + 1}/span 9999">a`,
    1,
    '<div style="display:grid">',
    '</div>',
  ),
  'narrow grid columns': fill(
    () => '<p>a',
    1,
    '<div style="width:1e7px;display:grid;grid-template-columns:repeat(auto-fill,1px)">',
    '</div>',
  ),
  ...Object.fromEntries(
    Object.entries({
      boxes: 'background:red',
      'translucent boxes': 'background:red;opacity:.5',
      'blended boxes': 'background:red;mix-blend-mode:multiply',
      'clipped boxes': 'background:red;clip-path:circle(40%)',
      'rounded boxes': 'background:red;overflow:hidden;border-radius:50%',
      'rounded boxes with paint containment': 'background:red;contain:paint;border-radius:50%',
      'rotated boxes': 'background:red;transform:rotate(3deg)',
      gradients: 'background:linear-gradient(red,#00f8)',
      'radial gradients': 'background:radial-gradient(red,#00f8)',
      'repeating gradients': 'background:repeating-linear-gradient(red,#00f8 1px)',
      'conic gradients': 'background:conic-gradient(red,#00f8)',
      shadows: 'box-shadow:0 0 40px red',
      'inset shadows': 'box-shadow:inset 0 0 200px red',
      'shadows of large text': 'font-size:200px;text-shadow:0 0 40px red',
      filters: 'background:red;filter:grayscale(.5)',
      masks: 'background:red;-webkit-mask-image:linear-gradient(red,transparent)',
    }).map(([name, look]) => [
      `stacked ${name}`,
      fill(() => '<div class=z><div class=b>a</div></div>', 2, stacked(look)),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      images: [`<img class=b src="${blackPicture(8)}">`, ''],
      'rotated images': [`<img class=b src="${blackPicture(8)}">`, 'transform:rotate(3deg)'],
      'images of one pixel': [`<img class=b src="${onePixel}">`, 'transform:rotate(3deg)'],
      'background images': ['<div class=b>a</div>', `background:url(${blackPicture(8)}) 0/cover`],
      'text areas': ['<textarea class=b>a</textarea>', 'border-radius:50%'],
      'text fields': ['<input class=b value=a>', 'border-radius:50%'],
      buttons: ['<button class=b>a</button>', 'border-radius:50%'],
      'rounded dotted borders': [
        '<div class=b>a</div>',
        'border:20px dotted red;border-radius:50%;box-sizing:border-box',
      ],
      'rounded groove borders': [
        '<div class=b>a</div>',
        'border:20px groove red;border-radius:50%;box-sizing:border-box',
      ],
      'rounded outlines': ['<div class=b>a</div>', 'outline:20px dotted red;border-radius:50%'],
      'large text': ['<div class=b>abc</div>', 'font-size:100vh'],
      'large text with strokes': ['<div class=b>abc</div>', 'font-size:100vh;-webkit-text-stroke:20px red'],
    }).map(([name, [inside, look]]) => [
      `stacked ${name}`,
      fill(() => `<div class=z>${inside}</div>`, 2, stacked(look ?? '')),
    ]),
  ),
  'gradients with many color stops': fill(
    () =>
      `<p style="background:linear-gradient(${Array.from({ length: 99 }, (_, at) => `#${at + 100} ${at}%`).join()})">a`,
    1,
    '<style>p{height:100vh;margin:-100vh 0 0}</style>',
  ),
  'translucent SVG groups': `<svg width=1000 height=1000>${fill(() => '<g opacity=.5><rect width=1000 height=1000 fill=red /></g>', 2)}</svg>`,
  'SVG gradients': `<svg width=1000 height=1000><linearGradient id=g><stop stop-color=red /><stop offset=1 stop-color=blue
    /></linearGradient>${'<rect width=1000 height=1000 fill="url(#g)" />'.repeat(2000)}</svg>`,
  'translucent SVG image': `<img width=1000 height=1000 src="data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${'<g opacity=".5"><path d="M0 0H9V9H0z"/><path d="M0 0H9V9z"/></g>'.repeat(1000)}</svg>`,
  )}">`,
  ...Object.fromEntries(
    Object.entries({
      gradient: 'background:radial-gradient(red,#00f8)',
      picture: `background:url(${blackPicture(8)}) 0/cover;transform:rotate(3deg)`,
      shadow: 'box-shadow:0 0 40px red',
      filter: 'filter:grayscale(.5)',
      opacity: 'opacity:.5',
      'rounded corner': 'overflow:hidden;border-radius:50%',
      'rounded dotted border': 'border:2px dotted red;border-radius:9px',
    }).map(([name, look]) => [
      `boxes, the maximum number with a ${name}`,
      fill(
        (index) =>
          `<div class=z><div class=b style="${index < Math.floor(mostDrawing / (costs[name] ?? NaN)) ? look : ''}">a</div></div>`,
        2,
        stacked('background:red'),
      ),
    ]),
  ),
  'lines of one character': `<p style="word-break:break-all;width:1px">${'x'.repeat(bytes - 100)}`,
  'moving text': fill(() => '<marquee>a</marquee>', 1),
  'animated boxes': fill(
    () => '<p class=m>a',
    1,
    '<style>@keyframes k{to{margin-left:99px}}.m{animation:k 1s infinite}</style>',
  ),
  'text areas': fill(() => '<textarea rows=99 cols=999>a</textarea>', 1),
  'SVG image with recursive references': `<img width=500 src="data:image/svg+xml,${encodeURIComponent(multiplying)}">`,
  'image of 256 million pixels': `<img width=500 src="${blackPicture(16_000)}">`,
  'image of the maximum number of pixels': `<img width=500 src="${blackPicture(Math.floor(Math.sqrt(maxEmbeddedPixels) / 8) * 8)}">`,
  images: fill(() => '<img src="data:image/svg+xml,<svg/>" width=9>', 1),
};
