import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { EmailKey } from '../../src/model/email.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse } from '../support/report-response.ts';
import { longTable, TablePage } from '../support/table-page.ts';
import { nextPaint, withFakeTimers } from '../support/waiting.ts';

/** Page object of the tooltip of a table. */
class Tooltip {
  readonly #popover: HTMLElement;

  constructor(page: ReportPage) {
    this.#popover = page.all('[popover].tooltip')[0] as HTMLElement;
  }

  /** The text of the tooltip, if it is open. */
  get text(): string | undefined {
    return this.#popover.matches(':popover-open') ? this.#popover.textContent : undefined;
  }

  hover(target: Element): void {
    for (const type of ['pointerover', 'pointermove']) {
      target.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, pointerType: 'mouse' }));
    }
  }

  async shows(text: string): Promise<void> {
    await eventually(`the tooltip “${text}”`, () => this.text?.includes(text));
  }
}

describe('focus in a long table', () => {
  afterEach(() => document.body.replaceChildren());

  it('stays on its row while the row is out of view', async () => {
    const page = await TablePage.mount(longTable(5000));
    page.button('E4')?.focus();
    for (const top of [300, 40_000, 1e6, 40_000, 0]) {
      await page.scrollTo(top);
      expect(page.focused, String(top)).to.equal('E4');
    }
    expect(page.seen.slice(0, 5)).to.deep.equal(['E1', 'E2', 'E3', 'E4', 'E5']);
    await page.scrollTo(1e6);
    page.button('E5000')?.focus();
    for (const top of [0, 40_000, 1e6]) {
      await page.scrollTo(top);
      expect(page.focused, String(top)).to.equal('E5000');
      expect(page.seen.length).to.be.above(10);
    }
  });

  it('moves from row to row with arrow keys, even from a row that is out of view', async () => {
    const page = await TablePage.mount(longTable(5000));
    await page.enter();
    page.button('E4')?.focus();
    await page.scrollTo(90_000);
    await sendKeys({ press: 'ArrowDown' });
    expect(page.focused).to.equal('E5');
    expect(page.seen).to.include('E5');
    for (let count = 0; count < 30; count++) await sendKeys({ press: 'ArrowDown' });
    expect(page.focused).to.equal('E35');
    expect(page.seen).to.include('E35');
    await sendKeys({ press: 'ArrowUp' });
    expect(page.focused).to.equal('E34');
  });

  it('leaves the table with Tab from any row', async () => {
    const page = await TablePage.mount(longTable(5000));
    const before = document.createElement('button');
    document.body.prepend(before);
    await page.enter();
    page.button('E4')?.focus();
    await sendKeys({ press: 'Tab' });
    expect(page.allRows?.shadowRoot?.activeElement?.textContent.trim()).to.equal('Find in all 5,000 rows with Ctrl+F');
    await sendKeys({ press: 'Shift+Tab' });
    expect(page.focused).to.equal('E4');
    await sendKeys({ press: 'Shift+Tab' });
    expect(document.activeElement === before).to.equal(true);
  });

  it('follows its email through a sort', async () => {
    const page = ReportPage.mount({
      report: reportResponse(manyRows(400), { previewUrl: '/e/{emailId}' }),
      groupBy: 'none',
      sort: 'firstSentAt',
    });
    await page.reaches('ready');
    page.button('Email 3').focus();
    page.element.sort = '-firstSentAt';
    await page.settled();
    const table = page.all('cer-report-table')[0]?.shadowRoot;
    expect(table?.activeElement?.textContent).to.equal('Email 3');
  });

  it('stays on a campaign that collapses and expands far down, which does not move', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(3000)) });
    await page.reaches('ready');
    page.scroller.scrollTop = 43_250;
    await eventually('the middle', () => page.names.includes('Campaign 399'));
    const toggle = page.campaign('Campaign 399');
    toggle.focus({ preventScroll: true });
    const { top } = toggle.getBoundingClientRect();
    for (const expanded of ['false', 'true']) {
      await sendKeys({ press: 'Enter' });
      await page.settled();
      await nextPaint();
      expect(toggle.ariaExpanded).to.equal(expanded);
      expect(toggle.getBoundingClientRect().top).to.be.closeTo(top, 1);
      expect(toggle.matches(':focus')).to.equal(true);
      expect(page.names.includes('Email 1993')).to.equal(expanded === 'true');
    }
  });

  it('returns to the row of an email anywhere in the table', async () => {
    const page = await TablePage.mount(longTable(1_000_000));
    await page.enter();
    page.element.focusEmail({ campaignId: '1', emailId: 'E700000' });
    expect(page.focused).to.equal('E700000');
    expect(page.seen).to.include('E700000');
    page.element.focusEmail({ campaignId: '1', emailId: 'gone' });
    expect(page.focused).to.equal('E700000');
  });

  it('can be on the name that opens an email', async () => {
    const page = await TablePage.mount(longTable(50));
    const asked: EmailKey[] = [];
    page.element.addEventListener('email-request', (event) => asked.push((event as CustomEvent<EmailKey>).detail));
    page.button('E2')?.click();
    page.button('E3')?.focus();
    await sendKeys({ press: 'Enter' });
    expect(asked).to.deep.equal([
      { campaignId: '1', emailId: 'E2' },
      { campaignId: '1', emailId: 'E3' },
    ]);
  });

  it('shows a truncated name in a tooltip', async () => {
    const emailName = 'An invitation to everyone who was at the summit in Amsterdam';
    const rows = manyRows(3).map((row, index) => (index === 1 ? { ...row, emailName } : row));
    const page = ReportPage.mount({ report: reportResponse(rows, { previewUrl: '/e/{emailId}' }), groupBy: 'none' });
    await page.reaches('ready');
    await page.settled();
    const tooltip = new Tooltip(page);
    await page.enterTable();
    page.button('Email 3').focus();
    await sendKeys({ press: 'ArrowDown' });
    await tooltip.shows(emailName);
    await sendKeys({ press: 'Escape' });
    expect(tooltip.text).to.equal(undefined);
    await sendKeys({ press: 'ArrowDown' });
    expect(tooltip.text).to.equal(undefined);
    tooltip.hover(page.button(emailName));
    await tooltip.shows(emailName);
  });

  it('shows the definition of a column in a tooltip, on focus and on hover', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(3)) });
    await page.reaches('ready');
    const tooltip = new Tooltip(page);
    const button = page.sortButton('Delivered');
    tooltip.hover(button);
    await tooltip.shows('');
    expect(tooltip.text).to.include('delivered');
    const description = button.getAttribute('aria-describedby') ?? '';
    expect((button.getRootNode() as ShadowRoot).getElementById(description)?.textContent).to.include(tooltip.text);
    expect(button.textContent.trim()).to.equal('Delivered');
    await sendKeys({ press: 'Escape' });
    page.sortButton('First sent').focus();
    await sendKeys({ press: 'ArrowLeft' });
    await tooltip.shows('');
  });

  it('shows a name that exceeds two lines in a tooltip on a narrow page', async () => {
    const [short, long] = ['An invitation', 'An invitation to everyone who was at the summit in Amsterdam'];
    const rows = manyRows(3).map((row, index) => ({ ...row, emailName: [short, long][index] ?? row.emailName }));
    const page = ReportPage.mount({ report: reportResponse(rows, { previewUrl: '/e/{emailId}' }) });
    page.element.style.inlineSize = '320px';
    await eventually('the narrow layout', () => page.all('tbody .nested .date').length === 3);
    const [oneLine, twoLines] = ['Email 3', long].map((name) => page.button(name).getBoundingClientRect().height) as [
      number,
      number,
    ];
    expect(twoLines).to.be.above(oneLine);
    expect(page.button(long).closest('tr')?.clientHeight).to.equal(page.button('Email 3').closest('tr')?.clientHeight);
    const tooltip = new Tooltip(page);
    tooltip.hover(page.button(long));
    await tooltip.shows(long);
    await withFakeTimers(async (timers) => {
      await nextPaint();
      tooltip.hover(page.button(short));
      timers.advance(5000);
      expect(tooltip.text).to.equal(undefined);
    });
  });
});
