import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

const fetcher = () => Promise.resolve(Response.json(reportResponse(springAndAutumn)));
const buttons = ['[part=time-frame-button]', '[part=columns-button]', '[part=share-button]', '[part=refresh]'];

describe('toolbar', () => {
  afterEach(async () => {
    ReportPage.clear();
    document.body.removeAttribute('style');
    await setViewport({ width: 800, height: 600 });
  });

  for (const lang of ['en', 'fr']) {
    for (const width of [320, 360, 600, 700]) {
      it(`keeps its buttons and their labels on one line at ${width} pixels in ${lang}`, async () => {
        await setViewport({ width, height: 640 });
        const page = ReportPage.mount({ endpoint: '/report', fetcher, lang, timeFrame: 'last-90-days' });
        await page.reaches('ready');
        const shown = buttons.map((selector) => page.all(selector)[0] as HTMLElement);
        expect(new Set(shown.map((button) => button.getBoundingClientRect().top))).to.have.property('size', 1);
        for (const button of shown) {
          expect(button.offsetHeight, button.textContent).to.equal(32);
          expect(button.scrollWidth, button.textContent).to.be.at.most(button.clientWidth);
        }
      });
    }

    for (const width of [360, 412, 768]) {
      it(`leaves no button alone on a line at ${width} pixels with all controls for touch in ${lang}`, async () => {
        await setViewport({ width, height: 640 });
        document.body.style.setProperty('--cer-control-height', '44px');
        const timeFrame = '2025-10-31/2026-11-29';
        const page = ReportPage.mount({ endpoint: '/report', fetcher, lang, timeFrame, viewStorage: 'url' });
        await page.reaches('ready');
        const middleOf = (selector: string) => {
          const { top, bottom } = page.all(selector)[0]!.getBoundingClientRect();
          return (top + bottom) / 2;
        };
        for (const part of ['filter', 'columns', 'views', 'share'])
          expect(middleOf(`[part=${part}-button]`), part).to.be.closeTo(middleOf('[part=refresh]'), 1);
      });
    }

    it(`has a title of at most two lines at 320 pixels in ${lang}`, async () => {
      await setViewport({ width: 320, height: 640 });
      const page = ReportPage.mount({ endpoint: '/report', fetcher, lang });
      await page.reaches('ready');
      const text = page.all('[part=heading] slot')[0]?.firstChild?.nextSibling as Text;
      const range = document.createRange();
      const lines = new Set<number>();
      for (const { index, 0: word } of text.data.matchAll(/\S+/g)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        expect(range.getClientRects(), word).to.have.length(1);
        lines.add(range.getBoundingClientRect().top);
      }
      expect(lines.size).to.be.within(1, 2);
    });
  }
});
