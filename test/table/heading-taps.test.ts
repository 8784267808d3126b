import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

const tooltipOf = (page: ReportPage) => page.all('.tooltip:popover-open')[0]?.textContent ?? '';

const tap = (target: Element) => {
  for (const type of ['pointerover', 'pointerdown', 'click']) {
    target.dispatchEvent(new PointerEvent(type, { pointerType: 'touch', bubbles: true, composed: true }));
  }
};

/** Scrolls a column into view, as a swipe does, and waits until the page has reported the scroll. */
async function swipeTo(page: ReportPage, label: string): Promise<void> {
  const scroller = page.all('[part=scroller]')[0]!;
  const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
  page.sortButton(label).scrollIntoView({ inline: 'end', block: 'nearest' });
  await scrolled;
}

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

  it('sorts, and shows the definition of a column that has been scrolled into view', async () => {
    await swipeTo(page, 'Click-to-open rate');
    tap(page.sortButton('Click-to-open rate'));
    await eventually('the sorted rows', () => page.element.sort.startsWith('-clickToOpen'));
    await page.settled();
    expect(tooltipOf(page)).to.equal('Clicked link ÷ opened.');
  });

  it('shows the definition above the heading, so that the first rows stay in view', async () => {
    page.element.style.marginBlockStart = '8rem';
    tap(page.sortButton('% clicked'));
    await page.settled();
    const { bottom } = page.all('.tooltip')[0]!.getBoundingClientRect();
    expect(tooltipOf(page)).to.not.equal('');
    expect(bottom).to.be.at.most(page.header('% clicked').getBoundingClientRect().top);
  });

  it('opens the menu by its button, without the definition', async () => {
    tap(page.sortButton('Sent'));
    await eventually('the definition', () => tooltipOf(page) !== '');
    const button = await eventually('the button', () => page.header('Sent').querySelector('cer-menu-button'));
    tap(button!.shadowRoot!.querySelector('button')!);
    await eventually('the menu', () => page.all('[role=menu]').some((menu) => menu.matches(':popover-open')));
    expect(tooltipOf(page)).to.equal('');
  });

  it('shows the definition at each tap', async () => {
    for (const sort of ['-clickedRate', 'clickedRate']) {
      tap(page.sortButton('% clicked'));
      await eventually('the sorted rows', () => page.element.sort === sort);
      await page.settled();
      expect(tooltipOf(page), sort).to.equal('Clicked link ÷ delivered.');
    }
  });

  it('shows no definition after the next swipe', async () => {
    tap(page.sortButton('% clicked'));
    await page.settled();
    expect(tooltipOf(page)).to.not.equal('');
    await swipeTo(page, 'Click-to-open rate');
    await eventually('no definition', () => tooltipOf(page) === '');
  });

  it('shows no definition of a heading that becomes that of another column', async () => {
    tap(page.sortButton('% clicked'));
    await page.settled();
    expect(tooltipOf(page)).to.not.equal('');
    page.element.columns = 'emailName,sent,opened,delivered';
    await eventually('no definition', () => tooltipOf(page) === '');
  });
});
