import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

const rem = 16;
const report = reportResponse(springAndAutumn);

describe('widths of names', () => {
  before(() => setViewport({ width: 1800, height: 600 }));

  afterEach(() => {
    ReportPage.clear();
    document.body.removeAttribute('style');
  });

  after(() => setViewport({ width: 800, height: 600 }));

  async function mountIn(width: number, properties: ReportProperties = { report }): Promise<ReportPage> {
    document.body.style.inlineSize = `${width}px`;
    const page = ReportPage.mount(properties);
    await page.reaches('ready');
    await page.settled();
    return page;
  }

  const headerWidths = (page: ReportPage) => page.all('thead th').map((th) => th.getBoundingClientRect().width);
  const overflow = (page: ReportPage) => page.scroller.scrollWidth - page.scroller.clientWidth;

  it('give way before figures overflow', async () => {
    const page = await mountIn(1390);
    const figures = headerWidths(page)
      .slice(1)
      .reduce((sum, width) => sum + width);
    for (const width of [18 * rem, 15 * rem, 12 * rem + 1]) {
      document.body.style.inlineSize = `${figures + width}px`;
      expect(overflow(page), `${width} px for names`).to.equal(0);
      expect(headerWidths(page)[0]).to.be.closeTo(width, 1);
    }
    // A table that scrolls anyway has space for names.
    document.body.style.inlineSize = `${figures + 12 * rem - 4}px`;
    expect(overflow(page)).to.be.above(0);
    expect(headerWidths(page)[0]).to.be.closeTo(20 * rem, 1);
  });

  for (const [space, width] of [
    ['4px', 1390],
    ['8px', 1390],
    ['12px', 1390],
    ['20px', 1690],
  ] as const) {
    it(`leave space for the arrow of the last header: ${space}`, async () => {
      document.body.style.setProperty('--cer-space', space);
      const page = await mountIn(width, { report, sort: '-unsubscribed' });
      expect(overflow(page)).to.equal(0);
      const end = (selector: string) => page.all(selector).at(-1)!.getBoundingClientRect().right;
      expect(end('thead .arrow')).to.be.at.most(end('thead th'));
      expect(page.scroller.classList.contains('continues')).to.equal(false);
    });
  }

  it('show a short name beside a longer one in full', async () => {
    const long = 'Portes ouvertes de novembre à Marseille, Lyon et Bordeaux';
    const rows = [
      reportRow({ campaignId: 'a', campaignName: long, emailId: '1', emailName: 'Annonce' }),
      reportRow({ campaignId: 'b', campaignName: 'Webinar', emailId: '2', emailName: long.toUpperCase() }),
    ];
    const page = await mountIn(1280, { report: reportResponse(rows, { previewUrl: '/e/{emailId}' }) });
    const isCut = (name: Element) => name.scrollWidth > name.clientWidth;
    const names = Object.fromEntries(page.all('tbody .only bdi').map((name) => [name.textContent, isCut(name)]));
    expect(names).to.deep.equal({ [long]: true, Annonce: false, Webinar: false, [long.toUpperCase()]: true });
  });
});
