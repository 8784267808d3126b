import { expect } from 'chai';
import fc from 'fast-check';
import { sanitizeCss as stripWith } from '../../../src/email/sanitizer/sanitize-css.ts';
import { Drawing } from '../../../src/email/sanitizer/paint-budget.ts';
import { EmbeddedImages } from '../../../src/email/sanitizer/embedded-images.ts';
import { parseEmail, tinyImage } from './sanitize-html.ts';

const stripCss = (css: string): string => {
  const drawing = new Drawing(parseEmail(''));
  return stripWith(css, { embeddedImages: new EmbeddedImages(drawing), paintBudget: drawing });
};

const noPicture = 'url("data:image/gif,")';

/** What goes in, and what comes out. */
const kept: readonly (readonly [string, string])[] = [
  ['color: red; width: 50%', 'color: red; width: 50%'],
  ['margin:0 -1px .5em 1e3px!important', 'margin:0 -1px .5em 1e3px!important'],
  ['width:calc(100% - 2px)', 'width:calc(100% - 2px)'],
  ['--a:1;color:var(--a)', '--a:1;color:var(--a)'],
  [`background:URL( ${tinyImage} )`, `background:url("${tinyImage}")`],
  [`background:url('data:image/svg+xml,<svg/>')`, 'background:url("data:image/svg+xml,\\3c svg/>")'],
  ['src:url(data:font/woff2;base64,d09GMg==)', 'src:url("data:font/woff2;base64,d09GMg==")'],
  ['fill:url(#shade)', 'fill:url("#shade")'],
  ['@media screen and (max-width:600px){a{b:c}}', '@media screen and (max-width:600px){a{b:c}}'],
  ['@media (width <= 600px){}', '@media (width <= 600px){}'],
  ['a:link, a:any-link{} a:visited{} a:hover{}', 'a[data-href], a[data-href]{} a:host{} a:hover{}'],
  ['a[href^="tel"]{} [ href]{}', 'a[data-href^="tel"]{} [data-href]{}'],
  ['.sm\\:x{} .\\31 x{}', '.sm\\3a x{} .\\31 x{}'],
  ['.columns{} .columns:hover{}', '.columns{} .columns:hover{}'],
  ['/* a */b/**/c{}', '/**/b/**/c{}'],
  ['<!-- a{} -->', '  a{}  '],
  ['a:not(.b):nth-child(2n){}', 'a:not(.b):nth-child(2n){}'],
  ['text-shadow:0 1px 0 rgba(0,0,0,.5), 0 0 1px #fff', 'text-shadow:0 1px 0 rgba(0,0,0,.5), 0 0 1px #fff'],
  ['@supports (a:b){@media c{d{e:f}g{h:i}}j{k:l}}', '@supports (a:b){@media c{d{e:f}g{h:i}}j{k:l}}'],
  ['@keyframes a{from{b:c}to{d:e}}f{g:h}', '@keyframes a{from{b:c}to{d:e}}f{g:h}'],
  [
    `background:url("data:image/svg+xml,%3Csvg viewBox='0 0 1 1'%3E")`,
    `background:url("data:image/svg+xml,%3Csvg viewBox='0 0 1 1'%3E")`,
  ],
  ['content:"é\\"\\\n"', 'content:"é\\22 "'],
];

