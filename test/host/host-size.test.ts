import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { boundedParents, boxOf, mountIn, unboundedParents } from '../support/host-layouts.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';

const short = reportResponse(springAndAutumn);
const long = reportResponse(manyRows(2000));
const rem = 16;
const naturalWidth = 62 * rem;
/** Unbounded parents in which the element is as wide as the container. */
const wide = ['block', 'grid, auto columns', 'grid, row of 1fr'];
const defaultMaxHeight = () => Math.max(32 * rem, 0.85 * innerHeight);

describe('width', () => {
  before(() => setViewport({ width: 1400, height: 800 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => ReportPage.clear());

  for (const display of [
    '',
    'campaign-email-report { display: block }',
    '* { all: unset } div { display: block } style { display: none }',
  ]) {
    for (const [name, parent] of Object.entries(unboundedParents)) {
      if (display.startsWith('*') && name !== 'fit-content') continue;
      it(`is natural, and never more than that of the container: ${name} ${display}`, async () => {
        const page = await mountIn(`<div class="container">${parent}</div>`, short, display);
        const container = document.querySelector<HTMLElement>('.container')!;
        container.style.cssText = 'display: block; inline-size: 1200px';
        expect(boxOf(page, '[part=report]').width).to.be.closeTo(wide.includes(name) ? 1200 : naturalWidth, 1);
        for (const width of [700, 300]) {
          container.style.inlineSize = `${width}px`;
          expect(boxOf(page, '[part=report]').width, `in ${width} px`).to.be.closeTo(width, 1);
          expect(boxOf(page, '[part~=scroller]').width, `table in ${width} px`).to.be.closeTo(width, 1);
        }
      });
    }
  }

  it('shrinks beside other content', async () => {
    const page = await mountIn(
      '<div class="parent" style="display: flex; inline-size: 900px"><nav style="inline-size: 200px; flex: none"></nav></div>',
      short,
    );
    expect(boxOf(page, '[part=report]').width).to.equal(700);
  });
});

describe('height', () => {
  before(() => setViewport({ width: 1000, height: 700 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => ReportPage.clear());

  for (const [name, parent] of Object.entries(boundedParents)) {
    for (const [rows, report] of Object.entries({ short, long })) {
      it(`fills the page's: ${name}, ${rows}`, async () => {
        const page = await mountIn(parent, report);
        const given = document.querySelector<HTMLElement>('.given')!;
        for (const height of [1200, 500]) {
          given.style[given.matches('.least') ? 'minBlockSize' : 'blockSize'] = `${height}px`;
          await page.settled();
          const section = boxOf(page, '[part=report]');
          if (given.matches('.least') && rows === 'long' && height === 500) continue;
          expect(section.bottom, `${height} px`).to.be.closeTo(given.getBoundingClientRect().top + height, 1);
          expect(page.element.getBoundingClientRect().bottom).to.be.closeTo(section.bottom, 1);
          if (rows === 'long') expect(boxOf(page, '[part=actions]').bottom).to.be.closeTo(section.bottom, 1);
          // A table in a lower box scrolls: the totals stay in view.
          else expect(boxOf(page, 'tfoot').bottom).to.be.at.most(section.bottom + 1);
        }
      });
    }
  }

  for (const [name, parent] of Object.entries(unboundedParents)) {
    it(`is that of the rows: ${name}`, async () => {
      const page = await mountIn(parent, short);
      const { bottom, height } = boxOf(page, '[part=report]');
      expect(bottom).to.be.closeTo(boxOf(page, 'tfoot').bottom, 1);
      expect(page.element.getBoundingClientRect().height).to.be.closeTo(height, 1);
      page.element.report = long;
      await eventually('the height', () => Math.abs(boxOf(page, '[part=report]').height - defaultMaxHeight()) < 1);
      expect(page.element.getBoundingClientRect().height).to.be.closeTo(defaultMaxHeight(), 1);
    });
  }

  it('shrinks to that of a dialog with a maximum, below its other content', async () => {
    const page = await mountIn(
      `<dialog open class="given parent" style="display: flex; flex-direction: column; padding: 0; border: 0;
        max-block-size: 500px"><h1>Title</h1></dialog>`,
      long,
    );
    const dialog = document.querySelector<HTMLElement>('dialog')!;
    expect(dialog.scrollHeight).to.equal(dialog.clientHeight);
    expect(boxOf(page, '[part=actions]').bottom).to.be.closeTo(dialog.getBoundingClientRect().bottom, 1);
  });

  it('shows some rows in a full column, which scrolls', async () => {
    const page = await mountIn(
      `<div class="parent" style="display: flex; flex-direction: column; block-size: 500px; overflow: auto">
        <p style="flex: none; block-size: 700px"></p></div>`,
      long,
    );
    expect(page.element.getBoundingClientRect().height).to.equal(12 * rem);
  });

  it('is that of the rows, up to 85 % of the window', async () => {
    const page = await mountIn('<div class="parent"></div>', short);
    expect(boxOf(page, '[part=report]').height).to.be.below(400);
    expect(page.element.getBoundingClientRect().height).to.equal(boxOf(page, '[part=report]').height);
    page.element.report = long;
    await page.settled();
    await eventually('the height', () => Math.abs(boxOf(page, '[part=report]').height - defaultMaxHeight()) < 1);
    expect(page.element.getBoundingClientRect().height).to.be.closeTo(defaultMaxHeight(), 1);
  });

  it('is limited by --cer-max-height only', async () => {
    const page = await mountIn('<div class="parent"></div>', long);
    for (const height of ['1500px', '350px']) {
      page.element.style.setProperty('--cer-max-height', height);
      await page.settled();
      expect(page.element.getBoundingClientRect().height).to.equal(parseFloat(height));
      expect(boxOf(page, '[part=report]').height).to.equal(parseFloat(height));
    }
  });

  it('stays when a search or a time frame has no rows', async () => {
    const page = await mountIn('<div class="parent"></div>', long);
    const { height } = boxOf(page, '[part=report]');
    page.element.search = 'no such email';
    await page.shows('No results');
    expect(boxOf(page, '[part=report]').height).to.be.closeTo(height, 1);
    const panel = boxOf(page, '.panel');
    expect(panel.top).to.be.at.least(boxOf(page, 'thead').bottom);
    expect(panel.bottom).to.be.at.most(boxOf(page, '[part=report]').bottom + 1);
    page.element.search = '';
    await page.shows('2,000 emails');
    expect(boxOf(page, '[part=report]').height).to.be.closeTo(height, 1);
    page.element.report = reportResponse([]);
    await page.reaches('empty');
    expect(boxOf(page, '[part=report]').height).to.be.closeTo(height, 1);
    // It does not exceed the height that the page gives.
    page.element.style.blockSize = '320px';
    expect(boxOf(page, '[part=report]').height).to.equal(320);
    expect(boxOf(page, '.panel').bottom).to.be.at.most(boxOf(page, '[part=report]').bottom + 1);
  });
});
