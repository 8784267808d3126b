import { expect } from 'chai';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);
const bodyOf = ({ body }: RequestInit) => JSON.parse(body as string) as Record<string, unknown>;

describe('query', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  const mount = (properties: object) => ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, ...properties });

  it('adds parameters to those of the endpoint', async () => {
    const query = { tenant: 'a b', tags: ['x', 'y'], test: false, page: 0, none: null, missing: undefined };
    mount({ endpoint: '/r?own=1&tenant=old', query });
    const { searchParams } = (await endpoint.request(0)).url;
    expect([...searchParams].slice(0, 6)).to.deep.equal([
      ...[
        ['own', '1'],
        ['tenant', 'a b'],
        ['tags', 'x'],
        ['tags', 'y'],
      ],
      ...[
        ['test', 'false'],
        ['page', '0'],
      ],
    ]);
    expect(searchParams.has('none')).to.equal(false);
    expect(searchParams.get('timeZone')).to.equal('Europe/Paris');
  });

  it('removes parameters of the endpoint with null and undefined', async () => {
    for (const tenant of [null, undefined]) {
      mount({ endpoint: '/r?own=1&tenant=old', query: { tenant } });
      const { searchParams } = (await endpoint.request(endpoint.requests.length)).url;
      expect([searchParams.get('own'), searchParams.has('tenant')]).to.deep.equal(['1', false]);
    }
  });

  it('does not replace the parameters of the report', async () => {
    mount({ query: { from: '1999-01-01', sort: 'x' }, timeFrame: '../2026-10-31' });
    const { searchParams } = (await endpoint.request(0)).url;
    expect([...searchParams.keys()]).to.deep.equal(['sort', 'to', 'timeZone', 'dateBasis']);
    expect(searchParams.get('sort')).to.equal('-firstSentAt');
  });

  it('requests another report when it changes, and none if it is equal', async () => {
    const page = mount({ query: { tenant: 'a' } });
    await endpoint.answer(response);
    await page.reaches('ready');
    page.element.query = { tenant: 'a' };
    await page.settled();
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
    page.element.query = { tenant: 'b' };
    expect((await endpoint.request(1)).url.searchParams.get('tenant')).to.equal('b');
  });

  it('is ignored with a warning if it is not an object of values', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    for (const query of ['tenant=a', ['a'], circular, 7]) {
      const warnings = await warningsOf(async () => {
        mount({ query });
        await endpoint.request(endpoint.requests.length);
      });
      expect(warnings.join()).to.include('query');
    }
  });

  it('is part of the requests for windows', async () => {
    const paged = new PagedEndpoint(manyRows(300));
    const page = ReportPage.mount({ endpoint: '/r', fetcher: paged.fetcher, groupBy: 'none', query: { tenant: 'a' } });
    await page.reaches('ready');
    await page.sortBy('Sent');
    await pendingTasks();
    expect(paged.urls.length).to.be.greaterThan(1);
    expect(paged.urls.every(({ searchParams }) => searchParams.get('tenant') === 'a')).to.equal(true);
  });
});

describe('method="post"', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  it('sends the parameters as JSON', async () => {
    const page = ReportPage.mount({
      ...{ endpoint: '/r?own=1', fetcher: endpoint.fetcher, method: 'post', timeFrame: '2026-10-01/2026-10-31' },
      ...{ query: { tags: ['x', 'y'], tenant: 'a', page: 2 } },
    });
    const { url, init } = await endpoint.request(0);
    expect(url.search).to.equal('?own=1');
    expect(init.method).to.equal('POST');
    expect(new Headers(init.headers).get('Content-Type')).to.equal('application/json');
    expect(bodyOf(init)).to.deep.equal({
      ...{ tags: ['x', 'y'], tenant: 'a', page: 2 },
      ...{ from: '2026-10-01', to: '2026-10-31', timeZone: 'Europe/Paris' },
      ...{ dateBasis: 'first-sent', sort: '-firstSentAt' },
    });
    await endpoint.answer(response);
    await page.reaches('ready');
  });

  it('omits null and undefined, as in a URL', async () => {
    const query = { tenant: null, region: undefined, page: 0, test: false };
    ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, method: 'post', query });
    const body = bodyOf((await endpoint.request(0)).init);
    expect(body).to.include({ page: 0, test: false });
    expect(body).not.to.have.any.keys('tenant', 'region');
  });

  it('requests emails with GET', async () => {
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, method: 'post' });
    await endpoint.answer({ ...response, previewUrl: 'emails/{emailId}' });
    await page.reaches('ready');
    await page.press('Invite');
    const { url, init } = await endpoint.request(1);
    expect([url.pathname, init.method, init.body]).to.deep.equal(['/emails/11', 'GET', null]);
  });

  it('can be an attribute in any case, and warns about other methods', async () => {
    const page = ReportPage.mount({ fetcher: endpoint.fetcher });
    page.element.setAttribute('method', 'POST');
    expect(page.element.method).to.equal('post');
    const warnings = await warningsOf(() => page.element.setAttribute('method', 'put'));
    expect(page.element.method).to.equal('get');
    expect(warnings).to.have.length(1);
    page.element.removeAttribute('method');
  });
});

describe('requestInit', () => {
  afterEach(() => ReportPage.clear());

  for (const init of [{ method: 'POST' }, { body: 'x' }]) {
    it(`warns about ${Object.keys(init).join()}, which is ignored`, async () => {
      const endpoint = new FakeEndpoint();
      const warnings = await warningsOf(async () => {
        ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, requestInit: init });
        expect((await endpoint.request(0)).init.method).to.equal('GET');
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include('requestInit.method').and.to.include('method="post"');
    });
  }
});
