import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually } from '../support/report-page.ts';
import { longTable, TablePage } from '../support/table-page.ts';
import { nextFrame, nextPaint, pendingTasks, withFakeTimers } from '../support/waiting.ts';

const million = 1_000_000;

describe('scrolling a long table', () => {
  afterEach(() => document.body.replaceChildren());

  it('keeps up to 100 rows in the document, and few of a longer table', async () => {
    const page = await TablePage.mount(longTable(100));
    expect(page.rows).to.have.length(100);
    await page.show(longTable(101));
    expect(page.rows.length).to.be.below(60);
  });

  it('exposes the number of rows and the index of each to assistive technology', async () => {
    const page = await TablePage.mount(longTable(5000));
    await page.scrollTo(72_000);
    expect(page.shadow.querySelector('table')?.ariaRowCount).to.equal('5002');
    for (const row of page.rows) expect(`E${Number(row.ariaRowIndex) - 1}`).to.equal(row.cells[0]?.textContent);
  });

  it('shows rows in order without gaps at any position', async () => {
    const page = await TablePage.mount(longTable(5000));
    for (const top of [1, 35, 36, 500, 501, 90_000, 89_500, 0, 1e6, 179_000, 17]) {
      await page.scrollTo(top);
      const { seen } = page;
      const first = Number(seen[0]?.slice(1));
      expect(seen, String(top)).to.deep.equal(seen.map((_, place) => `E${first + place}`));
      const inDocument = page.rows.map((row) => Number(row.ariaRowIndex));
      expect(inDocument).to.deep.equal([...inDocument].sort((a, b) => a - b));
    }
  });

  it('shows no blank frame during fast scrolling', async () => {
    const page = await TablePage.mount(longTable(5000));
    for (let top = 0; top < 60_000; top += 1111) {
      page.scroller.scrollTop = top;
      await nextFrame();
      expect(page.seen.length, String(top)).to.be.above(10);
    }
  });

  it('reaches the last of a million rows, the first and those between', async () => {
    const page = await TablePage.mount(longTable(million));
    await page.scrollTo(1e9);
    expect(page.seen.at(-1)).to.equal('E1000000');
    await page.scrollTo(0);
    expect(page.seen[0]).to.equal('E1');
    await page.scrollTo(page.scroller.scrollHeight / 2);
    expect(Number(page.seen[0]?.slice(1))).to.be.within(480_000, 520_000);
    expect(page.scroller.scrollHeight).to.be.below(17_000_000);
  });

  it('moves a million rows by the exact distance of a small scroll', async () => {
    const page = await TablePage.mount(longTable(million));
    await page.scrollTo(page.scroller.scrollHeight / 3);
    const name = page.seen[5] as string;
    const top = () => page.row(name)?.getBoundingClientRect().top ?? NaN;
    for (const step of [40, 3, -60, 120]) {
      const before = top();
      page.scroller.scrollTop += step;
      await nextPaint();
      expect(before - top(), String(step)).to.be.closeTo(step, 0.5);
    }
  });

  it('returns the scrollbar thumb to its position when scrolling ends', async () => {
    const page = await TablePage.mount(longTable(million));
    await page.scrollTo(page.scroller.scrollHeight / 2);
    const { scrollTop } = page.scroller;
    await withFakeTimers(async (timers) => {
      for (let step = 0; step < 40; step++) {
        page.scroller.scrollTop += 1000;
        await nextPaint();
      }
      const name = page.seen[2] as string;
      const top = page.row(name)?.getBoundingClientRect().top ?? NaN;
      expect(page.scroller.scrollTop).to.equal(scrollTop + 40_000);
      timers.advance(1000);
      expect(page.scroller.scrollTop).to.be.below(scrollTop + 20_000);
      await nextPaint();
      expect(page.row(name)?.getBoundingClientRect().top).to.be.closeTo(top, 1);
    });
  });

  it('reaches both ends of a million rows by keyboard', async () => {
    const page = await TablePage.mount(longTable(million));
    await page.enter();
    await sendKeys({ press: 'Control+End' });
    expect(page.seen.at(-1)).to.equal('E1000000');
    await sendKeys({ press: 'PageUp' });
    await sendKeys({ press: 'PageUp' });
    expect(page.seen).not.to.include('E1000000');
    await sendKeys({ press: 'Control+Home' });
    expect(page.seen[0]).to.equal('E1');
    await sendKeys({ press: 'PageDown' });
    await sendKeys({ press: 'PageDown' });
    const last = page.seen.at(-1);
    expect(page.seen).not.to.include('E1');
    await sendKeys({ press: 'ArrowDown' });
    expect(Number(page.seen.at(-1)?.slice(1))).to.equal(Number(last?.slice(1)) + 1);
  });

  it('keeps its position when the rows change, if possible', async () => {
    const page = await TablePage.mount(longTable(5000));
    await page.scrollTo(36_000);
    const { seen } = page;
    await page.show(longTable(4000));
    expect(page.seen).to.deep.equal(seen);
    await page.show(longTable(200));
    await nextPaint();
    expect(page.seen.at(-1)).to.equal('E200');
    await page.show(longTable(20));
    await nextPaint();
    expect(page.seen.at(-1)).to.equal('E20');
  });

  it('keeps its position when rows are added to more than an element can hold', async () => {
    const page = await TablePage.mount(longTable(100_000));
    await page.scrollTo(36 * 50_000);
    const { seen } = page;
    for (const lineCount of [110_000, 112_000, 150_000, 160_000, 400_000, million]) {
      await page.show(longTable(lineCount));
      await pendingTasks();
      expect(page.seen, String(lineCount)).to.deep.equal(seen);
    }
    expect(page.scroller.scrollHeight).to.be.below(17_000_000);
  });

  it('follows a scroll whose event comes after rows of a million have loaded', async () => {
    const page = await TablePage.mount(longTable(1_000_000));
    const { scroller } = page;
    scroller.scrollTop = scroller.scrollHeight / 2;
    const { scrollTop } = scroller;
    // In the same frame, before the event.
    await page.show(longTable(1_000_000));
    expect(scroller.scrollTop).to.equal(scrollTop);
    await nextPaint();
    await eventually('rows in the middle', () => page.seen.some((name) => /^E(49|50)\d{4}$/.test(name)));
  });

  it('follows a scroll whose event comes after rows are added to more than an element can hold', async () => {
    const page = await TablePage.mount(longTable(200_000));
    await page.scrollTo(page.scroller.scrollHeight / 2);
    const [first] = page.seen;
    page.scroller.scrollTop += 36 * 5;
    // In the same frame, before the event.
    await page.show(longTable(210_000));
    await nextPaint();
    expect(page.seen[0]).to.equal(`E${Number(first?.slice(1)) + 5}`);
  });

  it('gives every row the height that the host sets', async () => {
    document.documentElement.style.setProperty('--cer-row-height', '28px');
    const page = await TablePage.mount(longTable(5000));
    await page.scrollTo(1e9);
    const heights = new Set(page.rows.map((row) => row.getBoundingClientRect().height));
    expect([...heights]).to.deep.equal([28]);
    expect(page.seen.at(-1)).to.equal('E5000');
    document.documentElement.style.removeProperty('--cer-row-height');
  });

  it('keeps its first row when rows become taller on a narrow page', async () => {
    const page = await TablePage.mount(longTable(5000));
    await page.scrollTo(36_000);
    const [first] = page.seen;
    page.element.parentElement!.style.inlineSize = '360px';
    await eventually('higher rows', () => page.rows.every((row) => row.getBoundingClientRect().height >= 44));
    await eventually('the same first row', () => page.seen[0] === first);
    await page.scrollTo(1e9);
    expect(page.seen.at(-1)).to.equal('E5000');
  });
});

