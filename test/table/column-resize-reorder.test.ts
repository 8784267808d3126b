import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { nextPaint } from '../support/waiting.ts';

const report = reportResponse(springAndAutumn);

async function show(properties: ReportProperties = {}): Promise<ReportPage> {
  const page = ReportPage.mount({ report, columns: 'emailName,sent,opened,clicked', ...properties });
  await page.reaches('ready');
  await page.settled();
  await page.enterTable();
  return page;
}

const labels = (page: ReportPage) => page.element.columns;
const handle = (page: ReportPage, label: string) => page.header(label).querySelector<HTMLElement>('[role=separator]')!;
const centre = (element: Element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)] as [number, number];
};
const focused = (page: ReportPage) => page.all(':focus').at(-1);

async function drag(page: ReportPage, from: [number, number], by: number, { drop = true } = {}): Promise<void> {
  const [x, y] = from;
  await sendMouse({ type: 'move', position: from });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [x + Math.sign(by) * 10, y] });
  await sendMouse({ type: 'move', position: [Math.round(x + by), y] });
  await nextPaint();
  if (!drop) await sendKeys({ press: 'Escape' });
  await sendMouse({ type: 'up' });
  await page.settled();
}

afterEach(async () => {
  ReportPage.clear();
  document.documentElement.dir = '';
  await resetMouse();
});

describe('column width', () => {
  for (const dir of ['ltr', 'rtl']) {
    it(`follows the pointer, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const page = await show();
      const before = page.header('Sent').offsetWidth;
      await drag(page, centre(handle(page, 'Sent')), dir === 'rtl' ? -60 : 60);
      expect(page.header('Sent').offsetWidth).to.be.closeTo(before + 60, 1);
      expect(page.element.view.widths).to.have.keys('sent');
      expect(page.element.sort).to.equal('-firstSentAt');
    });

    it(`changes with arrow keys and has a text value, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const page = await show();
      const before = page.header('Sent').offsetWidth;
      page.sortButton('Sent').focus();
      await sendKeys({ press: 'F2' });
      await sendKeys({ press: dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight' });
      await page.settled();
      expect(page.header('Sent').offsetWidth).to.be.closeTo(before + 8, 1);
      const separator = handle(page, 'Sent');
      expect(separator.getAttribute('aria-label')).to.equal('Width of Sent');
      expect(separator.getAttribute('aria-valuetext')).to.equal(`${page.header('Sent').offsetWidth} pixels`);
      expect(focused(page) === separator).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await page.settled();
      expect(page.element.view.widths).to.deep.equal({});
      await sendKeys({ press: 'Escape' });
      expect(focused(page) === page.sortButton('Sent')).to.equal(true);
    });
  }

  it('is computed once, not on every update', async () => {
    const page = await show();
    let count = 0;
    const observer = new MutationObserver((changes) => (count += changes.length));
    observer.observe(handle(page, 'Sent'), { attributeFilter: ['aria-valuenow'] });
    await page.sortBy('Sent');
    page.element.requestUpdate();
    await page.settled();
    expect(count).to.equal(0);
    page.element.lang = 'fr';
    await eventually('other widths, for French', () => count > 0);
    observer.disconnect();
  });

  it('stays the same when Escape cancels a drag', async () => {
    const page = await show();
    const before = page.header('Sent').offsetWidth;
    await drag(page, centre(handle(page, 'Sent')), 60, { drop: false });
    expect(page.header('Sent').offsetWidth).to.be.closeTo(before, 1);
    expect(page.element.view.widths).to.deep.equal({});
  });

  it('fits the names on a double click', async () => {
    const emailName = 'A name that is much longer than the column of names is wide at first, and then some more of it';
    const page = await show({ report: reportResponse([reportRow({ emailName, pending: 0, aborted: 20 })]) });
    const [x, y] = centre(handle(page, 'Campaign / email'));
    const bdi = () => page.all('tbody bdi').find((element) => element.textContent === emailName) as HTMLElement;
    expect(bdi().scrollWidth).to.be.above(bdi().clientWidth);
    handle(page, 'Campaign / email').dispatchEvent(
      new MouseEvent('dblclick', { bubbles: true, clientX: x, clientY: y }),
    );
    await page.settled();
    expect(bdi().scrollWidth).to.equal(bdi().clientWidth);
  });
});

describe('column order in the header', () => {
  it('changes when a header is dragged, without sorting', async () => {
    const page = await show();
    const [from] = centre(page.sortButton('Sent'));
    await drag(page, centre(page.sortButton('Sent')), centre(page.header('Clicked link'))[0] - from);
    expect(labels(page)).to.equal('emailName,opened,clicked,sent');
    expect(page.announcement).to.include('Sent moved to position 4 of 4.');
    expect(page.element.sort).to.equal('-firstSentAt');
  });

  it('stays the same when Escape cancels a drag', async () => {
    const page = await show();
    await drag(page, centre(page.sortButton('Sent')), 150, { drop: false });
    expect(labels(page)).to.equal('emailName,sent,opened,clicked');
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`changes by keyboard, is announced and keeps the focus, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const page = await show();
      page.sortButton('Sent').focus();
      const [onward, back] = dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
      await sendKeys({ press: `Alt+Shift+${onward}` });
      await page.settled();
      expect(labels(page)).to.equal('emailName,opened,sent,clicked');
      expect(page.announcement).to.include('Sent moved to position 3 of 4.');
      expect(focused(page)?.textContent).to.include('Sent');
      await sendKeys({ press: `Alt+Shift+${back}` });
      await sendKeys({ press: `Alt+Shift+${back}` });
      await page.settled();
      expect(labels(page)).to.equal('emailName,sent,opened,clicked');
    });
  }
});

describe('focused column header', () => {
  for (const dir of ['ltr', 'rtl']) {
    it(`is never covered by the name column, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const page = ReportPage.mount({ report });
      await page.reaches('ready');
      await page.settled();
      await page.enterTable();
      expect(page.scroller.scrollWidth).to.be.above(page.scroller.clientWidth);
      page.sortButton('Unsubscribed').focus();
      const edge = (element: Element) =>
        element.getBoundingClientRect()[dir === 'rtl' ? 'right' : 'left'] * (dir === 'rtl' ? -1 : 1);
      const names = page.headers[0]!.getBoundingClientRect();
      const edgeOfNames = dir === 'rtl' ? -names.left : names.right;
      for (let stop = 0; stop < page.headers.length - 2; stop += 1) {
        const before = focused(page);
        await sendKeys({ press: dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft' });
        await eventually('the previous stop', () => focused(page) !== before);
        await eventually(`${focused(page)!.outerHTML} in view`, () => edge(focused(page)!) >= edgeOfNames);
      }
      expect(focused(page) === page.sortButton('First sent')).to.equal(true);
    });
  }
});

it('column headers have no axe violations in French', async () => {
  document.documentElement.style.cssText = 'color-scheme: light dark; background: light-dark(#fff, #15181e)';
  const page = await show({ lang: 'fr' });
  expect(handle(page, 'Envoyés').getAttribute('aria-label')).to.equal('Largeur de la colonne Envoyés');
  expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  document.documentElement.style.cssText = '';
});
