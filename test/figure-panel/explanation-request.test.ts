import { expect } from 'chai';
import type { ReportResponseRow } from '../../src/endpoint/contract.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';
import { FigurePage } from './figure-page.ts';

const explain = { clicks: 105, clicksIgnored: 9 };
const [invite] = springAndAutumn as [ReportResponseRow];
const explainedRows = springAndAutumn.map((row, place) => ({
  ...row,
  explain: place === 0 ? explain : { clicks: row.clicked ?? null, clicksIgnored: 0 },
}));

afterEach(() => ReportPage.clear());

/** Shows a report of an endpoint that sends no explanations with it. */
async function mount(url = '/report?team=1'): Promise<{ readonly panel: FigurePage; readonly endpoint: FakeEndpoint }> {
  const endpoint = new FakeEndpoint();
  const mounting = FigurePage.mount({
    endpoint: url,
    query: { region: 'EMEA' },
    fetcher: endpoint.fetcher,
    columns: 'emailName,sent,clicked,clickedRate',
  });
  await endpoint.answer(reportResponse(springAndAutumn));
  return { panel: await mounting, endpoint };
}

describe('an explanation that is not in the report', () => {
  it('is requested for its email only, with the parameters of the report', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Invite', 'Clicked link');
    expect(panel.text).to.include('80 people clicked a link.');
    await panel.shows('Loading the steps…');
    const { url } = await endpoint.request(1);
    const { campaign, email, explain: explained, region, team, timeZone } = Object.fromEntries(url.searchParams);
    expect([campaign, email, explained, region, team]).to.deep.equal(['1', '11', '1', 'EMEA', '1']);
    expect(timeZone).to.equal('Europe/Paris');
    await endpoint.answer(reportResponse([{ ...invite, explain }]));
    await panel.shows('105 Click Email activities were logged.');
    expect(panel.text).not.to.include('Loading');
    await panel.open('Invite', '% clicked');
    await pendingTasks();
    expect(endpoint.requests).to.have.length(2);
  });

  it('is requested for all emails of a report with the campaigns of the host', async () => {
    const { panel, endpoint } = await mount('/report?campaign=1&email=11');
    await panel.open('Total', 'Clicked link');
    const { searchParams } = (await endpoint.request(1)).url;
    expect(searchParams.getAll('campaign')).to.deep.equal(['1']);
    expect(searchParams.getAll('email')).to.deep.equal(['11']);
    expect(searchParams.get('explain')).to.equal('1');
  });

  it('is requested again for a report that replaces the one it was requested for', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Total', 'Clicked link');
    const { signal } = await endpoint.request(1);
    const refreshed = panel.element.refresh();
    (await endpoint.request(2)).answer(reportResponse(springAndAutumn));
    await refreshed;
    const again = await endpoint.request(3);
    expect(signal.aborted, 'the first request').to.equal(true);
    again.answer(reportResponse(explainedRows));
    await panel.shows('Click Email activities were logged.');
    expect(endpoint.requests).to.have.length(4);
  });

  it('is not requested again from an endpoint that sends none', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(reportResponse([invite]));
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    await panel.open('Reminder', 'Clicked link');
    await pendingTasks();
    expect(panel.text).not.to.include('Loading');
    expect(endpoint.requests).to.have.length(2);
  });

  it('is requested for an email from an endpoint that sends none for all rows', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Total', 'Clicked link');
    await endpoint.answer(reportResponse(springAndAutumn));
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(reportResponse([{ ...invite, explain }]));
    await panel.shows('105 Click Email activities were logged.');
  });

  it('is not awaited if the endpoint streams all rows instead', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Invite', 'Clicked link');
    const stream = new LineStream();
    await endpoint.answer(stream.response);
    const { rows, ...head } = reportResponse(springAndAutumn);
    stream.send({ ...head, rowCount: 1_000_000 }, ...rows);
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    expect(panel.text).not.to.include('Couldn’t');
    expect(stream.cancelled).to.equal(true);
  });

  it('is not shown if the data has changed since', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(reportResponse([{ ...invite, clicked: 81, explain }]));
    await panel.shows('The data has changed since the report loaded.');
    expect(panel.steps).to.deep.equal([]);
  });

  it('can be requested again after a failure', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(new Response(null, { status: 403 }));
    await panel.shows('Couldn’t load the steps.');
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(reportResponse([{ ...invite, explain }]));
    await panel.shows('105 Click Email activities');
  });

  it('is not requested for another report after the panel has closed', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(reportResponse([{ ...invite, explain }]));
    await panel.shows('105 Click Email activities');
    panel.button('Close').click();
    await panel.closes();
    const refreshing = panel.element.refresh();
    await endpoint.answer(reportResponse(springAndAutumn));
    await refreshing;
    await pendingTasks();
    expect(endpoint.requests).to.have.length(3);
  });

  it('of a campaign is the sum of its emails, which are requested together', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Spring launch', 'Clicked link');
    await panel.shows('Loading the steps…');
    const { url } = await endpoint.request(1);
    const { campaign, email, explain: explained } = Object.fromEntries(url.searchParams);
    expect([campaign, email, explained]).to.deep.equal(['1', undefined, '1']);
    await endpoint.answer(reportResponse(explainedRows.slice(0, 2)));
    await panel.shows('Click Email activities were logged.');
    expect(panel.steps).to.deep.equal([
      ...['155 Click Email activities were logged.', '−9 were on unsubscribe or mailto links, which do not count.'],
      ...['−16 were repeated clicks of the same people.', '= 130 people clicked a link.'],
    ]);
    await panel.open('Spring launch', '% clicked');
    await pendingTasks();
    expect(endpoint.requests).to.have.length(2);
  });

  it('of the totals is the sum of all emails that the search and the filter leave', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Total', 'Clicked link');
    const { url } = await endpoint.request(1);
    expect([url.searchParams.get('campaign'), url.searchParams.get('explain')]).to.deep.equal([null, '1']);
    await endpoint.answer(reportResponse(explainedRows));
    await panel.shows('Click Email activities were logged.');
    expect(panel.steps[0]).to.equal('155 Click Email activities were logged.');
    panel.element.search = 'invite';
    await panel.page.settled();
    await panel.open('Total', 'Clicked link');
    await panel.shows('= 80 people clicked a link.');
    expect(panel.steps[0]).to.equal('105 Click Email activities were logged.');
    expect(endpoint.requests).to.have.length(2);
  });

  it('of a sum is not shown if one of its emails has changed, or does not add up', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Total', 'Clicked link');
    await endpoint.answer(reportResponse(explainedRows.slice(1)));
    await panel.shows('The data has changed since the report loaded.');
    expect(panel.steps).to.deep.equal([]);
    const [first, ...others] = explainedRows as [ReportResponseRow];
    await panel.open('Spring launch', 'Clicked link');
    await endpoint.answer(
      reportResponse([{ ...first, explain: { clicks: 1, clicksIgnored: 0 } }, ...others.slice(0, 1)]),
    );
    await panel.shows('The server’s explanation doesn’t add up to this figure');
    expect(panel.steps).to.deep.equal([]);
  });

  it('of a sum does not exist if one of its emails has none', async () => {
    const { panel, endpoint } = await mount();
    await panel.open('Spring launch', 'Clicked link');
    await endpoint.answer(reportResponse([explainedRows[0]!, springAndAutumn[1]!]));
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    expect(panel.steps).to.deep.equal([]);
    expect(panel.text).to.include('The sum of 2 emails.');
  });

  it('is requested only for the newest counts, also after those at an age', async () => {
    const { panel, endpoint } = await mount();
    panel.element.figures = 'age=7d';
    await endpoint.answer(reportResponse(springAndAutumn, { age: '7d' }));
    await panel.page.settled();
    await panel.open('Invite', 'Clicked link');
    await pendingTasks();
    expect(endpoint.requests).to.have.length(2);
    panel.element.figures = '';
    await endpoint.answer(reportResponse(springAndAutumn));
    await panel.page.settled();
    await panel.open('Invite', 'Clicked link');
    await endpoint.answer(reportResponse([{ ...invite, explain }]));
    await panel.shows('105 Click Email activities were logged.');
  });

  it('is not requested for reports of the page', async () => {
    const { panel, endpoint } = await mount();
    panel.element.report = reportResponse([reportRow()]);
    await panel.page.settled();
    await panel.open('Invite', 'Clicked link');
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
  });
});
