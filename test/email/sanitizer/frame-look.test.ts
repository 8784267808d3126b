import { expect } from 'chai';
import { hasDarkStyles } from '../../../src/email/sanitizer/sanitizer.ts';
import { buildEmailDocument, type FrameOptions } from '../../../src/email/sanitizer/frame-document.ts';
import { parseEmail } from './sanitize-html.ts';

const remote = 'src="https://img.test/a.png"';

/** Shows the document of an email, and returns what `read` returns of it. */
async function inDocument<Result>(
  html: string,
  read: (document: Document) => Result,
  options: FrameOptions = {},
): Promise<Result> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 600px; border: 0';
  frame.srcdoc = buildEmailDocument(parseEmail(html), options);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const result = read(frame.contentDocument!);
  frame.remove();
  return result;
}

const boxOf = (html: string) =>
  inDocument(html, (document) => {
    const { width, height } = document.querySelector('img')!.getBoundingClientRect();
    return [width, height];
  });

describe('a blocked image', () => {
  for (const [what, html, box] of [
    ['width and height', `<td><img ${remote} width="300" height="100" alt="Hero picture">`, [300, 100]],
    ['an empty alternative text', `<img ${remote} width="300" height="100" alt="">`, [300, 100]],
    ['no alternative text', `<img ${remote} width="300" height="100">`, [300, 100]],
    ['inline styles', `<img ${remote} alt="Hero" style="width:300px;height:100px">`, [300, 100]],
    ['a style sheet', `<style>img{width:300px;height:100px}</style><img ${remote} alt="Hero">`, [300, 100]],
    [
      'display: inline',
      `<img ${remote} alt="Hero" style="display: inline !important; width:300px;height:100px">`,
      [300, 100],
    ],
    ['display: block', `<img ${remote} width="300" height="100" alt="Hero" style="display:block">`, [300, 100]],
    [
      'a percentage and a height',
      `<div style="width:600px"><img ${remote} width="50%" height="80" alt="Hero">`,
      [300, 80],
    ],
    [
      'height: auto and its attributes',
      `<div style="width:600px"><img ${remote} width="1200" height="400" alt="Hero" style="width:100%;height:auto">`,
      [600, 200],
    ],
    [
      'max-width',
      `<div style="width:150px"><img ${remote} width="300" height="100" alt="Hero" style="max-width:100%;height:auto">`,
      [150, 50],
    ],
    ['srcset only', '<img srcset="https://img.test/a.png 2x" width="300" height="100" alt="Hero">', [300, 100]],
    [
      'a picture',
      `<picture><source srcset="https://img.test/b.png"><img ${remote} width="300" height="100" alt="Hero"></picture>`,
      [300, 100],
    ],
    ['http', '<img src="http://img.test/a.png" width="300" height="100" alt="Hero">', [300, 100]],
    ['display: none', `<img ${remote} width="300" height="100" alt="Hero" style="display:none">`, [0, 0]],
    ['one pixel', `<img ${remote} width="1" height="1" alt="">`, [1, 1]],
  ] as const) {
    it(`keeps its box: ${what}`, async () => {
      expect(await boxOf(html)).to.deep.equal([...box]);
    });
  }

  it('keeps the one dimension that is known', async () => {
    expect((await boxOf(`<img ${remote} width="300" alt="Hero">`))[0]).to.equal(300);
    expect((await boxOf(`<img ${remote} height="100" alt="Hero">`))[1]).to.equal(100);
    expect((await boxOf(`<div style="width:600px"><img ${remote} width="100%" alt="Hero">`))[0]).to.equal(600);
  });

  it('stands on the baseline like an image', async () => {
    const html = `<div style="font:16px/20px serif"><img ${remote} width="50" height="100" alt="Hero"> text</div>`;
    expect(await inDocument(html, (document) => document.querySelector('div')!.offsetHeight)).to.be.within(100, 108);
  });

  it('leaves backgrounds as they are', async () => {
    const html =
      '<td background="https://img.test/a.png" width="300" height="100" style="background:#fff url(https://img.test/a.png)">a';
    const [width, color] = await inDocument(`<table cellpadding="0"><tr>${html}`, (document) => {
      const cell = document.querySelector('td')!;
      return [cell.offsetWidth, getComputedStyle(cell).backgroundColor];
    });
    expect([width, color]).to.deep.equal([300, 'rgb(255, 255, 255)']);
  });
});

