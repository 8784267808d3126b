/**
 * Compares the element with popular grids and with a native table that only does the minimum. Takes the medians of
 * interleaved runs on one machine. Writes `bench/RESULTS.md`.
 *
 *   npm run bench -- [--sizes 1000,100000,1000000] [--repetitions 5] [--grids element,native-table,…] [--measures first-view,use,rows,load]
 *
 * Install the other grids first: `npm ci --prefix bench`
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../test/support/chromium.js';
import { makeRows, type Row, type SortColumn } from './grids/data.ts';
import { measureFirstView } from './first-view.ts';
import { buildElement, buildGrid, cpu, serveGrids } from './grid-pages.ts';
import { gridNames, resultsPage, resultsTable, type Figures, type GridName } from './grid-results.ts';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,100000,1000000' },
    repetitions: { type: 'string', default: '5' },
    grids: { type: 'string', default: gridNames.join(',') },
    measures: { type: 'string', default: 'first-view,use,rows,load' },
    output: { type: 'string', default: join(import.meta.dirname, 'RESULTS.md') },
  },
});
const sizes = options.sizes.split(',').map(Number);
const measures = options.measures.split(',');
const chosen = gridNames.filter((name) => options.grids.split(',').includes(name));

declare global {
  interface Window {
    rows: Row[];
    longestTask: number;
  }
}

const bodies = new Map<string, Buffer>();

/** Returns the response body with the rows. It is created once. */
function rowsBody(url: URL): Buffer {
  // The element adds more query parameters.
  const key = `${url.pathname} ${url.searchParams.get('count')}`;
  const known = bodies.get(key);
  if (known) return known;
  const rows = makeRows(Number(url.searchParams.get('count')));
  const head = { version: 1, rowCount: rows.length };
  const text = url.pathname.endsWith('.ndjson')
    ? [head, ...rows].map((line) => JSON.stringify(line)).join('\n')
    : JSON.stringify({ ...head, rows });
  const body = Buffer.from(text);
  bodies.set(key, body);
  return body;
}

async function memory(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
  return (usage.usedSize + (usage.backingStorageSize ?? 0)) / 1e6;
}

async function measured(session: CDPSession, work: () => Promise<number>): Promise<{ cpu: number; wall: number }> {
  const before = await cpu(session);
  const wall = await work();
  return { cpu: (await cpu(session)) - before, wall };
}

