import { emulateMedia } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';

const email = (emailId: string, sent: number, opened: number, campaignId = emailId) =>
  reportRow({
    campaignId,
    campaignName: `C${campaignId}`,
    emailId,
    emailName: `E${emailId}`,
    sent,
    delivered: sent,
    opened,
  });

/** A campaign of 400 sends in three emails, and two of one email. */
const rows = [
  email('1', 200, 100, '1'),
  email('2', 150, 0, '1'),
  email('3', 50, 50, '1'),
  email('4', 100, 10),
  email('5', 20, 4),
];
const report = reportResponse(rows);
const columns = 'emailName,firstSentAt,sent,openedRate';

/** Page object of cells that show how large their figures are. */
class SharesPage extends ReportPage {
  static async show(properties: ReportProperties & { figures?: string } = {}): Promise<SharesPage> {
    const page = new SharesPage(
      ReportPage.mount({ report, columns, sort: '-sent', figures: 'show=bars', ...properties }).element,
    );
    await page.reaches('ready');
    return page;
  }

  /** The shares of the cells of a column, by name: `E1 0.5`. */
  shares(label: string, property = '--_bar'): string[] {
    const place = this.headers.indexOf(this.header(label));
    return (this.all('tbody tr[aria-rowindex]') as HTMLTableRowElement[])
      .sort((row, other) => Number(row.ariaRowIndex) - Number(other.ariaRowIndex))
      .map(({ cells }) => `${nameIn(cells[0]!)} ${cells[place]!.style.getPropertyValue(property)}`.trim());
  }

  async showsShares(label: string, expected: readonly string[], property?: string): Promise<void> {
    await eventually(
      `the shares ${expected.join()}, not ${this.shares(label, property).join()}`,
      () => this.shares(label, property).join() === expected.join(),
    );
  }
}

const nameIn = (cell: HTMLElement) => [...cell.querySelectorAll('bdi')].at(-1)?.textContent.trim() ?? '';

afterEach(() => ReportPage.clear());

describe('bars in cells', () => {
  it('compare emails with the largest figure, and sums of campaigns with nothing', async () => {
    const page = await SharesPage.show();
    await page.showsShares('Sent', ['C1', 'E1 1.000', 'E2 0.750', 'E3 0.250', 'E4 0.500', 'E5 0.100']);
    // Rates of campaigns are on the same scale. A figure of 0 has no bar.
    await page.showsShares('% opened', ['C1 0.375', 'E1 0.500', 'E2', 'E3 1.000', 'E4 0.100', 'E5 0.200']);
    expect(page.shares('First sent')).to.deep.equal(['C1', 'E1', 'E2', 'E3', 'E4', 'E5']);
  });

  it('have the scale of the emails that match, also in collapsed campaigns', async () => {
    const page = await SharesPage.show();
    page.element.filter = 'sent<200';
    await page.showsShares('Sent', ['C1', 'E2 1.000', 'E3 0.333', 'E4 0.667', 'E5 0.133']);
    page.campaigns[0]!.click();
    await page.showsShares('Sent', ['C1', 'E4 0.667', 'E5 0.133']);
  });

  it('become heat if that is chosen instead', async () => {
    const page = await SharesPage.show({ groupBy: 'none' });
    const shares = ['E1 1.000', 'E2 0.750', 'E4 0.500', 'E3 0.250', 'E5 0.100'];
    await page.showsShares('Sent', shares);
    page.element.figures = 'show=heat';
    await page.showsShares('Sent', shares, '--_heat');
    expect(page.shares('Sent')).to.deep.equal(['E1', 'E2', 'E4', 'E3', 'E5']);
  });

  it('follow rows, columns and choices, and go with the last one', async () => {
    const page = await SharesPage.show({ figures: '' });
    page.element.figures = 'show=heat';
    await page.showsShares('Sent', ['C1', 'E1 1.000', 'E2 0.750', 'E3 0.250', 'E4 0.500', 'E5 0.100'], '--_heat');
    expect(page.shares('Sent')).to.not.contain('E1 1.000');
    page.element.figures = 'show=bars,heat';
    page.element.groupBy = 'none';
    page.element.sort = 'sent';
    await page.showsShares('Sent', ['E5 0.100', 'E3 0.250', 'E4 0.500', 'E2 0.750', 'E1 1.000']);
    page.element.columns = 'emailName,openedRate,sent';
    await page.showsShares('Sent', ['E5 0.100', 'E3 0.250', 'E4 0.500', 'E2 0.750', 'E1 1.000'], '--_heat');
    page.element.figures = '';
    await page.showsShares('Sent', ['E5', 'E3', 'E4', 'E2', 'E1']);
  });

  it('have the scale of the lines that have been in view, where windows load', async () => {
    const many = Array.from({ length: 200 }, (_, index) => email(String(index + 1), 1000 + index * 10, 5));
    const { fetcher } = new PagedEndpoint(many, 50);
    const page = await SharesPage.show({
      report: undefined,
      endpoint: '/paged',
      fetcher,
      sort: 'sent',
      groupBy: 'none',
    });
    await eventually('bars', () => page.shares('Sent').some((share) => share.startsWith('E1 0.')));
    page.scroller.scrollTop = 36 * 190;
    await eventually('the largest email', () => page.shares('Sent').includes('E200 1.000'));
    expect(page.shares('Sent').filter((share) => share.endsWith(' 1.000'))).to.have.length(1);
  });
});

