/** Emails that are made to be slow, and as large as the limits allow. */
import { crc32, deflateSync } from 'node:zlib';
import { emailLimits, maxEmbeddedPixels, maxImageLayers } from '../src/email/sanitizer/limits.ts';

export interface EmailSize {
  readonly bytes: number;
  readonly elements: number;
  readonly depth: number;
}

const repeatInside = (open: string, close: string, times: number, content: string): string =>
  open.repeat(times) + content + close.repeat(times);

/** An SVG image with 100 million triangles. */
const multiplyingSvg = `<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"><path d="M0 0h1v1z"/></g>${Array.from(
  { length: 8 },
  (_, index) => `<g id="g${index + 1}">${`<use href="#g${index}"/>`.repeat(10)}</g>`,
).join('')}</svg>`;

/** Returns a black square as a PNG image with one bit per pixel. */
function blackPng(size: number): string {
  const chunk = (name: string, ...parts: readonly Uint8Array[]): Buffer => {
    const content = Buffer.concat([Buffer.from(name), ...parts]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length - 4);
    checksum.writeUInt32BE(crc32(content));
    return Buffer.concat([length, content, checksum]);
  };
  const header = Buffer.alloc(13);
  for (const at of [0, 4]) header.writeUInt32BE(size, at);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((size / 8 + 1) * size));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const file = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND')]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

/** Creates emails from as many copies of a piece of HTML as the limits allow. */
class EmailFiller {
  readonly #size: EmailSize;

  constructor(size: EmailSize) {
    this.#size = size;
  }

  fill(piece: (index: number) => string, elementsPerPiece: number, before = '', after = ''): string {
    const { bytes, elements } = this.#size;
    const room = bytes - before.length - after.length - 100;
    let html = '';
    for (let index = 0; index < Math.floor((elements - 20) / elementsPerPiece); index += 1) {
      const next = piece(index);
      if (html.length + next.length > room) break;
      html += next;
    }
    return before + html + after;
  }

  /** Fills an email with nested elements, as deep as the limits allow. */
  nest(open: string, close: string, levelsPerPiece = 1, before = '', content = 'a'): string {
    const levels = this.#size.depth - 4;
    const piece = repeatInside(open, close, Math.floor(levels / levelsPerPiece), content);
    return this.fill(() => piece, levels, before);
  }

  /** Boxes with this style, each as large as the frame and on top of each other. */
  overlap(style: string, box = '<p class=b>a</p>'): string {
    return this.fill(
      () => box,
      1,
      `<style>.b{position:absolute;top:0;left:0;width:100vw;height:100vh;${style}}</style>`,
    );
  }
}

/** Returns the emails by name. */
export function createSlowEmails(size: EmailSize): ReadonlyMap<string, string> {
  const filler = new EmailFiller(size);
  return new Map(
    Object.entries({
      ...textEmails(filler, size),
      ...layoutEmails(filler),
      ...selectorEmails(filler, size),
      ...declarationEmails(filler),
      ...paintEmails(filler),
      ...imageEmails(filler),
    }),
  );
}

type Emails = Readonly<Record<string, string>>;

function textEmails(filler: EmailFiller, { bytes }: EmailSize): Emails {
  return {
    'plain text': 'word '.repeat(bytes / 5 - 20),
    'one long word': 'ش'.repeat(bytes / 2 - 100),
    'lines of one character': `<p style="word-break:break-all;width:1px">${'x'.repeat(bytes - 100)}`,
    paragraphs: filler.fill(() => '<p>Some words</p>', 1),
    quotations: filler.fill(() => '<q>a</q>', 1),
    'unclosed formatting elements': filler.fill((index) => (index < 32 ? `<b id=${index}>` : '<p>a'), 1),
    attributes: filler.fill(
      (index) => `<p ${Array.from({ length: 60 }, (_, each) => `a${each}${index}`).join(' ')}>a`,
      1,
    ),
    'moving text': filler.fill(() => '<marquee>a</marquee>', 1),
  };
}

