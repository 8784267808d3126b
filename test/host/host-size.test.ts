import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';

const short = reportResponse(springAndAutumn);
const long = reportResponse(manyRows(2000));
const rem = 16;
const naturalWidth = 62 * rem;
const defaultMaxHeight = () => Math.max(32 * rem, 0.85 * innerHeight);

/** The content of the page, with the element in its last, deepest `.parent`. */
async function mountIn(html: string, report = short, css = ''): Promise<ReportPage> {
  document.body.innerHTML = `<style>${css}</style>${html}`;
  const page = ReportPage.mount({ report }, document.querySelector<HTMLElement>('.parent')!);
  await page.reaches('ready');
  await page.settled();
  return page;
}

const boxOf = (page: ReportPage, selector: string) => page.all(selector)[0]!.getBoundingClientRect();

/** Parents in which a block takes the width of its content, inside a container that is as wide as `.container`. */
const parents: Readonly<Record<string, string>> = {
  block: '<div class="parent"></div>',
  flex: '<div class="parent" style="display: flex"></div>',
  'column flex, centered':
    '<div class="parent" style="display: flex; flex-direction: column; align-items: center"></div>',
  dialog:
    '<dialog open class="parent" style="padding: 0; border: 0; position: static; max-inline-size: 100%"></dialog>',
  cell: '<table style="border-spacing: 0"><tr><td class="parent" style="padding: 0"></td></tr></table>',
  float: '<div class="parent" style="float: left"></div>',
  absolute:
    '<div style="position: relative; height: 900px"><div class="parent" style="position: absolute"></div></div>',
  'fit-content': '<div class="parent" style="inline-size: fit-content"></div>',
  'inline-block': '<div class="parent" style="display: inline-block"></div>',
  'grid, start': '<div class="parent" style="display: grid; justify-items: start"></div>',
  'grid, auto columns': '<div class="parent" style="display: grid; grid-template-columns: auto"></div>',
};

describe('width', () => {
  before(() => setViewport({ width: 1400, height: 800 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => ReportPage.clear());

  for (const display of [
    '',
    'campaign-email-report { display: block }',
    '* { all: unset } div { display: block } style { display: none }',
  ]) {
    for (const [name, parent] of Object.entries(parents)) {
      if (display.startsWith('*') && name !== 'fit-content') continue;
      it(`is natural, and never more than that of the container: ${name} ${display}`, async () => {
        const page = await mountIn(`<div class="container">${parent}</div>`, short, display);
        const container = document.querySelector<HTMLElement>('.container')!;
        container.style.cssText = 'display: block; inline-size: 1200px';
        const fills = name === 'block' || name === 'grid, auto columns';
        expect(boxOf(page, '[part=report]').width).to.be.closeTo(fills ? 1200 : naturalWidth, 1);
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
    );
    expect(boxOf(page, '[part=report]').width).to.equal(700);
  });
});

/** Pages that give the element the height of `.given`. */
const heights: Readonly<Record<string, string>> = {
  height: '<div class="given parent"></div><style>campaign-email-report { block-size: 100% }</style>',
  'height of a block':
    '<div class="given parent"></div><style>campaign-email-report { display: block; block-size: 100% }</style>',
  'flex: 1': `<div class="given parent" style="display: flex; flex-direction: column"><h1>Title</h1></div>
    <style>campaign-email-report { flex: 1; min-block-size: 0 }</style>`,
  'flex: 1 of a minimum height': `<div class="given least parent" style="display: flex; flex-direction: column"><h1>Title</h1></div>
    <style>campaign-email-report { flex: 1; min-block-size: 0 }</style>`,
  'stretched in a row': '<div class="given parent" style="display: flex"></div>',
  'grid row':
    '<div class="given parent" style="display: grid; grid-template-rows: auto minmax(0, 1fr)"><h1>Title</h1></div>',
  absolute: `<div class="given parent" style="position: relative"></div>
    <style>campaign-email-report { position: absolute; inset: 0 }</style>`,
};

describe('height', () => {
  before(() => setViewport({ width: 1000, height: 700 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => ReportPage.clear());

  for (const [name, parent] of Object.entries(heights)) {
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

  it('is that of the rows, up to 85 % of the window', async () => {
    const page = await mountIn('<div class="parent"></div>');
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
