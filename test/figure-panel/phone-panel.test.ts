import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { FigurePage } from './figure-page.ts';

describe('the explanation of a figure on a phone', () => {
  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  for (const lang of ['en', 'fr'] as const) {
    it(`is a sheet at the end of the window, with its buttons in one row, in ${lang}`, async () => {
      await setViewport({ width: 360, height: 640 });
      const panel = await FigurePage.mount({
        ...{ report: reportResponse(springAndAutumn), lang, columns: 'emailName,sent,opened,clicked' },
      });
      await panel.open('Total', lang === 'en' ? 'Sent' : 'Envoyés');
      const { left, right, bottom, top } = panel.dialog!.getBoundingClientRect();
      expect([left, right, bottom]).to.deep.equal([8, 352, 632]);
      expect(top).to.be.at.least(0.15 * 640 - 8);
      const rows = [...panel.dialog!.querySelectorAll('footer button')].map(
        (button) => button.getBoundingClientRect().top,
      );
      expect(new Set(rows).size).to.equal(1);
    });
  }
});