describe('whiskers on bars', () => {
  it('show the interval of each rate on the scale of its column, without a cap where they exceed it', async () => {
    // The largest rate is 50 of 100.
    const own = reportResponse([email('1', 100, 50), email('2', 100, 20), email('3', 4, 1), email('4', 100, 0)]);
    const page = await SharesPage.show({ report: own, figures: 'show=bars,intervals', groupBy: 'none' });
    await page.showsShares('% opened', ['E1 1.000', 'E2 0.400', 'E4', 'E3 0.500']);
    const bounds = ['--_low', '--_high', '--_whisker-end'].map((property) => page.shares('% opened', property));
    expect(bounds).to.deep.equal([
      ['E1 0.808', 'E2 0.267', 'E4 0.000', 'E3 0.091'],
      ['E1 1.000', 'E2 0.578', 'E4 0.074', 'E3 1.000'],
      ['E1', 'E2 var(--_text)', 'E4 var(--_text)', 'E3'],
    ]);
    expect(page.shares('Sent', '--_high').join()).to.equal('E1,E2,E4,E3');
    page.element.figures = 'show=bars';
    await page.showsShares('% opened', ['E1', 'E2', 'E4', 'E3'], '--_high');
    page.element.figures = 'show=intervals';
    await page.showsShares('% opened', ['E1', 'E2', 'E4', 'E3']);
    expect(page.shares('% opened', '--_whisker').join()).to.equal('E1,E2,E4,E3');
  });
});

describe('the choice of bars', () => {
  it('is in the column selector, and part of the view', async () => {
    const page = await SharesPage.show({ figures: 'activity=human' });
    page.button('Columns').click();
    const box = await eventually('the choice', () =>
      page
        .all('.in-cells label')
        .find(({ textContent }) => textContent.trim() === 'Bars')
        ?.querySelector('input'),
    );
    let figures = '';
    page.element.addEventListener('view-change', ({ detail }) => (figures = detail.view.figures ?? ''));
    box?.click();
    expect(page.element.figures).to.equal('activity=human;show=bars');
    expect(figures).to.equal('activity=human;show=bars');
    await page.showsShares('Sent', ['C1', 'E1 1.000', 'E2 0.750', 'E3 0.250', 'E4 0.500', 'E5 0.100']);
    box?.click();
    expect(page.element.figures).to.equal('activity=human');
    await page.showsShares('Sent', ['C1', 'E1', 'E2', 'E3', 'E4', 'E5']);
  });
});

describe('shares in a report from right to left', () => {
  afterEach(async () => {
    await emulateMedia({ media: 'screen', forcedColors: 'none' });
    document.documentElement.dir = '';
    ReportPage.clear();
  });

  /** The positions of the bar and of the heat of the first figure. */
  async function positions(media: Parameters<typeof emulateMedia>[0]): Promise<(string | undefined)[]> {
    document.documentElement.dir = 'rtl';
    const page = await SharesPage.show({ figures: 'show=bars,heat' });
    const cell = page.all('tbody td.count')[0]!;
    await eventually('the bars', () => getComputedStyle(cell).backgroundImage !== 'none');
    await emulateMedia(media);
    return getComputedStyle(cell).backgroundPosition.split(', ').slice(2);
  }

  it('begin at the right edge in forced colors', async () => {
    expect(await positions({ forcedColors: 'active' })).to.deep.equal([
      'calc(100% - 8px) calc(100% - 3px)',
      'calc(100% - 8px) 3px',
    ]);
  });

  it('begin at the right edge on paper', async () => {
    expect(await positions({ media: 'print' })).to.deep.equal(['calc(100% - 4px) calc(100% - 1px)', '0px 0px']);
  });
});
