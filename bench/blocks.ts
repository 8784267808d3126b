/**
 * A report that streams row by row beside the same report in blocks of columns: what the page's main thread spends
 * until the last row is drawn, in the element itself. One run, repetitions in turn, medians.
 *
 *   npm run bench:blocks -- [--rows 100000] [--block 2000] [--repetitions 9] [--forms rows,blocks,…]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../test/support/chromium.js';
import { makeRows, type Row } from './grids/data.ts';
import { buildGrid, cpu, serveGrids } from './grid-pages.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    block: { type: 'string', default: '2000' },
    repetitions: { type: 'string', default: '9' },
    forms: { type: 'string', default: 'rows,blocks,rows explained' },
  },
});
const rowCount = Number(options.rows);
/** The first block is small, so that there is something to see at once. */
const firstBlock = 50;

function* blocksOf(rows: readonly Row[]): Generator<object> {
  const ids = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  for (let start = 0, end = firstBlock; start < rows.length; start = end, end += Number(options.block)) {
    const part = rows.slice(start, end);
    yield { columns: Object.fromEntries(ids.map((id) => [id, part.map((row) => row[id])])) };
  }
}

/** What the service's rows say of how their counts came to be, and its blocks do not. */
const explain = {
  ...{
    sendsMerged: 4,
    sendsSkipped: 2,
    opensInferred: 12,
    deliveriesInferred: 1,
    bouncesOverridden: 3,
    clicksIgnored: 9,
  },
  ...{ botOpens: 120, botClicks: 25, botPatterns: { IAB: 100, Proximity: 45 } },
};

const forms: Record<string, (rows: readonly Row[]) => Iterable<object>> = {
  rows: (rows) => rows,
  blocks: blocksOf,
  'rows explained': (rows) => rows.map((row) => ({ ...row, explain })),
};
const chosen = options.forms.split(',');

async function measure(browser: Browser, url: string) {
  const tab = await browser.newPage({ viewport: { width: 1200, height: 760 } });
  tab.on('pageerror', (error) => console.error(error.message));
  const session = await tab.context().newCDPSession(tab);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await tab.goto(`${url}/element.html`);
  await tab.waitForFunction(() => 'grid' in window);
  const before = await cpu(session);
  const { first, all } = await tab.evaluate(async (count) => {
    const start = performance.now();
    let firstDrawn = NaN;
    await window.grid.load(document.querySelector('#host') as HTMLElement, count, () => {
      firstDrawn = performance.now() - start;
    });
    return { first: firstDrawn, all: performance.now() - start };
  }, rowCount);
  const figures = { cpu: (await cpu(session)) - before, first, all };
  await tab.close();
  return figures;
}

const directory = mkdtempSync(join(tmpdir(), 'blocks-'));
await buildGrid('element', directory);
const rows = makeRows(rowCount);
const bodies = chosen.map((form) => {
  const lines = [{ version: 1, rowCount }, ...(forms[form]?.(rows) ?? [])];
  return Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
});
let asked = 0;
const site = await serveGrids(directory, () => bodies[asked] ?? Buffer.of());
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
const results = chosen.map((): Awaited<ReturnType<typeof measure>>[] => []);
for (let repetition = 0; repetition < Number(options.repetitions); repetition++) {
  for (asked = 0; asked < chosen.length; asked++) results[asked]?.push(await measure(browser, site.url));
}
await browser.close();
site.close();
rmSync(directory, { recursive: true });

console.log(`${rowCount} rows, ${browser.version()}, medians of ${options.repetitions}; ms, MB`);
console.log('form                  CPU  of rows    first      all    plain     gzip');
const cpuOf = (index: number) => median((results[index] ?? []).map((each) => each.cpu));
for (const [index, form] of chosen.entries()) {
  const of = (figure: 'first' | 'all') => median((results[index] ?? []).map((each) => each[figure]));
  const body = bodies[index] ?? Buffer.of();
  const sizes = [body.length, gzipSync(body).length].map((size) => (size / 1e6).toFixed(1));
  const written = [
    cpuOf(index).toFixed(0),
    (cpuOf(index) / cpuOf(0)).toFixed(2),
    of('first').toFixed(0),
    of('all').toFixed(0),
    ...sizes,
  ];
  console.log(form.padEnd(16) + written.map((text) => text.padStart(9)).join(''));
}
