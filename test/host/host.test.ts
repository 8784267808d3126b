import { expect } from 'chai';
import type { ReportLoadDetail, ViewChangeDetail } from '../../src/index.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, testNow } from '../support/report-page.ts';
import { warningsOf } from '../support/warnings.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

const response = reportResponse(springAndAutumn);

describe('host page API', () => {
  afterEach(() => ReportPage.clear());

  it('works with attributes only', async () => {
    document.body.innerHTML = `<campaign-email-report time-frame="2026-10-01/.." date-basis="sent" time-zone="europe/paris"
      sort="-clicked,campaignName" group-by="none"></campaign-email-report>`;
    const page = new ReportPage(document.querySelector('campaign-email-report')!);
    await page.reaches('idle');
    const { timeFrame, dateBasis, timeZone, sort, groupBy } = page.element;
    expect({ timeFrame, dateBasis, timeZone, sort, groupBy }).to.deep.equal({
      timeFrame: '2026-10-01/..',
      dateBasis: 'sent',
      timeZone: 'Europe/Paris',
      sort: '-clicked,campaignName',
      groupBy: 'none',
    });
    for (const name of ['time-frame', 'date-basis', 'sort', 'group-by']) page.element.removeAttribute(name);
    expect(page.element.timeFrame).to.equal('last-30-days');
    expect(page.element.sort).to.equal('-firstSentAt');
    expect(page.element.groupBy).to.equal('campaign');
  });

  for (const [name, attribute, holds] of [
    ['timeFrame', 'time-frame', 'last-30-days'],
    ['dateBasis', 'date-basis', 'first-sent'],
    ['sort', 'sort', '-firstSentAt'],
    ['groupBy', 'group-by', 'campaign'],
    [
      'columns',
      'columns',
      'emailName,firstSentAt,sent,delivered,hardBounced,softBounced,pending,opened,openedRate,clicked,clickedRate,clickToOpenRate,unsubscribed',
    ],
    ['timeZone', 'time-zone', Intl.DateTimeFormat().resolvedOptions().timeZone],
  ] as const) {
    it(`ignores an invalid ${attribute} with one warning`, async () => {
      const page = ReportPage.mount({});
      await page.reaches('idle');
      for (const nonsense of ['+02:00', 'constructor', '2026-02-30/..']) {
        const warnings = await warningsOf(async () => {
          page.element.setAttribute(attribute, nonsense);
          await page.settled();
        });
        expect(warnings, nonsense).to.have.length(1);
        expect(warnings[0]).to.include(attribute);
        expect(page.element[name]).to.equal(holds);
      }
      for (const nonsense of [7, {}, [], Symbol.iterator]) {
        const warnings = await warningsOf(async () => {
          Object.assign(page.element, { [name]: nonsense });
          await page.settled();
        });
        expect(warnings).to.have.length(1);
        expect(page.element[name]).to.equal(holds);
      }
    });
  }

  it('keeps query parameters of the endpoint and sends the headers and credentials of requestInit', async () => {
    const endpoint = new FakeEndpoint();
    ReportPage.mount({
      endpoint: 'reports?tenant=a%20b',
      fetcher: endpoint.fetcher,
      requestInit: { headers: { 'X-Tenant': 'a' }, credentials: 'include' },
    });
    const { url, init } = await endpoint.request(0);
    expect(url.origin).to.equal(location.origin);
    expect(url.searchParams.get('tenant')).to.equal('a b');
    expect(url.searchParams.get('from')).to.equal('2026-10-26');
    expect(url.searchParams.get('to')).to.equal('2026-11-24');
    expect(url.searchParams.get('timeZone')).to.equal('Europe/Paris');
    expect(init.credentials).to.equal('include');
    const headers = new Headers(init.headers);
    expect(headers.get('x-tenant')).to.equal('a');
    expect(headers.get('accept')).to.equal('application/x-ndjson, application/json;q=0.9');
  });

  it('resolves a named time frame again for every request', async () => {
    const endpoint = new FakeEndpoint();
    let now = testNow;
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, timeFrame: 'today', now: () => now });
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    now = new Date('2026-11-24T23:30:00Z');
    void page.element.refresh();
    expect((await endpoint.request(1)).url.searchParams.get('from')).to.equal('2026-11-25');
  });

  it('starts weeks on the first day of the locale', async () => {
    for (const [lang, from] of [
      ['en-US', '2026-11-22'],
      ['fr', '2026-11-23'],
      ['de', '2026-11-23'],
      ['ar-EG', '2026-11-21'],
    ]) {
      const endpoint = new FakeEndpoint();
      ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, timeFrame: 'this-week', lang: lang! });
      expect((await endpoint.request(0)).url.searchParams.get('from'), lang).to.equal(from);
    }
  });

  it('does not reload when the host sets the same values again', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, requestInit: {} });
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    const { fetcher } = endpoint;
    Object.assign(page.element, {
      endpoint: '/r',
      fetcher: (...args: Parameters<typeof fetch>) => fetcher(...args),
      requestInit: {},
    });
    page.element.setAttribute('time-frame', 'last-30-days');
    await page.settled();
    expect(endpoint.requests).to.have.length(1);
  });

  it('fires report-load with the row count, the period and warnings', async () => {
    const details: ReportLoadDetail[] = [];
    const page = ReportPage.mount({});
    page.element.addEventListener('report-load', (event) => details.push(event.detail));
    page.element.report = reportResponse([reportRow({ opened: 1, clicked: 2 })]);
    await page.reaches('ready');
    expect(details).to.have.length(1);
    const { warnings, ...detail } = details[0]!;
    expect(detail).to.deep.equal({
      rowCount: 1,
      from: '2026-10-25',
      to: '2026-11-23',
      timeZone: 'Europe/Paris',
      dateBasis: 'first-sent',
      asOf: new Date('2026-11-23T06:00:00Z'),
    });
    expect(warnings.join()).to.match(/rows\[0\].*contradict/);
  });

  it('fires view-change for user choices only', async () => {
    const details: ViewChangeDetail[] = [];
    const page = ReportPage.mount({ report: response });
    page.element.addEventListener('view-change', (event) => details.push(event.detail));
    await page.reaches('ready');
    page.element.sort = '-opened';
    page.element.timeFrame = 'today';
    await page.settled();
    expect(details).to.deep.equal([]);
    await page.sortBy('Delivered');
    expect(details).to.deep.equal([
      {
        timeFrame: 'today',
        dateBasis: 'first-sent',
        timeZone: 'Europe/Paris',
        sort: '-delivered',
        groupBy: 'campaign',
        columns: page.element.columns,
        search: '',
        filter: '',
        figures: '',
        view: page.element.view,
      },
    ]);
    expect(page.element.hasAttribute('sort')).to.equal(false);
  });

  it('requests the time frame that the user picks', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher });
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    const details: ViewChangeDetail[] = [];
    page.element.addEventListener('view-change', (event) => details.push(event.detail));
    (page.all('[part~=time-frame-button]')[0] as HTMLElement).click();
    const option = await eventually('the time frames', () =>
      page.all('[part~=option]').find((element) => element.textContent.trim() === 'Last month'),
    );
    (option as HTMLElement).click();
    (page.all('[part~=apply]')[0] as HTMLElement).click();
    const { url } = await endpoint.request(1);
    expect(url.searchParams.get('from')).to.equal('2026-10-01');
    expect(url.searchParams.get('to')).to.equal('2026-10-31');
    expect(details.map(({ timeFrame }) => timeFrame)).to.deep.equal(['last-month']);
    expect(page.element.hasAttribute('time-frame')).to.equal(false);
  });

  it('applies properties that were set before the element was connected', async () => {
    const element = document.createElement('campaign-email-report');
    element.report = response;
    element.sort = 'sent';
    document.body.append(element);
    const page = new ReportPage(element);
    await page.reaches('ready');
    expect(page.header('Sent').getAttribute('aria-sort')).to.equal('ascending');
  });
});

