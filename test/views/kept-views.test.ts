import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { SavedView } from '../../src/index.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { ViewerPage } from '../support/viewer-page.ts';
import { warningsOf } from '../support/warnings.ts';

const report = reportResponse(springAndAutumn);
const start = location.href;
const storageSetItem = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem') as PropertyDescriptor;

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

  it('ignores and logs unreadable choices, applies the rest, and leaves the address as it is', async () => {
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

describe('view in local storage', () => {
  const key = 'campaign-email-report.view.sales';
  const stored = () => JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;

  it('is kept under its name, without figures and names', async () => {
    const page = await open({ viewStorage: 'local:sales' });
    await page.sortBy('Sent');
    expect(stored()).to.deep.equal(page.element.view);
    expect(Object.keys(localStorage)).to.deep.equal([key]);
    expect(location.href).to.equal(start);
    ReportPage.clear();
    expect((await open({ viewStorage: 'local:sales' })).element.sort).to.equal('-sent');
    expect((await open({ viewStorage: 'local:other' })).element.sort).to.equal('-firstSentAt');
  });

  for (const [title, text, sort] of [
    ['a newer view', '{"version":2,"sort":"-sent"}', '-firstSentAt'],
    ['a text that is not JSON', '{"version":1,', '-firstSentAt'],
    ['a list', '[1]', '-firstSentAt'],
    ['a view with a column that no longer exists', '{"version":1,"columns":"spent","sort":"sent"}', 'sent'],
  ] as const) {
    it(`logs and ignores unreadable parts of ${title}, and loses nothing`, async () => {
      localStorage.setItem(key, text);
      const warnings = await warningsOf(async () => {
        const page = await open({ viewStorage: 'local:sales' });
        expect(page.element.sort).to.equal(sort);
        expect(localStorage.getItem(key)).to.equal(text);
        await page.sortBy('Opened');
      });
      expect(warnings.join()).to.include('view is ignored');
      expect(stored()).to.include({ version: 1, sort: '-opened' });
      const isKept = sort === '-firstSentAt';
      expect(localStorage.getItem(`${key}.unreadable`) !== null).to.equal(isKept);
    });
  }

  for (const method of ['getItem', 'setItem'] as const) {
    it(`tells the reader if the storage is full or forbidden: ${method}`, async () => {
      const original = Object.getOwnPropertyDescriptor(Storage.prototype, method) as PropertyDescriptor;
      const fail = () => {
        throw new DOMException('Denied', method === 'getItem' ? 'SecurityError' : 'QuotaExceededError');
      };
      try {
        Object.defineProperty(Storage.prototype, 'setItem', { ...original, value: fail });
        Object.defineProperty(Storage.prototype, method, { ...original, value: fail });
        const page = await open({ viewStorage: 'local:sales' });
        await page.sortBy('Sent');
        await page.shows('Couldn’t save your view');
        expect(page.element.sort).to.equal('-sent');
      } finally {
        Object.defineProperty(Storage.prototype, 'setItem', storageSetItem);
        Object.defineProperty(Storage.prototype, method, original);
      }
    });
  }

  it('logs a place that does not exist', async () => {
    const warnings = await warningsOf(async () => {
      await open({ viewStorage: 'local' });
    });
    expect(warnings.join()).to.include('view-storage="local" is ignored: expected url, or local: and a name');
  });
});

describe('undo', () => {
  const undo = () => sendKeys({ press: 'Control+z' });
  const redo = () => sendKeys({ press: 'Control+Shift+Z' });

  async function changed(properties: ReportProperties): Promise<ReportPage> {
    const page = await open(properties);
    await page.sortBy('Sent');
    await page.sortBy('Clicked link');
    page.sortButton('Clicked link').focus();
    return page;
  }

  for (const viewStorage of [undefined, 'local:undo', 'url']) {
    it(`steps back and forward, with view-storage ${viewStorage ?? 'absent'}`, async () => {
      const page = await changed({ viewStorage });
      await undo();
      await sorts(page, '-sent');
      await eventually('the announcement', () => page.announcement.includes('Change undone.'));
      await undo();
      await sorts(page, '-firstSentAt');
      await undo();
      await eventually('the end', () => page.announcement.includes('There’s nothing to undo.'));
      await redo();
      await sorts(page, '-sent');
      await redo();
      await sorts(page, '-clicked');
      if (viewStorage === 'local:undo') expect(localStorage.length).to.equal(1);
      if (viewStorage === 'url') expect(parameters()).to.deep.equal(['cer.sort=-clicked']);
    });
  }

  it('moves with Back and Forward, also if keys are faster than the browser', async () => {
    const page = await changed({ viewStorage: 'url' });
    await goTo(page, -1, '-sent');
    await redo();
    await sorts(page, '-clicked');
    const { length } = history;
    await undo();
    await undo();
    await undo();
    await sorts(page, '-firstSentAt');
    await redo();
    await redo();
    await sorts(page, '-clicked');
    expect(history.length).to.equal(length);
    await goTo(page, -2, '-firstSentAt');
  });

  it('continues after a reload', async () => {
    await changed({ viewStorage: 'url' });
    ReportPage.clear();
    const page = await open();
    page.sortButton('Clicked link').focus();
    await undo();
    await sorts(page, '-sent');
    await redo();
    await sorts(page, '-clicked');
  });

  it('does not go back to entries of the page or of another report', async () => {
    const page = await changed({ viewStorage: 'url' });
    const other = await open({ viewPrefix: 'b' });
    await other.sortBy('Opened');
    history.pushState({ page: 1 }, '', `${location.search}&tab=1`);
    page.sortButton('Sent').focus();
    await undo();
    await sorts(page, '-sent');
    await undo();
    await sorts(page, '-firstSentAt');
    expect(location.search).to.include('tab=1');
    expect(other.element.sort).to.equal('-opened');
    await redo();
    await sorts(page, '-sent');
    await goTo(page, -3, '-clicked');
    expect(location.search).to.include('tab=1');
  });

  it('is left to text fields', async () => {
    const page = await changed({ viewStorage: undefined });
    const field = page.all('[part~=search]')[0] as HTMLInputElement;
    field.focus();
    await sendKeys({ type: 'x' });
    await undo();
    expect(field.value).to.equal('');
    expect(page.element.sort).to.equal('-clicked');
  });

  it('is left to an open email, in all of its elements', async () => {
    const viewer = await ViewerPage.ready({ sort: '-firstSentAt' });
    await viewer.page.sortBy('Sent');
    await viewer.open('Invite');
    await eventually('the focus', () => activeElement()?.matches('dialog'));
    const wasUsed: boolean[] = [];
    const onKey = (event: KeyboardEvent) => event.key === 'z' && wasUsed.push(event.defaultPrevented);
    addEventListener('keydown', onKey);
    await undo();
    await sendKeys({ press: 'Tab' });
    expect(activeElement()?.matches('dialog *')).to.equal(true);
    await undo();
    removeEventListener('keydown', onKey);
    expect(wasUsed).to.deep.equal([false, false]);
    expect(viewer.page.element.sort).to.equal('-sent');
  });
});
