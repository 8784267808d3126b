import { expect } from 'chai';
import type { RowClickDetail } from '../../src/index.ts';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { ViewerPage } from '../support/viewer-page.ts';

const clicksOf = ({ element }: ReportPage) => {
  const clicks: RowClickDetail[] = [];
  element.addEventListener('row-click', ({ detail }) => clicks.push(detail));
  return clicks;
};

/** The row with a name in its first column. */
function rowOf(page: ReportPage, name: string): HTMLTableRowElement {
  const row = page.all('tbody tr').find((each) => each.querySelector('bdi')?.textContent === name);
  if (!row) throw new Error(`No row "${name}"`);
  return row as HTMLTableRowElement;
}

const clickCell = (page: ReportPage, name: string, label: string) =>
  rowOf(page, name).cells[page.headers.indexOf(page.header(label))]?.click();

describe('row-click', () => {
  afterEach(() => ReportPage.clear());

  it('tells the email, its figures and the column, without previewUrl', async () => {
    const page = ReportPage.mount({ report: reportResponse(springAndAutumn) });
    await page.reaches('ready');
    const clicks = clicksOf(page);
    clickCell(page, 'Reminder', 'Opened');
    expect(clicks).to.have.length(1);
    expect(clicks[0]?.column).to.equal('opened');
    expect(clicks[0]?.row).to.include({ campaignId: '1', emailId: '12', emailName: 'Reminder', opened: 100 });
    expect(clicks[0]?.row).to.deep.equal(page.element.getRows().find(({ emailId }) => emailId === '12'));
    rowOf(page, 'Reminder').cells[0]?.querySelector('bdi')?.click();
    expect(clicks[1]?.column).to.equal('emailName');
  });

  it('tells the campaign and its subtotals, then expands or collapses it', async () => {
    const page = ReportPage.mount({ report: reportResponse(springAndAutumn) });
    await page.reaches('ready');
    const clicks = clicksOf(page);
    page.campaign('Spring launch').click();
    await page.settled();
    expect(clicks.map(({ row, column }) => [row.campaignId, row.emailId, row.sent, column])).to.deep.equal([
      ['1', null, 1500, 'emailName'],
    ]);
    expect(page.names).not.to.include('Invite');
    clickCell(page, 'Autumn news', 'Sent');
    await page.settled();
    expect(clicks[1]?.row.campaignId).to.equal('2');
    expect(page.names).to.include('Élan');
  });

  it('neither expands nor opens anything if the host cancels it', async () => {
    const viewer = await ViewerPage.ready();
    const { page } = viewer;
    let opens = 0;
    page.element.addEventListener('email-open', () => (opens += 1));
    page.element.addEventListener('row-click', (event) => event.preventDefault());
    page.button('Invite').click();
    page.campaign('Spring launch').click();
    await viewer.settled();
    expect(opens).to.equal(0);
    expect(viewer.isOpen).to.equal(false);
    expect(page.names).to.include('Invite');
  });

  it('fires before email-open', async () => {
    const { page } = await ViewerPage.ready();
    const types: string[] = [];
    for (const type of ['email-open', 'row-click'] as const)
      page.element.addEventListener(type, () => types.push(type));
    page.button('Invite').click();
    expect(types).to.deep.equal(['row-click', 'email-open']);
  });

  it('is not fired by clicks on the header, the totals and rows that are still loading', async () => {
    const page = ReportPage.mount({ report: reportResponse(springAndAutumn) });
    await page.reaches('ready');
    const clicks = clicksOf(page);
    page.sortButton('Sent').click();
    (page.all('tfoot td')[0] as HTMLElement).click();
    expect(clicks).to.deep.equal([]);
  });
});
