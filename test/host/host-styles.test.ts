import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { ViewerPage } from '../support/viewer-page.ts';

const report = reportResponse(springAndAutumn);

/** Adds a style sheet to the page until the test ends. */
function addStyles(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
}

const box = (page: ReportPage, selector: string) => page.all(selector)[0]!.getBoundingClientRect();
const styleOf = (page: ReportPage, selector: string) => getComputedStyle(page.all(selector)[0]!);
/** The position and the colors of every element. */
const look = (page: ReportPage) =>
  page.all('[part]').map((element) => {
    const { x, width, height } = element.getBoundingClientRect();
    const { color, backgroundColor, fontSize, fontWeight, padding, display } = getComputedStyle(element);
    return [
      element.getAttribute('part'),
      x,
      width,
      height,
      color,
      backgroundColor,
      fontSize,
      fontWeight,
      padding,
      display,
    ];
  });

/** The positions of the first and the last letter of an element. */
function endsOf(element: Element): { readonly first: DOMRect; readonly last: DOMRect } {
  const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const boxes: DOMRect[] = [];
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    for (const { index } of text.textContent!.matchAll(/\S/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      boxes.push(range.getBoundingClientRect());
    }
  }
  return { first: boxes[0]!, last: boxes.at(-1)! };
}

describe('page styles', () => {
  afterEach(() => {
    ReportPage.clear();
    for (const style of document.head.querySelectorAll('style')) style.remove();
  });

  it('do not affect the element', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    const before = look(page);
    addStyles(`
      button, table, th, td, p, div, section, span, a { all: unset; padding: 40px; color: red; display: inline }
      .toolbar, .panel, .name, .row, .hidden { display: none }
      #heading { font-size: 80px }
    `);
    expect(look(page)).to.deep.equal(before);
  });

  it('can be right to left while English sentences stay left to right', async () => {
    document.body.innerHTML = '<div dir="rtl"></div>';
    const page = ReportPage.mount({}, document.querySelector('div')!);
    await page.reaches('idle');
    const { first, last } = endsOf(page.all('.panel p')[0]!);
    expect(first.right).to.be.at.most(last.left);
  });

  it('can be right to left while values, totals and labels stay aligned', async () => {
    document.body.innerHTML = '<div dir="rtl"></div>';
    const page = ReportPage.mount({ report, columns: 'emailName,sent,openedRate' }, document.querySelector('div')!);
    await page.reaches('ready');
    const endOf = (cell: Element) => {
      const range = document.createRange();
      range.selectNodeContents(cell.querySelector('button > span[dir]') ?? cell);
      return Math.round(range.getBoundingClientRect().right);
    };
    for (const column of ['.count', '.rate']) {
      const cells = page.all(`tr:not(.spacer) ${column}`);
      expect(cells.length).to.be.greaterThan(3);
      expect(new Set(cells.map((cell) => cell.textContent.trim().length)).size).to.be.greaterThan(1);
      expect([...new Set(cells.map(endOf))], column).to.have.length(1);
    }
  });

  it('can be right to left while names of columns and positions stay left to right', async () => {
    document.body.innerHTML = '<div dir="rtl"></div>';
    const properties = {
      report: { ...report, previewUrl: 'emails/{emailId}' },
      fetcher: () => new Promise<never>(() => undefined),
    };
    const page = ReportPage.mount(properties, document.querySelector('div')!);
    await page.reaches('ready');
    const expectOrder = (text: Element) => {
      const { first, last } = endsOf(text);
      expect(first.left, text.textContent).to.be.lessThan(last.left);
    };
    await page.press('Columns');
    const named = (text: string) =>
      page.all('label, .name').filter((element) => element.checkVisibility() && element.textContent.trim() === text);
    await eventually('both lists of columns', () => named('% opened').length === 2);
    await eventually('the additions to cells', () => named('95% intervals').length === 1);
    for (const text of [...named('% opened'), ...named('95% intervals')]) expectOrder(text);
    page.element.openEmail('1', '11');
    await eventually('the position', () => page.all('.position').length > 0);
    expectOrder(page.all('.position')[0]!);
  });

  it('can be right to left while French dates and rates stay left to right', async () => {
    document.body.innerHTML = '<div dir="rtl"></div>';
    const page = ReportPage.mount({ report, lang: 'fr' }, document.querySelector('div')!);
    await page.reaches('ready');
    const texts = page
      .all('td.instant, td.rate, [part=time-frame-dates]')
      .filter(({ textContent }) => /\d/.test(textContent));
    expect(texts.length).to.be.greaterThan(5);
    for (const text of texts) {
      const { first, last } = endsOf(text);
      expect(first.left, text.textContent).to.be.lessThan(last.left);
    }
  });

  it('can reset every property without changing the report', async () => {
    document.body.innerHTML = '<div></div>';
    const page = ReportPage.mount({ report }, document.querySelector('div')!);
    await page.reaches('ready');
    const before = look(page);
    addStyles('* { all: unset } div, body, html { display: block } body { margin: 8px } style, head { display: none }');
    await page.settled();
    // Only the font size comes from the page.
    expect(look(page)).to.deep.equal(before);
  });

  it('can reset every property while a long report still scrolls', async () => {
    addStyles('* { all: unset } body, html { display: block } style, head { display: none }');
    const page = ReportPage.mount({ report: reportResponse(manyRows(2000)) });
    await page.reaches('ready');
    expect(box(page, 'section').height).to.be.at.most(Math.max(innerHeight, 24 * 16));
    expect(page.all('tbody tr').length).to.be.below(300);
  });

  it('are not changed by the element', async () => {
    const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    expect(document.styleSheets.length + document.adoptedStyleSheets.length).to.equal(sheets);
  });

  it('set the height', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(2000)) });
    await page.reaches('ready');
    for (const property of ['blockSize', 'maxBlockSize'] as const) {
      page.element.style[property] = '400px';
      await page.settled();
      expect(page.element.getBoundingClientRect().height, property).to.equal(400);
      expect(box(page, 'section').height, property).to.equal(400);
      page.element.style[property] = '';
    }
  });

  it('set the look of selected text everywhere', async () => {
    addStyles('campaign-email-report { --cer-selected: rgb(1, 2, 3) }');
    const viewer = await ViewerPage.showing();
    const { page } = viewer;
    const selected: string[] = [];
    const note = (selector: string) => selected.push(`${selector}: ${styleOf(page, selector).backgroundColor}`);
    await page.press('Links 2');
    const view = '.segments.view label:has(:checked)';
    for (const selector of [view, '[part=viewer-links]']) note(selector);
    await page.press('Close');
    await viewer.closed();
    (page.all('[part=time-frame-button]')[0] as HTMLElement).click();
    await eventually('the time frames', () => page.all('[part~=selected]').length > 0);
    note('[part~=selected]');
    (page.all('[part=columns-button]')[0] as HTMLElement).click();
    const turn = await eventually('the columns', () => page.all('.turn')[0] as HTMLElement | undefined);
    turn.click();
    await eventually('the order', () => turn.ariaPressed === 'true');
    note('.turn');
    expect(selected).to.deep.equal(
      [view, '[part=viewer-links]', '[part~=selected]', '.turn'].map((selector) => `${selector}: rgb(1, 2, 3)`),
    );
  });

  it('set the theme with custom properties', async () => {
    const page = ReportPage.mount({ endpoint: '/r', fetcher: () => Promise.resolve(Response.json(report)) });
    await page.reaches('ready');
    for (const [name, value] of Object.entries({
      font: 'Georgia',
      text: 'rgb(1, 2, 3)',
      surface: 'rgb(250, 251, 252)',
      header: 'rgb(10, 20, 30)',
      radius: '0px',
      space: '20px',
      'row-height': '50px',
      'control-height': '48px',
    })) {
      page.element.style.setProperty(`--cer-${name}`, value);
    }
    await page.settled();
    expect(styleOf(page, '[part=heading]')).to.include({ fontFamily: 'Georgia', color: 'rgb(1, 2, 3)' });
    expect(styleOf(page, '[part~=header]').backgroundColor).to.equal('rgb(10, 20, 30)');
    expect(styleOf(page, '[part~=cell]')).to.include({ paddingRight: '20px', backgroundColor: 'rgb(250, 251, 252)' });
    expect(box(page, 'tr[part~=email]').height).to.equal(50);
    expect(styleOf(page, '[part~=time-frame-button]')).to.include({ borderRadius: '0px', minHeight: '48px' });
    const cutOff = page.headers.filter((header) => {
      const label = header.querySelector('button > span[dir]')!.getBoundingClientRect();
      const { left, right } = header.getBoundingClientRect();
      return label.left < left || label.right > right;
    });
    expect(cutOff.map((header) => header.textContent)).to.deep.equal([]);
  });
});
