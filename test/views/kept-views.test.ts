import { expect } from 'chai';
import type { SavedView } from '../../src/index.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const report = reportResponse(springAndAutumn);
const start = location.href;

async function open(properties: ReportProperties = {}): Promise<ReportPage> {
  const page = ReportPage.mount({ report, viewStorage: 'url', ...properties });
  await page.reaches('ready');
  return page;
}

/** The own parameters of the address, as written. */
const parameters = () =>
  location.search
    .slice(1)
    .split('&')
    .filter((part) => part.includes('.'));

const sorts = (page: ReportPage, sort: string) => eventually(`sort ${sort}`, () => page.element.sort === sort);

async function goTo(page: ReportPage, step: number, sort: string): Promise<void> {
  history.go(step);
  await sorts(page, sort);
  await page.settled();
}

afterEach(() => {
  ReportPage.clear();
  history.replaceState(null, '', start);
  localStorage.clear();
});

describe('view in the address', () => {
  it('follows the reader, and Back and Forward step through it', async () => {
    history.replaceState({ router: 7 }, '', '?tab=2#part');
    const page = await open();
    const changes: string[] = [];
    page.element.addEventListener('view-change', ({ detail }) => changes.push(detail.sort));
    await page.sortBy('Sent');
    await page.sortBy('Clicked link');
    expect(location.search + location.hash).to.equal('?tab=2&cer.sort=-clicked#part');
    expect(history.state).to.include({ router: 7 });
    await goTo(page, -1, '-sent');
    expect(page.header('Sent').ariaSort).to.equal('descending');
    await goTo(page, -1, '-firstSentAt');
    expect(location.search).to.equal('?tab=2');
    await goTo(page, 2, '-clicked');
    expect(changes).to.deep.equal(['-sent', '-clicked', '-sent', '-firstSentAt', '-clicked']);
  });

  it('opens before the first request, on top of the view of the host', async () => {
    history.replaceState(null, '', '?cer.time-frame=2026-01-01/2026-01-31&cer.sort=sent&cer.columns=');
    const endpoint = new FakeEndpoint();
    const properties = { endpoint: '/r', fetcher: endpoint.fetcher, timeFrame: 'today', columns: 'emailName,sent' };
    const page = ReportPage.mount({ viewStorage: 'url', groupBy: 'none', ...properties });
    const { searchParams } = (await endpoint.request(0)).url;
    expect([searchParams.get('from'), searchParams.get('sort')]).to.deep.equal(['2026-01-01', 'sent']);
    expect(page.element.view).to.include({ groupBy: 'none', columns: null });
    await endpoint.answer(report);
    await page.reaches('ready');
    expect(endpoint.requests).to.have.length(1);
  });

  it('opens a copied link in another element with the same view', async () => {
    const page = await open();
    await page.sortBy('Sent');
    page.campaigns[0]?.click();
    await page.settled();
    const { view } = page.element;
    ReportPage.clear();
    expect((await open()).element.view).to.deep.equal(view);
  });

  it('follows the host without a step', async () => {
    const page = await open();
    const { length } = history;
    page.element.sort = 'sent';
    await page.settled();
    expect(parameters()).to.deep.equal(['cer.sort=sent']);
    expect(history.length).to.equal(length);
  });

  it('ignores and logs what cannot be read, applies the rest, and leaves the address as it is', async () => {
    const warnings = await warningsOf(async () => {
      history.replaceState(null, '', '?cer.sort=-spent&cer.search=spring&cer.widths=sent:-4');
      const page = await open({ sort: 'sent' });
      expect(page.element.view).to.deep.include({ sort: 'sent', search: 'spring', widths: {} });
      expect(location.search).to.equal('?cer.sort=-spent&cer.search=spring&cer.widths=sent:-4');
      await eventually('the warning', () => true);
    });
    expect(warnings.join()).to.include('view is ignored: view.sort: expected column ids');
  });

  it('ignores and logs a newer version', async () => {
    const warnings = await warningsOf(async () => {
      history.replaceState(null, '', '?cer.version=2&cer.sort=-sent');
      expect((await open()).element.sort).to.equal('-firstSentAt');
    });
    expect(warnings.join()).to.include('view.version: expected 1, got 2');
  });

  it('applies columns that the host adds later', async () => {
    history.replaceState(null, '', '?cer.sort=-revenue');
    const page = await open();
    page.element.extraColumns = [{ id: 'revenue', label: 'Revenue', kind: 'number', sum: true }];
    await sorts(page, '-revenue');
    await page.settled();
    expect(parameters()).to.deep.equal(['cer.sort=-revenue']);
  });

  it('keeps two reports on a page apart', async () => {
    const one = await open();
    const two = await open({ viewPrefix: 'b' });
    await one.sortBy('Sent');
    await two.sortBy('Clicked link');
    expect(parameters()).to.deep.equal(['cer.sort=-sent', 'b.sort=-clicked']);
    await goTo(two, -1, '-firstSentAt');
    expect(one.element.sort).to.equal('-sent');
  });

  it('says that a long view is incomplete elsewhere, and opens it here', async () => {
    const page = await open();
    const except = Array.from({ length: 2000 }, (_, index) => `${10_000 + index}`);
    const view: SavedView = { ...page.element.view, sort: 'sent', campaigns: { open: true, except } };
    page.element.view = view;
    await page.shows('This view is too long for a link.');
    expect(location.href.length).to.be.below(8000);
    ReportPage.clear();
    expect((await open()).element.view).to.deep.equal(view);
    ReportPage.clear();
    localStorage.clear();
    const other = await open({ lang: 'fr' });
    await other.shows('Ce lien est incomplet');
    expect(other.element.view).to.deep.include({ sort: 'sent', campaigns: { open: true, except: [] } });
  });

  it('stops when the attribute is removed, and when the element is', async () => {
    const page = await open();
    page.element.remove();
    history.pushState(null, '', '?cer.sort=sent');
    history.back();
    await eventually('the start', () => location.href === start);
    expect(page.element.sort).to.equal('-firstSentAt');
    document.body.append(page.element);
    page.element.viewStorage = undefined;
    await page.settled();
    await page.sortBy('Sent');
    expect(parameters()).to.deep.equal([]);
  });
});
