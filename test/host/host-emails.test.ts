import { expect } from 'chai';
import type { EmailOpenDetail } from '../../src/index.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { emailResponse, json, ViewerPage } from '../support/viewer-page.ts';

const opensOf = ({ page }: ViewerPage) => {
  const opens: EmailOpenDetail[] = [];
  page.element.addEventListener('email-open', ({ detail }) => opens.push(detail));
  return opens;
};

const opened = (viewer: ViewerPage) => eventually('the viewer', () => viewer.isOpen);

describe('openEmail', () => {
  afterEach(() => ReportPage.clear());

  it('opens an email as a click on its name does', async () => {
    const viewer = await ViewerPage.ready();
    const opens = opensOf(viewer);
    expect(viewer.page.element.openEmail('1', '12')).to.equal(true);
    await opened(viewer);
    expect(opens.map(({ emailName, counts }) => [emailName, counts.sent])).to.deep.equal([['Reminder', 500]]);
    expect(viewer.title).to.equal('Reminder');
    expect((await viewer.endpoint.request(1)).url.pathname).to.equal('/api/emails/12');
  });

  it('accepts ids that are numbers, as in responses', async () => {
    const viewer = await ViewerPage.ready();
    expect(viewer.page.element.openEmail(1, 12)).to.equal(true);
  });

  it('requests the clicks of the people whom the figures count, as the endpoint has applied them', async () => {
    const viewer = new ViewerPage({ figures: 'people=Country:France;people=Country:Mali;deleted=hide;age=7d' });
    const previewUrl = 'emails/{emailId}?campaign={campaignId}';
    const applied = { peopleFilters: [], people: ['Country:France', 'Country:Mali'], age: '7d' } as const;
    (await viewer.endpoint.request(0)).answer(reportResponse(springAndAutumn, { previewUrl, ...applied }));
    await viewer.page.reaches('ready');
    viewer.page.element.openEmail('1', '12');
    const { searchParams } = (await viewer.endpoint.request(1)).url;
    expect(searchParams.get('campaign')).to.equal('1');
    expect(searchParams.getAll('people')).to.deep.equal(applied.people);
    expect(searchParams.get('age')).to.equal('7d');
    // The endpoint did not apply it.
    expect(searchParams.has('deleted')).to.equal(false);
  });

  it('opens nothing if the host cancels email-open', async () => {
    const viewer = await ViewerPage.ready();
    viewer.page.element.addEventListener('email-open', (event) => event.preventDefault());
    expect(viewer.page.element.openEmail('1', '12')).to.equal(true);
    await viewer.settled();
    expect(viewer.isOpen).to.equal(false);
  });

  it('opens an email of a collapsed campaign and keeps it collapsed', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.page.press('Collapse all');
    viewer.page.element.openEmail('1', '12');
    await opened(viewer);
    (await viewer.endpoint.request(1)).answer(json(emailResponse({ id: '12' })));
    await viewer.shows('You are invited');
    expect(viewer.page.names).not.to.include('Reminder');
  });

  it('does not call an email gone that a collapsed campaign hides after a refresh', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.page.press('Collapse all');
    viewer.page.element.openEmail('1', '12');
    await opened(viewer);
    const refreshed = viewer.page.element.refresh();
    const rows = springAndAutumn.map((row) => (row.emailId === '12' ? { ...row, sent: 501, delivered: 491 } : row));
    (await viewer.endpoint.request(2)).answer(reportResponse(rows, { previewUrl: 'emails/{emailId}' }));
    await refreshed;
    await viewer.shows('501');
    expect(viewer.text).not.to.include('no longer');
  });

  it('opens an email that the search hides', async () => {
    const viewer = await ViewerPage.ready({ search: 'autumn' });
    expect(viewer.page.element.openEmail('1', '11')).to.equal(true);
    await opened(viewer);
    expect(viewer.title).to.equal('Invite');
  });

  it('opens an email in a report-load listener', async () => {
    const viewer = new ViewerPage();
    const results: boolean[] = [];
    const { element } = viewer.page;
    element.addEventListener('report-load', () => results.push(element.openEmail('2', '21')));
    (await viewer.endpoint.request(0)).answer(reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}' }));
    await opened(viewer);
    expect(results).to.deep.equal([true]);
    (await viewer.endpoint.request(1)).answer(json(emailResponse({ id: '21' })));
    await viewer.shows('You are invited');
    expect(viewer.button('Previous email').ariaDisabled).to.equal('true');
    expect(viewer.button('Next email').ariaDisabled).to.equal('false');
  });

  it('returns false for an unknown email, one without preview, and before a report has loaded', async () => {
    const waiting = new ViewerPage();
    expect(waiting.page.element.openEmail('1', '11')).to.equal(false);
    const viewer = await ViewerPage.ready({}, [reportRow({ hasPreview: false })]);
    const opens = opensOf(viewer);
    expect(viewer.page.element.openEmail('1', '11')).to.equal(false);
    expect(viewer.page.element.openEmail('2', '11')).to.equal(false);
    expect(viewer.page.element.openEmail('1', '')).to.equal(false);
    expect(opens).to.deep.equal([]);
  });
});

describe('closeEmail', () => {
  afterEach(() => ReportPage.clear());

  it('closes the viewer and focuses the row of the email', async () => {
    const viewer = await ViewerPage.showing();
    viewer.page.element.closeEmail();
    await viewer.closed();
    expect(viewer.focused).to.equal('Invite');
  });

  it('does nothing if no email is open', async () => {
    const viewer = await ViewerPage.ready();
    viewer.page.element.closeEmail();
    await viewer.settled();
    expect(viewer.isOpen).to.equal(false);
  });
});
