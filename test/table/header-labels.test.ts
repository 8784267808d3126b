import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { builtInColumns } from '../../src/model/columns.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

/** Offers all columns. */
const report = reportResponse(
  springAndAutumn.map((row) => ({
    ...row,
    ...{
      program: 'Spring',
      campaignType: 'batch',
      workspace: 'EMEA',
      openTracked: true,
      privacyOpened: 1,
      tooYoung: 1,
    },
  })),
);

/** Returns the words of an element that are broken onto two lines. */
function brokenWords(element: Element): string[] {
  const text = [...element.childNodes].find((node) => node instanceof Text)!;
  return [...text.data.matchAll(/[^\s-]+/g)]
    .filter(({ index, 0: word }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    })
    .map(([word]) => word);
}

describe('the labels of columns', () => {
  afterEach(() => ReportPage.clear());

  for (const lang of ['en', 'fr']) {
    for (const font of ['sans-serif', 'serif', 'monospace', 'DejaVu Sans', 'Arial', 'Georgia']) {
      it(`take at most two lines without a broken word: ${lang}, ${font}`, async () => {
        const page = ReportPage.mount({ report, lang, columns: builtInColumns.ids.join() });
        page.element.style.fontFamily = font;
        await page.reaches('ready');
        await page.settled();
        const labels = page.headers.map((header) => header.querySelector('button:not([aria-expanded]) > span')!);
        expect(labels).to.have.length(builtInColumns.ids.length);
        expect(labels.flatMap(brokenWords)).to.deep.equal([]);
        for (const label of labels) {
          const lineHeight = parseFloat(getComputedStyle(label).lineHeight);
          expect(label.getBoundingClientRect().height, label.textContent).to.be.below(2.5 * lineHeight);
        }
      });
    }
  }

  for (const lang of ['en', 'fr']) {
    it(`take as many lines while the report loads: ${lang}`, async () => {
      await setViewport({ width: 1200, height: 800 });
      const endpoint = new FakeEndpoint();
      const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, lang });
      await page.reaches('loading');
      await page.settled();
      const height = () => page.headers[0]!.getBoundingClientRect().height;
      const whileLoading = height();
      await endpoint.answer(report);
      await page.reaches('ready');
      await page.settled();
      expect(whileLoading).to.equal(height());
    });
  }

  it('have the widths of another font that the page chooses', async () => {
    const page = ReportPage.mount({ report, columns: builtInColumns.ids.join() });
    page.element.style.fontFamily = 'serif';
    await page.reaches('ready');
    await page.settled();
    const widths = () => page.all('col').map((column) => (column as HTMLElement).style.inlineSize);
    const before = widths().join();
    page.element.style.fontFamily = 'monospace';
    await eventually('other widths', () => widths().join() !== before);
    const labels = page.headers.map((header) => header.querySelector('button:not([aria-expanded]) > span')!);
    expect(labels.flatMap(brokenWords)).to.deep.equal([]);
  });
});

describe('the default columns at 1,440 pixels', () => {
  before(() => setViewport({ width: 1440, height: 900 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => ReportPage.clear());

  for (const lang of ['en', 'fr']) {
    it(`fit, and leave names the rest: ${lang}`, async () => {
      const page = ReportPage.mount({ report: reportResponse(springAndAutumn), lang });
      await page.reaches('ready');
      await page.settled();
      expect(page.scroller.scrollWidth).to.equal(page.scroller.clientWidth);
      expect(page.headers[0]!.getBoundingClientRect().width).to.be.at.least(256);
    });
  }
});