describe('two reports on a page', () => {
  afterEach(() => ReportPage.clear());

  it('keep their languages and states separate', async () => {
    const english = ReportPage.mount({ report: response, lang: 'en' });
    const french = ReportPage.mount({ report: response, lang: 'fr' });
    await english.reaches('ready');
    await french.reaches('ready');
    await french.sortBy('Envoyés');
    expect(english.header('Sent').hasAttribute('aria-sort')).to.equal(false);
    expect(english.element.sort).to.equal('-firstSentAt');
    expect(french.cell('Total', 'Envoyés')).to.match(/^1\s700$/);
    expect(english.cell('Total', 'Sent')).to.equal('1,700');
  });
});

describe('language', () => {
  afterEach(() => ReportPage.clear());

  it('is inherited from the nearest ancestor across shadow roots', async () => {
    const outer = document.createElement('div');
    outer.lang = 'fr';
    const host = document.createElement('div');
    outer.append(host);
    document.body.append(outer);
    const page = ReportPage.mount({ report: response }, host.attachShadow({ mode: 'open' }));
    page.element.removeAttribute('lang');
    await page.reaches('ready');
    expect(page.header('Envoyés')).to.exist;
    outer.lang = 'en';
    await page.shows('Sent');
  });

  it('follows changes of the page’s lang attribute', async () => {
    const page = ReportPage.mount({ report: response });
    page.element.removeAttribute('lang');
    await page.reaches('ready');
    document.documentElement.lang = 'fr';
    await page.shows('Performances des e‑mails par campagne');
    expect(page.header('Envoyés')).to.exist;
  });

  it('falls back to English messages with formats of the locale', async () => {
    const page = ReportPage.mount({ report: response, lang: 'de' });
    await page.reaches('ready');
    const languageOf = (element: Element): string | null | undefined =>
      (element.closest('[lang]') ?? (element.getRootNode() as ShadowRoot).host.closest('[lang]'))?.getAttribute('lang');
    expect(languageOf(page.header('Sent'))).to.equal('en');
    expect(languageOf(page.all('[part~=columns-button]')[0]!)).to.equal('en');
    expect(languageOf(page.all('tbody th')[0]!)).to.equal('de');
    expect(page.cell('Total', 'Sent')).to.equal('1.700');
  });

  it('falls back to English for an invalid language tag', async () => {
    const page = ReportPage.mount({ report: response, lang: 'not_a_language!' });
    await page.reaches('ready');
    expect(page.cell('Total', 'Sent')).to.equal('1,700');
  });
});
