import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';

const tooltipOf = (page: ReportPage) => page.all('.tooltip:popover-open')[0]?.textContent ?? '';

const tap = (target: Element) => {
  for (const type of ['pointerover', 'pointerdown', 'click']) {
    target.dispatchEvent(new PointerEvent(type, { pointerType: 'touch', bubbles: true, composed: true }));
  }
};

describe('a tap on a heading', () => {
  let page: ReportPage;

  beforeEach(async () => {
    await setViewport({ width: 360, height: 640 });
    page = ReportPage.mount({ report: reportResponse(springAndAutumn) });
    await page.reaches('ready');
    await page.enterTable();
  });

  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  it('sorts, without a tooltip over the rows or the notes', async () => {
    for (const sort of ['-clickedRate', 'clickedRate']) {
      tap(page.sortButton('% clicked'));
      await eventually('the sorted rows', () => page.element.sort === sort);
      await pendingTasks();
      expect(tooltipOf(page), sort).to.equal('');
    }
  });

  it('opens the menu by its button, with the definition of the column', async () => {
    tap(page.sortButton('% clicked'));
    const button = await eventually('the button', () => page.header('% clicked').querySelector('cer-menu-button'));
    tap(button!.shadowRoot!.querySelector('button')!);
    const menu = await eventually('the menu', () =>
      page.all('[role=menu]').find((each) => each.matches(':popover-open')),
    );
    expect((menu as HTMLElement).innerText).to.match(/^Clicked link ÷ delivered\.\s+Sort ascending/);
    expect(menu.getAttribute('aria-describedby')).to.equal('definition');
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });
});
