import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { longTable, TablePage } from '../support/table-page.ts';
import { nextPaint } from '../support/waiting.ts';

const previewUrl = '/e/{emailId}';
const report = reportResponse(springAndAutumn, { previewUrl });
const columns = 'emailName,sent,opened,clicked';

/** Shows a report and focuses its table as Tab does. */
async function enter(properties: ReportProperties = {}): Promise<ReportPage> {
  const page = ReportPage.mount({ ...(properties.endpoint ? {} : { report }), columns, ...properties });
  await eventually('the report', () => page.is('ready') || page.is('empty'));
  await page.settled();
  page.scroller.focus();
  await eventually('the focus in a cell', () => page.focusedCell);
  return page;
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

async function pressAndSettle(page: ReportPage, key: string): Promise<void> {
  await press(key);
  await page.settled();
}

/** Sets another report, and waits until it is on screen. */
async function refresh(page: ReportPage, other: ReportResponse, count: number): Promise<void> {
  page.element.report = other;
  await eventually('the other report', () => page.all('tbody tr[aria-rowindex]').length === count);
  await page.settled();
}

afterEach(async () => {
  ReportPage.clear();
  document.documentElement.dir = '';
  await resetMouse();
});

describe('table as a grid', () => {
  it('is a treegrid with levels if campaigns are grouped, otherwise a grid', async () => {
    const page = await enter();
    const table = page.all('table')[0];
    const rows = () => page.all('tbody tr[aria-rowindex]').map((row) => [row.ariaLevel, row.ariaExpanded]);
    expect(table?.role).to.equal('treegrid');
    expect(rows()).to.deep.equal([
      ['1', null],
      ['1', 'true'],
      ['2', null],
      ['2', null],
    ]);
    page.element.groupBy = 'none';
    await page.settled();
    expect(table?.role).to.equal('grid');
    expect(rows()).to.deep.equal([
      [null, null],
      [null, null],
      [null, null],
    ]);
    const indices = page.all('tr[aria-rowindex]').map((row) => [...row.children].map((cell) => cell.ariaColIndex));
    expect(indices).to.deep.equal(Array.from({ length: 5 }, () => ['1', '2', '3', '4']));
  });

  it('reads labels only: names, figures and headers', async () => {
    const page = await enter();
    const names = page.all('thead .sort').map((button) => button.textContent.trim());
    expect(names).to.deep.equal(['Campaign / email', 'Sent', 'Opened', 'Clicked link']);
    expect(page.all('tbody td[aria-label], tbody th[aria-label], tr[aria-label]')).to.deep.equal([]);
  });

  for (const groupBy of ['campaign', 'none'] as const) {
    it(`has no axe violations, whichever cell has the focus, grouped by ${groupBy}`, async () => {
      const page = await enter({ groupBy });
      for (const key of ['ArrowDown', 'ArrowRight', 'Control+End']) {
        await press(key);
        expect(await accessibilityViolations(page.element), key).to.deep.equal([]);
      }
    });
  }

  it('is one tab stop, which returns to the cell that had the focus', async () => {
    const page = ReportPage.mount({ report, columns });
    const after = document.createElement('button');
    document.body.append(after);
    await page.reaches('ready');
    await page.settled();
    expect(page.tabStops).to.deep.equal([page.scroller]);
    page.scroller.focus();
    await eventually('the focus in a cell', () => page.focusedCell);
    expect(page.focusedCell).to.deep.equal(['Campaign / email', 'Campaign / email']);
    expect(page.tabStops).to.deep.equal([activeElement()]);
    await press('ArrowDown', 'ArrowRight', 'ArrowRight');
    expect(page.focusedCell).to.deep.equal(['Autumn news', 'Opened']);
    expect(page.tabStops).to.deep.equal([activeElement()]);
    await press('Tab');
    expect(activeElement() === after).to.equal(true);
    expect(page.tabStops).to.deep.equal([page.scroller]);
    await press('Shift+Tab');
    expect(page.focusedCell).to.deep.equal(['Autumn news', 'Opened']);
    await press('Shift+Tab');
    expect(activeElement()?.closest('table')).to.equal(null);
    expect(page.tabStops).to.deep.equal([page.scroller]);
  });

  it('is reached from the cell that the pointer pressed', async () => {
    const page = await enter({ groupBy: 'none', columns: 'emailName,sent,firstSentAt' });
    // A date, because a figure opens its explanation.
    const date = page.all('tbody tr[aria-rowindex="3"] td')[1] as HTMLElement;
    const { left, top, width, height } = date.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    expect(activeElement() === date).to.equal(true);
    expect(page.tabStops).to.deep.equal([date]);
    await press('ArrowLeft');
    expect(page.focusedCell).to.deep.equal(['Reminder', 'Sent']);
  });

  it('can be entered without rows', async () => {
    const page = await enter({ report: reportResponse([]) });
    expect(page.focusedCell).to.deep.equal(['Campaign / email', 'Campaign / email']);
    await press('ArrowDown', 'Control+End');
    expect(page.focusedCell).to.deep.equal(['Campaign / email', 'Clicked link']);
  });
});

for (const dir of ['ltr', 'rtl']) {
  const [onward, back] = dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];

  describe(`keys in the grid, ${dir}`, () => {
    beforeEach(() => (document.documentElement.dir = dir));

    it('move between all cells, including the header and the totals', async () => {
      const page = await enter({ groupBy: 'none' });
      await press(onward, onward);
      expect(page.focusedCell).to.deep.equal(['Email', 'Opened']);
      await press(back, 'ArrowDown');
      expect(page.focusedCell).to.deep.equal(['Élan', 'Sent']);
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      expect(page.focusedCell).to.deep.equal(['Total', 'Sent']);
      await press('End');
      expect(page.focusedCell).to.deep.equal(['Total', 'Clicked link']);
      await press(onward, 'ArrowUp', 'Home', back);
      expect(page.focusedCell).to.deep.equal(['Invite', 'Email']);
      await press('Control+Home');
      expect(page.focusedCell).to.deep.equal(['Email', 'Email']);
      await press('ArrowUp', 'Control+End');
      expect(page.focusedCell).to.deep.equal(['Total', 'Clicked link']);
    });

    it('expand and collapse a campaign on its name', async () => {
      const page = await enter();
      await press('ArrowDown', 'ArrowDown');
      await pressAndSettle(page, back);
      expect(page.campaign('Spring launch').ariaExpanded).to.equal('false');
      expect(activeElement()?.closest('tr')?.ariaExpanded).to.equal('false');
      await pressAndSettle(page, back);
      expect(page.focusedCell).to.deep.equal(['Spring launch', 'Campaign / email']);
      await pressAndSettle(page, onward);
      expect(page.campaign('Spring launch').ariaExpanded).to.equal('true');
      expect(page.focusedCell).to.deep.equal(['Spring launch', 'Campaign / email']);
      await pressAndSettle(page, onward);
      expect(page.focusedCell).to.deep.equal(['Spring launch', 'Sent']);
      await pressAndSettle(page, back);
      expect(page.campaign('Spring launch').ariaExpanded).to.equal('true');
    });

    it('reach the button that collapses all campaigns', async () => {
      const page = await enter();
      await press(back);
      expect(activeElement()?.ariaLabel).to.equal('Collapse all');
      await pressAndSettle(page, 'Enter');
      expect(activeElement()?.ariaLabel).to.equal('Expand all');
      await press(onward);
      expect(activeElement() === page.sortButton('Campaign / email')).to.equal(true);
    });

    it('never leave a cell covered by the names, the header or the totals', async () => {
      const page = await enter({
        report: reportResponse(manyRows(400)),
        columns: builtInColumns.ids.join(),
        groupBy: 'none',
      });
      page.element.style.inlineSize = '500px';
      page.element.style.maxBlockSize = '400px';
      await nextPaint();
      expect(page.scroller.scrollWidth).to.be.above(page.scroller.clientWidth);
      const box = (selector: string) => page.all(selector)[0]!.getBoundingClientRect();
      const walk = [...Array<string>(30).fill('ArrowDown'), 'End', 'PageDown', ...Array<string>(9).fill(back)];
      for (const key of [...walk, 'PageUp', ...Array<string>(20).fill('ArrowUp'), 'End', back, back]) {
        await press(key);
        const cell = activeElement()!.closest('th, td')!;
        const { left, right, top, bottom } = cell.getBoundingClientRect();
        const view = page.scroller.getBoundingClientRect();
        if (cell !== cell.parentElement?.firstElementChild) {
          const [start, end] =
            dir === 'rtl' ? [view.left, box('thead .name').left] : [box('thead .name').right, view.right];
          expect(left, `${key}: start`).to.be.least(start - 1);
          expect(right, `${key}: end`).to.be.most(end + 1);
        }
        if (!cell.closest('tbody')) continue;
        expect(top, `${key}: top`).to.be.least(box('thead th').bottom - 1);
        expect(bottom, `${key}: bottom`).to.be.most(box('tfoot th').top + 1);
      }
    });
  });
}

