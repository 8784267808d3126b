import { expect } from 'chai';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { pendingTasks, withFakeTimers } from '../support/waiting.ts';

const untracked = { openTracked: false, emailId: '12', emailName: 'Reminder', opened: 80, humanOpened: 61 };
const early = { mayHaveBegunEarlier: true, emailId: '13', emailName: 'Save the date' };
const rows = [{}, untracked, early].map((fields) =>
  reportRow({ privacyOpened: 0, pending: 0, aborted: 20, ...fields }),
);

interface Shown {
  readonly lang?: string;
  readonly rows?: readonly ReportResponseRow[];
  /** `undefined`: the default ones. */
  readonly columns?: string | undefined;
}

async function show(shown: Shown = {}): Promise<ReportPage> {
  const { lang, columns } = { lang: 'en', columns: 'emailName,sent,opened,openedRate,clicked', ...shown };
  const report = reportResponse(shown.rows ?? rows, { previewUrl: 'emails/{emailId}' });
  const page = ReportPage.mount({ lang, report, ...(columns !== undefined && { columns }) });
  await page.reaches('ready');
  await eventually('notes', () => page.all('[aria-description]').length > 0);
  return page;
}

/** The cells of a row, by the name at its start. */
function cellsOf(page: ReportPage, name: string): HTMLTableCellElement[] {
  const row = (page.all('tbody tr, tfoot tr') as HTMLTableRowElement[]).find((each) =>
    each.cells[0]?.textContent.includes(name),
  );
  return [...(row?.cells ?? [])];
}

const notesOf = (page: ReportPage, name: string) =>
  cellsOf(page, name).map((cell) => cell.getAttribute('aria-description') ?? '');

const tooltipOf = (page: ReportPage) => page.all('.tooltip:popover-open')[0]?.textContent ?? '';

describe('notes of rows', () => {
  afterEach(() => ReportPage.clear());

  it('tell why opens are unknown, and over how many emails a sum is', async () => {
    const page = await show();
    const over = 'Over 2 of 3 emails. Opens of the others are not tracked.';
    expect(notesOf(page, 'Reminder')).to.deep.equal([
      '',
      '',
      ...new Array<string>(2).fill('Opens of this email are not tracked.'),
      '',
    ]);
    for (const name of ['Spring launch', 'Total']) expect(notesOf(page, name)).to.deep.equal(['', '', over, over, '']);
    expect(notesOf(page, 'Invite').join('')).to.equal('');
  });

  it('say below “Total” of how many emails opens are, only where there is a figure of opens', async () => {
    const page = await show();
    const nameOfTotal = () => cellsOf(page, 'Total')[0]!.innerText.split('\n');
    expect(nameOfTotal()).to.deep.equal(['Total', 'Opens tracked: 2 of 3 emails']);
    page.element.columns = 'emailName,sent,clicked';
    await eventually('no note', () => nameOfTotal().length === 1);
    page.element.columns = null;
    await eventually('the note', () => nameOfTotal().length === 2);
    page.element.search = 'invite';
    await eventually('no note on tracked emails', () => nameOfTotal().length === 1);
  });

  it('are tooltips of figures', async () => {
    const page = await show();
    const figure = cellsOf(page, 'Total')[2]!;
    const { x, y, width, height } = figure.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [x + width / 2, y + height / 2].map(Math.round) as [number, number] });
    await eventually('a tooltip', () => tooltipOf(page).startsWith('Over 2 of 3 emails.'));
    await sendMouse({ type: 'move', position: [0, 0] });
  });

  it('are no tooltips of a figure that the pointer enters without a move, as when a panel above it closes', async () => {
    const page = await show();
    await page.enterTable();
    const figure = cellsOf(page, 'Total')[2]!;
    const dispatch = (type: string) =>
      figure.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, pointerType: 'mouse' }));
    await withFakeTimers(async (timers) => {
      await pendingTasks();
      dispatch('pointerover');
      timers.advance(5000);
      expect(tooltipOf(page)).to.equal('');
      dispatch('pointermove');
      timers.advance(5000);
      expect(tooltipOf(page)).to.not.equal('');
    });
  });

  it('mark an email that may have begun earlier, and its campaign, and tell the reason on focus', async () => {
    const page = await show();
    const marks = page.all('[part=mark]');
    expect(marks.map((mark) => mark.closest('tr')?.ariaLevel)).to.deep.equal(['1', '2']);
    const link = cellsOf(page, 'Save the date')[0]!.querySelector('button')!;
    const reason = 'This email may have been sent before the data begins.';
    expect(link.getAttribute('aria-description')).to.include(reason);
    page.scroller.focus();
    await sendKeys({ press: 'Tab' });
    link.focus();
    await eventually('a tooltip', () => tooltipOf(page).includes(reason));
  });

  it('stand beside the name of the only email of a campaign, and beside its date on a phone', async () => {
    for (const [width, columns, selector] of [
      [1280, 'emailName,sent', '.link'],
      [360, undefined, '.date'],
    ] as const) {
      await setViewport({ width, height: 640 });
      const page = await show({ rows: rows.slice(2), columns });
      // Rows get their narrow form after the marks.
      const neighbor = await eventually('the row', () => page.all(`tbody ${selector}`)[0]);
      const mark = page.all('[part=mark]')[0]!.getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(neighbor);
      const { top, bottom, right } = text.getBoundingClientRect();
      expect(mark.left, `${width} px`).to.be.above(right);
      expect((mark.top + mark.bottom) / 2, `${width} px`).to.be.within(top, bottom);
      ReportPage.clear();
    }
    await setViewport({ width: 800, height: 600 });
  });

  it('are in French', async () => {
    const page = await show({ lang: 'fr' });
    expect(notesOf(page, 'Total').join()).to.include('Sur 2 des 3 e‑mails.');
    expect(cellsOf(page, 'Total')[0]!.innerText).to.include('Ouvertures suivies\u00a0: 2 des 3 e‑mails');
  });
});