function layoutEmails(filler: EmailFiller): Emails {
  const table = (row: (index: number) => string, elements: number) => filler.fill(row, elements, '<table>', '</table>');
  const grid = (style: string, cell: (index: number) => string) =>
    filler.fill(cell, 1, `<div style="display:grid;${style}">`, '</div>');
  return {
    'table rows': table(() => '<tr><td>a<td>b<td>c<td>d', 5),
    'wide table rows': table(() => `<tr>${'<td>a'.repeat(50)}`, 51),
    'row spans': table((index) => `<tr><td rowspan=${(index % 90) + 2} colspan=${(index % 7) + 1}>a<td>b`, 3),
    'long spans': table(() => '<tr><td colspan=1000 rowspan=65534>a', 2),
    'nested tables': filler.nest('<table><tr><td>', '</td></tr></table>', 4),
    'nested tables with percentages': filler.nest('<table width=100%><tr><td width=50%>', '</td></tr></table>', 4),
    'nested boxes': filler.nest('<div>', '</div>'),
    'nested flex boxes': filler.nest(
      '<div class=f>',
      '</div>',
      1,
      '<style>.f{display:flex;flex-wrap:wrap;min-width:min-content}</style>',
    ),
    'nested grids': filler.nest(
      '<div class=g>',
      '</div>',
      1,
      '<style>.g{display:grid;grid-template-columns:auto auto}</style>',
    ),
    'distant grid areas': grid('', (index) => `<p style="grid-area:${index * 3000 + 1}/span 9999">a`),
    'narrow grid columns': grid('width:1e7px;grid-template-columns:repeat(auto-fill,1px)', () => '<p>a'),
    floats: filler.fill(() => '<p class=f>a b c</p>', 1, '<style>.f{float:left;margin:1px}</style>'),
    columns: filler.fill(() => '<p>a b c</p>', 1, '<style>body{columns:3}</style>'),
    'text areas': filler.fill(() => '<textarea rows=99 cols=999>a</textarea>', 1),
    selects: filler.fill(() => '<select></select>', 1),
    'animated boxes': filler.fill(
      () => '<p class=m>a',
      1,
      '<style>@keyframes k{to{margin-left:99px}}.m{animation:k 1s infinite}</style>',
    ),
  };
}

function selectorEmails(filler: EmailFiller, { bytes, elements }: EmailSize): Emails {
  const selectors = Math.floor(emailLimits.selectorMatches / elements) - 20;
  const sheet = (rule: (index: number) => string, length: number): string => {
    let rules = '';
    for (let index = 0; rules.length < length; index += 1) rules += rule(index);
    return `<style>${rules}</style>`;
  };
  const paragraphs = (before: string) => filler.fill((index) => `<p class="b a${index}">a`, 1, before);
  return {
    'inline styles': filler.fill(
      (index) => `<p style="color:#${(index + 1000).toString(16)};margin:${index}px 0;font:1${index % 9}px a">a</p>`,
      1,
    ),
    'class selectors': paragraphs(sheet((index) => `.a${index}{color:red}`, Math.min(bytes / 2, selectors * 15))),
    'descendant selectors': filler.fill(
      () => '<p><b class=b>a</b></p>',
      2,
      sheet(() => '* * .b,p>b,:not(p) i{color:red}', (selectors / 23) * 32),
    ),
    'sibling selectors': paragraphs(sheet(() => 'p~p~.b{color:red}', (selectors / 41) * 15)),
    'nth-last-of-type selectors': paragraphs(
      sheet((index) => `p:nth-last-of-type(${index}n+1){color:red}`, (selectors / 41) * 33),
    ),
    'open brackets': `<style>${repeatInside('(', ')', Math.floor(bytes / 2) - 100, '')}</style>`,
    'comments after a property': `<style>p{${`all${'/**/'.repeat(100)}x `.repeat(Math.floor(bytes / 405) - 1)}}</style>`,
    'nested rules': filler.fill(
      () => '<div>a</div>',
      1,
      `<style>${repeatInside('div &,b &,& div{', '}', 30, 'color:red')}</style>`,
    ),
    'nested selectors': filler.nest(
      '<div>',
      '</div>',
      1,
      `<style>${':is(:is(a,b) :is(c,div)) :not(i div) b{color:red}'.repeat(20)}</style>`,
      '<b>a</b>',
    ),
  };
}

/** One long declaration that applies to every element. */
function declarationEmails(filler: EmailFiller): Emails {
  const rule = (css: string) => filler.fill(() => '<p class=b>a</p>', 1, `<style>${css}</style>`);
  const counters = Array.from({ length: 5000 }, (_, index) => `c${index}`).join(' ');
  return {
    'generated text': rule(`.b::before,.b::after{content:"${'word '.repeat(10_000)}"}`),
    'generated text, short': rule('.b::before,.b::after{content:"abc abc abc abc abc"}'),
    'generated text from an attribute': `<style>p{width:1px;word-break:break-all}.b::before,.b::after{content:attr(id)attr(id)attr(id)}</style>
      <p class=b id=${'x'.repeat(100_000)}>a`,
    'generated quotation marks': rule('.b::before{content:open-quote}'),
    counters: rule(`.b{counter-reset:${counters};counter-increment:${counters}}`),
    'counters, short': rule(
      `.b{counter-reset:${counters.slice(0, 80)};counter-increment:${counters.slice(0, 80)};counter-set:${counters.slice(0, 80)}}`,
    ),
    'grid tracks': rule(`.b{display:grid;grid-template-columns:${'1px '.repeat(15_000)}}`),
    'grid tracks, short': rule(
      `.b{display:grid;grid-template-columns:${'1px '.repeat(19)};grid-template-rows:${'1px '.repeat(20)}}`,
    ),
    'repeated grid tracks': rule('.b{display:grid;grid-template:repeat(9999,1px)/repeat(9999,1px)}'),
    transforms: filler.overlap(`transform:${'rotate(1deg) '.repeat(4000)}`),
    'transforms, short': filler.overlap(`transform:${'scale(2)'.repeat(48)}`),
    filters: filler.overlap(`filter:${'invert(.3) '.repeat(4000)}`),
    'filters, short': filler.overlap(`filter:${'invert()'.repeat(11)}`),
    variables: rule(
      `.b{--a:${'x '.repeat(100)};--b:${'var(--a)'.repeat(50)};--c:${'var(--b)'.repeat(50)};font-family:var(--c)}`,
    ),
  };
}

