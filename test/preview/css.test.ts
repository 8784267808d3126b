import { expect } from 'chai';
import fc from 'fast-check';
import { stripCss } from '../../src/preview/css.ts';

const noPicture = 'url("data:image/gif,")';

/** What goes in, and what comes out. */
const kept: readonly (readonly [string, string])[] = [
  ['color: red; width: 50%', 'color: red; width: 50%'],
  ['margin:0 -1px .5em 1e3px!important', 'margin:0 -1px .5em 1e3px!important'],
  ['width:calc(100% - 2px)', 'width:calc(100% - 2px)'],
  ['--a:1;color:var(--a)', '--a:1;color:var(--a)'],
  ['background:URL( data:image/png;base64,AA== )', 'background:url("data:image/png;base64,AA==")'],
  [`background:url('data:image/svg+xml,<svg/>')`, 'background:url("data:image/svg+xml,\\3c svg/>")'],
  ['src:url(data:font/woff2;base64,AA==)', 'src:url("data:font/woff2;base64,AA==")'],
  ['fill:url(#shade)', 'fill:url("#shade")'],
  ['@media screen and (max-width:600px){a{b:c}}', '@media screen and (max-width:600px){a{b:c}}'],
  ['@media (width <= 600px){}', '@media (width <= 600px){}'],
  ['a:link, a:any-link{} a:visited{} a:hover{}', 'a[data-href], a[data-href]{} a:not(*){} a:hover{}'],
  ['a[href^="tel"]{} [ href]{}', 'a[data-href^="tel"]{} [data-href]{}'],
  ['.sm\\:x{} .\\31 x{}', '.sm\\3a x{} .\\31 x{}'],
  ['.columns{} .columns:hover{}', '.columns{} .columns:hover{}'],
  ['/* a */b/**/c{}', '/**/b/**/c{}'],
  ['<!-- a{} -->', '  a{}  '],
  ['content:"é\\"\\\n"', 'content:"é\\22 "'],
];

const blocked: readonly (readonly [string, string])[] = [
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
  ['width:expression(alert(1))', 'width:blocked(blocked(1))'],
  ['content:"</style><script>"', 'content:"\\3c /style>\\3c script>"'],
  ['a</style>', 'a< /style>'],
  ['a<!b', 'a< !b'],
  ['content:"a\nb"', 'content: blocked()\nb""'],
];

const pieces = fc.constantFrom(
  ...['url(', '"', "'", '\\', '\n', ' ', 'a', '{', '}', '@import', '@media', ':link', ':visited', '[href', '(', ')', '<'],
  ...['>', '/', '*', '/*', '*/', '<!--', '-->', '!', '1', 'e3', '-', '--', '\\75', 'rl(', '#', '%', '=', ';', '\0', '\f'],
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
        expect(texts).not.to.match(/image-set|@import/);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for CSS that is made to be slow', () => {
    const slow = ['url(' + ' '.repeat(100_000) + 'x y', '\\aaaaaa'.repeat(20_000), '"'.repeat(100_001), '/*'.repeat(50_000)];
    for (const css of slow) expect(stripCss(css).length).to.be.greaterThan(0);
  });
});