const press = (target: Element, pointerType: 'mouse' | 'touch') => {
  for (const type of ['pointerover', 'pointerdown', 'click']) {
    target.dispatchEvent(new PointerEvent(type, { pointerType, bubbles: true, composed: true }));
  }
};

describe('a mark under a mouse', () => {
  afterEach(() => ReportPage.clear());

  it('is a part of its button', async () => {
    const page = await show();
    const clicks: string[] = [];
    page.element.addEventListener('row-click', ({ detail }) => clicks.push(detail.column));
    press(page.all('tr.campaign [part=mark]')[0]!, 'mouse');
    expect(clicks).to.deep.equal(['emailName']);
    await eventually('the collapsed campaign', () => page.campaigns[0]?.ariaExpanded === 'false');
  });
});

describe('a mark under a finger', () => {
  afterEach(() => ReportPage.clear());

  const tap = (target: Element) => press(target, 'touch');

  it('tells its reason, and is no click on its row', async () => {
    const page = await show();
    await page.enterTable();
    const clicks: string[] = [];
    page.element.addEventListener('row-click', ({ detail }) => clicks.push(detail.column));
    const mark = page.all('tr.campaign [part=mark]')[0]!;
    tap(mark);
    await eventually('the reason', () => tooltipOf(page).startsWith('This email may have been sent before'));
    expect(clicks).to.deep.equal([]);
    expect(mark.closest('button')?.ariaExpanded).to.equal('true');
    tap(mark);
    await eventually('no reason', () => tooltipOf(page) === '');
    tap(mark.closest('button')!);
    await eventually('the click', () => clicks.length === 1);
  });

  it('tells its reason at the first tap, which the host receives, too', async () => {
    const page = await show();
    const clicks: Event[] = [];
    page.element.addEventListener('click', (event) => clicks.push(event));
    tap(page.all('[part=mark]')[0]!);
    await eventually('the reason', () => tooltipOf(page).startsWith('This email may have been sent before'));
    expect(clicks.length).to.equal(1);
  });

  it('is large enough', async () => {
    const page = await show();
    const mark = page.all('tr.campaign [part=mark]')[0]!;
    const { left, top, right, bottom } = mark.getBoundingClientRect();
    const root = mark.getRootNode() as ShadowRoot;
    for (const [x, y] of [
      [left - 3, top - 3],
      [right + 3, bottom + 3],
    ] as const)
      expect(root.elementFromPoint(x, y) === mark).to.equal(true);
  });
});

