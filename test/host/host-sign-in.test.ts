import { expect } from 'chai';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { ReportPage, type ReportProperties } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { eventually, pendingTasks } from '../support/waiting.ts';

const response = reportResponse(springAndAutumn);
const refusal = () => new Response(null, { status: 401 });

describe('sign-in after the endpoint has refused the report', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  const mount = (properties: ReportProperties = {}) =>
    ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, ...properties });
  /** The `Authorization` headers of all requests. */
  const sent = () => endpoint.requests.map(({ init }) => new Headers(init.headers).get('Authorization'));

  it('loads the report with a token that the host sets', async () => {
    const page = mount();
    await endpoint.answer(refusal());
    await page.reaches('error');
    page.element.token = () => 'Bearer new';
    await endpoint.answer(response);
    await page.reaches('ready');
    expect(sent()).to.deep.equal([null, 'Bearer new']);
  });

  it('uses a token that the host sets during the request', async () => {
    const page = mount();
    await endpoint.request(0);
    page.element.token = () => 'Bearer new';
    await endpoint.answer(refusal(), response);
    await page.reaches('ready');
    expect(sent()).to.deep.equal([null, 'Bearer new']);
  });

  it('loads the report with other headers', async () => {
    const page = mount({ requestInit: { headers: { Authorization: 'Bearer old' } } });
    await endpoint.answer(refusal());
    await page.reaches('error');
    page.element.requestInit = { headers: { Authorization: 'Bearer new' } };
    await endpoint.answer(response);
    await page.reaches('ready');
    expect(sent()).to.deep.equal(['Bearer old', 'Bearer new']);
  });

  it('replaces a report on screen that has become too old', async () => {
    const page = mount({ token: () => 'Bearer old' });
    await endpoint.answer(response);
    await page.reaches('ready');
    void page.element.refresh();
    await endpoint.answer(refusal(), refusal());
    await page.reaches('stale');
    page.element.token = () => 'Bearer new';
    await endpoint.answer(response);
    await page.reaches('ready');
  });

  it('does not repeat the request for new objects and functions with the same values', async () => {
    const page = mount({ token: () => 'Bearer old', requestInit: { headers: { 'X-Team': 'emea' } } });
    await endpoint.answer(refusal(), refusal());
    await page.reaches('error');
    page.element.token = () => 'Bearer old';
    page.element.requestInit = { headers: { 'x-team': 'emea' } };
    await page.settled();
    await pendingTasks();
    expect(endpoint.requests).to.have.length(2);
    page.element.token = () => Promise.resolve('Bearer new');
    await endpoint.answer(response);
    await page.reaches('ready');
  });

  it('does not repeat the request endlessly for a host that sets another token after each error', async () => {
    const page = mount({ token: () => 'Bearer 0' });
    let errors = 0;
    page.element.addEventListener('report-error', () => {
      errors += 1;
      const token = `Bearer ${errors}`;
      page.element.token = () => token;
    });
    await endpoint.answer(refusal(), refusal(), refusal(), refusal());
    await page.reaches('error');
    await page.settled();
    await pendingTasks();
    expect(endpoint.requests).to.have.length(4);
    expect(errors).to.equal(2);
    // The next success allows it again.
    void page.element.refresh();
    await endpoint.answer(response);
    await page.reaches('ready');
    void page.element.refresh();
    await endpoint.answer(refusal(), refusal(), response);
    await page.reaches('ready');
  });

  it('loads the report with a token that works after one that failed', async () => {
    const page = mount({ token: () => 'Bearer old' });
    await endpoint.answer(refusal(), refusal());
    await page.reaches('error');
    page.element.token = () => Promise.reject(new Error('The session has ended.'));
    await page.settled();
    await pendingTasks();
    page.element.token = () => 'Bearer new';
    await endpoint.answer(response);
    await page.reaches('ready');
  });

  it('does not repeat the request of a page endlessly', async () => {
    const paged = new PagedEndpoint(manyRows(300), 100); // one page is beyond those that load ahead
    let isRefusing = false;
    let refused = 0;
    const fetcher: typeof fetch = async (input, init) => {
      if (!isRefusing) return paged.fetcher(input, init);
      refused += 1;
      return Promise.resolve(refusal());
    };
    const page = mount({ fetcher, token: () => 'Bearer 0', groupBy: 'none' });
    await page.reaches('ready');
    let errors = 0;
    page.element.addEventListener('report-error', () => {
      errors += 1;
      const token = `Bearer ${errors}`;
      page.element.token = () => token;
    });
    isRefusing = true;
    page.scroller.scrollTop = page.scroller.scrollHeight;
    await eventually('a second error', () => errors > 1);
    await page.settled();
    await pendingTasks();
    expect([errors, refused]).to.deep.equal([2, 4]);
  });

  it('does not repeat the request after another failure', async () => {
    const page = mount();
    await endpoint.answer(new Response(null, { status: 403 }));
    await page.reaches('error');
    page.element.token = () => 'Bearer new';
    await page.settled();
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
  });
});