describe('rows that are not loaded', () => {
  afterEach(() => document.body.replaceChildren());

  it('are placeholders of the same height until they load', async () => {
    const page = await TablePage.mount(longTable(5000, (index) => index < 5));
    expect(page.seen.slice(0, 6)).to.deep.equal(['E1', 'E2', 'E3', 'E4', 'E5', '']);
    const [, , , , , waiting] = page.rows;
    expect(waiting?.textContent).to.equal('');
    expect(waiting?.ariaHidden).to.equal('true');
    await page.show(longTable(5000));
    expect(page.seen.slice(0, 6)).to.deep.equal(['E1', 'E2', 'E3', 'E4', 'E5', 'E6']);
    expect(page.rows.every((row) => row.ariaHidden !== 'true')).to.equal(true);
  });

  it('are requested when they come into view', async () => {
    const page = await TablePage.mount(longTable(5000, () => false));
    const first = await eventually('a request', () => page.requests.at(-1));
    expect(first.first).to.equal(0);
    expect(first.end).to.be.within(10, 30);
    await page.scrollTo(36_000);
    const next = await eventually('another request', () => page.requests.find(({ first }) => first === 1000));
    expect(next.end).to.be.within(1010, 1030);
    expect(page.requests.at(-1)).to.deep.equal(next);
  });
});
