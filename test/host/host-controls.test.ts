import { expect } from 'chai';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);
const fetcher = () => Promise.resolve(Response.json(response));

const selectors = {
  search: 'input[type=search]',
  'time-frame': '[part=time-frame-button]',
  columns: '[part=columns-button]',
  refresh: '[part=refresh]',
};

const shownIn = (page: ReportPage) =>
  Object.entries(selectors)
    .filter(([, selector]) => page.all(selector).length > 0)
    .map(([name]) => name);

describe('controls', () => {
  afterEach(() => ReportPage.clear());

  async function ready(controls?: string): Promise<ReportPage> {
    const page = ReportPage.mount({ endpoint: '/r', fetcher });
    if (controls !== undefined) page.element.setAttribute('controls', controls);
    await page.reaches('ready');
    return page;
  }

  it('shows all controls by default', async () => {
    const page = await ready();
    expect(shownIn(page)).to.deep.equal(Object.keys(selectors));
    expect(page.element.controls).to.equal(undefined);
  });

  it('shows only the listed controls, in the usual order', async () => {
    expect(shownIn(await ready('refresh  search'))).to.deep.equal(['search', 'refresh']);
    expect(shownIn(await ready('time-frame\ncolumns'))).to.deep.equal(['time-frame', 'columns']);
  });

  it('shows no control with none, and the host’s own in the slot', async () => {
    const page = await ready('none');
    page.element.innerHTML = '<button slot="toolbar">Ours</button>';
    await page.settled();
    expect(shownIn(page)).to.deep.equal([]);
    expect(page.element.querySelector('button')?.checkVisibility()).to.equal(true);
  });

  it('follows changes', async () => {
    const page = await ready('search');
    page.element.controls = 'columns';
    await page.settled();
    expect(shownIn(page)).to.deep.equal(['columns']);
    page.element.removeAttribute('controls');
    page.element.controls = undefined;
    await page.settled();
    expect(shownIn(page)).to.deep.equal(Object.keys(selectors));
  });

  it('accepts the names of later controls', async () => {
    const warnings = await warningsOf(async () => {
      const page = await ready('compare filter group-by activity views share');
      expect(shownIn(page)).to.deep.equal([]);
    });
    expect(warnings).to.deep.equal([]);
  });

  it('ignores unknown names with a warning, and keeps the others', async () => {
    const warnings = await warningsOf(async () => {
      expect(shownIn(await ready('serach refresh'))).to.deep.equal(['refresh']);
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('"serach"').and.to.include('time-frame');
  });

  it('uses the default with one warning if all names are unknown', async () => {
    const warnings = await warningsOf(async () => {
      const page = await ready('Search refresch');
      expect(shownIn(page)).to.deep.equal(Object.keys(selectors));
      expect(page.element.controls).to.equal(undefined);
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('controls="Search refresch"').and.to.include(' or none. The default is used.');
  });

  it('keeps a search without its field, so that readers can clear a search without matches', async () => {
    const page = ReportPage.mount({ report: response, search: 'nothing like this' });
    page.element.controls = 'none';
    await page.reaches('ready');
    await page.press('Clear search');
    expect(page.element.search).to.equal('');
  });
});

describe('share', () => {
  it('takes the names of its menu, and warns about others', async () => {
    const { element } = ReportPage.mount();
    const warnings = await warningsOf(() => {
      element.setAttribute('share', 'csv link');
      expect(element.share).to.equal('link csv');
      element.share = 'none';
      expect(element.share).to.equal('none');
      element.share = null;
      expect(element.share).to.equal(undefined);
      element.share = 'pdf print';
    });
    expect(element.share).to.equal('print');
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('"pdf"').and.to.include('xlsx');
    await warningsOf(() => element.setAttribute('share', 'pdf'));
    expect(element.share).to.equal(undefined);
    ReportPage.clear();
  });
});