describe('marks of figures that can still change', () => {
  afterEach(() => ReportPage.clear());

  const settled = reportRow({ emailId: '21', emailName: 'Settled', pending: 0, aborted: 20 });
  const pending = reportRow({ emailId: '22', emailName: 'Trigger', pending: 20, aborted: 0 });
  const recent = {
    ...{ campaignId: '2', campaignName: 'Autumn', emailId: '23', emailName: 'Recent', pending: 0, aborted: 0 },
    ...{ delivered: 970, firstSentAt: '2026-11-22T08:00:00Z' },
  };

  async function marksOf(
    fields: Partial<ReportResponse> = {},
    lang = 'en',
    shown = [settled, pending, reportRow(recent)],
  ): Promise<Record<string, string>> {
    const report = reportResponse(shown, fields);
    const page = ReportPage.mount({ lang, report });
    await page.reaches('ready');
    await eventually('the marks', () => page.all('[part=mark]').length > 0);
    const nameOf = (mark: Element) => mark.closest('tr')?.querySelector('bdi')?.textContent ?? '';
    return Object.fromEntries(page.all('[part=mark]').map((mark) => [nameOf(mark), mark.ariaLabel ?? '']));
  }

  it('tell why they can, and when deliveries settle', async () => {
    const marks = await marksOf();
    const later = 'People can still open and click after that.';
    const latest = `Deliveries are final three days after each send, on Nov 26, 2026, 7:00 AM at the latest. ${later}`;
    expect(marks).to.deep.equal({
      'Spring launch': `These figures can still change: delivery is pending for 20 people. ${latest}`,
      Trigger: `These figures can still change: delivery is pending for 20 people. ${latest}`,
      Autumn: `These figures can still change: the first send was less than three days before the end of the data. Deliveries are final three days after each send, on Nov 25, 2026, 9:00 AM for the first send. ${later}`,
    });
  });

  it('are in French', async () => {
    const marks = await marksOf({}, 'fr');
    expect(marks['Trigger']).to.equal(
      'Ces chiffres peuvent encore changer\u00a0: la remise est en attente pour 20 personnes. Les chiffres de remise sont définitifs trois jours après chaque envoi, au plus tard le 26 nov. 2026, 07:00. Les ouvertures et les clics peuvent encore augmenter ensuite.',
    );
  });

  it('name no moment if the end of the data is unknown', async () => {
    expect(await marksOf({ asOf: null })).to.deep.equal({
      'Spring launch': 'These figures can still change: delivery is pending for 20 people.',
      Trigger: 'These figures can still change: delivery is pending for 20 people.',
    });
  });

  it('of an email are those of its campaign, too, while it matches', async () => {
    const newest = { ...recent, campaignId: '1', campaignName: 'Spring launch', emailName: 'Last call' };
    const page = ReportPage.mount({ report: reportResponse([settled, reportRow(newest)]) });
    await page.reaches('ready');
    const marked = () => page.all('[part=mark]').map((mark) => mark.closest('tr')?.querySelector('bdi')?.textContent);
    await eventually('the marks', () => marked().join() === 'Spring launch,Last call');
    expect(page.all('[part=mark]')[0]?.ariaLabel).to.equal(
      'These figures can still change: an email was first sent less than three days before the end of the data. Deliveries are final three days after each send, on Nov 25, 2026, 9:00 AM for the newest email. People can still open and click after that.',
    );
    (page.all('tr.campaign td.count')[1] as HTMLElement).click();
    await page.shows('on Nov 25, 2026, 9:00 AM for the newest email.');
    page.element.search = 'settled';
    await eventually('no marks', () => page.names.join() === 'Spring launch,Settled' && marked().length === 0);
  });

  it('mark the emails whose pending people are known', async () => {
    const marks = await marksOf({}, 'en', [pending, { ...settled, pending: null, aborted: null }]);
    expect(Object.keys(marks)).to.deep.equal(['Trigger']);
  });

  it('disappear when the same data is counted at an age', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    await endpoint.answer(reportResponse([pending]));
    await eventually('the marks', () => page.all('[part=mark]').length === 1);
    page.element.figures = 'age=7d';
    await endpoint.answer(reportResponse([pending], { age: '7d' }));
    await eventually('no marks', () => page.all('[part=mark]').length === 0);
  });

  it('name the moment in the time zone of the report', async () => {
    const page = ReportPage.mount({ report: reportResponse([pending]) });
    const reason = () => page.all('[part=mark]')[0]?.ariaLabel ?? '';
    await eventually('the mark', () => reason().includes('7:00 AM at the latest'));
    page.element.report = reportResponse([pending], { timeZone: 'America/New_York' });
    await eventually('the moment in New York', () => reason().includes('1:00 AM at the latest'));
  });

  it('are missing from counts at an age, which are settled', async () => {
    const early = reportRow({ ...recent, mayHaveBegunEarlier: true, pending: 20, aborted: 0, delivered: 950 });
    const page = ReportPage.mount({ report: reportResponse([early], { age: '24h' }) });
    await eventually('the mark', () => page.all('[part=mark]').length === 1);
    expect(page.all('[part=mark]')[0]?.textContent).to.equal('?');
  });
});
