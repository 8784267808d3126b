import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

describe('table of a narrow report', () => {
  const response = reportResponse(springAndAutumn, { previewUrl: '/e/{emailId}' });
  const wide = ['First sent', 'Sent', 'Delivered'];
  const narrow = ['Sent', '% opened', '% clicked'];

  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  async function mountAt(width: number, properties: object = {}): Promise<ReportPage> {
    await setViewport({ width, height: 640 });
    const page = ReportPage.mount({ report: response, ...properties });
    await page.reaches('ready');
    return page;
  }

  const headers = (page: ReportPage) =>
    page
      .all('thead th [part~=header], thead th')
      .flatMap((th) => th.querySelector('.header button span')?.textContent ?? []);
  const firstFigures = (page: ReportPage) => headers(page).slice(1, 4);
  const dates = (page: ReportPage) => page.all('tbody .date').map(({ textContent }) => textContent);

  it('begins with the figures that matter, and has the date below the name', async () => {
    const page = await mountAt(360);
    await eventually('the columns of phones', () => firstFigures(page).join() === narrow.join());
    expect(dates(page)).to.have.length(page.all('tbody tr[aria-rowindex]').length);
    expect(dates(page)[0]).to.match(/2026/);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('changes with the width of the element', async () => {
    const page = await mountAt(800);
    expect(firstFigures(page)).to.deep.equal(wide);
    expect(dates(page)).to.deep.equal([]);
    await setViewport({ width: 360, height: 640 });
    await eventually('the columns of phones', () => firstFigures(page).join() === narrow.join());
    await setViewport({ width: 800, height: 640 });
    await eventually('the other columns', () => firstFigures(page).join() === wide.join());
    expect(dates(page)).to.deep.equal([]);
  });

  it('keeps the columns that the host has chosen', async () => {
    const page = await mountAt(360, { columns: 'emailName,delivered,firstSentAt,sent' });
    await eventually('the narrow layout', () => page.element.getBoundingClientRect().width < 560);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(firstFigures(page)).to.deep.equal(['Delivered', 'First sent', 'Sent']);
    expect(dates(page)).to.deep.equal([]);
  });

  it('reports the default columns to the host at any width', async () => {
    const page = await mountAt(360);
    await eventually('the columns of phones', () => firstFigures(page).join() === narrow.join());
    expect(page.element.columns).to.match(/^emailName,firstSentAt,sent,delivered/);
    expect(page.element.view.columns).to.equal(null);
  });
});
