import { expect } from 'chai';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);

describe('calendar of the host', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  const mount = (properties: ReportProperties) =>
    ReportPage.mount({ endpoint: '/r', fetcher: endpoint.fetcher, ...properties });

  async function datesOf(properties: ReportProperties): Promise<string> {
    mount(properties);
    const { searchParams } = (await endpoint.request(0)).url;
    return `${searchParams.get('from')}/${searchParams.get('to')}`;
  }

  /** Opens the form, and returns the names of its options. */
  async function optionsOf(properties: ReportProperties): Promise<[ReportPage, string[]]> {
    const page = mount(properties);
    await endpoint.answer(response);
    await page.reaches('ready');
    (page.all('[part=time-frame-button]')[0] as HTMLElement).click();
    await page.shows('Custom dates');
    await page.settled();
    return [page, page.all('[role=option]').map(({ textContent }) => textContent.trim())];
  }

  it('offers the named time frames of time-frames', async () => {
    const [page, options] = await optionsOf({ timeFrames: 'last-month today  this-month' });
    expect(options).to.deep.equal(['Today', 'This month', 'Last month']);
    expect(page.all('[role=option][tabindex="0"]')).to.have.length(1);
  });

  it('offers only dates with time-frames="none"', async () => {
    const [page, options] = await optionsOf({ timeFrames: 'none' });
    expect(options).to.deep.equal([]);
    expect(page.all('[role=listbox]')).to.deep.equal([]);
    expect(page.text).to.include('Apply');
  });

  it('warns about an unknown name in time-frames', async () => {
    const { element } = ReportPage.mount();
    const warnings = await warningsOf(() => element.setAttribute('time-frames', 'today last-decade'));
    expect(element.timeFrames).to.equal('today');
    expect(warnings.join()).to.include('"last-decade"');
  });

  it('requests a week again when the language begins weeks on another day', async () => {
    const page = mount({ timeFrame: 'last-week', lang: 'en-US' });
    await endpoint.answer(response);
    await page.reaches('ready');
    page.element.lang = 'fr';
    const from = async (index: number) => (await endpoint.request(index)).url.searchParams.get('from');
    expect([await from(0), await from(1)]).to.deep.equal(['2026-11-15', '2026-11-16']);
  });

  it('limits the dates of requests', async () => {
    const dates = await datesOf({ timeFrame: 'last-90-days', minDate: '2026-11-01', maxDate: '2026-11-20' });
    expect(dates).to.equal('2026-11-01/2026-11-20');
  });

  it('limits open dates and dates beyond the limits', async () => {
    expect(await datesOf({ timeFrame: 'all-time', minDate: '2026-01-01' })).to.equal('2026-01-01/null');
    endpoint = new FakeEndpoint();
    const dates = await datesOf({ timeFrame: '2020-01-01/2020-12-31', minDate: '2026-01-01' });
    expect(dates).to.equal('2026-01-01/2026-01-01');
  });

  it('ignores a min-date after max-date with a warning', async () => {
    const warnings = await warningsOf(async () => {
      const dates = await datesOf({ timeFrame: 'all-time', minDate: '2026-11-12', maxDate: '2026-11-10' });
      expect(dates).to.equal('null/null');
    });
    expect(warnings).to.deep.equal([
      'campaign-email-report: min-date="2026-11-12" is after max-date="2026-11-10": both are ignored. ' +
        'See docs/element.md#attributes-and-properties.',
    ]);
  });

  it('changes both limits without a warning', async () => {
    const page = mount({ minDate: '2025-01-01', maxDate: '2025-12-31' });
    const warnings = await warningsOf(async () => {
      Object.assign(page.element, { minDate: '2026-01-01', maxDate: '2026-12-31' });
      await page.settled();
    });
    expect(warnings).to.deep.equal([]);
  });

  it('requests the report again when a limit changes its dates', async () => {
    const page = mount({ timeFrame: 'this-year' });
    await endpoint.answer(response);
    await page.reaches('ready');
    page.element.minDate = '2026-06-01';
    expect((await endpoint.request(1)).url.searchParams.get('from')).to.equal('2026-06-01');
  });

  it('ignores limits that exclude all dates', async () => {
    const dates = await datesOf({ timeFrame: '2026-02-01/2026-02-28', minDate: '2026-12-01', maxDate: '2026-01-01' });
    expect(dates).to.equal('2026-02-01/2026-02-28');
  });

  it('does not offer a time frame outside the limits, and rejects such dates', async () => {
    const [page, options] = await optionsOf({ minDate: '2026-01-01', maxDate: '2026-12-31' });
    expect(options).to.include('This year').and.not.to.include('Last year');
    const [from, to] = page.all('input[type=date]') as HTMLInputElement[];
    expect([from?.min, to?.max]).to.deep.equal(['2026-01-01', '2026-12-31']);
    (from as HTMLInputElement).value = '2025-12-31';
    await page.press('Apply');
    expect(page.text).to.include('Dates available: Jan 1 – Dec 31, 2026.');
    expect(endpoint.requests).to.have.length(1);
  });

  it('starts weeks on first-day-of-week', async () => {
    expect(await datesOf({ timeFrame: 'this-week', lang: 'fr' })).to.equal('2026-11-23/2026-11-24');
    endpoint = new FakeEndpoint();
    const dates = await datesOf({ timeFrame: 'this-week', lang: 'fr', firstDayOfWeek: 'sunday' });
    expect(dates).to.equal('2026-11-22/2026-11-24');
  });

  it('starts fiscal years in the month of fiscal-year-start, and offers them', async () => {
    expect(await datesOf({ timeFrame: 'last-fiscal-year', fiscalYearStart: 10 })).to.equal('2025-10-01/2026-09-30');
    endpoint = new FakeEndpoint();
    const [, options] = await optionsOf({ fiscalYearStart: 10 });
    expect(options.filter((name) => name.includes('fiscal'))).to.deep.equal([
      'This fiscal quarter',
      'Last fiscal quarter',
      'This fiscal year',
      'Last fiscal year',
    ]);
    endpoint = new FakeEndpoint();
    const [, defaults] = await optionsOf({});
    expect(defaults.join()).not.to.include('fiscal');
  });

  it('warns about invalid values', async () => {
    const { element } = ReportPage.mount();
    for (const [name, value] of [
      ['min-date', '2026-02-30'],
      ['max-date', 'today'],
      ['first-day-of-week', 'lundi'],
      ['fiscal-year-start', '13'],
    ] as const) {
      const warnings = await warningsOf(() => element.setAttribute(name, value));
      expect(warnings, name).to.have.length(1);
    }
    expect([element.minDate, element.maxDate, element.firstDayOfWeek, element.fiscalYearStart]).to.deep.equal([
      ...[undefined, undefined, undefined, undefined],
    ]);
  });
});
