import { expect } from 'chai';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

/** Two campaigns with two emails each: a campaign with one email would be one row. */
const rows = [
  ...springAndAutumn,
  reportRow({ campaignId: '2', campaignName: 'Autumn news', emailId: '22', emailName: 'Final call', sent: 300 }),
];

describe('getRows', () => {
  afterEach(() => ReportPage.clear());

  const namesIn = (page: ReportPage) =>
    page.element.getRows().map(({ emailName, campaignName }) => emailName ?? campaignName);

  it('returns the rows on screen in their order', async () => {
    const page = ReportPage.mount({ report: reportResponse(rows), sort: 'sent' });
    await page.reaches('ready');
    expect(namesIn(page)).to.deep.equal(page.names);
    await page.sortBy('Sent');
    expect(namesIn(page)).to.deep.equal(page.names);
    await page.press('Collapse all');
    expect(namesIn(page)).to.have.members(['Spring launch', 'Autumn news']);
    page.element.search = 'elan';
    page.element.groupBy = 'none';
    await page.settled();
    expect(namesIn(page)).to.deep.equal(['Élan']);
  });

  it('returns plain objects: rates as fractions, instants as text, unknown values as null', async () => {
    const row = reportRow({ opened: null, humanOpened: null, lastActivityAt: null });
    const other = reportRow({ emailId: '12' });
    const page = ReportPage.mount({ report: reportResponse([row, other]), sort: 'opened' });
    await page.reaches('ready');
    const [campaign, ...emails] = page.element.getRows();
    const email = emails.find(({ emailId }) => emailId === '11');
    expect(JSON.parse(JSON.stringify(email))).to.deep.equal(email);
    expect(email).to.include({
      ...{ campaignId: '1', emailId: '11', campaignName: 'Spring launch', emailName: 'Invite' },
      ...{ campaignFolder: 'EMEA/2026', campaignArchived: false },
      ...{ firstSentAt: '2026-11-02T08:00:00.000Z', lastActivityAt: null },
      ...{ sent: 1000, delivered: 950, opened: null, openedRate: null, deliveredRate: 0.95 },
    });
    expect(campaign).to.include({ campaignId: '1', emailId: null, emailName: null, sent: 2000, opened: null });
  });

  it('returns only the rows that have loaded of a long report', async () => {
    const endpoint = new PagedEndpoint(manyRows(5_000));
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, groupBy: 'none' });
    await page.reaches('ready');
    const rows = page.element.getRows();
    expect(rows.length).to.be.greaterThan(0).and.lessThan(5_000);
    expect(rows[0]?.emailId).to.be.a('string');
  });

  it('returns an empty array before a report has loaded', () => {
    expect(ReportPage.mount().element.getRows()).to.deep.equal([]);
  });
});
