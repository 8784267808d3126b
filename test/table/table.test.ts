import { sendKeys, emulateMedia, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { activeElement, eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

const report = reportResponse(springAndAutumn);

describe('table', () => {
  afterEach(() => ReportPage.clear());

  it('sorts by a header, reverses the order and announces it', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    expect(page.header('First sent').getAttribute('aria-sort')).to.equal('descending');
    await page.sortBy('Sent');
    expect(page.names).to.deep.equal(['Spring launch', 'Invite', 'Reminder', 'Autumn news', 'Élan']);
    expect(page.header('Sent').getAttribute('aria-sort')).to.equal('descending');
    expect(page.header('First sent').hasAttribute('aria-sort')).to.equal(false);
    expect(page.announcement).to.equal('Sorted by Sent (descending).');
    await page.sortBy('Sent');
    expect(page.names).to.deep.equal(['Autumn news', 'Élan', 'Spring launch', 'Reminder', 'Invite']);
    expect(page.element.sort).to.equal('sent');
  });

  it('adds a sort key on Shift + click and names its place', async () => {
    const page = ReportPage.mount({ report, sort: '-pending' });
    await page.reaches('ready');
    await page.sortBy('Sent', { shiftKey: true });
    expect(page.element.sort).to.equal('-pending,-sent');
    expect(page.header('Sent').hasAttribute('aria-sort')).to.equal(false);
    expect(page.header('Sent').textContent).to.include('sort key 2, descending');
    expect(page.header('Pending').textContent).to.include('sort key 1, descending');
  });

  it('collapses and expands one campaign or all of them', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    const campaign = () => page.campaign('Spring launch');
    expect(campaign().getAttribute('aria-expanded')).to.equal('true');
    campaign().click();
    await page.settled();
    expect(campaign().getAttribute('aria-expanded')).to.equal('false');
    expect(page.names).to.deep.equal(['Autumn news', 'Élan', 'Spring launch']);
    await page.press('Collapse all');
    expect(page.names).to.deep.equal(['Autumn news', 'Élan', 'Spring launch']);
    await page.press('Expand all');
    expect(page.names).to.have.length(5);
  });

  it('shows the rest of an email’s name under its campaign, and the whole name to screen readers', async () => {
    const names = ['Invite', 'Reminder'].map((name, emailId) =>
      reportRow({ emailId, emailName: `Spring launch.${name}` }),
    );
    const page = ReportPage.mount({ report: reportResponse(names, { previewUrl: '/e/{emailId}' }), sort: 'emailName' });
    await page.reaches('ready');
    expect(page.names).to.deep.equal(['Spring launch', 'Spring launch.Invite', 'Spring launch.Reminder']);
    const bdi = page.button('Spring launch.Invite').querySelector('bdi') as HTMLElement;
    const { width } = bdi.getBoundingClientRect();
    expect(bdi.innerText.split('\n').at(-1)).to.equal('Invite');
    expect(width).to.be.below(100);
    Object.assign(page.element, { groupBy: 'none', columns: 'emailName,sent' });
    await page.settled();
    expect(page.button('Spring launch.Invite').getBoundingClientRect().width).to.be.above(width);
  });

  it('shows a campaign with one email as one row that opens the email', async () => {
    const rows = [reportRow({ emailName: 'Spring launch.Invite' })];
    const page = ReportPage.mount({ report: reportResponse(rows, { previewUrl: '/e/{emailId}' }) });
    await page.reaches('ready');
    expect(page.all('tbody tr[aria-rowindex]')).to.have.length(1);
    expect(page.names).to.deep.equal(['Spring launch', 'Spring launch.Invite']);
    const opened: string[] = [];
    page.element.addEventListener('email-open', (event) => {
      opened.push(event.detail.emailName);
      event.preventDefault();
    });
    page.button('Spring launch.Invite').click();
    expect(opened).to.deep.equal(['Spring launch.Invite']);
  });

  it('keeps the focus when it is sorted and toggled by keyboard', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    const toggle = page.campaign('Spring launch');
    toggle.focus();
    await sendKeys({ press: 'Enter' });
    await page.settled();
    expect(page.names).to.deep.equal(['Autumn news', 'Élan', 'Spring launch']);
    expect(activeElement()?.textContent).to.include('Spring launch');
    page.sortButton('Sent').focus();
    await sendKeys({ press: 'Space' });
    await page.settled();
    expect(page.element.sort).to.equal('-sent');
    expect(activeElement()?.textContent).to.include('Sent');
  });

  it('shows the id of an email whose name is invisible', async () => {
    const rows = [reportRow({ emailId: '77', emailName: ' \u200b\u0007' })];
    const page = ReportPage.mount({ report: reportResponse(rows), groupBy: 'none' });
    await page.reaches('ready');
    expect(page.names).to.deep.equal(['77']);
  });

  it('has a caption, row and column headers, and a row count', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    const [table] = page.all('table');
    expect(table?.querySelector('caption')?.textContent).to.match(
      /Campaign email performance, Oct 25\s–\sNov 23, 2026/,
    );
    expect(table?.getAttribute('aria-rowcount')).to.equal('6');
    expect(table?.querySelectorAll('tbody th[scope=row]')).to.have.length(4);
    expect(page.all('tfoot tr')[0]?.getAttribute('aria-rowindex')).to.equal('6');
  });

  it('keeps only rows near the viewport in the document and reaches the last one', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(3000)) });
    await page.reaches('ready');
    expect(page.all('tbody th')).to.have.length.below(100);
    const { scroller } = page;
    const height = scroller.scrollHeight;
    scroller.scrollTop = height;
    const last = await eventually('the last row', () => page.all('tr[aria-rowindex="3601"]')[0]);
    expect(scroller.scrollHeight).to.equal(height);
    const foot = page.all('tfoot tr')[0]?.getBoundingClientRect().top ?? 0;
    expect(last.getBoundingClientRect().bottom).to.be.closeTo(foot, 2);
    scroller.scrollTop = height / 2;
    await eventually('the middle', () => page.all('tr[aria-rowindex="1800"]')[0]);
    const view = scroller.getBoundingClientRect();
    const rows = page.all('tbody tr[aria-rowindex]').map((row) => row.getBoundingClientRect());
    expect(rows[0]?.top).to.be.below(view.top);
    expect(rows.at(-1)?.bottom).to.be.above(view.bottom);
  });

  it('keeps the header, the totals and the names in view', async () => {
    await setViewport({ width: 600, height: 500 });
    const page = ReportPage.mount({ report: reportResponse(manyRows(200)) });
    await page.reaches('ready');
    const { scroller } = page;
    scroller.scrollTop = 2000;
    scroller.scrollLeft = 300;
    await eventually('the shadow of the names', () => scroller.matches('.aside'));
    const box = scroller.getBoundingClientRect();
    expect(page.headers[0]?.getBoundingClientRect().top).to.be.closeTo(box.top, 2);
    expect(page.headers[0]?.getBoundingClientRect().left).to.be.closeTo(box.left, 1);
    expect(page.all('tfoot th')[0]?.getBoundingClientRect().bottom).to.be.closeTo(box.bottom, 16);
    await setViewport({ width: 1280, height: 800 });
  });

  for (const [what, rows] of [
    [
      'with an unknown one among them',
      [
        reportRow({ sent: 9_876_543_210_123, delivered: 9_876_543_210_121 }),
        reportRow({ emailId: '12', sent: 98_765, delivered: null }),
      ],
    ],
    [
      'too large to sum',
      ['1', '2'].map((emailId) =>
        reportRow({ emailId, sent: Number.MAX_SAFE_INTEGER, delivered: Number.MAX_SAFE_INTEGER }),
      ),
    ],
  ] as const) {
    it(`keeps values ${what} within their columns`, async () => {
      const page = ReportPage.mount({ report: reportResponse(rows), columns: 'emailName,sent,delivered' });
      await page.reaches('ready');
      await page.settled();
      for (const cell of page.all('tbody td').filter(({ textContent }) => textContent !== '')) {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const [figure, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
        expect([figure.left >= box.left, figure.right <= box.right], cell.textContent).to.deep.equal([true, true]);
      }
    });
  }

  it('never truncates a number', async () => {
    const rows = manyRows(60).map((row) => ({ ...row, sent: 9_999_999_999, delivered: null }));
    for (const lang of ['en', 'fr']) {
      const page = ReportPage.mount({ report: reportResponse(rows), lang });
      await page.reaches('ready');
      const cut = page.all('td.count, td.rate').filter((cell) => cell.scrollWidth > cell.clientWidth);
      expect(cut.map((cell) => cell.textContent)).to.deep.equal([]);
    }
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no axe violations in the ${colorScheme} color scheme`, async () => {
      await emulateMedia({ colorScheme });
      document.documentElement.style.colorScheme = 'light dark';
      const page = ReportPage.mount({ report, sort: '-sent,emailName' });
      await page.reaches('ready');
      expect(await accessibilityViolations(page.element)).to.deep.equal([]);
      await emulateMedia({ colorScheme: 'light' });
    });
  }
});
