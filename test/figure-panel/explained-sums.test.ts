import { expect } from 'chai';
import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { LineStream } from '../support/fake-endpoint.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';
import { FigurePage } from './figure-page.ts';

const [invite, reminder, autumn] = springAndAutumn as [ReportResponseRow, ReportResponseRow, ReportResponseRow];
/** Of the campaign Spring launch, only the opens of Invite are tracked. */
const partlyTracked = [invite, { ...reminder, openTracked: false }, autumn];

afterEach(() => ReportPage.clear());

interface Mounted {
  readonly panel: FigurePage;
  readonly endpoint: PagedEndpoint;
  /** Returns the parameters of the requests for explanations, in part. */
  readonly explained: () => string[];
}

/** Shows a report that loads page by page, from an endpoint that explains it on request. */
async function mount(
  properties: ReportProperties = {},
  rows = springAndAutumn,
  endpoint = new PagedEndpoint(rows),
): Promise<Mounted> {
  const panel = await FigurePage.mount({
    endpoint: '/report',
    fetcher: endpoint.fetcher,
    columns: 'emailName,sent,opened,clicked,clickToOpenRate',
    ...properties,
  });
  const names = ['offset', 'limit', 'search', 'groupBy', 'campaign', 'folder', 'email', 'filter', 'activity'];
  const explained = () =>
    endpoint.urls
      .filter(({ searchParams }) => searchParams.has('explain'))
      .map(({ searchParams }) => [...searchParams].filter(([name]) => names.includes(name)).join(' '));
  return { panel, endpoint, explained };
}

/** Removes the explanation of sums. */
const withoutTotals = (answer: ReportResponse): ReportResponse => ({
  ...answer,
  totals: { ...answer.totals, explain: null },
});

describe('the explanation of a sum in a report that loads page by page', () => {
  it('is requested with a window of one row, once for all figures of the totals', async () => {
    const { panel, explained } = await mount();
    await panel.open('Total', 'Clicked link');
    await panel.shows('Click Email activities were logged.');
    expect(panel.steps).to.deep.equal([
      ...['214 Click Email activities were logged.', '−6 were on unsubscribe or mailto links, which do not count.'],
      ...['−78 were repeated clicks of the same people.', '= 130 people clicked a link.'],
    ]);
    await panel.open('Total', 'Opened');
    await panel.shows('= 500 people opened');
    await pendingTasks();
    expect(explained()).to.deep.equal(['offset,0 limit,1']);
  });

  it('is of the search and the filter on screen, also in a campaign', async () => {
    const launch = { campaignFolder: '/EMEA/2026' };
    const again = { ...reminder, emailId: '13', emailName: 'Invite again', clicked: 60 };
    const rows = [invite, reminder, again].map((row) => ({ ...row, ...launch }));
    const { panel, explained } = await mount({ search: 'invite', filter: 'folder=/EMEA/2026;clicked>=60' }, rows);
    await panel.open('Spring launch', 'Clicked link');
    await panel.shows('= 140 people clicked a link.');
    await panel.open('Total', 'Clicked link');
    await pendingTasks();
    await panel.shows('= 140 people clicked a link.');
    expect(explained()).to.deep.equal([
      'offset,0 limit,1 search,invite filter,clicked>=60 campaign,1',
      'offset,0 limit,1 search,invite folder,/EMEA/2026 filter,clicked>=60',
    ]);
  });

  it('is of the rows on screen while those of another search load', async () => {
    const { panel, endpoint, explained } = await mount();
    endpoint.change = (answer, { searchParams }) =>
      searchParams.has('search') ? new Promise<never>(() => undefined) : answer;
    panel.element.search = 'invite';
    await eventually('the request for the search', () => endpoint.urls.some((url) => url.searchParams.has('search')));
    await panel.open('Total', 'Clicked link');
    await panel.shows('= 130 people clicked a link.');
    expect(explained()).to.deep.equal(['offset,0 limit,1']);
  });

  it('of opens leaves out emails whose opens are not tracked', async () => {
    const { panel, explained } = await mount({ filter: 'sent>=200' }, partlyTracked);
    await panel.open('Total', 'Opened');
    await panel.shows('= 400 people opened');
    expect(panel.steps[0]).to.equal('388 Open Email activities were logged.');
    await panel.open('Total', 'Clicked link');
    await panel.shows('= 130 people clicked a link.');
    await panel.open('Spring launch', 'Click-to-open rate');
    await panel.shows('= 80 people clicked a link.');
    await panel.open('Total', 'Opened');
    await pendingTasks();
    expect(explained()).to.deep.equal([
      'offset,0 limit,1 filter,sent>=200 filter,opened>=0',
      'offset,0 limit,1 filter,sent>=200',
      'offset,0 limit,1 filter,sent>=200 filter,opened>=0 campaign,1',
    ]);
  });

  it('is of the chosen activity', async () => {
    const { panel, explained } = await mount({ figures: 'activity=human' }, partlyTracked);
    await panel.open('Total', 'Opened (no bots)');
    await panel.shows('= 310 people opened');
    expect(explained()).to.deep.equal(['offset,0 limit,1 activity,human filter,opened>=0']);
    await panel.open('Total', 'Click-to-open (no bots)');
    await panel.shows('people have only clicks that are flagged as bot.');
  });

  it('is not shown if the data has changed since', async () => {
    const { panel, endpoint } = await mount();
    endpoint.rows = [{ ...invite, clicked: 81 }, reminder, autumn];
    await panel.open('Total', 'Clicked link');
    await panel.shows('The data has changed since the report loaded.');
    expect(panel.steps).to.deep.equal([]);
  });

  it('is not requested again from an endpoint that sends none', async () => {
    const { panel, endpoint, explained } = await mount();
    endpoint.change = withoutTotals;
    await panel.open('Total', 'Clicked link');
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    expect(panel.steps).to.deep.equal([]);
    expect(panel.text).not.to.include('Couldn’t');
    await panel.element.refresh();
    await panel.open('Total', 'Sent');
    await pendingTasks();
    expect(explained()).to.have.length(1);
    await panel.open('Autumn news', 'Clicked link');
    await panel.shows('Click Email activities were logged.');
    expect(explained()[1]).to.equal('campaign,2 email,21');
  });

  it('is not requested if the totals have it', async () => {
    const rows = springAndAutumn.map((row) => ({ ...row, explain: { clicks: row.clicked ?? 0, clicksIgnored: 0 } }));
    const { panel, explained } = await mount({}, rows);
    await panel.open('Total', 'Clicked link');
    await panel.shows('= 130 people clicked a link.');
    await panel.open('Spring launch', 'Clicked link');
    await panel.shows('130 Click Email activities were logged.');
    await pendingTasks();
    expect(explained()).to.deep.equal([]);
  });

  it('is requested again after a failure', async () => {
    const { panel, endpoint } = await mount();
    endpoint.change = (answer, { searchParams }) =>
      searchParams.has('explain') ? new Response(null, { status: 403 }) : answer;
    await panel.open('Total', 'Clicked link');
    await panel.shows('Couldn’t load the steps.');
    endpoint.change = (answer) => answer;
    await panel.open('Total', 'Clicked link');
    await panel.shows('= 130 people clicked a link.');
  });
});

