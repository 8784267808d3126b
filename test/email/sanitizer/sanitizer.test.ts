import { expect } from 'chai';
import fc from 'fast-check';
import { allowedAttributes, allowedElements, allowedSvgElements } from '../../../src/email/sanitizer/allow-list.ts';
import { parseEmailHtml } from '../../../src/email/sanitizer/sanitizer.ts';
import { sanitize, sanitizeBody, tinyImage } from './sanitize-html.ts';

const gif = tinyImage;
const missing = '<img src="data:image/gif,">';

/** Body HTML and its sanitized result, by rule. */
const rules: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'keeps common elements and attributes': [
    ['<p class="a" id=b align=center title="c">d</p>', '<p class="a" id="b" align="center" title="c">d</p>'],
    [
      '<table width=1 bgcolor=red><tr><td>a',
      '<table width="1" bgcolor="red"><tbody><tr><td>a</td></tr></tbody></table>',
    ],
    [
      '<font color=red face=a size=2>b</font><center>c</center>',
      '<font color="red" face="a" size="2">b</font><center>c</center>',
    ],
    [`<img src="${gif}" alt="a" width=1>`, `<img src="${gif}" alt="a" width="1">`],
    [`<table background="${gif}"></table>`, `<table background="${gif}"></table>`],
    ['a<style>a{b:c}</style>', 'a<style>a{b:c}</style>'],
    ['<p data-ogsc="a" aria-hidden="true">b</p>', '<p data-ogsc="a" aria-hidden="true">b</p>'],
    [
      '<img usemap="#a"><map name=a><area href=b coords=1></map>',
      '<img usemap="#a"><map name="a"><area data-href="b" coords="1"></map>',
    ],
    [
      '<svg viewBox="0 0 1 1"><path d="M0 0" fill="url(#a)"/></svg>',
      '<svg viewBox="0 0 1 1"><path d="M0 0" fill="url(&#34;#a&#34;)"></path></svg>',
    ],
    [
      '<svg><lineargradient id=a><stop offset=1></lineargradient></svg>',
      '<svg><linearGradient id="a"><stop offset="1"></stop></linearGradient></svg>',
    ],
  ],
  'keeps the content of unknown elements': [
    ['<o:p>a</o:p>', '<span>a</span>'],
    ['<x-y onclick=a is=b>c</x-y>', '<span>c</span>'],
    ['<video src=a><p>b</p></video>', '<span><p>b</p></span>'],
    ['<xmp><b>a</xmp>', '<pre>&#60;b&#62;a</pre>'],
    ['<plaintext><b>', '<pre>&#60;b&#62;</pre>'],
  ],
  'keeps only options and text in a select': [
    [
      '<select><option>a<b>c</b><img src=d>e<option>f</select>',
      '<select><option>ace</option><option>f</option></select>',
    ],
    [
      '<select><optgroup label=a><option>b<i>c</i></optgroup>d</select>',
      '<select><optgroup label="a"><option>bc</option></optgroup>d</select>',
    ],
  ],
  'removes what multiplies': [
    ['a'.repeat(2001), `${'a'.repeat(1000)}\u200b${'a'.repeat(1000)}\u200ba`],
    [`a${'\u0301'.repeat(400)}b`, `a${'\u0301'.repeat(30)}b`],
    ['<marquee>a</marquee>', '<span>a</span>'],
    [
      '<table><col span=1000><tr><td colspan=31 rowspan=65534>a<td colspan=30>',
      '<table><colgroup><col span="30"></colgroup><tbody><tr><td colspan="30" rowspan="10">a</td><td colspan="30"></td></tr></tbody></table>',
    ],
    [
      '<svg><clipPath id=a><path clip-path="url(#b)"/></clipPath><path mask="url(#a)" d=b /></svg>',
      '<svg><path d="b"></path></svg>',
    ],
    ['<img src="data:image/svg+xml,<svg><use href=%23a /></svg>">', missing],
    [
      `<img src="data:image/svg+xml,<svg><path d='M0 0'/></svg>">`,
      `<img src="data:image/svg+xml,&#60;svg&#62;&#60;path d='M0 0'/&#62;&#60;/svg&#62;">`,
    ],
  ],
  'keeps a hundred form fields and quotations': [
    ['<button>a</button>'.repeat(101), `${'<button>a</button>'.repeat(100)}<span>a</span>`],
    ['<q>a</q>'.repeat(60) + '<input>'.repeat(41), `${'<q>a</q>'.repeat(60)}${'<input>'.repeat(40)}<span></span>`],
  ],
  'moves link URLs to data-href': [
    [
      '<a href="https://a.example/?b&amp;c" target=_top ping=d download>e</a>',
      '<a data-href="https://a.example/?b&#38;c">e</a>',
    ],
    ['<a href=a data-href=b>c</a>', '<a data-href="a">c</a>'],
    ['<svg><a href=a><path/></a></svg>', '<svg><path></path></svg>'],
  ],
  'removes elements that load, run or navigate, with their content': [
    ...['script', 'iframe', 'object', 'noscript', 'template', 'noembed', 'noframes', 'title', 'audio', 'dialog'].map(
      (name) => [`a<${name} src=b data=b><p>c</p></${name}>d`, 'ad'] as const,
    ),
    ...['link', 'meta', 'base', 'embed', 'source', 'track'].map((name) => [`a<${name} href=b src=b>c`, 'ac'] as const),
    ['<template shadowrootmode=open><img src=a></template>b', 'b'],
    ['<svg><use href="#a"/><image href=a /><animate/><set/><script>b</script><style>c</style></svg>', '<svg></svg>'],
    ['<svg><foreignObject><p>a</p></foreignObject><filter><feImage href=a /></filter></svg>', '<svg></svg>'],
    ['a<math href=b><mi>c</mi><annotation-xml encoding=text/html><p>d</p></annotation-xml></math>e', 'ae'],
    ['<!-- a --><?b?><![CDATA[c]]>d', 'd'],
  ],
  'removes attributes that load, run or navigate': [
    ['<p onclick=a onfoo=b ON=c>d</p>', '<p>d</p>'],
    ['<img src=https://a.example srcset="https://a.example 2x" sizes=1px loading=lazy>', missing],
    ['<img src=" data:text/html,a"><img src="javascript:a">', missing.repeat(2)],
    ['<table background=https://a.example></table>', '<table></table>'],
    ['<p style="background:url(//a.example)">', '<p style="background:url(&#34;data:image/gif,&#34;)"></p>'],
    [
      '<form action=a method=post target=b>c<button formaction=d type=submit>e</button></form>',
      '<form>c<button type="submit">e</button></form>',
    ],
    [
      '<input type=file autofocus><input type=image src=a><input type=PASSWORD>',
      '<input type="text"><input type="image"><input type="text">',
    ],
    ['<q cite=a>b</q><p itemid=a nonce=c slot=d popover contenteditable tabindex=1>e</p>', '<q>b</q><p>e</p>'],
    ['<img attributionsrc usemap=a lowsrc=b dynsrc=c longdesc=d><p data-a"b=c>', '<img><p></p>'],
  ],
};

