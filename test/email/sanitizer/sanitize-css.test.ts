import { expect } from 'chai';
import fc from 'fast-check';
import { EmbeddedImages } from '../../../src/email/sanitizer/embedded-images.ts';
import { sanitizeCss } from '../../../src/email/sanitizer/sanitize-css.ts';
import { tinyImage } from './sanitize-html.ts';

const sanitizeSheet = (css: string): string => sanitizeCss(css, { embeddedImages: new EmbeddedImages() });
const sanitizeInline = (css: string): string => sanitizeCss(css, { embeddedImages: new EmbeddedImages() }, true);

const missingImage = 'url("data:image/gif,")';

/** CSS and its sanitized result. */
const kept: readonly (readonly [string, string])[] = [
  ['color: red; width: 50%', 'color: red; width: 50%'],
  ['margin:0 -1px .5em 1e3px!important', 'margin:0 -1px .5em 1e3px!important'],
  ['width:calc(100% - 2px)', 'width:calc(100% - 2px)'],
  ['--a:1;color:var(--a)', '--a:1;color:var(--a)'],
  [`background:URL( ${tinyImage} )`, `background:url("${tinyImage}")`],
  ['src:url(data:font/woff2;base64,d09GMg==)', 'src:url("data:font/woff2;base64,d09GMg==")'],
  ['fill:url(#shade)', 'fill:url("#shade")'],
  [
    'a{height:calc(100vh - 2px);top:-.5DVH}',
    'a{height:calc(calc(100*var(--cer-vh)) - 2px);top:calc(-.5*var(--cer-vh))}',
  ],
  ['@media (height:100vh){a{height:1evh}}', '@media (height:100vh){a{height:1evh}}'],
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
  ['content:"é\\"\\\n"', 'content:"é\\22 "'],
];