function paintEmails(filler: EmailFiller): Emails {
  const styles: Readonly<Record<string, string>> = {
    'plain boxes': 'background:red',
    'opacity, overlapping': 'background:red;opacity:.5',
    'blend modes, overlapping': 'background:red;mix-blend-mode:multiply',
    'clip paths, overlapping': 'background:red;clip-path:circle(40%)',
    'round corners that clip, overlapping': 'background:red;overflow:hidden;border-radius:50%',
    'round dotted borders, overlapping': 'border:20px dotted red;border-radius:50%;box-sizing:border-box',
    'transforms, overlapping': 'background:red;transform:rotate(3deg)',
    '3D transforms, overlapping': 'background:red;transform:translate3d(1px,1px,1px)',
    'gradients, overlapping': `background:${'radial-gradient(red,#00f8),'.repeat(maxImageLayers - 1)}red`,
    'shadows, overlapping': `box-shadow:${'0 0 40px red,'.repeat(7)}inset 0 0 200px red`,
    'text shadows, overlapping': `text-shadow:${'0 0 40px red,'.repeat(7)}0 0 9px`,
    'masks, overlapping': 'background:red;-webkit-mask-image:linear-gradient(red,transparent)',
    'backdrop filters, overlapping': 'backdrop-filter:invert(.3)',
    'reflections, overlapping': '-webkit-box-reflect:below 0 linear-gradient(red,transparent)',
    'compositing layers, overlapping': 'will-change:transform',
    'embedded images, overlapping': `background:url(${blackPng(8)}) 0/cover;transform:rotate(3deg)`,
    'text outlines, overlapping': 'font-size:100vh;-webkit-text-stroke:20px red',
  };
  const emails = Object.entries(styles).map(([name, style]) => [name, filler.overlap(style)] as const);
  return Object.fromEntries([
    ...emails,
    ['all effects, overlapping', filler.overlap(Object.values(styles).join(';'))],
    ['buttons, overlapping', filler.overlap('border-radius:50%', '<button class=b>a</button>')],
  ]);
}

function imageEmails(filler: EmailFiller): Emails {
  const svg = (content: string) =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${content}</svg>`)}`;
  const shapes = '<g opacity=".5"><path d="M0 0H9V9H0z"/><path d="M0 0H9V9z"/></g>';
  return {
    'SVG image with recursive references': `<img width=500 src="data:image/svg+xml,${encodeURIComponent(multiplyingSvg)}">`,
    'translucent SVG image': `<img width=1000 height=1000 src="${svg(shapes.repeat(1000))}">`,
    'SVG on every element': filler.overlap(`background:url('${svg(shapes.repeat(10))}')`),
    'inherited SVG mask': `<div style="mask:url('${svg(shapes.repeat(300))}')">${filler.overlap('background:red;mask:inherit').slice(0, 100_000)}`,
    'SVG images': filler.fill(() => '<img src="data:image/svg+xml,<svg/>" width=9>', 1),
    'inline SVG gradients': `<svg width=1000 height=1000><linearGradient id=g><stop stop-color=red /><stop offset=1
      stop-color=blue /></linearGradient>${'<rect width=1000 height=1000 fill="url(#g)" />'.repeat(2000)}</svg>`,
    'inline SVG opacity': filler.fill(
      () => '<g opacity=.5><rect width=1000 height=1000 fill=red /></g>',
      2,
      '<svg width=1000 height=1000>',
      '</svg>',
    ),
    'image of 256 million pixels': `<img width=500 src="${blackPng(16_000)}">`,
    'image of the maximum number of pixels': `<img width=500 src="${blackPng(Math.floor(Math.sqrt(maxEmbeddedPixels) / 8) * 8)}">`,
    'small images': filler.overlap('', `<img class=b src="${blackPng(8)}">`),
  };
}