describe('the explanation of a sum of more than 5,000 emails in a whole report', () => {
  /** 5,001 emails: one campaign of three, the opens of one of which are not tracked, and others. */
  const many = [...partlyTracked, ...manyRows(4998)];

  /** Shows a report of an endpoint that sends a window only if one is requested. */
  async function mountWhole(properties: ReportProperties = {}): Promise<Mounted> {
    const endpoint = new PagedEndpoint(many);
    endpoint.change = (answer, { searchParams }) => (searchParams.has('limit') ? answer : reportResponse(many));
    return mount(properties, many, endpoint);
  }

  it('is requested with a window of one row', async () => {
    const { panel, explained } = await mountWhole();
    await panel.open('Total', 'Clicked link');
    await panel.shows('Click Email activities were logged.');
    expect(panel.steps.at(-1)).to.equal(
      `= ${panel.cell('Total', 'Clicked link').textContent.trim()} people clicked a link.`,
    );
    expect(explained()).to.deep.equal(['offset,0 limit,1']);
  });

  it('has the search, the filter and the activity on screen', async () => {
    const { panel, explained } = await mountWhole({
      ...{ search: 'invite', filter: 'campaign=1;opened>=300', figures: 'activity=human' },
    });
    await panel.open('Total', 'Opened (no bots)');
    await panel.shows('= 310 people opened');
    expect(explained()).to.deep.equal(['offset,0 limit,1 search,invite campaign,1 filter,opened>=300 activity,human']);
  });

  it('of opens leaves out emails whose opens are not tracked', async () => {
    const { panel, explained } = await mountWhole();
    await panel.open('Total', 'Opened');
    await panel.shows('Open Email activities were logged.');
    expect(explained()).to.deep.equal(['offset,0 limit,1 filter,opened>=0']);
  });

  it('of a small campaign is the sum of its rows', async () => {
    const { panel, explained } = await mountWhole();
    await panel.open('Autumn news', 'Clicked link');
    await pendingTasks();
    expect(explained()).to.deep.equal(['campaign,2 email,21']);
  });

  it('is not shown, nor requested again, if the endpoint streams all rows instead', async () => {
    const { panel, endpoint, explained } = await mountWhole();
    const stream = new LineStream();
    endpoint.change = () => stream.response;
    await panel.open('Total', 'Clicked link');
    const { rows, ...head } = reportResponse(many);
    stream.send(head, ...rows.slice(0, 300));
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    expect(stream.cancelled).to.equal(true);
    expect(panel.steps).to.deep.equal([]);
    expect(panel.text).not.to.include('Couldn’t');
    await panel.open('Total', 'Sent');
    await pendingTasks();
    expect(explained()).to.have.length(1);
  });

  it('is not shown if the endpoint responds with all rows', async () => {
    const { panel, endpoint } = await mountWhole();
    endpoint.change = () => reportResponse(many);
    await panel.open('Total', 'Clicked link');
    await eventually('the end of the request', () => !panel.text.includes('Loading'));
    expect(panel.steps).to.deep.equal([]);
    expect(panel.text).not.to.include('Couldn’t');
  });

  it('is not shown if the data has changed since', async () => {
    const { panel, endpoint } = await mountWhole();
    endpoint.rows = many.slice(1);
    await panel.open('Total', 'Clicked link');
    await panel.shows('The data has changed since the report loaded.');
    expect(panel.steps).to.deep.equal([]);
  });
});
