import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { scenarioEndpoint, scenarioFetcher } from '../../src/testing/testing.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { ReportPage } from '../support/report-page.ts';
import { nextPaint } from '../support/waiting.ts';

describe('contract error at 320 px', () => {
  afterEach(async () => {
    ReportPage.clear();
    document.body.style.colorScheme = '';
    await emulateMedia({ forcedColors: 'none' });
    await setViewport({ width: 800, height: 600 });
  });

  /** Shows a report with many problems, and all of their details. */
  async function show(lang: string): Promise<ReportPage> {
    await setViewport({ width: 320, height: 640 });
    const endpoint = scenarioEndpoint('breach-everywhere');
    const page = ReportPage.mount({ endpoint, fetcher: scenarioFetcher, lang });
    await page.reaches('error');
    (page.all('details summary')[0] as HTMLElement).click();
    await nextPaint();
    return page;
  }

  for (const lang of ['en', 'fr']) {
    it(`stays in its box with all details, ${lang}`, async () => {
      const page = await show(lang);
      const box = page.element.getBoundingClientRect();
      const shown = page.all('[part~=panel], [part~=panel] *').filter((element) => element.checkVisibility());
      expect(shown.map(({ localName }) => localName)).to.include('details');
      for (const element of shown) {
        const { left, right } = element.getBoundingClientRect();
        const text = `${element.localName} ${element.textContent.trim()}`;
        expect([left >= box.left, right <= box.right], text).to.eql([true, true]);
      }
      const cut = shown.filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth);
      expect(cut.map(({ localName, textContent }) => `${localName} ${textContent.trim()}`)).to.deep.equal([]);
      expect(document.documentElement.scrollWidth).to.equal(320);
    });
  }

  for (const scheme of ['light', 'dark']) {
    it(`has the contrast of level AA, ${scheme}`, async () => {
      document.body.style.colorScheme = scheme;
      const page = await show('en');
      expect(await accessibilityViolations(page.element)).to.deep.equal([]);
    });
  }

  it('has the contrast of level AA in forced colors', async () => {
    await emulateMedia({ forcedColors: 'active' });
    const page = await show('en');
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });
});
