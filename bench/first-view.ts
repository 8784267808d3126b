/**
 * Measures the first view of a report of 1,000 rows: from an empty tab until the rows are on screen and the page is idle,
 * minus the same for a page without a table.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { markdownTable, type GridName } from './grid-results.ts';
import { median } from './median.ts';

/** The number of rows, and the time in which everything that starts late must have ended, in milliseconds. */
const rowCount = 1000;
const idleTime = 700;

/** The work of the main thread. Times are in milliseconds. */
interface Work {
  readonly cpu: number;
  readonly script: number;
  readonly recalculations: number;
  readonly layouts: number;
}

/** The rows of the table: measurement, title, decimals. */
const tableRows: readonly [keyof Work, string, number][] = [
  ['cpu', 'main thread, CPU ms', 1],
  ['script', 'of that, scripts, CPU ms', 1],
  ['recalculations', 'style recalculations', 0],
  ['layouts', 'layouts', 0],
];

async function workOf(session: CDPSession): Promise<Work> {
  const { metrics } = await session.send('Performance.getMetrics');
  const valueOf = (metric: string) => metrics.find(({ name }) => name === metric)?.value ?? NaN;
  return {
    cpu: 1000 * valueOf('TaskDuration'),
    script: 1000 * valueOf('ScriptDuration'),
    recalculations: valueOf('RecalcStyleCount'),
    layouts: valueOf('LayoutCount'),
  };
}

async function firstView(browser: Browser, url: string, load: (page: Page) => Promise<void>): Promise<Work> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url);
  await load(page);
  await page.waitForTimeout(idleTime);
  const work = await workOf(session);
  await context.close();
  return work;
}

const loadRows = async (page: Page) => {
  await page.waitForFunction(() => 'grid' in window);
  await page.evaluate((count) => window.grid.load(document.querySelector('#host') as HTMLElement, count), rowCount);
};

/** Returns the medians of interleaved runs as a section in Markdown. */
export async function measureFirstView(
  browser: Browser,
  url: string,
  grids: readonly GridName[],
  repetitions: number,
): Promise<string> {
  const empty: Work[] = [];
  const results = new Map<GridName, Work[]>(grids.map((name) => [name, []]));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    empty.push(await firstView(browser, `${url}/empty.html`, () => Promise.resolve()));
    for (const name of grids) {
      results.get(name)?.push(await firstView(browser, `${url}/${name}.html`, loadRows));
    }
  }
  const medianOf = (works: readonly Work[], figure: keyof Work) => median(works.map((work) => work[figure]));
  const lines = tableRows.map(([figure, title, digits]) => {
    const overEmpty = grids.map((name) => medianOf(results.get(name) ?? [], figure) - medianOf(empty, figure));
    return `| ${title} | ${overEmpty.map((value) => value.toFixed(digits)).join(' | ')} |`;
  });
  const text = `A report of ${rowCount.toLocaleString('en')} rows, from an empty tab until the page is idle, in addition to an empty page. The other pages show only a table: no title, summary, toolbar or totals.`;
  return `## First view\n\n${text}\n\n${markdownTable(grids, lines)}`;
}