describe('keys in the grid', () => {
  it('sort on a header, and open an email on its name', async () => {
    const page = await enter({ groupBy: 'none' });
    await press('ArrowRight');
    await pressAndSettle(page, 'Enter');
    expect(page.element.sort).to.equal('-sent');
    expect(page.focusedCell).to.deep.equal(['Email', 'Sent']);
    await pressAndSettle(page, 'Space');
    expect(page.element.sort).to.equal('sent');
    const opened: string[] = [];
    page.element.addEventListener('email-open', (event) => {
      opened.push(event.detail.emailName);
      event.preventDefault();
    });
    await press('Home', 'ArrowDown', 'Enter', 'Space');
    expect(opened).to.deep.equal(['Élan', 'Élan']);
  });

  it('fire row-click on a figure with Enter, as a click does', async () => {
    const page = await enter({ groupBy: 'none' });
    const clicked: string[] = [];
    page.element.addEventListener('row-click', (event) => {
      clicked.push(`${event.detail.row.emailName} ${event.detail.column}`);
      // Otherwise, the focus would move to the explanation of the figure.
      event.preventDefault();
    });
    await press('ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter', 'Space');
    expect(clicked).to.deep.equal(['Élan opened']);
    expect(page.focusedCell).to.deep.equal(['Élan', 'Opened']);
  });

  it('reach the handle that changes the width of a column', async () => {
    const page = await enter();
    await press('ArrowRight', 'F2');
    expect(activeElement()?.role).to.equal('separator');
    expect(activeElement()?.ariaLabel).to.equal('Width of Sent');
    expect(page.tabStops).to.deep.equal([activeElement()]);
    await press('F2');
    expect(activeElement() === page.sortButton('Sent')).to.equal(true);
    await press('F2', 'ArrowDown');
    expect(page.focusedCell).to.deep.equal(['Autumn news', 'Sent']);
  });

  it('leave browser shortcuts to the browser', async () => {
    const page = await enter();
    await press('ArrowDown', 'ArrowRight');
    const shortcuts: KeyboardEventInit[] = [
      { key: 'ArrowLeft', altKey: true },
      { key: 'ArrowLeft', metaKey: true },
      { key: 'ArrowDown', shiftKey: true },
      { key: 'PageDown', ctrlKey: true },
      { key: 'Escape' },
      { key: 'c', ctrlKey: true },
    ];
    for (const shortcut of shortcuts) {
      const event = new KeyboardEvent('keydown', { ...shortcut, bubbles: true, composed: true, cancelable: true });
      expect(activeElement()?.dispatchEvent(event), shortcut.key).to.equal(true);
    }
    expect(page.focusedCell).to.deep.equal(['Autumn news', 'Sent']);
  });
});

