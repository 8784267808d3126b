import { expect } from 'chai';
import type { ReportErrorDetail } from '../../src/index.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { ReportPage, testNow } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { eventually, pendingTasks } from '../support/waiting.ts';

const response = reportResponse(springAndAutumn);
const busy = (retryAfter: string) => new Response(null, { status: 503, headers: { 'Retry-After': retryAfter } });
/** A wait that only ends when it is cut short. */
const wait = (_milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

describe('an endpoint that is busy', () => {
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

  const reads = (page: ReportPage, text: string) => eventually(`“${text}”`, () => page.text.includes(text));

  it('is waited for as long as it says, with a countdown that is announced once', async () => {
    const { page } = mount();
    await endpoint.answer(busy('30'));
    await reads(page, 'Retrying in 30 seconds.');
    page.element.now = () => new Date(testNow.getTime() + 18_000);
    await reads(page, 'Retrying in 12 seconds.');
    expect(page.announcement).to.equal('The server is busy. Retrying in 30 seconds.');
    expect(endpoint.requests).to.have.length(1);
  });

  it('can be tried at once', async () => {
    const { page, errors } = mount();
    await endpoint.answer(busy('30'));
    await reads(page, 'Retrying');
    await page.press('Try now');
    await endpoint.answer(response);
    await page.reaches('ready');
    expect(page.text).not.to.include('Retrying');
    expect(errors).to.deep.equal([]);
  });

  it('can be given up', async () => {
    const { page } = mount();
    await endpoint.answer(busy('30'));
    await reads(page, 'Retrying');
    await page.press('Stop');
    await page.reaches('error');
    expect(page.text).to.include('Loading was stopped.');
    expect(endpoint.requests).to.have.length(1);
  });

  it('is not waited for by an element that is gone, nor for a time frame that nobody wants any more', async () => {
    const { page } = mount();
    await endpoint.answer(busy('30'));
    await reads(page, 'Retrying');
    page.element.timeFrame = 'today';
    await endpoint.request(1);
    await page.settled();
    expect(page.text).not.to.include('Retrying');
    await endpoint.answer(busy('30'));
    await reads(page, 'Retrying');
    page.element.remove();
    await pendingTasks();
    document.body.append(page.element);
    await endpoint.request(2);
    await page.settled();
    expect(page.text).not.to.include('Retrying');
  });

  it('for longer than a minute is an error that says until when', async () => {
    const { page, errors } = mount();
    await endpoint.answer(busy('3600'));
    await page.reaches('error');
    expect(page.text).to.match(/The server is busy until Nov 24, 2026, 11:00\sAM\. Try again then\./);
    expect(errors.map(({ kind, status }) => [kind, status])).to.deep.equal([['http', 503]]);
  });

  it('keeps the figures on screen meanwhile', async () => {
    const { page } = mount();
    await endpoint.answer(response);
    await page.reaches('ready');
    await page.press('Refresh');
    await endpoint.answer(busy('30'));
    await reads(page, 'Retrying');
    expect(page.names).to.have.length(5);
    await page.press('Try now');
    await endpoint.answer(response);
    await page.reaches('ready');
  });
});

describe('an endpoint that fails for a moment', () => {
  afterEach(() => ReportPage.clear());

  it('is asked again, and the reader sees nothing of it', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    const errors: unknown[] = [];
    page.element.addEventListener('report-error', (event) => errors.push(event));
    await endpoint.answer(new Response(null, { status: 502 }), new TypeError('Failed to fetch'), response);
    await page.reaches('ready');
    expect(errors).to.deep.equal([]);
  });

  it('is not asked again once rows show', async () => {
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

describe('the host’s token', () => {
  afterEach(() => ReportPage.clear());

  it('goes with the request, is renewed after a 401, and is then the sign-in state', async () => {
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

  it('that changes loads nothing again', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, token: () => 'Bearer a' });
    await endpoint.answer(response);
    await page.reaches('ready');
    page.element.token = () => 'Bearer b';
    await page.settled();
    expect(endpoint.requests).to.have.length(1);
  });
});
