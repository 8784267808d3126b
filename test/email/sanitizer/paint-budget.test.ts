import { expect } from 'chai';
import fc from 'fast-check';
import { Drawing, mostDrawing } from '../../../src/email/sanitizer/paint-budget.ts';
import { parseEmail, sanitize } from './sanitize-html.ts';

const gradient = 'background:linear-gradient(red,blue)';
const boxes = (count: number, attributes: string) => `<p ${attributes}>a</p>`.repeat(count);
const sheet = (rule: string, rest: string) => `<style>${rule}</style>${rest}`;
const left = (html: string, what = /gradient|opacity|shadow|filter/g) => sanitize(html).match(what)?.length ?? 0;

describe('what an email has drawn', () => {
  const most = 60;

  it(`is at most ${most} gradients of single elements`, () => {
    expect(left(boxes(most, `style="${gradient}"`))).to.equal(most);
    expect(left(boxes(most + 9, `style="${gradient}"`))).to.equal(most);
  });

  it('is less where it takes longer', () => {
    expect(left(boxes(100, 'style="opacity:.5"'))).to.equal(90);
    expect(left(boxes(100, 'style="box-shadow:0 0 9px red"'))).to.equal(15);
    expect(left(boxes(100, 'style="box-shadow:inset 0 0 9px red"'))).to.equal(7);
    expect(left(boxes(100, 'style="box-shadow:0 0 9px red,0 0 8px rgba(0,0,0,.1)"'))).to.equal(7);
    expect(left(boxes(100, 'style="filter:sepia(1) invert(1)"'))).to.equal(22);
    for (const unknown of ['filter:var(--f)', 'filter:inherit', 'filter:sepia(1)/*;*/sepia(1)'])
      expect(left(boxes(9, `style="${unknown}"`)), unknown).to.equal(0);
  });

  it('is not what draws nothing', () => {
    for (const plain of [
      'opacity:0',
      'opacity: 1 !important',
      'opacity:0.0',
      'box-shadow:none',
      'filter:none',
      'mix-blend-mode:normal',
    ]) {
      expect(sanitize(boxes(500, `style="${plain}"`)).split(plain), plain).to.have.length(501);
    }
  });

  /** Rules, and what stands beside them. Of the elements of the class `a` there are 10, of `b` 100. */
  const elements = `${boxes(5, 'class=a')}${boxes(5, 'class=a style="border-top:1px solid red"')}${boxes(100, 'class="b c"')}<b id=d>d</b><x-y>e</x-y>`;
  const few = [
    '.a{G}',
    'p.a{G}',
    '.b .a{G}',
    '.b>.a:hover{G}',
    '.b + .a::before{G}',
    '#d{G}',
    'B{G}',
    'span{G}',
    '.none{G}',
    'section{G}',
    '@media (min-width:9px){.a{G}}',
    '.a:not(.b,.c){G}',
    '.a,#d{G}',
    'i{color:red}.a{color:red;G}',
    '/* .b */.a{G}',
    '.a:nth-child(2n){G}',
    '.a[title]{G}',
  ];
  const many = [
    '.b{G}',
    '.c{G}',
    'p{G}',
    'P{G}',
    '*{G}',
    '.a *{G}',
    '.a,.b{G}',
    '.none,p{G}',
    ':hover{G}',
    '[class]{G}',
    '[class="a"]{G}',
    '.\\62{G}',
    '.a{}p{G}',
    '@media (min-width:9px){.a{color:red}.b{G}}',
    '@keyframes k{to{G}}',
    '@keyframes k{50%{G}}',
    '.a{content:"}";color:red}.b{G}',
    'p:not(.a){G}',
    '/*{*/p{G}',
  ];
  for (const rule of few) {
    it(`is what a rule of few elements says: ${rule}`, () =>
      expect(left(sheet(rule.replace('G', gradient), elements))).to.equal(1));
  }
  for (const rule of many) {
    it(`is not what a rule of many elements says: ${rule}`, () =>
      expect(left(sheet(rule.replace('G', gradient), elements))).to.equal(0));
  }

  it('has room for at least as many elements as any rule is about', () => {
    const name = fc.constantFrom('p', 'b', 'x-y', 'div');
    const html = fc
      .array(fc.tuple(name, fc.constantFrom('a', 'b', 'a b', '')), { minLength: 1, maxLength: 12 })
      .map((list) =>
        list
          .map(([tag, classes], index) => `<${tag} class="${classes}" id=i${index % 3}>${index % 2 ? `</${tag}>` : ''}`)
          .join(''),
      );
    const compound = fc.constantFrom(
      'p',
      'B',
      'span',
      '.a',
      '.b',
      '#i1',
      'div.a',
      '.a.b',
      '*',
      ':not(.a)',
      '[class]',
      'p:first-child',
      '[class~="a"]',
    );
    const complex = fc.array(fc.tuple(compound, fc.constantFrom(' ', '>', ' + ', '~')), { minLength: 1, maxLength: 3 });
    const selector = complex.map((parts) => parts.map(([part, joint], index) => (index ? joint : '') + part).join(''));
    fc.assert(
      fc.property(html, fc.array(selector, { minLength: 1, maxLength: 3 }), (source, list) => {
        const shown = new DOMParser().parseFromString(sanitize(source), 'text/html');
        const { length } = shown.querySelectorAll(list.join());
        return length === 0 || !new Drawing(parseEmail(source)).take((mostDrawing + 0.1) / length, list.join());
      }),
      { numRuns: 500 },
    );
  });

  it('is less where all that is in an element has it, too', () => {
    const shadow = 'text-shadow:0 0 9px red';
    for (const html of [`<div style="${shadow}">`, `<style>div{${shadow}}</style><div>`]) {
      expect(left(`${html}${boxes(9, '')}`)).to.equal(1);
      expect(left(`${html}${boxes(90, '')}`)).to.equal(0);
    }
  });

  it('is never more than there is room for, whatever the style sheet', async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<!doctype html>';
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    const page = frame.contentDocument!;
    const costs = (style: CSSStyleDeclaration) => {
      const { opacity, boxShadow, textShadow, filter, backgroundImage, outlineStyle } = style;
      const isLined = /dotted|dashed|\w \w|\) rgb/.test(`${outlineStyle},${style.borderStyle},${style.borderColor}`);
      const corners = style.borderRadius;
      return (
        (corners.includes('%') ? 1.5 : 0) +
        (isLined && corners !== '0px' ? 4 : 0) +
        (opacity === '1' ? 0 : 1) +
        (boxShadow === 'none' ? 0 : 6) +
        (textShadow === 'none' ? 0 : 1) +
        (filter === 'none' ? 0 : 2 * (filter.split('(').length - 1)) +
        (backgroundImage.includes('gradient') ? 1.5 : 0)
      );
    };
    const prelude = fc.constantFrom(
      ...['.a', '.b', '.none', 'p', '*', 'body', '.none .b', '.b:not(.none)', '[class]', '&', '& .b', '.none,.b'],
      ...['@media all', '@supports (color:red)', '@layer x', '@page', '@media none'],
    );
    const declaration = fc.constantFrom(
      ...[
        'color:red',
        '/* ; */',
        '}',
        '(',
        '"',
        '\\6f pacity:.5',
        '--x:sepia(1) sepia(1)',
        'opacity:.5',
        'opacity :/*;*/ .5',
        'opacity:1',
      ],
      ...[
        'box-shadow:0 0 9px red',
        'text-shadow:0 0 9px red',
        `filter:sepia(1)/*;*/${' sepia(1)'.repeat(99)}`,
        'filter:var(--x)',
        gradient,
      ],
      ...[
        'border-radius:50%',
        'border-radius:4px',
        'border-top-left-radius:9px 50%',
        'border:1px dotted red',
        'border-top:1px solid red',
      ],
      ...['border:1px solid red', 'border-color:red blue', 'outline:1px dashed red', 'border-radius:0', 'border:0'],
      ...[
        'background:inherit',
        'all:inherit',
        'background-image:inherit',
        'filter:inherit',
        'box-shadow:inherit',
        'opacity:inherit',
      ],
    );
    const { rules } = fc.letrec<{ rules: string; rule: string }>((tie) => ({
      rules: fc.array(fc.oneof(declaration, tie('rule')), { maxLength: 4 }).map((items) => items.join(';')),
      rule: fc.tuple(prelude, tie('rules')).map(([before, inside]) => `${before}{${inside}}`),
    }));
    fc.assert(
      fc.property(fc.array(fc.tuple(prelude, rules), { minLength: 1, maxLength: 3 }), (list) => {
        page.documentElement.innerHTML = sanitize(
          sheet(list.map(([before, inside]) => `${before}{${inside}}`).join(' '), elements),
        );
        const sum = Array.from(page.querySelectorAll('*'), (element) => costs(getComputedStyle(element))).reduce(
          (a, b) => a + b,
          0,
        );
        return sum <= mostDrawing;
      }),
      { numRuns: 300 },
    );
    frame.remove();
  });

  it('are round corners of sides that differ, and corners as round as the box', () => {
    const [round, lined, whole] = ['border-radius:4px', 'border-left:2px solid red', 'border-radius:50%'];
    expect(left(boxes(300, `style="${round}"`), /radius/g)).to.equal(300);
    expect(left(boxes(300, `style="${lined}"`), /left/g)).to.equal(300);
    expect(left(boxes(300, `style="${whole}"`), /radius/g)).to.equal(60);
    expect(left(boxes(300, `style="${round};${lined}"`), /left/g)).to.equal(22);
    expect(left(sheet(`.a{${round}}`, boxes(300, `class=a style="${lined}"`)), /left/g)).to.equal(22);
    expect(left(sheet(`.a{${round}}p{${lined}}`, boxes(300, 'class=a')), /left/g)).to.equal(0);
    expect(
      left(sheet(`.a{${round}}.b{${lined}}`, boxes(300, 'class=a') + boxes(300, 'class=b')), /left|radius/g),
    ).to.equal(2);
  });

  it('is never what the element around has drawn', () => {
    const inherited = [
      'background:inherit',
      'BACKGROUND:in\\68 erit',
      'background-image:/**/inherit',
      'border-image:inherit',
      'all:inherit',
    ];
    for (const taken of inherited) expect(sanitize(`<p style="${taken}">`), taken).to.include('blocked');
    for (const taken of ['color:inherit', 'font:inherit'])
      expect(sanitize(`<p style="${taken}">`), taken).to.include(taken);
  });

  it('are pictures that the email carries, but for those of one pixel', () => {
    const picture = (size: number) =>
      `data:image/gif;base64,${btoa(`GIF89a${String.fromCharCode(size, 0, size, 0)}\0\0\0,\0\0\0\0\x01\0\x01\0\0`)}`;
    expect(left(`<img src="${picture(2)}">`.repeat(100), /R0lG/g)).to.equal(30);
    expect(left(`<img src="${picture(1)}">`.repeat(100), /R0lG/g)).to.equal(100);
    expect(left(sheet(`p{background:url(${picture(2)})}`, boxes(100, '')), /R0lG/g)).to.equal(0);
  });

  it('are fields and buttons, of which more are shown as texts', () => {
    expect(left('<button>a</button>'.repeat(40), /<button/g)).to.equal(30);
    expect(left('<input>'.repeat(40), /<input/g)).to.equal(30);
    expect(sanitize('<button>a</button>'.repeat(40))).to.match(/(?:<span>a<\/span>){10}/);
    expect(left(`<style>span{${gradient}}</style>${'<input>'.repeat(100)}`)).to.equal(0);
  });

  it('counts what a drawing in the email has drawn', () => {
    const drawing = (inside: string) => `<svg>${inside.repeat(100)}</svg>`;
    expect(left(drawing('<g opacity=".5"></g>'))).to.equal(90);
    const filled = '<rect fill="url(#g)"/>';
    expect(left(`<svg>${filled}</svg>`, /#g/g)).to.equal(1);
    // What is in an element has its fill, too.
    expect(left(drawing(filled), /#g/g)).to.equal(0);
  });
});