async function openPage(browser: Browser, url: string, name: GridName) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
  page.setDefaultTimeout(180_000);
  const scripts = new Map<string, Buffer>();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    void response.body().then(
      (body) => scripts.set(response.url(), body),
      () => undefined,
    );
  });
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
  const session = await page.context().newCDPSession(page);
  await page.addInitScript(() => {
    window.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: 'longtask' });
  });
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${url}/${name}.html`);
  await page.waitForFunction(() => 'grid' in window);
  return { page, session, scripts };
}

/** Starts to watch for long tasks. The returned function returns the longest one since then. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  // Performance observers report entries with a delay.
  await page.waitForTimeout(pause);
  await page.evaluate(() => (window.longestTask = 0));
  return async () => {
    await page.waitForTimeout(pause);
    return page.evaluate(() => window.longestTask);
  };
}

const sortedFirst = (rows: readonly Row[], column: SortColumn): string => {
  const collator = new Intl.Collator('en', { numeric: true });
  const best = rows.reduce((first, row) => {
    if (column === 'sent') return row.sent > first.sent ? row : first;
    return collator.compare(row[column], first[column]) < 0 ? row : first;
  });
  return column === 'sent' ? String(best.sent) : best[column];
};

/** The pause between two actions of a reader, in milliseconds. */
const pause = 500;

async function sort(page: Page, session: CDPSession, column: SortColumn, rows: readonly Row[]) {
  // Let the grid finish loading and preparing, as it would before a reader acts.
  await page.waitForTimeout(pause);
  const figures = await measured(session, () =>
    page.evaluate(async (id) => {
      const start = performance.now();
      await window.grid.sort(id, id === 'sent');
      return performance.now() - start;
    }, column),
  );
  const [first = ''] = await page.evaluate(() => window.grid.namesInView());
  const row = rows.find(({ emailName }) => first.startsWith(emailName));
  const isRight = row !== undefined && String(row[column]) === sortedFirst(rows, column);
  if (!isRight) console.error(`  after sorting by ${column}, the first row is "${first}"`);
  return isRight ? figures : { cpu: NaN, wall: NaN };
}

/** The number of scroll steps. */
const steps = 40;
/** The distance of a wheel step, in pixels. */
const wheelStep = 100;

/** Scrolls repeatedly by a distance in pixels, or by a viewport. Runs in the page. */
async function scrollBy([times, pixels]: readonly [number, number?]): Promise<number> {
  const scroller = window.grid.scroller();
  const start = performance.now();
  for (let step = 0; step < times; step++) {
    scroller.scrollTop += pixels ?? scroller.clientHeight;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  return performance.now() - start;
}

/** Returns the share of blank rows in the viewport while scrolling. Runs in the page. */
async function blankWhileScrolling(times: number): Promise<number> {
  const scroller = window.grid.scroller();
  const expected = Math.floor(scroller.clientHeight / 36) - 2;
  let blank = 0;
  for (let step = 0; step < times; step++) {
    scroller.scrollTop += scroller.clientHeight;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    blank += Math.max(0, expected - window.grid.namesInView().filter(Boolean).length);
  }
  return blank / (expected * times);
}

async function measureGrid(
  browser: Browser,
  url: string,
  name: GridName,
  rows: readonly Row[],
): Promise<Partial<Figures>> {
  const { page, session, scripts } = await openPage(browser, url, name);
  const count = rows.length;
  await page.evaluate(async (size) => {
    const response = await fetch(`/rows.json?count=${size}`);
    window.rows = ((await response.json()) as { rows: Row[] }).rows;
    await window.grid.prepare(window.rows);
    window.rows = [];
  }, count);
  const longestTask = await watchTasks(page);
  const base = await memory(session);
  const mount = await measured(session, () =>
    page.evaluate(async () => {
      const start = performance.now();
      await window.grid.mount(document.querySelector('#host') as HTMLElement);
      return performance.now() - start;
    }),
  );
  const countSort = await sort(page, session, 'sent', rows);
  const campaignSort = await sort(page, session, 'campaignName', rows);
  const emailSort = await sort(page, session, 'emailName', rows);
  const scroll = await measured(session, () => page.evaluate(scrollBy, [steps] as const));
  const wheel = await measured(session, () => page.evaluate(scrollBy, [steps, wheelStep] as const));
  const longest = await longestTask();
  const blank = await page.evaluate(blankWhileScrolling, steps);
  const used = (await memory(session)) - base;
  const size = [...scripts.values()];
  await page.close();
  return {
    script: size.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1024,
    scriptBrotli: size.reduce((sum, body) => sum + brotliCompressSync(body).length, 0) / 1024,
    ...{ mountCpu: mount.cpu, mountWall: mount.wall, countSortCpu: countSort.cpu, countSortWall: countSort.wall },
    ...{ campaignSortCpu: campaignSort.cpu, campaignSortWall: campaignSort.wall },
    ...{ emailSortCpu: emailSort.cpu, emailSortWall: emailSort.wall },
    ...{
      scrollCpu: scroll.cpu / steps,
      wheelCpu: wheel.cpu / steps,
      frame: scroll.wall / steps,
      blank,
      memory: used,
      longest,
    },
  };
}

async function measureLoad(browser: Browser, url: string, name: GridName, count: number): Promise<Partial<Figures>> {
  const { page, session } = await openPage(browser, url, name);
  const longestTask = await watchTasks(page);
  let first = 0;
  const all = await measured(session, async () => {
    const seen = await page.evaluate(async (size) => {
      const start = performance.now();
      let firstDrawn = NaN;
      await window.grid.load(document.querySelector('#host') as HTMLElement, size, () => {
        firstDrawn = performance.now() - start;
      });
      return { first: firstDrawn, all: performance.now() - start };
    }, count);
    first = seen.first;
    return seen.all;
  });
  const loadLongest = await longestTask();
  await page.close();
  return { loadFirst: first, loadAll: all.wall, loadCpu: all.cpu, loadLongest };
}

/** Measures mounting from the objects that `JSON.parse` returns. */
async function measureRows(browser: Browser, url: string, name: GridName, count: number): Promise<Partial<Figures>> {
  const { page, session } = await openPage(browser, url, name);
  await page.evaluate(async (size) => {
    const response = await fetch(`/rows.json?count=${size}`);
    window.rows = ((await response.json()) as { rows: Row[] }).rows;
  }, count);
  await page.waitForTimeout(pause);
  await session.send('HeapProfiler.collectGarbage');
  const rows = await measured(session, () =>
    page.evaluate(async () => {
      const start = performance.now();
      await window.grid.mountRows(document.querySelector('#host') as HTMLElement, window.rows);
      return performance.now() - start;
    }),
  );
  await page.close();
  return { rowsCpu: rows.cpu, rowsWall: rows.wall };
}

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  throw new Error('The other grids are not installed. Run: npm ci --prefix bench');
}
const directory = mkdtempSync(join(tmpdir(), 'grids-'));
for (const name of chosen) await buildGrid(name, directory);
if (chosen.includes('element')) await buildElement(directory);
const site = await serveGrids(directory, rowsBody);
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: [...chromiumFlags, '--js-flags=--max-old-space-size=8192'],
});
const sections: string[] = [];
if (measures.includes('first-view')) {
  sections.push(await measureFirstView(browser, site.url, chosen, Number(options.repetitions)));
  console.log(sections.at(-1));
}
for (const size of sizes) {
  bodies.clear();
  const rows = makeRows(size);
  // Create the response bodies before anything is measured.
  for (const type of ['json', 'ndjson']) rowsBody(new URL(`/rows.${type}?count=${size}`, 'http://127.0.0.1'));
  const results = new Map<GridName, Partial<Figures>[]>(chosen.map((name) => [name, []]));
  const repetitions = Number(options.repetitions);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const name of chosen) {
      const use = measures.includes('use') && (await measureGrid(browser, site.url, name, rows));
      const objects = measures.includes('rows') && (await measureRows(browser, site.url, name, size));
      const load = measures.includes('load') && (await measureLoad(browser, site.url, name, size));
      results.get(name)?.push({ ...use, ...objects, ...load });
      console.error(`${size} rows, ${repetition + 1} of ${repetitions}: ${name}`);
    }
  }
  sections.push(resultsTable(size, chosen, results));
  console.log(sections.at(-1));
}
await browser.close();
site.close();
rmSync(directory, { recursive: true });
writeFileSync(options.output, resultsPage(browser.version(), options.repetitions, sections));
