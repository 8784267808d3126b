import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { numberedRow, reportResponse } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';

const rows = [
  numberedRow(1, { sent: 1000, delivered: 900, opened: 300, clicked: 90, humanOpened: 300, humanClicked: 80 }),
  numberedRow(2, { sent: 1000, delivered: 800, opened: 200, clicked: 10, humanOpened: 100, humanClicked: 10 }),
];
const points = [
  { date: '2026-11-02', sent: 1500, delivered: 1300, opened: 100, clicked: 30, humanOpened: 90, humanClicked: 20 },
  { date: '2026-11-04', sent: 500, delivered: 400, opened: 400, clicked: 70, humanOpened: 310, humanClicked: 70 },
];
const before = { from: '2026-09-25', to: '2026-10-24' };

/** An endpoint with a series, and with half of the opens in the earlier period. */
const fetcher: typeof fetch = (input) => {
  const { pathname, searchParams } = new URL(input as string);
  const isBefore = String(searchParams.get('from')) < '2026-10';
  if (pathname.endsWith('series')) return Promise.resolve(Response.json({ version: 1, unit: 'day', points }));
  const own = isBefore ? rows.map((row) => ({ ...row, opened: Number(row.opened) / 2, humanOpened: 0 })) : rows;
  return Promise.resolve(Response.json(reportResponse(own, { seriesUrl: 'series', ...(isBefore && before) })));
};

async function show(properties: ReportProperties = {}): Promise<ReportPage> {
  const page = ReportPage.mount({ endpoint: '/api/report', fetcher, figures: 'show=overview', ...properties });
  await page.reaches('ready');
  await eventually('the overview', () => page.all('.figure').length === 4);
  return page;
}

const figures = (page: ReportPage) =>
  page.all('.figure').map((figure) => {
    const textOf = (selector: string) =>
      figure.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
    return [textOf('dt'), textOf('.value'), textOf('.difference')].filter(Boolean).join(' ');
  });
const trends = (page: ReportPage) => page.all('.trend [role=img]').map((trend) => trend.getAttribute('aria-label'));

describe('the overview', () => {
  afterEach(() => ReportPage.clear());

  it('is shown where spaces are in the list of choices', async () => {
    const page = await show({ figures: 'show = bars, overview' });
    expect(page.all('cer-overview')).to.have.length(1);
  });

  for (const figures of ['show=overviews', 'show=overview;activity=humans']) {
    it(`is not shown where the choices are ignored: ${figures}`, async () => {
      const page = ReportPage.mount({ endpoint: '/api/report', fetcher, figures });
      await page.reaches('ready');
      expect(page.all('cer-overview')).to.deep.equal([]);
    });
  }

  it('shows four figures of everything that the search and the filter leave', async () => {
    const page = await show();
    expect(figures(page)).to.deep.equal(['Sent 2,000', '% delivered 85.0%', '% opened 29.4%', '% clicked 5.9%']);
    page.element.search = 'Email 2';
    await eventually('the match', () => figures(page)[0] === 'Sent 1,000');
    expect(figures(page)[2]).to.equal('% opened 25.0%');
  });

  it('shows their trends, each with a text', async () => {
    const page = await show();
    await eventually('the trends', () => trends(page).length === 4);
    expect(trends(page)[0]).to.equal('Sent per day, from Nov 2, 2026 to Nov 4, 2026: most on Nov 2, 2026 (1,500).');
    expect(trends(page)[2]).to.equal('Opened per day, from Nov 2, 2026 to Nov 4, 2026: most on Nov 4, 2026 (400).');
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
    page.element.search = 'Email 2';
    await eventually('no trends, as the series is of other figures', () => trends(page).length === 0);
  });

  it('keeps their trends when the element moves in the document', async () => {
    let requests = 0;
    const counting: typeof fetch = (input) => {
      if ((input as string).includes('/series')) requests++;
      return fetcher(input);
    };
    const page = await show({ fetcher: counting });
    await eventually('the trends', () => trends(page).length === 4);
    document.body.appendChild(document.createElement('div')).append(page.element);
    await pendingTasks();
    expect(trends(page).length).to.equal(4);
    expect(requests).to.equal(1);
  });

  it('counts without bots as chosen', async () => {
    const page = await show({ figures: 'activity=human;show=overview' });
    await eventually('the trends', () => trends(page).length === 4);
    expect(figures(page)[2]).to.equal('% opened (no bots) 23.5%');
    expect(trends(page)[2]).to.include('(310)');
  });

  it('shows the differences to the compared period', async () => {
    const page = await show({ figures: 'compare=previous-period;show=overview' });
    await eventually('the differences', () => figures(page)[0]?.includes('='));
    expect(figures(page)[2]).to.equal('% opened 29.4% ▲ +14.7 pts14.7 points more');
  });

  it('is chosen in the column selector, and part of the view', async () => {
    const page = ReportPage.mount({ endpoint: '/api/report', fetcher });
    await page.reaches('ready');
    expect(page.all('cer-overview')).to.be.empty;
    page.button('Columns').click();
    const box = await eventually('the choice', () =>
      page.all('.in-cells label').find(({ textContent }) => textContent.trim() === 'Overview'),
    );
    (box.querySelector('input') as HTMLElement).click();
    expect(page.element.view.figures).to.equal('show=overview');
    await eventually('the overview', () => page.all('.figure').length === 4);
    page.element.figures = '';
    await eventually('no overview', () => page.all('cer-overview').length === 0);
  });

  it('requests nothing for a report that is removed while it changes', async () => {
    let requests = 0;
    const counting: typeof fetch = (input, init) => {
      if ((input as string).includes('series')) requests += 1;
      return fetcher(input, init);
    };
    const page = await show({ fetcher: counting });
    await eventually('the trends', () => trends(page).length === 4);
    page.element.search = 'Email 2';
    page.element.remove();
    await pendingTasks();
    expect(requests).to.equal(1);
  });

  it('is in French, and has no trends without a series', async () => {
    const page = await show({ lang: 'fr', endpoint: '', report: reportResponse(rows) });
    expect(figures(page)[2]).to.equal('% ouverts 29,4 %');
    expect(page.all('.trend')).to.be.empty;
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
    expect(page.all('cer-overview')[0]?.shadowRoot?.querySelector('section')?.ariaLabel).to.equal('Vue d’ensemble');
  });
});
