import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse } from '../support/report-response.ts';
import { nextPaint } from '../support/waiting.ts';
import { ViewerPage } from '../support/viewer-page.ts';

const report = reportResponse(manyRows(40));

/** Text styles that a page may set, and that do not belong to the font. */
const pageStyles = `body { text-transform: uppercase; text-indent: 40px; text-shadow: 2px 2px red; white-space: pre;
  hyphens: auto; word-break: break-all; text-align: right; font-variant-caps: normal; cursor: help; tab-size: 40 }`;
/** The text spacing that WCAG 1.4.12 lets a reader set. */
const readerStyles =
  '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } ' +
  'p { margin-block-end: 2em !important }';

/** Names that are cut by design: a tooltip shows them in full. */
const cutByDesign = 'bdi, .name, .name *, [title], [aria-hidden=true]';

/** Whether an element hides the end of its text. */
function isCut(element: Element): boolean {
  const { overflowX } = getComputedStyle(element);
  const hides = ['hidden', 'clip'].includes(overflowX) || element.matches('td, .opener, .small-print, .heading');
  const isForScreenReaders = element.clientWidth <= 1;
  return hides && !isForScreenReaders && element.scrollWidth > element.clientWidth;
}

const properties = [
  'textTransform',
  'textIndent',
  'textShadow',
  'whiteSpace',
  'hyphens',
  'wordBreak',
  'cursor',
  'tabSize',
] as const;
const looks = (elements: readonly Element[]) =>
  elements.map((element) => {
    const style = getComputedStyle(element);
    return [element.localName, ...properties.map((property) => style[property])].join(' ');
  });

function addStyles(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
}

describe('text styles', () => {
  afterEach(async () => {
    ReportPage.clear();
    for (const style of document.head.querySelectorAll('style')) style.remove();
    await setViewport({ width: 800, height: 600 });
  });

  it('of the page do not affect the report', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    const before = looks(page.all('*'));
    addStyles(pageStyles);
    expect(looks(page.all('*'))).to.deep.equal(before);
  });

  it('of the page do not affect an email preview', async () => {
    const viewer = await ViewerPage.showing();
    const elements = [...viewer.root!.querySelectorAll('*')];
    const before = looks(elements);
    addStyles(pageStyles);
    expect(looks(elements)).to.deep.equal(before);
  });

  it('come from the page for fonts and spacing', async () => {
    addStyles('body { font: italic 700 20px/2 monospace; letter-spacing: 3px; word-spacing: 5px; color-scheme: dark }');
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    const style = getComputedStyle(page.all('tbody bdi')[0]!);
    expect([
      style.fontStyle,
      style.fontSize,
      style.fontFamily,
      style.letterSpacing,
      style.wordSpacing,
      style.colorScheme,
    ]).to.eql(['italic', '20px', 'monospace', '3px', '5px', 'dark']);
  });

  for (const width of [1280, 768, 320]) {
    for (const lang of ['en', 'fr']) {
      it(`of a reader cut nothing at ${width} px, ${lang}`, async () => {
        await setViewport({ width, height: 800 });
        const page = ReportPage.mount({ report, lang });
        await page.reaches('ready');
        addStyles(readerStyles);
        const cut = () =>
          page
            .all(`:not(style, ${cutByDesign})`)
            .filter((element) => element.checkVisibility({ visibilityProperty: true }) && isCut(element))
            .map((element) => `${element.localName} ${element.className} ${element.textContent.trim()}`);
        await nextPaint();
        await nextPaint();
        expect(cut()).to.deep.equal([]);
        // Labels stay in their header.
        for (const header of page.headers) {
          const label = header.querySelector('.sort > span')!.getBoundingClientRect();
          const { left, right } = header.getBoundingClientRect();
          expect([label.left >= left - 1, label.right <= right + 1], header.textContent.trim()).to.eql([true, true]);
        }
        (page.all('[part~=columns-button]')[0] as HTMLButtonElement).click();
        await eventually('the columns', () =>
          page.all('cer-column-order').some((list) => list.shadowRoot?.querySelector('li')),
        );
        await nextPaint();
        expect(cut(), 'the column selector').to.deep.equal([]);
        const section = page.all('section')[0]!;
        expect(section.scrollWidth).to.be.at.most(section.clientWidth);
        expect(getComputedStyle(page.all('tbody bdi')[0]!).letterSpacing).to.not.equal('normal');
      });
    }
  }
});
