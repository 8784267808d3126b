import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';

const response = reportResponse(springAndAutumn);
const unavailable = () => new Response(null, { status: 500 });
const busy = () => new Response(null, { status: 429, headers: { 'Retry-After': '30' } });
/** A wait that only ends when it is aborted. */
const wait = (_milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

/** The name of the focused button; `table` in the table, `page` where the focus is lost. */
function focused(page: ReportPage): string {
  const active = activeElement();
  if (!active || active === document.body) return 'page';
  if (page.all('.scroller, .scroller *').includes(active)) return 'table';
  return active.ariaLabel ?? active.textContent.replace(/\s+/g, ' ').trim();
}

/** Presses a button with the keyboard, and waits for all that follows from that. */
async function press(page: ReportPage, name: string): Promise<void> {
  page.button(name).focus();
  await sendKeys({ press: 'Enter' });
  await pendingTasks();
}

describe('the focus, after the focused button has disappeared,', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  /** Opens a report, with answers for its first requests. The endpoint is not available for its other requests. */
  async function open(state: string, answers: readonly Response[], properties: ReportProperties = {}) {
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, ...properties });
    await endpoint.answer(...answers);
    await page.reaches(state);
    return page;
  }

  it('is in the table while a report loads again, and on “Try again” if that fails', async () => {
    const page = await open('error', [unavailable()]);
    await press(page, 'Try again');
    expect(focused(page)).to.equal('table');
    await endpoint.answer(unavailable());
    await page.reaches('error');
    await eventually('the focus', () => activeElement() === page.button('Try again'));
    await press(page, 'Try again');
    await endpoint.answer(Response.json(response));
    await page.reaches('ready');
    expect(focused(page)).to.equal('table');
  });

  it('is in the table after “Try again” in a notice', async () => {
    const page = await open('ready', [Response.json(response)]);
    await press(page, 'Refresh');
    expect(focused(page)).to.equal('Refresh');
    await endpoint.answer(unavailable());
    await page.reaches('stale');
    await press(page, 'Try again');
    expect(focused(page)).to.equal('table');
  });

  it('is in the table after “Try again” for the missing rows of a long report', async () => {
    const pages = new PagedEndpoint(manyRows(195));
    const page = ReportPage.mount({ endpoint: '/report', fetcher: pages.fetcher, groupBy: 'none' });
    await page.reaches('ready');
    pages.change = unavailable;
    page.scroller.scrollTo(0, page.scroller.scrollHeight);
    await page.reaches('incomplete');
    pages.change = (answer) => answer;
    await press(page, 'Try again');
    expect(focused(page)).to.equal('table');
  });

  it('is in the table after “Try now”', async () => {
    const page = await open('loading', [busy()], { wait });
    await page.shows('Retrying');
    await press(page, 'Try now');
    expect(focused(page)).to.equal('table');
  });

  it('is on “Try again” after “Stop”', async () => {
    const page = await open('loading', [busy()], { wait });
    await page.shows('Retrying');
    await press(page, 'Stop');
    expect(focused(page)).to.equal('Try again');
    await press(page, 'Try again');
    for (const animation of page.all('[part=stop]').flatMap((button) => button.getAnimations())) animation.finish();
    await press(page, 'Stop');
    expect(focused(page)).to.equal('Try again');
  });

  it('is in the table after “Show all time”', async () => {
    const page = await open('empty', [Response.json(reportResponse([]))]);
    await press(page, 'Show all time');
    expect(focused(page)).to.equal('table');
    await endpoint.answer(Response.json(response));
    await page.reaches('ready');
    expect(focused(page)).to.equal('table');
  });

  for (const [name, view] of [
    ['Clear filter', { filter: 'sent>1000000' }],
    ['Clear search', { search: 'nothing like this' }],
  ] as const)
    it(`is in the table after “${name}”, also without controls`, async () => {
      for (const controls of [undefined, 'none']) {
        const page = ReportPage.mount({ report: response, ...view, controls });
        await page.reaches('ready');
        const panel = page.all('[part=panel] button')[0] as HTMLButtonElement;
        expect(page.button(name)).to.exist;
        panel.focus();
        await sendKeys({ press: 'Enter' });
        await pendingTasks();
        expect(focused(page)).to.equal('table');
        page.element.remove();
      }
    });

  for (const figures of ['', 'show=bars'])
    it(`is in the table after the last condition${figures && ', also while cells have bars'}`, async () => {
      const page = ReportPage.mount({ report: response, filter: 'sent>=1;opened>=1;clicked>=1', figures });
      await page.reaches('ready');
      await press(page, 'Remove the filter “Sent ≥ 1”');
      expect(focused(page)).to.equal('Remove the filter “Opened ≥ 1”');
      await press(page, 'Remove the filter “Clicked link ≥ 1”');
      expect(focused(page)).to.equal('Remove the filter “Opened ≥ 1”');
      await press(page, 'Remove the filter “Opened ≥ 1”');
      expect(focused(page)).to.equal('table');
    });

  it('is in the table after “Clear all”', async () => {
    const page = ReportPage.mount({ report: response, filter: 'sent>=1', figures: 'activity=human' });
    await page.reaches('ready');
    await press(page, 'Clear all');
    expect(focused(page)).to.equal('table');
  });

  it('stays with the button that shows all rows', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(400)), groupBy: 'none' });
    await page.reaches('ready');
    page.button('Find in all 400 rows with Ctrl+F').focus();
    await sendKeys({ press: 'Enter' });
    await eventually('all rows', () => page.buttons.includes('Include only visible rows'));
    await pendingTasks();
    expect(focused(page)).to.equal('Include only visible rows');
    await press(page, 'Include only visible rows');
    expect(focused(page)).to.equal('Find in all 400 rows with Ctrl+F');
  });

  it('stays where the page has moved it', async () => {
    const page = ReportPage.mount({ report: response, filter: 'sent>=1' });
    await page.reaches('ready');
    const own = document.body.appendChild(document.createElement('button'));
    own.textContent = 'Own button';
    page.element.addEventListener('view-change', () => void page.element.updateComplete.then(() => own.focus()));
    await press(page, 'Clear all');
    expect(focused(page)).to.equal('Own button');
    own.remove();
  });

  it('stays where the reader has moved it', async () => {
    const page = await open('ready', [Response.json(response)]);
    await press(page, 'Refresh');
    await endpoint.answer(unavailable());
    await page.reaches('stale');
    await press(page, 'Refresh');
    expect(page.buttons).not.to.include('Try again');
    expect(focused(page)).to.equal('Refresh');
  });
});
