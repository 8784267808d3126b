import { expect } from 'chai';
import type { SavedView, ViewChangeDetail } from '../../src/index.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);

function changesOf(page: ReportPage): ViewChangeDetail[] {
  const changes: ViewChangeDetail[] = [];
  page.element.addEventListener('view-change', ({ detail }) => changes.push(detail));
  return changes;
}

const toggle = (page: ReportPage, name: string) => {
  const row = page.all('tbody tr').find((one) => one.querySelector('bdi')?.textContent === name);
  const button = row?.querySelector('button');
  if (!button) throw new Error(`There is nothing to open at "${name}".`);
  button.click();
};

describe('view', () => {
  afterEach(() => ReportPage.clear());

  it('survives a round trip through JSON into another element', async () => {
    const first = ReportPage.mount({ report: response });
    const changes = changesOf(first);
    await first.reaches('ready');
    await first.sortBy('Clicked link');
    toggle(first, 'Spring launch');
    await first.settled();
    expect(changes).to.have.length(2);
    const kept = JSON.parse(JSON.stringify(changes[1]?.view)) as SavedView;
    expect(kept).to.deep.equal(first.element.view);
    expect(kept).to.include({ version: 1, sort: '-clicked' });

    const second = ReportPage.mount({ report: response });
    const none = changesOf(second);
    second.element.view = kept;
    await second.reaches('ready');
    expect(second.element.view).to.deep.equal(kept);
    expect(second.names).to.deep.equal(first.names);
    expect(second.header('Clicked link').getAttribute('aria-sort')).to.equal('descending');
    expect(none).to.deep.equal([]);
  });

  it('keeps the choices that a view omits', async () => {
    const page = ReportPage.mount({ report: response, timeFrame: 'all-time', search: 'spring' });
    page.element.view = { version: 1, sort: '-clicked' };
    await page.reaches('ready');
    expect(page.element.view).to.include({ timeFrame: 'all-time', search: 'spring', sort: '-clicked' });
  });

  it('requests its time frame when it is set', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher });
    await endpoint.answer(response);
    await page.reaches('ready');
    page.element.view = { ...page.element.view, timeFrame: '2026-01-01/2026-01-31' };
    expect((await endpoint.request(1)).url.searchParams.get('from')).to.equal('2026-01-01');
  });

  for (const [what, value] of [
    ['a view with a newer version', { version: 2, sort: '-sent' }],
    ['a view with an unknown column', { version: 1, sort: 'spent' }],
    ['a string', '{"version":1}'],
  ] as const) {
    it(`is ignored with one warning if it is ${what}`, async () => {
      const page = ReportPage.mount({ report: response, sort: 'sent' });
      await page.reaches('ready');
      const before = page.element.view;
      const warnings = await warningsOf(async () => {
        page.element.view = value as never;
        await page.settled();
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include('view is ignored');
      expect(page.element.view).to.deep.equal(before);
    });
  }

  it('can be undefined, as frameworks set it at first', async () => {
    const page = ReportPage.mount({ sort: 'sent' });
    const warnings = await warningsOf(() => {
      page.element.view = undefined;
      page.element.view = null;
    });
    expect(warnings).to.deep.equal([]);
    expect(page.element.sort).to.equal('sent');
  });
});

describe('properties and user choices', () => {
  afterEach(() => ReportPage.clear());

  it('do not conflict: attributes are never written, and setting the same value changes nothing', async () => {
    document.body.innerHTML =
      '<campaign-email-report lang="en" sort="-sent" group-by="campaign"></campaign-email-report>';
    const page = new ReportPage(document.querySelector('campaign-email-report')!);
    page.element.report = response;
    await page.reaches('ready');
    const attributes = () => page.element.getAttributeNames().map((name) => [name, page.element.getAttribute(name)]);
    const before = attributes();
    await page.sortBy('Opened');
    expect(attributes()).to.deep.equal(before);
    page.element.setAttribute('sort', '-sent');
    expect(page.element.sort).to.equal('-opened');
    page.element.setAttribute('sort', 'sent');
    expect(page.element.sort).to.equal('sent');
    page.element.removeAttribute('sort');
    expect(page.element.sort).to.equal('-firstSentAt');
  });

  it('are distinct: only user choices fire view-change', async () => {
    const page = ReportPage.mount({ report: response });
    const changes = changesOf(page);
    await page.reaches('ready');
    Object.assign(page.element, { sort: 'sent', groupBy: 'none', columns: 'emailName,sent', timeFrame: 'today' });
    page.element.view = { ...page.element.view, groupBy: 'campaign' };
    await page.settled();
    expect(changes).to.deep.equal([]);
    toggle(page, 'Spring launch');
    expect(changes.map(({ view }) => view.campaigns)).to.deep.equal([{ open: true, except: ['1'] }]);
  });
});
