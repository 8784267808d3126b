/**
 * The element beside the grids that a host would otherwise embed, and beside what the platform allows: one run, one
 * machine, repetitions in turn, medians. Writes `bench/RESULTS.md`.
 *
 *   npm run bench -- [--sizes 1000,100000,1000000] [--repetitions 5] [--grids element,limit,…] [--measures use,rows,load]
 *
 * The others' packages are those of `bench/package.json`: `npm ci --prefix bench` first.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../test/support/chromium.js';
import { makeRows, type Row, type SortColumn } from './grids/data.ts';
import { buildGrid, cpu, serveGrids } from './grid-pages.ts';
import { median } from './median.ts';

const gridNames = ['element', 'limit', 'tanstack', 'revogrid', 'ag-grid'] as const;
type GridName = (typeof gridNames)[number];
const titles: Record<GridName, string> = {
  element: 'campaign-email-report',
  limit: 'limit (bare native table)',
  tanstack: 'TanStack Table + Virtual (Lit)',
  revogrid: 'RevoGrid',
  'ag-grid': 'AG Grid Community',
};

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,100000,1000000' },
    repetitions: { type: 'string', default: '5' },
    grids: { type: 'string', default: gridNames.join(',') },
    measures: { type: 'string', default: 'use,rows,load' },
    output: { type: 'string', default: join(import.meta.dirname, 'RESULTS.md') },
  },
});
const sizes = options.sizes.split(',').map(Number);
const measures = options.measures.split(',');
const chosen = gridNames.filter((name) => options.grids.split(',').includes(name));

/** In milliseconds; `blank` is the part of rows in view that were empty when the main thread had drawn. */
interface Figures {
  script: number;
  scriptBrotli: number;
  mountCpu: number;
  mountWall: number;
  rowsCpu: number;
  rowsWall: number;
  countSortCpu: number;
  countSortWall: number;
  campaignSortCpu: number;
  campaignSortWall: number;
  emailSortCpu: number;
  emailSortWall: number;
  scrollCpu: number;
  wheelCpu: number;
  frame: number;
  blank: number;
  /** In megabytes, over the rows that were there before. */
  memory: number;
  loadFirst: number;
  loadAll: number;
  loadCpu: number;
  /** The longest task of the main thread from mount to the last scroll, and while loading; shorter ones than 50 ms are 0. */
  longest: number;
  loadLongest: number;
}

declare global {
  interface Window {
    rows: Row[];
    longestTask: number;
  }
}

const bodies = new Map<string, Buffer>();

/** The rows as the network has them, made once. */
function rowsBody(url: URL): Buffer {
  // The element asks for a time frame, too.
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

/** Forgets the long tasks so far; the answer tells of the longest since. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  // What is observed is told a moment later.
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

/** Milliseconds between one thing that a reader does and the next. */
const pause = 500;

async function sort(page: Page, session: CDPSession, column: SortColumn, rows: readonly Row[]) {
  // As a reader would: what a grid still loads or prepares has been done by then.
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

/** How often is scrolled. */
const steps = 40;
/** Pixels of a notch of the wheel. */
const notch = 100;

/** Scrolls on by so many pixels, or by a view, again and again. In the page. */
async function scrollBy([times, pixels]: readonly [number, number?]): Promise<number> {
  const scroller = window.grid.scroller();
  const start = performance.now();
  for (let step = 0; step < times; step++) {
    scroller.scrollTop += pixels ?? scroller.clientHeight;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  return performance.now() - start;
}

/** The part of the rows in view that are blank when a view has been scrolled by. In the page. */
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
  const wheel = await measured(session, () => page.evaluate(scrollBy, [steps, notch] as const));
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

/** From the objects that `JSON.parse` returns until all rows are loaded and drawn. */
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

const rowsOfTable: readonly [keyof Figures, string, number][] = [
  ['script', 'script, gzip kB', 1],
  ['scriptBrotli', 'script, brotli kB', 1],
  ['mountCpu', 'mount, CPU ms', 0],
  ['mountWall', 'mount, wall ms', 0],
  ['rowsCpu', 'mount from row objects, CPU ms', 0],
  ['rowsWall', 'mount from row objects, wall ms', 0],
  ['countSortCpu', 'sort a count, CPU ms', 0],
  ['countSortWall', 'sort a count, wall ms', 0],
  ['campaignSortCpu', 'sort by campaign, first time, CPU ms', 0],
  ['campaignSortWall', 'sort by campaign, first time, wall ms', 0],
  ['emailSortCpu', 'sort by email, first time, CPU ms', 0],
  ['emailSortWall', 'sort by email, first time, wall ms', 0],
  ['scrollCpu', 'scroll by a view, sorted, CPU ms', 1],
  ['wheelCpu', 'scroll by a notch of the wheel, CPU ms', 1],
  ['frame', 'scroll by a view, wall ms', 1],
  ['blank', 'rows in view that were blank, %', 1],
  ['memory', 'memory over the rows, MB', 1],
  ['loadFirst', 'fetch to first rows, wall ms', 0],
  ['loadAll', 'fetch to all rows, wall ms', 0],
  ['loadCpu', 'fetch to all rows, CPU ms', 0],
  ['loadLongest', 'fetch to all rows, longest task over 50 ms', 0],
  ['longest', 'mount, sorts and scroll, longest task over 50 ms', 0],
];

function tableOf(size: number, results: ReadonlyMap<GridName, Partial<Figures>[]>): string {
  const written = (name: GridName, figure: keyof Figures, digits: number): string => {
    const value = median((results.get(name) ?? []).map((each) => each[figure] ?? NaN));
    if (Number.isNaN(value)) return '–';
    return (figure === 'blank' ? 100 * value : value).toFixed(digits);
  };
  const lines = rowsOfTable
    .filter(([figure]) => chosen.some((name) => results.get(name)?.some((each) => figure in each)))
    .map(
      ([figure, title, digits]) => `| ${title} | ${chosen.map((name) => written(name, figure, digits)).join(' | ')} |`,
    );
  return [
    `## ${size.toLocaleString('en')} rows`,
    '',
    `| | ${chosen.map((name) => titles[name]).join(' | ')} |`,
    `|---|${chosen.map(() => '--:').join('|')}|`,
    ...lines,
    '',
  ].join('\n');
}

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  throw new Error('The grids to measure beside are not installed: npm ci --prefix bench');
}
const directory = mkdtempSync(join(tmpdir(), 'grids-'));
for (const name of chosen) await buildGrid(name, directory);
const site = await serveGrids(directory, rowsBody);
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: [...chromiumFlags, '--js-flags=--max-old-space-size=8192'],
});
const sections: string[] = [];
for (const size of sizes) {
  bodies.clear();
  const rows = makeRows(size);
  // Made before anybody waits for them.
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
  sections.push(tableOf(size, results));
  console.log(sections.at(-1));
}
await browser.close();
site.close();
rmSync(directory, { recursive: true });
const head = `# The element beside the grids

${new Date().toISOString().slice(0, 10)}, ${browser.version()} (headless), ${options.repetitions} repetitions in turn, medians. 17 columns, a
view of 1,200 × 760 pixels. CPU is the main thread's own time in tasks; the machines are shared, so read ratios. Scripts
are all that was loaded to show and sort, with 1 kB of the bench's own.
`;
writeFileSync(options.output, `${head}\n${sections.join('\n')}`);