const blocked: readonly (readonly [string, string])[] = [
  [
    'grid-template-columns:repeat(auto-fill,1px) repeat(AUT\\4f-fit,1px)',
    'grid-template-columns:repeat(blocked,1px) repeat(blocked,1px)',
  ],
  ['background:#fff url(https://a.example/x) no-repeat', `background:#fff ${missingImage} no-repeat`],
  ['background:url("//a.example")', `background:${missingImage}`],
  [`background:url('x.png' )`, `background:${missingImage}`],
  ['background:url(', `background:${missingImage}`],
  ['background:u\\72 l(https://a.example)', `background:${missingImage}`],
  ['background:\\000075\\52\\6C(https://a.example)', `background:${missingImage}`],
  ['background:url(\\68ttps://a.example)', `background:${missingImage}`],
  ['background:url(data:text/html,x)', `background:${missingImage}`],
  ['background:url/**/(https://a.example)', 'background:url/**/(https://a.example)'],
  ['background:url("a" b)', 'background:blocked("a" b)'],
  ['background:image-set("https://a.example" 1x)', 'background:blocked("https://a.example" 1x)'],
  ['background:-webkit-image-set("a" 1x)', 'background:blocked("a" 1x)'],
  ['background:src("https://a.example")', 'background:blocked("https://a.example")'],
  ['background:cross-fade(url(a),url(b))', `background:blocked(${missingImage},${missingImage})`],
  ['@import "https://a.example";', '@blocked "https://a.example";'],
  ['@\\69 mport url(https://a.example);', `@blocked ${missingImage};`],
  ['@namespace url(https://a.example);', `@blocked ${missingImage};`],
  ['a:has(b){}', 'a:blocked(b){}'],
  ['content:attr(title)', 'content:blocked(title)'],
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
  ['background:url(data:image/svg+xml;base64,PHN2Zz48dXNlIGhyZWY9IiNhIi8+PC9zdmc+)', `background:${missingImage}`],
  ['background:url(data:image/svg+xml,%3Csvg%3E%3C%75se%20%68ref=%22%23a%22/%3E)', `background:${missingImage}`],
  ['background:url(data:image/svg+xml;charset=utf-16,<svg/>)', `background:${missingImage}`],
  ['background:url(data:image/tiff,a)', `background:${missingImage}`],
  [`background:url(${tinyImage.replace('image', 'font')})`, `background:${missingImage}`],
  [`--a:url(${tinyImage});--b:linear-gradient(red,blue)`, `--a:${missingImage};--b:blocked(red,blue)`],
  [
    `-webkit-mask:${'linear-gradient(red,blue),'.repeat(5)}none;mask:linear-gradient(red)`,
    `-webkit-mask:${'linear-gradient(red,blue),'.repeat(4)}blocked(red,blue),none;mask:linear-gradient(red)`,
  ],
  [
    `background:${`url(${tinyImage}),`.repeat(5)}red`,
    `background:${`url("${tinyImage}"),`.repeat(4)}${missingImage},red`,
  ],
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

/** Returns the declarations of all style rules, also inside other rules. */
function stylesOf(rules: CSSRuleList): CSSStyleDeclaration[] {
  return Array.from(rules).flatMap((rule) => [
    ...('style' in rule ? [rule.style as CSSStyleDeclaration] : []),
    ...('cssRules' in rule ? stylesOf(rule.cssRules as CSSRuleList) : []),
  ]);
}

describe('sanitized CSS', () => {
  for (const [css, sanitized] of kept) it(`keeps ${css}`, () => expect(sanitizeSheet(css)).to.equal(sanitized));
  for (const [css, sanitized] of blocked) it(`blocks ${css}`, () => expect(sanitizeSheet(css)).to.equal(sanitized));

  it('does not change when it is sanitized again, and never ends its element', () => {
    fc.assert(
      fc.property(soup, (css) => {
        const once = sanitizeSheet(css);
        expect(once).not.to.match(/<[/!]/);
        expect(sanitizeSheet(once)).to.equal(once);
      }),
      { numRuns: 2000, examples: [['\\-->'], ['[href\\'], ['@media\\']] },
    );
  });

  it('contains only embedded URLs and fragments for a browser', () => {
    const sheet = new CSSStyleSheet();
    fc.assert(
      fc.property(soup, (css) => {
        sheet.replaceSync(`a{background:${sanitizeSheet(css)}} ${sanitizeSheet(css)}`);
        const texts = Array.from(sheet.cssRules, ({ cssText }) => cssText).join('');
        for (const [, url] of texts.matchAll(/url\("((?:[^"\\]|\\.)*)"?\)/g)) expect(url).to.match(/^(data:|#)/);
        // An escaped `@` is a character of a name.
        expect(texts.replace(/"(?:[^"\\]|\\.)*"|\\@/g, '')).not.to.match(/image-set|@import/);
      }),
      { numRuns: 2000, examples: [['\\@import{']] },
    );
  });

  it('keeps SVG images in inline styles, and blocks them where many elements can show them', () => {
    const svg = `background:url("data:image/svg+xml,%3Csvg viewBox='0 0 1 1'%3E")`;
    expect(sanitizeInline(svg)).to.equal(svg);
    expect(sanitizeSheet(`p{${svg}}`)).to.equal(`p{background:${missingImage}}`);
    expect(sanitizeInline(svg.replace('background', 'list-style'))).to.equal(`list-style:${missingImage}`);
  });

  for (const css of [
    ...['background:inherit', 'BACKGROUND:in\\68 erit', 'border-image:/**/inherit', 'all:inherit'],
    ...['mask:inherit', '-webkit-mask-image:inherit', '-webkit-mask-box-image:inherit', '-moz-border-image:inherit'],
  ]) {
    it(`blocks ${css}, which could show one image on many elements`, () => {
      expect(sanitizeInline(css)).to.include('blocked');
    });
  }

  for (const css of ['color:inherit', 'font:inherit']) {
    it(`keeps ${css}`, () => expect(sanitizeInline(css)).to.equal(css));
  }

  // Backtracking over comments would never end.
  it('finds the colon after a property and thousands of comments', () => {
    const property = `all${'/**/'.repeat(5000)}`;
    expect(sanitizeInline(`${property}:inherit`)).to.match(/^blocked/);
    expect(sanitizeInline(`${property}x`)).to.match(/^all/);
  });

  it('replaces braces in inline styles', () => {
    expect(sanitizeInline('--a:{b}')).to.equal('--a:!b!');
  });

  describe('in a declaration', () => {
    for (const [length, property, value] of [
      [400, 'transform', 'scale(2) '],
      [100, 'filter', 'invert() '],
      [100, '-webkit-filter', 'invert() '],
      [100, 'counter-reset', 'a b '],
      [100, 'grid-template-columns', '1px '],
      [60, '--a', 'a b '],
      [44, 'list-style-type', '"a"'],
      [30, 'content', '"a"'],
      [30, 'c\\6fntent', '"a"'],
      [30, 'quotes', '"a" "b" '],
    ] as const) {
      it(`limits ${property} to ${length} characters`, () => {
        const short = `${property}:${value}`;
        const long = `${property}:${value.repeat(length)}`;
        for (const sanitizeRule of [
          (css: string) => sanitizeSheet(`p{${css};color:red}`),
          (css: string) => sanitizeSheet(`@media print{p{${css};color:red}}`),
          (css: string) => sanitizeSheet(`@keyframes a{to{${css};color:red}}`),
          (css: string) => sanitizeInline(`${css};color:red`),
        ]) {
          expect(sanitizeRule(short)).not.to.include('!');
          const declaration = /[\w-]*:[^;{}]*!.*?(?=;color:red)/.exec(sanitizeRule(long))?.[0] ?? 'not truncated';
          expect(declaration.replace(/[()]/g, '').length).to.be.at.most(length + 1);
        }
      });
    }

    it('counts strings in full, a URL as ten characters and no brackets', () => {
      const font = `src:url(data:font/woff2;base64,d09GMg${'A'.repeat(998)}==)`;
      expect(sanitizeSheet(`@font-face{${font}}p{${font}}`)).not.to.include('!');
      expect(sanitizeSheet(`p{content:${'url(a)'.repeat(3)}}`)).to.equal(`p{content:${missingImage.repeat(2)}!}`);
      expect(sanitizeSheet(`p{font-family:"${'a'.repeat(400)}",b}`)).to.equal('p{font-family:!}');
      expect(sanitizeSheet(`p{width:${'('.repeat(500)}1px${')'.repeat(500)}}`)).not.to.include('!');
    });

    it('counts what may be substituted, so that custom properties cannot multiply', () => {
      expect(sanitizeSheet('p{margin:var(--a) var(--b)}')).to.equal('p{margin:var(--a) var(--b)}');
      expect(sanitizeSheet('p{--a:var(--b)}')).to.equal('p{--a:!(--b)}'.replace('--b', ''));
      expect(sanitizeSheet('p{content:var(--b)}')).to.equal('p{content:!()}');
      expect(sanitizeSheet(`p{margin:${'var(--a)'.repeat(9)}}`)).to.include('!');
      expect(sanitizeSheet(`p{--a:(;${'b '.repeat(60)})}`)).to.include('!');
    });

    it('does not limit selectors and media queries', () => {
      const selectors = Array.from({ length: 99 }, (_, index) => `.class${index}`).join();
      const css = `${selectors}{color:red}@media ${'screen,'.repeat(99)}print{a{color:red}}`;
      expect(sanitizeSheet(css)).to.equal(css);
    });

    it('does not open the block of an at-rule that is left out', () => {
      const once = sanitizeSheet('p{content:content:content:@font-face{');
      expect(sanitizeSheet(once)).to.equal(once);
    });

    it('ends where a browser ends it, so that nothing exceeds a limit', () => {
      const sheet = new CSSStyleSheet();
      const part = fc.constantFrom(
        ...['content:', '--a:', 'filter:', '"aaaaaaaaaa"', 'invert(1)', 'var(--a)', ';', '{', '}', '(', ')', '[', ']'],
        ...['p', '@media all', '/*', '*/', '"', '\\', '\n', ' ', 'a', ',', 'url(', '!important', '@font-face', '&'],
      );
      fc.assert(
        fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
          const css = `p{${parts.join('')}`;
          const once = sanitizeSheet(css);
          expect(sanitizeSheet(once)).to.equal(once);
          sheet.replaceSync(once);
          for (const style of stylesOf(sheet.cssRules)) {
            expect(style.getPropertyValue('content').length, once).to.be.at.most(40);
            expect(style.getPropertyValue('--a').length, once).to.be.at.most(80);
            expect(style.filter.length, once).to.be.at.most(120);
          }
        }),
        { numRuns: 3000 },
      );
    });
  });

  it('sanitizes CSS with many ambiguous tokens in linear time', () => {
    const slow = [
      'url(' + ' '.repeat(100_000) + 'x y',
      '\\aaaaaa'.repeat(20_000),
      '"'.repeat(100_001),
      '/*'.repeat(50_000),
      'grid-area :'.repeat(15_000),
    ];
    for (const css of slow) expect(sanitizeSheet(css).length).to.be.greaterThan(0);
  });
});