describe('focused cell', () => {
  it('moves past the rows in the document, page by page and to both ends', async () => {
    const page = await TablePage.mount(longTable(1_000_000));
    await page.enter();
    await press('ArrowRight', 'ArrowDown');
    expect(page.focusedCell).to.deep.equal([2, 2]);
    const rowsInView = page.seen.length;
    await press('PageDown', 'PageDown');
    const [row = 0] = page.focusedCell ?? [];
    expect(row).to.be.within(2 * rowsInView - 6, 2 * rowsInView + 2);
    expect(page.seen).to.include(page.focused);
    await press('PageUp', 'PageUp');
    expect(page.focusedCell).to.deep.equal([2, 2]);
    await press('PageUp');
    expect(page.focusedCell).to.deep.equal([1, 2]);
    await press('Control+End');
    expect(page.focusedCell).to.deep.equal([1_000_002, 5]);
    await press('ArrowUp', 'ArrowUp');
    expect(page.focusedCell).to.deep.equal([1_000_000, 5]);
    expect(page.seen).to.include('E999999');
  });

  it('stays while its row is scrolled out of view, and comes back with the next key', async () => {
    const page = await TablePage.mount(longTable(5000));
    await page.enter();
    await press('ArrowDown', 'ArrowDown', 'ArrowRight');
    await page.scrollTo(90_000);
    expect(page.focusedCell).to.deep.equal([3, 2]);
    expect(page.seen).not.to.include('E2');
    await press('ArrowRight');
    expect(page.focusedCell).to.deep.equal([3, 3]);
    expect(page.seen).to.include('E2');
  });

  it('is found again by Tab after its row was recycled and moved', async () => {
    const page = await enter({ report: reportResponse(manyRows(400)), groupBy: 'none', sort: 'firstSentAt' });
    await press('ArrowDown', 'ArrowDown', 'ArrowRight');
    expect(page.focusedCell).to.deep.equal(['Email 2', 'Sent']);
    (activeElement() as HTMLElement).blur();
    page.element.sort = '-firstSentAt';
    await page.settled();
    expect(page.names).not.to.include('Email 2');
    expect(activeElement() === document.body).to.equal(true);
    page.scroller.focus();
    expect(page.focusedCell).to.deep.equal(['Email 2', 'Sent']);
  });

  it('keeps its email and column when the report is refreshed', async () => {
    const page = await enter({ groupBy: 'none' });
    await press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight');
    expect(page.focusedCell).to.deep.equal(['Reminder', 'Opened']);
    await refresh(page, reportResponse([...springAndAutumn, ...manyRows(2)], { previewUrl }), 5);
    expect(page.focusedCell).to.deep.equal(['Reminder', 'Opened']);
    page.element.columns = 'emailName,clicked,opened';
    await page.settled();
    await eventually('the focus', () => page.focusedCell);
    expect(page.focusedCell).to.deep.equal(['Reminder', 'Opened']);
    page.element.columns = 'emailName,clicked';
    await page.settled();
    await eventually('the focus', () => page.focusedCell);
    expect(page.focusedCell).to.deep.equal(['Reminder', 'Clicked link']);
    expect(page.tabStops).to.deep.equal([activeElement()]);
  });

  it('stays in the totals when the number of rows changes', async () => {
    const page = await enter({ groupBy: 'none' });
    await press('Control+End');
    await refresh(page, reportResponse([...springAndAutumn, ...manyRows(2)]), 5);
    expect(page.focusedCell).to.deep.equal(['Total', 'Clicked link']);
    await press('ArrowUp');
    expect(page.focusedCell?.[0]).to.equal('Email 1');
  });

  it('stays at its place when its row is removed', async () => {
    const page = await enter({ groupBy: 'none' });
    await press('ArrowDown', 'ArrowDown', 'ArrowRight');
    expect(page.focusedCell).to.deep.equal(['Reminder', 'Sent']);
    await refresh(page, reportResponse(springAndAutumn.filter(({ emailId }) => emailId !== '12')), 2);
    expect(page.focusedCell).to.deep.equal(['Invite', 'Sent']);
    await press('Home');
    await refresh(page, reportResponse(springAndAutumn.slice(2)), 1);
    expect(page.focusedCell).to.deep.equal(['Élan', 'Email']);
    page.element.search = 'nothing like that';
    await eventually('the focus in the header', () => activeElement()?.closest('thead'));
    expect(page.tabStops).to.deep.equal([activeElement()]);
  });

  for (const column of [0, 2]) {
    it(`moves to the campaign when that collapses, from column ${column + 1}`, async () => {
      const page = await enter({ report: reportResponse([...springAndAutumn, ...manyRows(20)], { previewUrl }) });
      const email = page.all('tbody tr').find((row) => row.textContent.includes('Reminder'))?.children[column];
      const target = email?.querySelector('button') ?? (email as HTMLElement);
      target.tabIndex = -1;
      target.focus();
      expect(page.focusedCell?.[0]).to.equal('Reminder');
      page.campaign('Spring launch').click();
      await page.settled();
      await eventually('the campaign', () => page.focusedCell?.[0] === 'Spring launch');
      expect(activeElement()?.closest<HTMLTableCellElement>('th, td')?.cellIndex).to.equal(column);
    });
  }

  it('takes no focus from other controls', async () => {
    const page = await enter();
    await press('ArrowDown');
    const other = document.createElement('input');
    document.body.append(other);
    other.focus();
    await refresh(page, reportResponse(springAndAutumn.slice(2)), 1);
    page.element.columns = 'emailName,sent';
    await page.settled();
    expect(document.activeElement === other).to.equal(true);
    page.scroller.focus();
    page.element.report = reportResponse(springAndAutumn);
    other.focus();
    await eventually('the other report', () => page.names.length === 4 + 1);
    await page.settled();
    expect(document.activeElement === other).to.equal(true);
    expect(page.tabStops).to.deep.equal([page.scroller]);
  });

  it('is the header of the column that moves', async () => {
    const page = await enter();
    await press('ArrowRight');
    await pressAndSettle(page, 'Alt+Shift+ArrowRight');
    await eventually('the focus on the column', () => page.focusedCell?.[1] === 'Sent');
    expect(page.element.columns).to.equal('emailName,opened,sent,clicked');
    await press('ArrowLeft');
    expect(page.focusedCell?.[1]).to.equal('Opened');
  });

  it('can be in a row that has not loaded, which is then read out', async () => {
    let isLoaded = false;
    const isHere = (index: number) => isLoaded || index < 30;
    const page = await TablePage.mount(longTable(5000, isHere));
    await page.enter();
    await press('Control+End', 'ArrowUp', 'Home');
    expect(page.focusedCell).to.deep.equal([5001, 1]);
    const row = page.shadow.activeElement?.closest('tr');
    expect(page.shadow.activeElement?.textContent).to.equal('Loading');
    expect(row?.ariaHidden).to.equal(null);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
    await press('ArrowRight');
    expect(page.shadow.activeElement?.textContent).to.equal('Loading');
    await press('ArrowUp');
    expect(row?.ariaHidden).to.equal('true');
    await press('ArrowDown', 'ArrowLeft');
    isLoaded = true;
    await page.show(longTable(5000, isHere));
    await eventually('the button', () => page.shadow.activeElement === page.button('E5000'));
    expect(page.button('E5000')?.closest('th')?.textContent).to.equal('E5000');
    expect(page.focusedCell).to.deep.equal([5001, 1]);
  });

  it('moves through the pages of a long report', async () => {
    const endpoint = new PagedEndpoint(manyRows(1000, 1), 50);
    const page = await enter({ endpoint: '/report', fetcher: endpoint.fetcher, groupBy: 'none' });
    await press('ArrowDown', 'ArrowRight', 'Control+End', 'ArrowUp', 'Home', 'ArrowRight');
    const last = () => activeElement()?.closest('tr');
    expect(last()?.ariaRowIndex).to.equal('1001');
    await eventually('the last row', () => last()?.textContent.includes('Email'));
    expect(last()?.ariaRowIndex).to.equal('1001');
    expect(page.focusedCell?.[1]).to.equal('Sent');
  });
});