const remote: readonly (readonly [string, string])[] = [
  ['<img src=" https://a.example/b">', '<img src="https://a.example/b">'],
  [
    '<img srcset="https://a.example/a,b 2x, http://c.example 3x,//d.example">',
    '<img srcset="https://a.example/a,b 2x">',
  ],
  [`<img srcset="${gif} 1x" sizes="(max-width: 1px) 2px">`, `<img srcset="${gif} 1x" sizes="(max-width: 1px) 2px">`],
  ['<img src=http://a.example><img src=//a.example><img src=https:a><img src=cid:a>', missing.repeat(4)],
  [
    '<input type=image src=https://a.example><picture><source srcset=https://a.example></picture>',
    '<input type="image"><picture></picture>',
  ],
  [
    '<table background=https://a.example></table><video poster=https://a.example></video>',
    '<table></table><span></span>',
  ],
  ['<p style="background:url(https://a.example)">', '<p style="background:url(&#34;data:image/gif,&#34;)"></p>'],
];

const pieces = fc.constantFrom(
  ...[
    '<a href=x>',
    '</a>',
    '<b>',
    '</b>',
    '<p>',
    '</p>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '</td>',
    '</table>',
  ],
  ...['<style>', '</style>', '<svg>', '</svg>', '<math>', '<mi>', '</math>', '<title>', '</title>', '<foreignObject>'],
  ...[
    '<form>',
    '</form>',
    '<select>',
    '<option>',
    '</select>',
    '<pre>',
    '\n',
    '<textarea>',
    '</textarea>',
    '<li>',
    '<ul>',
  ],
  ...[
    'text',
    '&lt;',
    '&#0;',
    '&#13;',
    '<!--',
    '-->',
    '--!>',
    '<![CDATA[',
    ']]>',
    '<x-y>',
    '</x-y>',
    '<button>',
    '<h1>',
  ],
  ...['<nobr>', '<font color=red>', '</font>', '<body onload=a bgcolor=x>', '<html manifest=a lang=b>', '<frameset>'],
  ...[
    '<template>',
    '</template>',
    '<xmp>',
    '</xmp>',
    '<noscript>',
    '</noscript>',
    `<img src="${gif}" onerror=a>`,
    '<g>',
  ],
  ...['<path>', '<desc>', '"', "'", '<', '>', '<br>', '</br>', '<plaintext>', '<caption>', '<col>', '\0', '<marquee>'],
  ...[
    '<mglyph>',
    '<malignmark>',
    '<annotation-xml encoding=text/html>',
    '<img src=https://a.example onerror=a>',
    '<script>',
  ],
  ...[
    '</script>',
    '<iframe srcdoc=a>',
    '</iframe>',
    '<p title="</style><img src=https://a.example>">',
    '<meta http-equiv=refresh>',
  ],
);
const soup = fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join(''));

