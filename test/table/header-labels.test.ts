import { expect } from 'chai';
import { columnIds } from '../../src/model/columns.ts';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

/** Offers all columns. */
const report = reportResponse(
  springAndAutumn.map((row) => ({
    ...row,
    ...{ program: 'Spring', campaignType: 'batch', workspace: 'EMEA', openTracked: true, privacyOpened: 1 },
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
        const page = ReportPage.mount({ report, lang, columns: columnIds.join() });
        page.element.style.fontFamily = font;
        await page.reaches('ready');
        await page.settled();
        const labels = page.headers.map((header) => header.querySelector('button:not([aria-expanded]) > span')!);
        expect(labels).to.have.length(columnIds.length);
        expect(labels.flatMap(brokenWords)).to.deep.equal([]);
        for (const label of labels) {
          const lineHeight = parseFloat(getComputedStyle(label).lineHeight);
          expect(label.getBoundingClientRect().height, label.textContent).to.be.below(2.5 * lineHeight);
        }
      });
    }
  }
});
