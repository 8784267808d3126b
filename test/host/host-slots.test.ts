import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);

function slotted(slot: string, html: string, tag = 'span'): HTMLElement {
  const element = document.createElement(tag);
  element.slot = slot;
  element.innerHTML = html;
  return element;
}

function mountWith(properties: ReportProperties, ...children: HTMLElement[]): ReportPage {
  const page = ReportPage.mount(properties);
  page.element.append(...children);
  return page;
}

const isShown = (element: Element) => element.checkVisibility();
const headingOf = (page: ReportPage) => page.all('[role=heading]')[0]!;

describe('heading', () => {
  afterEach(() => ReportPage.clear());

  it('has the configured level and labels the landmark', async () => {
    const page = ReportPage.mount({ report: response });
    await page.reaches('ready');
    expect(headingOf(page).ariaLevel).to.equal('2');
    page.element.setAttribute('heading-level', '4');
    await page.settled();
    expect(headingOf(page).ariaLevel).to.equal('4');
    expect(page.all('section')[0]?.getAttribute('aria-labelledby')).to.equal(headingOf(page).id);
  });

  for (const [what, headings, roles] of [
    ['makes the report a landmark if it is slotted', ['Newsletters', 'Invitations'], [null, null]],
    ['makes no landmark by default, as two reports would have the same name', ['', ''], ['group', 'group']],
  ] as const) {
    it(what, async () => {
      const pages = headings.map((heading) =>
        mountWith({ report: response }, ...(heading ? [slotted('heading', heading)] : [])),
      );
      for (const page of pages) await page.reaches('ready');
      expect(pages.map((page) => page.all('section')[0]?.getAttribute('role'))).to.deep.equal(roles);
      expect(await accessibilityViolations(document.body)).to.deep.equal([]);
    });
  }

  it('makes the report a landmark when it is added later', async () => {
    const page = ReportPage.mount({ report: response });
    await page.reaches('ready');
    page.element.append(slotted('heading', 'Newsletters'));
    await eventually('the landmark', () => !page.all('section')[0]?.hasAttribute('role'));
  });

  it('ignores levels outside 1 to 6', async () => {
    const page = ReportPage.mount({ report: response });
    for (const nonsense of ['0', '7', '2.5', 'h3', '٣']) {
      const warnings = await warningsOf(() => page.element.setAttribute('heading-level', nonsense));
      expect(warnings, nonsense).to.have.length(1);
      expect(page.element.headingLevel).to.equal(2);
    }
    page.element.headingLevel = 6;
    expect(page.element.headingLevel).to.equal(6);
  });

  it('can be replaced by slotted content', async () => {
    const page = mountWith({ report: response }, slotted('heading', 'Newsletters'));
    await page.reaches('ready');
    expect(page.text).not.to.include('Campaign email performance ');
    const slot = headingOf(page).querySelector('slot');
    expect(slot?.assignedElements().map((element) => element.textContent)).to.deep.equal(['Newsletters']);
  });
});

describe('slots', () => {
  afterEach(() => ReportPage.clear());

  it('add content to the toolbar', async () => {
    const button = slotted('toolbar', 'Share', 'button');
    const page = mountWith({ report: response }, button);
    await page.reaches('ready');
    expect(button.assignedSlot?.closest('[part=toolbar]')).to.exist;
    expect(isShown(button)).to.equal(true);
  });

  it('replace the empty state, and only that', async () => {
    const own = slotted('empty', 'Nothing sent yet. <a href="/new">Send one</a>', 'p');
    const page = mountWith({ report: reportResponse([]) }, own);
    await page.reaches('empty');
    expect(isShown(own)).to.equal(true);
    expect(page.text).not.to.include('No emails in this time frame.');
    page.element.report = response;
    await page.reaches('ready');
    expect(isShown(own)).to.equal(false);
  });

  it('replace the error state, and only that', async () => {
    const own = slotted('error', 'Call 1234.', 'p');
    const endpoint = new FakeEndpoint();
    const page = mountWith({ endpoint: '/r', fetcher: endpoint.fetcher }, own);
    await endpoint.answer(new Response(null, { status: 500 }));
    await page.reaches('error');
    expect(isShown(own)).to.equal(true);
    expect(page.all('[part=panel]').some(isShown)).to.equal(false);
    void page.element.refresh();
    await endpoint.answer(response);
    await page.reaches('ready');
    expect(isShown(own)).to.equal(false);
  });

  it('have the padding of the panel that they replace, even in a page that resets all padding', async () => {
    const reset = document.createElement('style');
    reset.textContent = '* { margin: 0; padding: 0; }';
    document.body.append(reset);
    const byDefault = ReportPage.mount({ report: reportResponse([]) });
    await byDefault.reaches('empty');
    const own = slotted('empty', 'Nothing sent yet.', 'div');
    const page = mountWith({ report: reportResponse([]) }, own);
    await page.reaches('empty');
    const panel = byDefault.all('[part=panel]')[0]?.getBoundingClientRect();
    const table = page.all('cer-report-table')[0]?.getBoundingClientRect();
    const box = own.getBoundingClientRect();
    const slot = own.assignedSlot?.getBoundingClientRect();
    expect([box.top - (slot?.top ?? 0), box.left - (slot?.left ?? 0)]).to.deep.equal([48, 24]);
    expect(panel?.width).to.equal(table?.width);
    const error = slotted('error', 'Call 1234.', 'div');
    const failed = mountWith({ endpoint: '/r', fetcher: () => Promise.reject(new Error('no')) }, error);
    await failed.reaches('error');
    const section = failed.all('section')[0]?.getBoundingClientRect();
    expect(error.getBoundingClientRect().left - (section?.left ?? 0)).to.be.at.least(24);
  });

  it('cause no axe violations', async () => {
    const page = mountWith(
      { report: response },
      slotted('heading', 'Newsletters'),
      slotted('toolbar', 'Share', 'button'),
    );
    await page.reaches('ready');
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });
});