const blocked: readonly (readonly [string, string])[] = [
  [
    'grid-template-columns:repeat(auto-fill,1px) repeat(AUT\\4f-fit,1px)',
    'grid-template-columns:repeat(blocked,1px) repeat(blocked,1px)',
  ],
  ['background:#fff url(https://a.example/x) no-repeat', `background:#fff ${noPicture} no-repeat`],
  ['background:url("//a.example")', `background:${noPicture}`],
  [`background:url('x.png' )`, `background:${noPicture}`],
  ['background:url(', `background:${noPicture}`],
  ['background:u\\72 l(https://a.example)', `background:${noPicture}`],
  ['background:\\000075\\52\\6C(https://a.example)', `background:${noPicture}`],
  ['background:url(\\68ttps://a.example)', `background:${noPicture}`],
  ['background:url(data:text/html,x)', `background:${noPicture}`],
  ['background:url/**/(https://a.example)', 'background:url/**/(https://a.example)'],
  ['background:url("a" b)', 'background:blocked("a" b)'],
  ['background:image-set("https://a.example" 1x)', 'background:blocked("https://a.example" 1x)'],
  ['background:-webkit-image-set("a" 1x)', 'background:blocked("a" 1x)'],
  ['background:src("https://a.example")', 'background:blocked("https://a.example")'],
  ['background:cross-fade(url(a),url(b))', `background:blocked(${noPicture},${noPicture})`],
  ['@import "https://a.example";', '@blocked "https://a.example";'],
  ['@\\69 mport url(https://a.example);', `@blocked ${noPicture};`],
  ['@namespace url(https://a.example);', `@blocked ${noPicture};`],
  ['a:has(b){}', 'a:blocked(b){}'],
  ['filter:blur(9px)', 'filter:blocked(9px)'],
  ['columns:3;COLUMN-COUNT : 2', 'blocked:3;blocked : 2'],
  ['a:is(b, c):where(d){}', 'a:blocked(b, c):blocked(d){}'],
  ['a:not(b:not(c)):nth-child(2 of :nth-child(3)){}', 'a:not(b:blocked(c)):nth-child(2 of :blocked(3)){}'],
  ['a{b{c:d}e:f}g{h:i}', 'a{b;e:f}g{h:i}'],
  ['a{@media b{c{d:e}}f:g}h{i:j}', 'a{@media b{c;}f:g}h{i:j}'],
  ['@media a{b{c:d}e{f{g:h}}}', '@media a{b{c:d}e{f;}}'],
  ['a{b:(});c{d:e}', 'a{b:(});c;'],
  ['a{b:"}";c{d:e}}', 'a{b:"}";c;}'],
  ['a{b:c}}}d{e{f:g}}', 'a{b:c}}}d{e;}'],
  ['a{&{b:c}& &{d:e}', 'a{&;& &;'],
  ['/**/columns/* a */:3', '/**/blocked/**/:3'],
  ['container:a / inline-size;container-type:size', 'blocked:a / inline-size;blocked:size'],
  ['@container (width>1px){a{b:c}}', '@blocked (width>1px){a{b:c}}'],
  ['shape-outside:circle()', 'blocked:circle()'],
  [`text-shadow:${'0 0 9px red,'.repeat(9)}0 0 0`, `blocked:${'0 0 9px red,'.repeat(9)}0 0 0`],
  [`box-shadow:${'0 0 9px red,'.repeat(9)}0 0 0`, `blocked:${'0 0 9px red,'.repeat(9)}0 0 0`],
  ['text-shadow/**/:0 0/*;*/,0 0', 'blocked/**/:0 0/**/,0 0'],
  ['--a:0 0,0 0;text-shadow:var(--a)', '--a:0 0,0 0;blocked:var(--a)'],
  ['background:url(data:image/svg+xml;base64,PHN2Zz48dXNlIGhyZWY9IiNhIi8+PC9zdmc+)', `background:${noPicture}`],
  ['background:url(data:image/svg+xml,%3Csvg%3E%3C%75se%20%68ref=%22%23a%22/%3E)', `background:${noPicture}`],
  ['background:url(data:image/svg+xml;charset=utf-16,<svg/>)', `background:${noPicture}`],
  ['background:url(data:image/tiff,a)', `background:${noPicture}`],
  [`background:url(${tinyImage.replace('image', 'font')})`, `background:${noPicture}`],
  [`--a:url(${tinyImage});--b:linear-gradient(red,blue)`, `--a:${noPicture};--b:blocked(red,blue)`],
  [
    `-webkit-mask:${'linear-gradient(red,blue),'.repeat(5)}none;mask:linear-gradient(red)`,
    `-webkit-mask:${'linear-gradient(red,blue),'.repeat(4)}blocked(red,blue),none;mask:linear-gradient(red)`,
  ],
  [`background:${`url(${tinyImage}),`.repeat(5)}red`, `background:${`url("${tinyImage}"),`.repeat(4)}${noPicture},red`],
  [
    'grid-row:span 999;grid-column:1/span calc(9);grid-area:2/1',
    'blocked:span 999;blocked:1/span calc(9);grid-area:2/1',
  ],
  ['stroke-dasharray:.001', 'blocked:.001'],
  ['width:expression(alert(1))', 'width:blocked(blocked(1))'],
  ['content:"</style><script>"', 'content:"\\3c /style>\\3c script>"'],
  ['a</style>', 'a< /style>'],
  ['a<!b', 'a< !b'],
  ['content:"a\nb"', 'content: blocked()\nb""'],
];

const pieces = fc.constantFrom(
  ...[
    'url(',
    '"',
    "'",
    '\\',
    '\n',
    ' ',
    'a',
    '{',
    '}',
    '@import',
    '@media',
    ':link',
    ':visited',
    '[href',
    '(',
    ')',
    '<',
  ],
  ...[
    '>',
    '/',
    '*',
    '/*',
    '*/',
    '<!--',
    '-->',
    '!',
    '1',
    'e3',
    '-',
    '--',
    '\\75',
    'rl(',
    '#',
    '%',
    '=',
    ';',
    '\0',
    '\f',
  ],
  ...['data:image/png,', 'https://a.example', 'image-set(', 'not(', 'é', '\\68', 'style>'],
);
const soup = fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join(''));

describe('the CSS of an email', () => {
  for (const [css, stripped] of kept) it(`keeps ${css}`, () => expect(stripCss(css)).to.equal(stripped));
  for (const [css, stripped] of blocked) it(`blocks ${css}`, () => expect(stripCss(css)).to.equal(stripped));

  it('reads the same when it is stripped again, and never ends its element', () => {
    fc.assert(
      fc.property(soup, (css) => {
        const once = stripCss(css);
        expect(once).not.to.match(/<[/!]/);
        expect(stripCss(once)).to.equal(once);
      }),
      { numRuns: 2000, examples: [['\\-->'], ['[href\\'], ['@media\\']] },
    );
  });

  it('has no URL for a browser but those that the email carries', () => {
    const sheet = new CSSStyleSheet();
    fc.assert(
      fc.property(soup, (css) => {
        sheet.replaceSync(`a{background:${stripCss(css)}} ${stripCss(css)}`);
        const texts = Array.from(sheet.cssRules, ({ cssText }) => cssText).join('');
        for (const [, url] of texts.matchAll(/url\("((?:[^"\\]|\\.)*)"?\)/g)) expect(url).to.match(/^(data:|#)/);
        // An `@` with an escape is a letter of a name.
        expect(texts.replace(/"(?:[^"\\]|\\.)*"|\\@/g, '')).not.to.match(/image-set|@import/);
      }),
      { numRuns: 2000, examples: [['\\@import{']] },
    );
  });

  it('takes no longer for CSS that is made to be slow', () => {
    const slow = [
      'url(' + ' '.repeat(100_000) + 'x y',
      '\\aaaaaa'.repeat(20_000),
      '"'.repeat(100_001),
      '/*'.repeat(50_000),
      'grid-area :'.repeat(15_000),
    ];
    for (const css of slow) expect(stripCss(css).length).to.be.greaterThan(0);
  });
});
