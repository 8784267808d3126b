import { expect } from 'chai';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

/** Replaces each text node by elements, as page translators do, also where `translate="no"` forbids it. */
function translate(page: ReportPage): void {
  for (const element of page.all(':not(style)')) {
    for (const node of element.childNodes) {
      if (!(node instanceof Text) || node.data.trim() === '') continue;
      const [outer, inner] = [document.createElement('span'), document.createElement('span')];
      inner.textContent = `«${node.data}»`;
      outer.append(inner);
      node.replaceWith(outer);
    }
  }
}

const figures = (page: ReportPage) => page.all('tbody tr, tfoot tr').map(({ textContent }) => textContent.trim());

describe('a page translator', () => {
  afterEach(() => ReportPage.clear());

  it('is told not to translate figures', async () => {
    const page = ReportPage.mount({ report: reportResponse(springAndAutumn) });
    await page.reaches('ready');
    const untranslated = ['tbody td', 'tbody th', 'tfoot td', '[part=small-print] bdi'].flatMap((css) => page.all(css));
    expect(untranslated.length).to.be.above(10);
    for (const element of untranslated) expect(element.closest('[translate=no]'), element.outerHTML).to.exist;
  });

  it('never leaves old figures on screen', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, groupBy: 'none' });
    (await endpoint.request(0)).answer(reportResponse(springAndAutumn));
    await page.reaches('ready');
    translate(page);
    const rows = springAndAutumn.map(({ sent, ...row }) =>
      reportRow({ ...row, emailName: `New ${row.emailName}`, sent: sent + 7, pending: 22, delivered: 1, opened: 1 }),
    );
    void page.element.refresh();
    (await endpoint.request(1)).answer(reportResponse(rows, { to: '2026-11-24', asOf: '2026-11-24T06:00:00Z' }));
    await page.shows('New Invite');
    await page.settled();
    const other = ReportPage.mount({ report: reportResponse(rows), groupBy: 'none' });
    await other.reaches('ready');
    await eventually('the marks', () => other.all('[part=mark]').length > 0);
    const written = figures(other);
    expect(figures(page).map((text) => text.replaceAll(/[«»]/g, ''))).to.deep.equal(written);
    expect(page.all('[part=small-print]')[0]?.textContent).to.contain('Nov 24').and.not.to.contain('Nov 23');
  });

  it('never leaves figures under the label of another column', async () => {
    const page = ReportPage.mount({
      report: reportResponse(springAndAutumn),
      columns: 'emailName,sent,delivered,opened',
    });
    await page.reaches('ready');
    translate(page);
    page.element.columns = 'emailName,opened,sent';
    await page.settled();
    expect(page.headers.slice(1).map((header) => header.querySelector('button > span')?.textContent)).to.deep.equal([
      'Opened',
      'Sent',
    ]);
  });
});
