/**
 * Measures how long the choices of figures keep the main thread busy in a report of 100,000 emails: filters, bots, the denominator
 * of rates, bars, intervals and the comparison with another report. Prints the medians of interleaved runs, as CPU time of the main thread,
 * and the longest task over 50 ms. Loading the compared report is not included.
 *
 *   npm run build && npm run bench:figures -- [--rows 100000] [--runs 7]
 */
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import type { CampaignEmailReport } from 'campaign-email-report';
import { answerJson, startBrowser, startSite } from '../test/embed/site.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, runs: { type: 'string', default: '7' } },
});
const rowCount = Number(options.rows);

interface Choice {
  readonly figures?: string;
  readonly filter?: string;
}

/** The choices to measure: a name, the choice before, and after. */
const steps: readonly (readonly [name: string, before: Choice, after: Choice])[] = [
  ['filter by a count', {}, { filter: 'delivered>=5000' }],
  ['filter by a rate and a folder', {}, { filter: 'folder=/EMEA;openedRate>=0.2' }],
  ['without bots', {}, { figures: 'activity=human' }],
  ['rates of sent', {}, { figures: 'rateBase=sent' }],
  ['bars', {}, { figures: 'show=bars' }],
  ['bars and intervals', {}, { figures: 'show=bars,intervals' }],
  [
    'without bots, with a comparison',
    { figures: 'compare=previous-period' },
    { figures: 'activity=human;compare=previous-period' },
  ],
];

/** Returns rows of campaigns with ten emails each. Those of the earlier period differ. */
function rowsOf(isEarlier: boolean): object[] {
  return Array.from({ length: rowCount }, (_, index) => {
    const delivered = 100 + ((index * 7919) % 9000);
    const opened = Math.floor(delivered * (0.1 + ((index * 31) % 50) / 100) * (isEarlier ? 0.95 : 1));
    const [clicked, humanOpened] = [Math.floor(opened / 8), Math.floor(opened * 0.8)];
    return {
      ...{ campaignId: String(Math.floor(index / 10)), campaignName: `Campaign ${Math.floor(index / 10)}` },
      campaignFolder: `/${['EMEA', 'APAC', 'Americas'][Math.floor(index / 10) % 3]}/2026`,
      ...{ emailId: String(index), emailName: `Email ${index % 10}`, firstSentAt: '2026-11-02T08:00:00Z' },
      ...{ sent: delivered + 10, delivered, hardBounced: 4, softBounced: 6, pending: 0, aborted: 0 },
      ...{ opened, clicked, unsubscribed: 1, humanOpened, humanClicked: Math.floor(clicked / 2), privacyOpened: 1 },
    };
  });
}

const scope = { timeZone: 'Europe/Paris', dateBasis: 'first-sent', asOf: '2026-11-23T06:00:00Z' };
const reports = [false, true].map((isEarlier) => ({
  ...{ version: 1, ...scope, rowCount, rows: rowsOf(isEarlier) },
  ...(isEarlier ? { from: '2026-09-25', to: '2026-10-24' } : { from: '2026-10-25', to: '2026-11-23' }),
}));

const html = `<!doctype html><html lang="en"><title>Report</title>
<campaign-email-report endpoint="/api/report" time-frame="2026-10-25/2026-11-23" time-zone="Europe/Paris"></campaign-email-report>
<script type="module" src="/dist/campaign-email-report.js"></script>`;

interface Measured {
  readonly cpu: number;
  readonly longest: number;
}

async function cpuOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}

/** Makes a choice, and waits until the table has followed. */
async function choose(page: Page, choice: Choice): Promise<void> {
  await page.evaluate(async ({ figures = '', filter = '' }) => {
    const element = document.querySelector('campaign-email-report') as CampaignEmailReport;
    Object.assign(element, { figures, filter });
    await element.updateComplete;
    // Comparisons and bars follow in slices. Nothing is left to do when nothing has changed for a while.
    let last = performance.now();
    const observer = new MutationObserver(() => (last = performance.now()));
    const table = element.shadowRoot?.querySelector('cer-report-table')?.shadowRoot;
    for (const root of [element.shadowRoot, table]) {
      if (root) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    // The compared report may take longer to load.
    const awaited = figures.includes('compare') ? '[data-extra]' : 'td';
    while (performance.now() - last < 800 || !table?.querySelector(awaited))
      await new Promise((resolve) => setTimeout(resolve, 50));
    observer.disconnect();
  }, choice);
}

async function measure(page: Page, session: CDPSession, choice: Choice): Promise<Measured> {
  await page.evaluate(() => Object.assign(globalThis, { longest: 0 }));
  const before = await cpuOf(session);
  await choose(page, choice);
  const cpu = (await cpuOf(session)) - before;
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
  return { cpu, longest };
}

const browser = await startBrowser();
const site = await startSite({
  pages: { '/': { html } },
  answer: ({ url = '' }, response) => {
    if (url.startsWith('/api/report')) answerJson(response, reports[url.includes('from=2026-09') ? 1 : 0]);
    else response.writeHead(404).end();
  },
});
const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
await page.addInitScript(() => {
  new PerformanceObserver((list) => {
    const state = globalThis as unknown as { longest: number };
    for (const { duration } of list.getEntries()) state.longest = Math.max(state.longest, duration);
  }).observe({ type: 'longtask' });
});
await page.goto(site.url);
await page.getByRole('rowheader', { name: 'Total' }).waitFor();
const results = new Map<string, Measured[]>(['nothing', ...steps.map(([name]) => name)].map((name) => [name, []]));
// The first round loads the code and the compared report.
for (let run = -1; run < Number(options.runs); run++) {
  for (const [name, before, after] of steps) {
    await choose(page, before);
    const measured = await measure(page, session, after);
    if (run >= 0) results.get(name)?.push(measured);
  }
  const idle = await measure(page, session, { figures: 'activity=human;compare=previous-period' });
  if (run >= 0) results.get('nothing')?.push(idle);
}
await browser.close();
site.close();

const idle = median((results.get('nothing') ?? []).map(({ cpu }) => cpu));
console.log('| | CPU ms | longest task over 50 ms |\n|---|--:|--:|');
for (const [name, measured] of results) {
  if (name === 'nothing') continue;
  const cpu = median(measured.map((each) => each.cpu)) - idle;
  console.log(`| ${name} | ${cpu.toFixed(0)} | ${median(measured.map(({ longest }) => longest)).toFixed(0)} |`);
}
