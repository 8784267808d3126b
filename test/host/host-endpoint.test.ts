import { expect } from 'chai';
import type { ReportErrorDetail } from '../../src/index.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { ReportPage, testNow } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';

const response = reportResponse(springAndAutumn);
const busy = (retryAfter: string) => new Response(null, { status: 503, headers: { 'Retry-After': retryAfter } });
/** A wait that only ends when it is aborted. */
const wait = (_milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

describe('busy endpoint', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  function mount(properties = {}): { page: ReportPage; errors: ReportErrorDetail[] } {
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, wait, ...properties });
    const errors: ReportErrorDetail[] = [];
    page.element.addEventListener('report-error', ({ detail }) => errors.push(detail));
    return { page, errors };
  }

  it('is retried after its Retry-After, with a countdown that is announced once', async () => {
    const { page } = mount();
    await endpoint.answer(busy('30'));
    await page.shows('Retrying in 30 seconds.');
    page.element.now = () => new Date(testNow.getTime() + 18_000);
    await page.shows('Retrying in 12 seconds.');
    expect(page.announcement).to.equal('The server is busy. Retrying in 30 seconds.');
    expect(endpoint.requests).to.have.length(1);
  });

  it('can be retried immediately', async () => {
    const { page, errors } = mount();
    await endpoint.answer(busy('30'));
    await page.shows('Retrying');
    await page.press('Try now');
    await endpoint.answer(response);
    await page.reaches('ready');
    expect(page.text).not.to.include('Retrying');
    expect(errors).to.deep.equal([]);
  });

  it('can be abandoned with Stop', async () => {
    const { page } = mount();
    await endpoint.answer(busy('30'));
    await page.shows('Retrying');
    await page.press('Stop');
    await page.reaches('error');
    expect(page.text).to.include('Loading was stopped.');
    expect(endpoint.requests).to.have.length(1);
  });

  it('is not waited for after the element is removed or the time frame changes', async () => {
    const { page } = mount();
    await endpoint.answer(busy('30'));
    await page.shows('Retrying');
    page.element.timeFrame = 'today';
    await endpoint.request(1);
    await page.settled();
    expect(page.text).not.to.include('Retrying');
    await endpoint.answer(busy('30'));
    await page.shows('Retrying');
    page.element.remove();
    await pendingTasks();
    document.body.append(page.element);
    await endpoint.request(2);
    await page.settled();
    expect(page.text).not.to.include('Retrying');
  });

  it('is an error with a time if its Retry-After exceeds one minute', async () => {
    const { page, errors } = mount();
    await endpoint.answer(busy('3600'));
    await page.reaches('error');
    expect(page.text).to.match(/The server is busy until Nov 24, 2026, 11:00\sAM\. Try again then\./);
    expect(errors.map(({ kind, status }) => [kind, status])).to.deep.equal([['http', 503]]);
  });

  it('keeps the loaded rows on screen', async () => {
    const { page } = mount();
    await endpoint.answer(response);
    await page.reaches('ready');
    await page.press('Refresh');
    await endpoint.answer(busy('30'));
    await page.shows('Retrying');
    expect(page.names).to.have.length(5);
    await page.press('Try now');
    await endpoint.answer(response);
    await page.reaches('ready');
  });
});

describe('endpoint with a transient failure', () => {
  afterEach(() => ReportPage.clear());

  it('is retried without a notice', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    const errors: unknown[] = [];
    page.element.addEventListener('report-error', (event) => errors.push(event));
    await endpoint.answer(new Response(null, { status: 502 }), new TypeError('Failed to fetch'), response);
    await page.reaches('ready');
    expect(errors).to.deep.equal([]);
  });

  it('is not retried once rows are shown', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    const stream = new LineStream();
    await endpoint.answer(stream.response);
    stream.send({ ...response, rows: undefined }, springAndAutumn[0]);
    await page.reaches('refreshing');
    stream.break();
    await page.reaches('incomplete');
    expect(endpoint.requests).to.have.length(1);
  });
});

describe('token', () => {
  afterEach(() => ReportPage.clear());

  it('is sent with the request and renewed once after a 401 response', async () => {
    const endpoint = new FakeEndpoint();
    const given = ['Bearer old', 'Bearer new', 'Bearer older', 'Bearer newer'];
    const page = ReportPage.mount({
      endpoint: '/report',
      fetcher: endpoint.fetcher,
      token: () => Promise.resolve(given.shift()),
    });
    await endpoint.answer(new Response(null, { status: 401 }), response);
    await page.reaches('ready');
    void page.element.refresh();
    await endpoint.answer(new Response(null, { status: 401 }), new Response(null, { status: 401 }));
    await page.reaches('stale');
    expect(page.text).to.include('You’re signed out');
    expect(endpoint.requests.map(({ init }) => new Headers(init.headers).get('Authorization'))).to.deep.equal([
      'Bearer old',
      'Bearer new',
      'Bearer older',
      'Bearer newer',
    ]);
  });

  it('does not reload the report when it changes', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, token: () => 'Bearer a' });
    await endpoint.answer(response);
    await page.reaches('ready');
    page.element.token = () => 'Bearer b';
    await page.settled();
    expect(endpoint.requests).to.have.length(1);
  });
});
