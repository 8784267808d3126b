import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { numberedRow, reportResponse } from '../support/report-response.ts';

/** A rate of 3 of 4 is higher than one of 600 of 1,000, but may be chance. */
const rows = [
  numberedRow(1, { sent: 4, delivered: 4, opened: 3 }),
  numberedRow(2, { sent: 1000, delivered: 1000, opened: 600 }),
  numberedRow(3, { sent: 1000, delivered: 1000, opened: 100 }),
  numberedRow(4, { sent: 5, delivered: 0, opened: 0 }),
  numberedRow(5, { sent: 9, delivered: 9, opened: null }),
].map((row) => ({ ...row, clicked: 0, humanClicked: 0, humanOpened: null, unsubscribed: 0 }));

async function show(properties: ReportProperties = {}): Promise<ReportPage> {
  const columns = 'emailName,sent,openedRate';
  const page = ReportPage.mount({ report: reportResponse(rows), columns, groupBy: 'none', ...properties });
  await page.reaches('ready');
  return page;
}

/** The numbers of the emails, in order. */
const order = (page: ReportPage) => page.names.map((name) => name.replace(/\D/g, '')).join('');

/** The visible notes, with their buttons, without that about old data. */
const noteOf = (page: ReportPage) =>
  [...(page.all('cer-data-notes')[0]?.shadowRoot?.children ?? [])]
    .filter((part) => !part.matches('.old') && part.checkVisibility())
    .map(({ textContent }) => textContent.trim())
    .filter(Boolean)
    .join(' ');

const signOf = (page: ReportPage, label: string) => page.header(label).querySelector('sup')?.textContent ?? '';

describe('sorting by the cautious value', () => {
  afterEach(() => ReportPage.clear());

  it('uses the lower bound of the interval, with unknown values last', async () => {
    const page = await show({ sort: '-openedRate' });
    expect(order(page)).to.match(/^123/);
    page.element.sort = '-openedRate.low';
    await eventually('the order', () => order(page).startsWith('213'));
    page.element.sort = 'openedRate.low';
    await eventually('the other order', () => order(page).startsWith('312'));
    expect(order(page).slice(3)).to.equal('45');
    expect(page.element.view.sort).to.equal('openedRate.low');
  });

  it('sorts campaigns, too, and long reports', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => numberedRow(index + 10, { delivered: 900, opened: 90 }));
    const report = reportResponse([...many, ...rows]);
    const page = await show({ report, sort: '-openedRate.low', groupBy: 'campaign' });
    await eventually('the order', () => page.names.slice(0, 3).join() === 'Campaign 2,Email 2,Campaign 1');
  });

  it('shows so in the header', async () => {
    const page = await show({ sort: '-openedRate.low' });
    expect(signOf(page, '% opened')).to.equal('≥');
    expect(page.header('% opened').ariaSort).to.equal('descending');
    await page.enterTable();
    await eventually('the hint', () =>
      page.header('% opened').textContent.includes('the lower end of the 95% interval'),
    );
    await page.sortBy('% opened');
    expect(page.element.sort).to.equal('openedRate.low');
    page.element.sort = '-openedRate.low,sent';
    await page.settled();
    expect([signOf(page, '% opened'), signOf(page, 'Sent')]).to.deep.equal(['≥1', '2']);
  });

  it('of emails, not of campaigns, is chosen in the menu of a rate, and announced', async () => {
    const page = await show({ groupBy: 'campaign' });
    await page.enterTable();
    page.sortButton('% opened').focus();
    await sendKeys({ press: 'Shift+F10' });
    const entry = () => page.all('[role^=menuitem]').find(({ textContent }) => textContent.includes('cautious'));
    await eventually('the entry', () => entry()?.checkVisibility());
    (entry() as HTMLElement).click();
    await eventually('the order', () => order(page).startsWith('213'));
    expect(page.element.sort).to.equal('-openedRate.low');
    expect(page.element.groupBy).to.equal('none');
    expect(page.announcement).to.include('Sorted by % opened (descending). Sorted by the cautious value');
    expect(page.announcement).to.include('No grouping.');
  });

  it('is offered in a note while the highest rates are first, and explained there', async () => {
    const page = await show({ groupBy: 'campaign' });
    expect(noteOf(page)).to.equal('');
    await page.sortBy('% opened');
    await eventually('the note', () => noteOf(page).startsWith('Campaigns are sorted. Small ones can lead by chance.'));
    const button = page.button('Sort emails by cautious value');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await eventually('the order', () => order(page).startsWith('213'));
    expect([page.element.sort, page.element.groupBy]).to.deep.equal(['-openedRate.low', 'none']);
    const explanation = 'Sorted by the cautious value (≥): the first email has the highest rate that you can trust.';
    expect(noteOf(page)).to.equal(`${explanation} Group by campaign`);
    expect(page.announcement).to.equal(explanation);
    await sendKeys({ press: 'Enter' });
    await eventually('the campaigns', () => page.element.groupBy === 'campaign');
    await eventually('the note', () => noteOf(page).includes('the first campaign has the highest rate'));
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('is not offered where it would not help, or cannot', async () => {
    const page = await show({ sort: '-openedRate' });
    await eventually(
      'the note',
      () => noteOf(page) === 'Small sends can lead by chance. Sort emails by cautious value',
    );
    for (const sort of ['openedRate', '-sent', '-sent,-openedRate']) {
      page.element.sort = sort;
      await page.settled();
      expect(noteOf(page), sort).to.equal('');
    }
    page.element.sort = '-openedRate';
    await eventually('the note', () => noteOf(page) !== '');
    page.element.search = rows[0]?.emailName ?? '';
    await eventually('no note about a single email', () => order(page) === '1' && noteOf(page) === '');
  });

  it('replaces other notes, which stay on request, and is in French', async () => {
    const notes = [{ code: 'no-action-result' }, { code: 'orphans', count: 2 }];
    const page = await show({ report: reportResponse(rows, { notes }), sort: '-openedRate', lang: 'fr' });
    const first = 'De petits envois peuvent être en tête par hasard. Trier les e\u2011mails par estimation basse';
    await eventually('the note', () => noteOf(page) === `${first} 2 autres remarques`);
    page.button('2 autres remarques').click();
    await eventually('the other notes', () => noteOf(page).includes('2 entrées du journal d’activité'));
  });

  it('is requested from an endpoint', async () => {
    const urls: URL[] = [];
    const fetcher: typeof fetch = (input) => {
      urls.push(new URL(input as string));
      return Promise.resolve(Response.json(reportResponse(rows)));
    };
    const page = ReportPage.mount({ endpoint: '/r', fetcher, sort: '-openedRate.low' });
    await page.reaches('ready');
    expect(urls[0]?.searchParams.get('sort')).to.equal('-openedRate.low');
  });
});
