import { expect } from 'chai';
import { waitByTimer } from '../../src/endpoint/retry.ts';
import { AutoRefresh } from '../../src/loading/auto-refresh.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);

/** A clock whose waits end when the test says so. */
class Waits {
  readonly lengths: number[] = [];
  readonly #ends: (() => void)[] = [];

  readonly wait = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      this.lengths.push(milliseconds);
      this.#ends.push(resolve);
      signal.addEventListener('abort', () => resolve());
    });

  /** Ends a wait, when it has begun. The first has the index 0. */
  async end(index: number): Promise<void> {
    (await eventually(`wait ${index}`, () => this.#ends[index]))();
  }
}

function setHidden(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('refresh-interval', () => {
  let endpoint: FakeEndpoint;
  let waits: Waits;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
    waits = new Waits();
  });

  afterEach(() => {
    Reflect.deleteProperty(document, 'hidden');
    ReportPage.clear();
  });

  async function ready(properties: ReportProperties = {}): Promise<ReportPage> {
    const { fetcher } = endpoint;
    const page = ReportPage.mount({ endpoint: '/r', fetcher, wait: waits.wait, refreshInterval: 60, ...properties });
    await endpoint.answer(response);
    await page.reaches('ready');
    return page;
  }

  it('reloads the report after each interval', async () => {
    const page = await ready();
    await waits.end(0);
    await endpoint.answer(reportResponse(springAndAutumn.slice(2)));
    await page.shows('1 email');
    await waits.end(1);
    await endpoint.request(2);
    expect(waits.lengths.slice(0, 2)).to.deep.equal([60_000, 60_000]);
    expect(endpoint.requests[1]?.init.cache).to.equal('no-cache');
  });

  it('begins the next interval when loading has finished', async () => {
    await ready();
    await waits.end(0);
    await endpoint.request(1);
    await pendingTasks();
    expect(waits.lengths).to.have.length(1);
    await endpoint.answer(response);
    await eventually('the next interval', () => waits.lengths.length === 2);
    expect(endpoint.requests).to.have.length(2);
  });

  it('skips an interval that ends while the reader’s refresh loads', async () => {
    const page = await ready();
    await eventually('the interval', () => waits.lengths.length === 1);
    const refreshed = page.element.refresh();
    await endpoint.request(1);
    await waits.end(0);
    await eventually('the next interval', () => waits.lengths.length === 2);
    expect(endpoint.requests).to.have.length(2);
    expect(endpoint.requests[1]?.signal.aborted).to.equal(false);
    await endpoint.answer(response);
    await refreshed;
  });

  it('pauses while the page is hidden, and catches up once', async () => {
    await ready();
    setHidden(true);
    await waits.end(0);
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
    setHidden(false);
    await endpoint.request(1);
    expect(waits.lengths).to.have.length(1);
  });

  it('stops when it is removed, and when the element leaves the page', async () => {
    const page = await ready();
    await eventually('the interval', () => waits.lengths.length === 1);
    page.element.refreshInterval = 0;
    await page.settled();
    await waits.end(0);
    page.element.refreshInterval = 30;
    await eventually('the interval', () => waits.lengths.length === 2);
    expect(waits.lengths[1]).to.equal(30_000);
    page.element.remove();
    await waits.end(1);
    await pendingTasks();
    expect(endpoint.requests).to.have.length(1);
  });

  it('continues after a failure', async () => {
    const page = await ready();
    await waits.end(0);
    (await endpoint.request(1)).answer(new Response(null, { status: 403 }));
    await page.reaches('stale');
    await waits.end(1);
    (await endpoint.request(2)).answer(response);
    await page.reaches('ready');
  });

  it('is not announced to screen readers', async () => {
    const page = await ready();
    const before = page.announcement;
    await waits.end(0);
    const rows = springAndAutumn.slice(2);
    await endpoint.answer(reportResponse(rows));
    await page.shows('1 email');
    await eventually('the next interval', () => waits.lengths.length === 2);
    await page.settled();
    expect(page.announcement).to.equal(before);
  });

  it('begins when the report comes from the endpoint, not from the host', async () => {
    const page = ReportPage.mount({ report: response, wait: waits.wait, refreshInterval: 60 });
    await page.reaches('ready');
    await import('../../src/loading/auto-refresh.ts');
    await pendingTasks();
    expect(waits.lengths).to.deep.equal([]);
    const { fetcher } = endpoint;
    Object.assign(page.element, { report: undefined, endpoint: '/r', fetcher });
    await endpoint.answer(response);
    await eventually('the first interval', () => waits.lengths.length === 1);
  });

  it('leaves no listener behind after an interval', async () => {
    const listeners = new Map<AbortSignal, number>();
    const count = (signal: AbortSignal, change: number) => listeners.set(signal, (listeners.get(signal) ?? 0) + change);
    AbortSignal.prototype.addEventListener = function (...given: unknown[]) {
      count(this, 1);
      EventTarget.prototype.addEventListener.apply(this, given as Parameters<EventTarget['addEventListener']>);
    };
    AbortSignal.prototype.removeEventListener = function (...given: unknown[]) {
      count(this, -1);
      EventTarget.prototype.removeEventListener.apply(this, given as Parameters<EventTarget['removeEventListener']>);
    };
    const counts: number[] = [];
    const host = {
      ...{ refreshInterval: 1, endpoint: '/r', report: undefined, updateComplete: Promise.resolve(true) },
      ...{ addController: () => {}, removeController: () => {}, requestUpdate: () => {} },
      wait: (_milliseconds: number, signal: AbortSignal) => waitByTimer(0, signal),
      refresh: () => {
        const alive = [...listeners].filter(([signal]) => !signal.aborted);
        counts.push(alive.reduce((sum, [, length]) => sum + length, 0));
        return Promise.resolve();
      },
    };
    const autoRefresh = new AutoRefresh(host, () => false);
    try {
      autoRefresh.hostConnected();
      await eventually('the refreshes', () => counts.length > 3);
    } finally {
      autoRefresh.hostDisconnected();
      Reflect.deleteProperty(AbortSignal.prototype, 'addEventListener');
      Reflect.deleteProperty(AbortSignal.prototype, 'removeEventListener');
    }
    expect(counts.slice(0, 4)).to.deep.equal([0, 0, 0, 0]);
  });

  it('takes seconds from 1, and warns about anything else', async () => {
    const { element } = ReportPage.mount();
    element.setAttribute('refresh-interval', '90');
    expect(element.refreshInterval).to.equal(90);
    for (const value of ['0.5', '-1', 'often', '1e9']) {
      const warnings = await warningsOf(() => element.setAttribute('refresh-interval', value));
      expect(warnings, value).to.have.length(1);
      expect(element.refreshInterval).to.equal(0);
    }
    expect(await warningsOf(() => element.setAttribute('refresh-interval', '0'))).to.deep.equal([]);
  });
});