describe('dark styles', () => {
  for (const [html, expected] of [
    ['<style>@media (prefers-color-scheme: dark) { p { color: #fff } }</style>', true],
    ['<style>@media (prefers-color-sch\\65me:dark) { p { color: #fff } }</style>', true],
    ['<style media="(prefers-color-scheme: dark)">p { color: #fff }</style>', true],
    ['<meta name="color-scheme" content="light dark">', true],
    ['<style>:root { color-scheme: light dark }</style>', true],
    ['<p style="color-scheme: dark">a</p>', true],
    ['<body><div><style>@media (prefers-color-scheme: dark) { p { color: #fff } }</style></div>', true],
    ['<p>a</p>', false],
    ['<meta name="color-scheme" content="light">', false],
    ['<meta name="supported-color-schemes" content="light dark">', false],
    ['<style>:root { color-scheme: light only; supported-color-schemes: light dark }</style>', false],
    ['<style>/* prefers-color-scheme: dark */ p::after { content: "color-scheme: dark" }</style>', false],
    ['<p>prefers-color-scheme: dark</p>', false],
    ['<noscript><style>@media (prefers-color-scheme: dark) {}</style></noscript>', false],
  ] as const) {
    it(`${expected ? 'are' : 'are not'} in ${html}`, () => {
      expect(hasDarkStyles(parseEmail(html), true)).to.equal(expected);
    });
  }

  it('are only in a meta element if styles are removed', () => {
    expect(hasDarkStyles(parseEmail('<style>:root { color-scheme: dark }</style>'), false)).to.equal(false);
    expect(hasDarkStyles(parseEmail('<meta name="color-scheme" content="dark">'), false)).to.equal(true);
  });
});

describe('the colors of a body element', () => {
  const colors = (html: string) =>
    inDocument(html, (document) => ({
      text: getComputedStyle(document.querySelector('p')!).color,
      page: getComputedStyle(document.body).backgroundColor,
      link: getComputedStyle(document.querySelector('a')!).color,
    }));
  const content = '<p>Words <a href="https://example.com/">link</a></p>';

  it('apply to text, page and links', async () => {
    expect(
      await colors(`<body text="#112233" bgcolor="#ffeedd" link="#445566" vlink="red" alink="blue">${content}`),
    ).to.deep.equal({
      text: 'rgb(17, 34, 51)',
      page: 'rgb(255, 238, 221)',
      link: 'rgb(68, 85, 102)',
    });
    expect((await colors(`<body link="green">${content}`)).link).to.equal('rgb(0, 128, 0)');
    expect((await colors(`<body link="036">${content}`)).link).to.equal('rgb(0, 51, 102)');
  });

  it('give way to styles of the email', async () => {
    const { link } = await colors(`<style>a { color: #010203 }</style><body link="green">${content}`);
    expect(link).to.equal('rgb(1, 2, 3)');
  });

  it('are dropped unless they are plain colors', () => {
    for (const link of ['red}a{color:red', 'url(https://a.example/)', '</style><b>', 'var(--a)', '#12345']) {
      const html = `<body link="${link}">${content}`;
      const plain = buildEmailDocument(parseEmail(`<body>${content}`));
      const [style] = /<style>.*<\/style>/.exec(buildEmailDocument(parseEmail(html))) ?? [];
      expect(plain).to.include(style ?? 'no style');
    }
  });
});

describe('the number of a link', () => {
  const over = (html: string) =>
    inDocument(
      html,
      (document) => {
        const badge = document.querySelector('[data-cer-badge]')!.getBoundingClientRect();
        const range = document.createRange();
        const walker = document.createTreeWalker(document.querySelector('a')!, NodeFilter.SHOW_TEXT);
        const words: DOMRect[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.parentElement!.hasAttribute('data-cer-badge') || !node.textContent!.trim()) continue;
          range.selectNodeContents(node);
          words.push(...range.getClientRects());
        }
        const overlapping = words.filter(
          ({ left, right, top, bottom }) =>
            left < badge.right && right > badge.left && top < badge.bottom && bottom > badge.top,
        );
        const [first] = words;
        return { overlapping: overlapping.length, lines: first ? Math.floor(Math.abs(first.top - badge.top) / 16) : 0 };
      },
      { badges: true },
    );

  for (const html of [
    'Read <a href="https://example.com/">the words</a>',
    '<a href="https://example.com/" style="display:inline-block;padding:12px;background:blue;color:#fff"><b>the</b> words</a>',
    '<a href="https://example.com/"><div><p>the words</p></div></a>',
    '<a href="https://example.com/"><img width="200" height="50" style="display:block" alt=""><span>the words</span></a>',
    '<table><tr><td><a href="https://example.com/"><table><tr><td>the words</td></tr></table></a></td></tr></table>',
  ]) {
    it(`stands beside its words: ${html}`, async () => {
      expect(await over(html)).to.deep.equal({ overlapping: 0, lines: 0 });
    });
  }

  it('lies on a link without words', async () => {
    const html = '<a href="https://example.com/"><img width="200" height="50" style="display:block" alt=""></a>';
    const height = (options: FrameOptions) =>
      inDocument(html, (document) => document.querySelector('a')!.parentElement!.scrollHeight, options);
    expect(await height({ badges: true })).to.equal(await height({}));
  });
});
