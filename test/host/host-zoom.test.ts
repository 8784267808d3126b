import { resetMouse, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { ViewerPage } from '../support/viewer-page.ts';
import { nextPaint } from '../support/waiting.ts';

const report = reportResponse(springAndAutumn);
const boxOf = (page: ReportPage, selector: string) => page.all(selector)[0]!.getBoundingClientRect();
const openPopover = (page: ReportPage) => page.all('[popover]:popover-open')[0]?.getBoundingClientRect();

async function show(css: string, properties: ReportProperties = { report }): Promise<ReportPage> {
  document.body.innerHTML = `<style>${css}</style><div></div>`;
  const page = ReportPage.mount(properties, document.querySelector('div')!);
  await page.reaches('ready');
  await page.settled();
  await page.enterTable();
  return page;
}

function expectInWindow({ left, top, right, bottom }: DOMRect): void {
  expect([left >= 0, top >= 0, right <= innerWidth, bottom <= innerHeight], `${left} ${top} ${right} ${bottom}`).to.eql(
    [true, true, true, true],
  );
}

async function drag([x, y]: [number, number], by: number): Promise<void> {
  await sendMouse({ type: 'move', position: [Math.round(x), Math.round(y)] });
  // The table loads it when the pointer enters.
  await import('../../src/table/table-interaction.ts');
  await nextPaint();
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [Math.round(x) + 10, Math.round(y)] });
  await sendMouse({ type: 'move', position: [Math.round(x + by), Math.round(y)] });
  await nextPaint();
  await sendMouse({ type: 'up' });
}

const pages = {
  'no zoom': '',
  'zoom on the page': 'html { zoom: 1.25 }',
  'zoom on an ancestor': 'body { margin: 0 } div { zoom: 0.8 }',
  'nested zoom': 'html { zoom: 1.5 } body { margin: 0 } div { zoom: 0.75 }',
  'a scaled ancestor': 'body { margin: 0 } div { transform: scale(0.8); transform-origin: 0 0 }',
};

for (const [name, css] of Object.entries(pages)) {
  describe(`page with ${name}`, () => {
    before(() => setViewport({ width: 1280, height: 800 }));
    after(() => setViewport({ width: 800, height: 600 }));
    afterEach(async () => {
      ReportPage.clear();
      await resetMouse();
    });

    for (const [label, part] of [
      ['time frame', 'time-frame-button'],
      ['columns', 'columns-button'],
    ] as const) {
      it(`opens the popover at its button and in the window: ${label}`, async () => {
        document.body.innerHTML = `<style>${css}</style><div></div>`;
        const { page } = await ViewerPage.ready();
        document.querySelector('div')!.append(page.element);
        await page.settled();
        const button = page.all(`.opener[part~=${part}]`)[0] as HTMLElement;
        button.click();
        await eventually('the popover', () => (openPopover(page)?.height ?? 0) > 200);
        await eventually('its content', () => page.all(':not(:defined)').length === 0);
        await nextPaint();
        const target = button.getBoundingClientRect();
        const box = openPopover(page)!;
        expectInWindow(box);
        expect(box.right).to.be.closeTo(target.right, 1);
        expect(box.top).to.be.closeTo(target.bottom + 4, 1);
      });
    }

    it('resizes a column with the pointer', async () => {
      const page = await show(css, { report, columns: 'emailName,sent,opened,clicked' });
      const handle = page.header('Sent').querySelector('[role=separator]')!.getBoundingClientRect();
      const { right } = page.header('Sent').getBoundingClientRect();
      const { left } = page.header('Sent').getBoundingClientRect();
      await drag([handle.left + handle.width / 2, handle.top + handle.height / 2], 60);
      await page.settled();
      const header = page.header('Sent').getBoundingClientRect();
      // The name column gives way, so compare widths.
      expect(header.width).to.be.closeTo(right - left + 60, 2);
    });

    it('moves a column with the pointer', async () => {
      const page = await show(css, { report, columns: 'emailName,sent,opened,clicked' });
      const sent = page.sortButton('Sent').getBoundingClientRect();
      const clicked = page.header('Clicked link').getBoundingClientRect();
      await drag([sent.left + 5, sent.top + 10], clicked.left + 20 - sent.left);
      await page.settled();
      expect(page.element.columns).to.equal('emailName,opened,clicked,sent');
    });

    it('shows the right rows of a long table', async () => {
      const page = await show(css, { report: reportResponse(manyRows(2000)), groupBy: 'none' });
      const { scroller } = page;
      await nextPaint();
      const rowAt = (y: number) => {
        const { left } = scroller.getBoundingClientRect();
        const root = scroller.getRootNode() as ShadowRoot;
        return Number(root.elementFromPoint(left + 30, y)?.closest('tr')?.ariaRowIndex ?? NaN);
      };
      scroller.scrollTop = scroller.scrollHeight;
      await nextPaint();
      await nextPaint();
      const foot = boxOf(page, 'tfoot');
      expect(foot.bottom).to.be.closeTo(scroller.getBoundingClientRect().bottom, 16);
      expect(rowAt(foot.top - 10)).to.equal(2001);
      expect(rowAt(boxOf(page, 'thead th').bottom + 10)).to.be.above(1900);
    });

    it('shows an email in the window', async () => {
      document.body.innerHTML = `<style>${css}</style>`;
      const viewer = await ViewerPage.showing();
      const box = viewer.dialog!.getBoundingClientRect();
      expectInWindow(box);
      expect(box.height).to.be.above(700);
      expect(box.width).to.be.above(1000);
    });
  });
}