/** Parses a result in standards mode, as the frame does, and returns its elements, attributes and URLs. */
function parseAgain(html: string) {
  const all = [...new DOMParser().parseFromString(`<!doctype html>${html}`, 'text/html').querySelectorAll('*')];
  return {
    elements: new Set(all.map(({ localName }) => localName)),
    attributes: new Set(all.flatMap((element) => element.getAttributeNames())),
    urls: all.flatMap((element) => ['src', 'background', 'srcset'].flatMap((name) => element.getAttribute(name) ?? [])),
  };
}

describe('a sanitized email', () => {
  for (const [name, cases] of Object.entries(rules)) {
    for (const [html, left] of cases)
      it(`${name}: ${html.slice(0, 200)}`, () => expect(sanitizeBody(html)).to.equal(left));
  }

  for (const [html, left] of remote) {
    it(`with remote images: ${html}`, () => expect(sanitizeBody(html, true)).to.equal(left));
  }

  it('keeps its style sheets, language and color scheme', () => {
    const head = `<meta name=color-scheme content="light dark"><meta name=color-scheme content=only><title>a</title><base href=b>`;
    expect(
      sanitize(`<html lang=fr dir=ltr xmlns=a manifest=b><head>${head}<style media=screen>c{}</style></head>`),
    ).to.equal(
      '<html lang="fr" dir="ltr"><head><meta name="color-scheme" content="light dark"><style media="screen">c{}</style></head><body></body></html>',
    );
    expect(sanitize('<meta name=color-scheme content="url(a)">')).not.to.include('meta');
  });

  it('contains only elements and attributes of the allow-list, however it is parsed again', () => {
    const known = new Set([...allowedElements, ...allowedSvgElements, 'head', 'meta']);
    fc.assert(
      fc.property(soup, fc.boolean(), (html, remoteImages) => {
        const once = sanitize(html, remoteImages);
        const { elements, attributes, urls } = parseAgain(once);
        expect([...elements].filter((name) => !known.has(name))).to.deep.equal([]);
        const odd = [...attributes].filter(
          (name) => !allowedAttributes.has(name) && !['src', 'style', 'data-href'].includes(name),
        );
        expect(odd).to.deep.equal([]);
        if (!remoteImages) expect(urls.filter((url) => !url.startsWith('data:image/'))).to.deep.equal([]);
        expect(parseAgain(sanitize(once, remoteImages))).to.deep.include({ elements, attributes });
      }),
      { numRuns: 1500 },
    );
  });

  it('does not change when it is sanitized again', () => {
    const pages = [...Object.values(rules).flat(), ...remote].map(([html]) => html);
    for (const html of pages) expect(sanitize(sanitize(html))).to.equal(sanitize(html));
  });

  it('reports which limit it exceeds, and is parsed anyway on request', () => {
    const tooLarge = {
      bytes: 'é'.repeat(65_537),
      elements: '<p>a</p>'.repeat(9000),
      depth: '<div>'.repeat(300),
      attributes: `<p ${Array.from({ length: 300 }, (_, index) => `a${index}`).join(' ')}>`,
      selectorMatches: `<style>${'a~b,c{}'.repeat(500)}</style>${'<p>'.repeat(2000)}`,
    };
    for (const [limit, html] of Object.entries(tooLarge)) {
      expect(parseEmailHtml(html)).to.deep.include({ state: 'too-large', limit });
      expect(parseEmailHtml(html, true).state).to.equal('parsed');
    }
    const multiplying = Array.from({ length: 2000 }, (_, index) => `<b id=${index}>`).join('') + '<p>a'.repeat(4000);
    expect(parseEmailHtml(multiplying)).to.deep.include({ state: 'too-large', limit: 'elements' });
  });
});
