import { expect } from 'chai';
import type { SavedView, ViewChangeDetail } from '../../src/index.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const archived = reportRow({ campaignId: '3', campaignName: 'Old', campaignArchived: true, emailId: '31', sent: 7 });
const response = reportResponse([...springAndAutumn, archived]);

const smallPrint = (page: ReportPage) => page.text.replaceAll(/\s+/g, ' ');

describe('filter', () => {
  afterEach(() => ReportPage.clear());

  it('hides the other emails, and its coverage is stated', async () => {
    const page = ReportPage.mount({ report: response, filter: 'archived=exclude' });
    await page.reaches('ready');
    expect(page.names).to.deep.equal(['Autumn news', 'Élan', 'Spring launch', 'Reminder', 'Invite']);
    await eventually('the coverage', () =>
      smallPrint(page).includes('3 of 4 emails · archived excluded · Data through'),
    );
    page.element.filter = 'sent<=200;folder=/EMEA';
    await page.settled();
    expect(page.names).to.deep.equal(['Old', 'Invite']);
    await eventually('the coverage', () => smallPrint(page).includes('1 of 4 emails · folder EMEA · Sent ≤ 200 ·'));
    page.element.filter = '';
    await page.settled();
    expect(smallPrint(page)).to.include('4 emails · Data through').and.not.to.include('archived');
  });

  it('is described in French', async () => {
    const page = ReportPage.mount({ report: response, filter: 'campaign=1;openedRate>=0.25', lang: 'fr' });
    await page.reaches('ready');
    await eventually('the coverage', () => smallPrint(page).includes('1 campagne sélectionnée · % ouverts ≥ 25 %'));
  });

  it('is an attribute', async () => {
    const page = ReportPage.mount({ report: response });
    await page.reaches('ready');
    page.element.setAttribute('filter', ' sent>=1000 ');
    await page.settled();
    expect(page.element.filter).to.equal('sent>=1000');
    expect(page.names).to.deep.equal(['Spring launch', 'Invite']);
    page.element.removeAttribute('filter');
    await page.settled();
    expect(page.element.filter).to.equal('');
    expect(page.names).to.have.length(7);
  });

  it('that leaves nothing can be cleared', async () => {
    const page = ReportPage.mount({ report: response, filter: 'sent>1000000' });
    const changes: ViewChangeDetail[] = [];
    page.element.addEventListener('view-change', ({ detail }) => changes.push(detail));
    await page.reaches('ready');
    expect(page.text).to.include('No emails match the filter.');
    await page.press('Clear filter');
    await page.settled();
    expect(page.names).to.have.length(7);
    expect(changes.map(({ filter, view }) => [filter, view.filter])).to.deep.equal([['', '']]);
  });

  it('that is unreadable is ignored with a warning', async () => {
    const warnings = await warningsOf(async () => {
      const page = ReportPage.mount({ report: response, filter: 'sent>=many' });
      await page.reaches('ready');
      expect(page.names).to.have.length(7);
    });
    expect(warnings[0]).to.match(/filter is ignored: condition 1, "sent>=many": expected a number such as 200/);
  });

  it('is part of the saved view, and views without it are still read', async () => {
    const first = ReportPage.mount({ report: response, filter: 'sent>=1000' });
    await first.reaches('ready');
    const saved = JSON.parse(JSON.stringify(first.element.view)) as SavedView;
    expect(saved.filter).to.equal('sent>=1000');
    const second = ReportPage.mount({ report: response });
    await second.reaches('ready');
    second.element.view = saved;
    await second.settled();
    expect(second.names).to.deep.equal(['Spring launch', 'Invite']);
    const older = Object.fromEntries(Object.entries(saved).filter(([name]) => name !== 'filter'));
    second.element.view = { ...(older as unknown as SavedView), sort: '-sent' };
    expect(second.element.filter).to.equal('sent>=1000');
  });
});

describe('filter of a report in pages', () => {
  let endpoint: PagedEndpoint;
  const mount = (properties = {}) =>
    ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, groupBy: 'none', sort: 'sent', ...properties });

  beforeEach(() => {
    endpoint = new PagedEndpoint(manyRows(95));
  });

  afterEach(() => ReportPage.clear());

  it('is applied by the endpoint', async () => {
    const page = mount({ filter: 'campaign=1001;campaign=1002;archived=exclude;sent>=200;sent<1e9;unknown>3' });
    await page.reaches('ready');
    expect(endpoint.queries.slice(0, 2)).to.deep.equal([
      'sort=sent',
      'sort=sent offset=0 limit=10 campaign=1001,1002 archived=exclude filter=sent>=200,sent<1000000000',
    ]);
    await eventually('the coverage', () =>
      smallPrint(page).includes('emails · 2 selected campaigns · archived excluded'),
    );
    page.element.filter = 'sent>4000';
    await page.reaches('ready');
    await eventually('the request', () => endpoint.queries.some((query) => query.includes('filter=sent>4000')));
    page.element.filter = '';
    await eventually('the request', () => endpoint.queries.includes('sort=sent offset=0 limit=10'));
  });

  it('is part of the requests for other pages', async () => {
    const page = mount({ filter: 'folder=/EMEA;archived=exclude;sent>=200' });
    await page.reaches('ready');
    page.scroller.scrollTop = 42 * 36;
    await eventually('the request', () =>
      endpoint.queries.some((query) =>
        query.endsWith('offset=40 limit=10 folder=/EMEA archived=exclude filter=sent>=200'),
      ),
    );
  });

  it('is part of the requests for the emails of a campaign, without folders and other campaigns', async () => {
    const page = mount({ groupBy: 'campaign', filter: 'folder=/EMEA;campaign=1001;sent>=200', sort: 'firstSentAt' });
    await page.reaches('ready');
    page.campaign('Campaign 2').click();
    await eventually('the request', () =>
      endpoint.queries.includes('sort=firstSentAt offset=0 limit=10 campaign=1001 filter=sent>=200'),
    );
    expect(endpoint.queries[1]).to.include('groupBy=campaign campaign=1001 folder=/EMEA filter=sent>=200');
  });

  it('can be cleared if the endpoint finds nothing', async () => {
    const page = mount({ filter: 'sent>1000000' });
    await page.reaches('ready');
    expect(page.text).to.include('No emails match the filter.');
    await page.press('Clear filter');
    await page.reaches('ready');
    expect(page.text).to.include('95 emails');
  });

  it('is not trusted if the endpoint ignores it', async () => {
    endpoint.change = (answer) => ({ ...answer, archived: null });
    const page = mount({ filter: 'archived=only' });
    const errors: string[] = [];
    page.element.addEventListener('report-error', ({ detail }) => errors.push(detail.message));
    await page.reaches('error');
    expect(errors[0]).to.equal('archived: expected "only", as requested, got nothing');
  });
});
