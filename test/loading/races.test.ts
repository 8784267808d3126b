import { expect } from 'chai';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { eventually, pendingTasks } from '../support/waiting.ts';

const response = reportResponse(springAndAutumn);
const other = reportResponse(manyRows(2), { from: '2026-01-01', to: '2026-01-31' });
const head = { ...response, rows: undefined };

describe('races', () => {
  let endpoint: FakeEndpoint;
  let page: ReportPage;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
    page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
  });

  afterEach(() => ReportPage.clear());

  it('show the second of two time frames, whichever response arrives last', async () => {
    const first = await endpoint.request(0);
    page.element.timeFrame = '2026-01-01/2026-01-31';
    const second = await endpoint.request(1);
    expect(first.signal.aborted).to.equal(true);
    second.answer(other);
    await page.reaches('ready');
    first.answer(response);
    await pendingTasks();
    expect(page.names).to.include('Email 1');
    expect(page.is('ready')).to.equal(true);
  });

  it('ignore a stream that continues after a newer request', async () => {
    const stream = new LineStream();
    (await endpoint.request(0)).answer(stream.response);
    stream.send(head, springAndAutumn[0]);
    await page.reaches('refreshing');
    page.element.timeFrame = '2026-01-01/2026-01-31';
    (await endpoint.request(1)).answer(other);
    await page.reaches('ready');
    expect(stream.cancelled).to.equal(true);
    expect(page.names).not.to.include('Invite');
  });

  it('request the last time frame after a change and its reversal', async () => {
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    page.element.timeFrame = 'today';
    await endpoint.request(1);
    page.element.timeFrame = 'last-30-days';
    const last = await endpoint.request(2);
    last.answer(response);
    await page.reaches('ready');
    expect(page.names).to.have.length(5);
    expect(endpoint.requests).to.have.length(3);
  });

  it('send one request for properties set together', async () => {
    await endpoint.request(0);
    Object.assign(page.element, { timeFrame: 'today', dateBasis: 'sent', timeZone: 'Asia/Tokyo', endpoint: '/other' });
    const { url } = await endpoint.request(1);
    await pendingTasks();
    expect(endpoint.requests).to.have.length(2);
    expect(url.pathname).to.equal('/other');
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({
      from: '2026-11-24',
      to: '2026-11-24',
      timeZone: 'Asia/Tokyo',
      dateBasis: 'sent',
      sort: '-firstSentAt',
    });
  });

  it('abort the request when the element is removed, and request again when it returns', async () => {
    const { signal } = await endpoint.request(0);
    page.element.remove();
    await eventually('the abort', () => signal.aborted);
    page.element.timeFrame = 'today';
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
    document.body.append(page.element);
    (await endpoint.request(1)).answer(response);
    await page.reaches('ready');
    expect(endpoint.requests).to.have.length(2);
  });

  it('cancel the stream when the element is removed', async () => {
    const stream = new LineStream();
    (await endpoint.request(0)).answer(stream.response);
    stream.send(head, springAndAutumn[0]);
    await page.reaches('refreshing');
    page.element.remove();
    await eventually('the end of reading', () => stream.cancelled);
  });

  it('do not reload when the element moves in the document', async () => {
    const { signal, answer } = await endpoint.request(0);
    const box = document.createElement('div');
    document.body.append(box);
    box.append(page.element);
    await pendingTasks();
    expect(signal.aborted).to.equal(false);
    answer(response);
    await page.reaches('ready');
    document.body.append(page.element);
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
    expect(page.names).to.have.length(5);
  });

  it('keep a sort for rows that stream in later', async () => {
    const stream = new LineStream();
    (await endpoint.request(0)).answer(stream.response);
    stream.send(head, springAndAutumn[1]);
    await page.reaches('refreshing');
    await page.sortBy('Sent');
    stream.send(springAndAutumn[0], springAndAutumn[2]);
    stream.end();
    await page.reaches('ready');
    expect(page.names).to.deep.equal(['Spring launch', 'Invite', 'Reminder', 'Autumn news', 'Élan']);
    expect(endpoint.requests).to.have.length(1);
  });

  it('fire one report-load event for two simultaneous refreshes', async () => {
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    let loads = 0;
    page.element.addEventListener('report-load', () => (loads += 1));
    const both = Promise.all([page.element.refresh(), page.element.refresh()]);
    (await endpoint.request(2)).answer(response);
    await both;
    await pendingTasks();
    expect(loads).to.equal(1);
  });
});

describe('refresh', () => {
  let endpoint: FakeEndpoint;
  let events: string[];

  beforeEach(() => {
    endpoint = new FakeEndpoint();
    events = [];
  });

  afterEach(() => ReportPage.clear());

  /** An element that records its events. */
  function listenTo({ element }: ReportPage): ReportPage['element'] {
    for (const type of ['report-load', 'report-error'] as const) {
      element.addEventListener(type, () => events.push(type));
    }
    return element;
  }

  it('waits until the element is in the document', async () => {
    const properties = { endpoint: '/report', fetcher: endpoint.fetcher };
    const element = listenTo(ReportPage.mount(properties, document.createDocumentFragment()));
    const refreshed = element.refresh();
    await pendingTasks();
    expect(endpoint.requests).to.have.length(0);
    document.body.append(element);
    // The element loads its report when it is inserted. The refresh replaces that request.
    const { init, answer } = await endpoint.request(1);
    expect(init.cache).to.equal('no-cache');
    expect(endpoint.requests[0]?.init.signal?.aborted).to.equal(true);
    answer(response);
    await refreshed;
    await pendingTasks();
    expect(events).to.deep.equal(['report-load']);
    expect(endpoint.requests).to.have.length(2);
  });

  for (const [what, event, answer] of [
    ['loads', 'report-load', () => Response.json(response)],
    ['fails', 'report-error', () => new Response(null, { status: 403 })],
  ] as const) {
    it(`tells the host that the report ${what} before the texts of the page do`, async () => {
      const fetcher = () => Promise.resolve(answer());
      const element = listenTo(ReportPage.mount({ lang: 'fr', endpoint: '/report', fetcher }));
      await element.refresh();
      await pendingTasks();
      expect(events).to.include(event);
    });
  }

  it('requests the choice of people that the host sets before it', async () => {
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    await endpoint.answer(response);
    await page.reaches('ready');
    listenTo(page);
    page.element.figures = 'people=Country:France';
    const refreshed = page.element.refresh();
    const { url, init, answer } = await endpoint.request(2);
    expect(url.searchParams.get('people')).to.equal('Country:France');
    expect(init.cache).to.equal('no-cache');
    answer(response);
    await refreshed;
    await pendingTasks();
    expect(endpoint.requests).to.have.length(3);
    expect(events).to.deep.equal(['report-load']);
  });

  it('shows the report when it resolves, also if texts load with the first figures', async () => {
    const page = ReportPage.mount({ lang: 'fr', report: response });
    await page.reaches('ready');
    Object.assign(page.element, { figures: 'activity=human', report: reportResponse(manyRows(7)) });
    await page.element.refresh();
    expect(page.text).to.include('7 e‑mails');
  });

  it('bypasses the cache only once', async () => {
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    await endpoint.answer(response);
    await page.reaches('ready');
    const refreshed = page.element.refresh();
    await endpoint.answer(response);
    await refreshed;
    page.element.timeFrame = 'today';
    const { init, answer } = await endpoint.request(2);
    expect(init.cache).to.equal(undefined);
    answer(other);
    await page.reaches('ready');
    expect(endpoint.requests).to.have.length(3);
  });
});
