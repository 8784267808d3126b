import { expect } from 'chai';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { eventually, pendingTasks } from '../support/waiting.ts';

const response = reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}' });

/** Another document, in a frame that is as wide as the page. */
function openDocument(): Document {
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.style.cssText = 'width: 100%; height: 600px; border: 0';
  if (!frame.contentDocument) throw new Error('The frame has no document.');
  return frame.contentDocument;
}

/** How the report looks: the styles of its cells, buttons and popovers. */
function lookOf(page: ReportPage): string[] {
  const elements = page.all('th, td, button, [popover]');
  return elements.map((element) => {
    const { display, fontSize, fontWeight, paddingInlineStart, borderRadius, position } = getComputedStyle(element);
    return [element.localName, display, fontSize, fontWeight, paddingInlineStart, borderRadius, position].join(' ');
  });
}

const hasTable = (page: ReportPage) => page.all('tbody th').length > 2;

describe('a report in another document', () => {
  let page: ReportPage;
  let look: string[];

  beforeEach(async () => {
    page = ReportPage.mount({ report: response });
    await page.reaches('ready');
    await eventually('the table', () => hasTable(page));
    look = lookOf(page);
  });

  afterEach(() => ReportPage.clear());

  it('keeps its styles there, and when it comes back', async () => {
    const other = openDocument();
    other.body.append(page.element);
    expect(page.element.ownerDocument).to.equal(other);
    expect(lookOf(page)).to.deep.equal(look);
    document.body.append(page.element);
    await page.settled();
    expect(lookOf(page)).to.deep.equal(look);
  });

  it('keeps the styles that have loaded later', async () => {
    const positionOfHandle = () => getComputedStyle(page.all('.handle')[1] as HTMLElement).position;
    page.all('thead th')[1]?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await eventually('the styles', () => positionOfHandle() === 'absolute');
    openDocument().body.append(page.element);
    expect(positionOfHandle()).to.equal('absolute');
  });

  it('keeps its styles after adoptNode, before it is connected', async () => {
    const other = openDocument();
    page.element.remove();
    other.adoptNode(page.element);
    other.body.append(page.element);
    await page.settled();
    expect(lookOf(page)).to.deep.equal(look);
  });

  it('has styles if it is first connected there', async () => {
    const other = openDocument();
    page = ReportPage.mount({ report: response }, other.body);
    await page.reaches('ready');
    await eventually('the table', () => hasTable(page));
    expect(lookOf(page)).to.deep.equal(look);
  });

  it('has styles after it was in a document without a window', async () => {
    const inert = document.implementation.createHTMLDocument();
    inert.body.append(page.element);
    document.body.append(page.element);
    await page.settled();
    expect(lookOf(page)).to.deep.equal(look);
  });

  it('keeps the focus there after the focused button has disappeared', async () => {
    const other = openDocument();
    page.element.filter = 'sent>=1';
    other.body.append(page.element);
    await eventually('the filter', () => page.buttons.includes('Clear all'));
    page.button('Clear all').focus();
    page.button('Clear all').click();
    await page.settled();
    await pendingTasks();
    expect(other.activeElement === page.element).to.equal(true);
    expect(page.element.shadowRoot?.activeElement?.localName).to.equal('cer-report-table');
  });

  it('opens popovers and emails at their places', async () => {
    const other = openDocument();
    other.body.append(page.element);
    await page.settled();
    page.button('Columns').click();
    const popover = page.all('[popover]').find((each) => each.getAttribute('aria-label') === 'Columns') as HTMLElement;
    await eventually('the columns', () => popover.matches(':popover-open') && popover.offsetHeight > 100);
    await page.reaches('ready');
    const button = page.button('Columns').getBoundingClientRect();
    await eventually('its place', () => Math.abs(popover.getBoundingClientRect().right - button.right) <= 1);
    const { top, bottom } = popover.getBoundingClientRect();
    expect(top).to.be.closeTo(button.bottom + 4, 1);
    expect(bottom).to.be.at.most(600);
    other.body.style.paddingTop = '20px';
    other.defaultView?.dispatchEvent(new Event('resize'));
    expect(popover.getBoundingClientRect().top).to.be.closeTo(top + 20, 1);
    page.button('Columns').click();
    page.button('Invite').click();
    await eventually('the dialog', () => page.all('dialog[open]').length === 1);
    const { adoptedStyleSheets } = page.all('dialog')[0]?.getRootNode() as ShadowRoot;
    expect(adoptedStyleSheets).not.to.have.length(0);
  });
});

describe('a report that was hidden, moved or cloned', () => {
  afterEach(() => ReportPage.clear());

  it('looks like any other', async () => {
    const first = ReportPage.mount({ report: response });
    await first.reaches('ready');
    await eventually('the table', () => hasTable(first));
    const look = lookOf(first);

    const box = document.body.appendChild(document.createElement('div'));
    box.hidden = true;
    const hidden = ReportPage.mount({ report: response }, box);
    await hidden.reaches('ready');
    box.hidden = false;
    await eventually('the table', () => hasTable(hidden));
    expect(lookOf(hidden)).to.deep.equal(look);

    document.body.prepend(hidden.element);
    expect(lookOf(hidden)).to.deep.equal(look);

    document.body.append(hidden.element.cloneNode(true));
    const copy = [...document.querySelectorAll('campaign-email-report')].at(-1)!;
    const { timeZone, now } = hidden.element;
    Object.assign(copy, { timeZone, now, report: response });
    const clone = new ReportPage(copy);
    await clone.reaches('ready');
    await eventually('the table', () => hasTable(clone));
    expect(lookOf(clone)).to.deep.equal(look);
  });
});
