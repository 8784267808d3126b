/**
 * Measures the email viewer in Chromium: the time from the response until an email of 100 kB is rendered, and memory leaks
 * after opening and closing it a thousand times.
 *
 *   npm run bench:viewer -- [--rounds 1000] [--openings 15]
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumFlags, findChromium } from '../test/support/chromium.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, openings: { type: 'string', default: '15' } },
});
const countedMetrics = ['Nodes', 'Documents', 'Frames', 'JSEventListeners', 'JSHeapUsedSize'] as const;

/** Runs in the page: shows a report with one email whose HTML has 100 kB of table rows. */
const pageScript = `
  const row = (i) => '<tr><td style="padding:8px;font:14px/1.5 Arial,sans-serif;color:#333">Line ' + i +
    ' of a newsletter in a layout table</td><td align="right"><a href="https://example.com/' + i + '">More</a></td></tr>';
  let html = '<style>a{color:#1f5fc4}</style><table width="600" align="center">';
  for (let i = 0; html.length < 100_000; i += 1) html += row(i);
  const email = JSON.stringify({ id: '1', subject: 'Large', html: html + '</table>' });
  const report = { version: 1, previewUrl: 'emails/{emailId}', rows: [
    { campaignId: '1', campaignName: 'Campaign', emailId: '1', emailName: 'Email', sent: 1 } ] };
  const element = document.createElement('campaign-email-report');
  element.endpoint = '/report';
  element.fetcher = async (url) => {
    if (!url.includes('/emails/')) return Response.json(report);
    window.responseTime = performance.now();
    return new Response(email, { headers: { 'Content-Type': 'application/json' } });
  };
  document.body.append(element);
  const findDeep = (root, selector) => {
    for (const found of root.querySelectorAll('*')) {
      if (found.matches(selector)) return found;
      const inside = found.shadowRoot && findDeep(found.shadowRoot, selector);
      if (inside) return inside;
    }
  };
  const waitFor = async (find) => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  window.openEmail = async () => {
    const button = () => [...findDeep(element.shadowRoot, 'tbody').querySelectorAll('button')].find((each) => each.textContent.includes('Email'));
    (await waitFor(() => findDeep(element.shadowRoot, 'tbody') && button())).click();
    const frame = await waitFor(() => findDeep(element.shadowRoot, 'iframe'));
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    await painted();
    return performance.now() - window.responseTime;
  };
  window.closeEmail = async () => {
    findDeep(element.shadowRoot, '[part=viewer-close]').click();
    await waitFor(() => !findDeep(element.shadowRoot, 'dialog'));
    await painted();
  };
`;

async function readMetrics(page: Page, session: CDPSession): Promise<Record<string, number>> {
  await page.waitForTimeout(500);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics: all } = await session.send('Performance.getMetrics');
  return Object.fromEntries(
    all.filter(({ name }) => countedMetrics.some((each) => each === name)).map(({ name, value }) => [name, value]),
  );
}

const root = join(import.meta.dirname, '..');
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { host: '127.0.0.1', port: 0, hmr: false, ws: false },
});
await server.listen();
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const address = server.httpServer?.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
await page.route(`${origin}/bench`, (route) =>
  route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="en"><body></body></html>' }),
);
await page.goto(`${origin}/bench`);
await page.addScriptTag({ type: 'module', url: '/src/define.ts' });
await page.evaluate(pageScript);
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');

const times: number[] = [];
for (let opening = 0; opening < Number(values.openings); opening += 1) {
  times.push(await page.evaluate<number>('openEmail()'));
  await page.evaluate('closeEmail()');
}
times.sort((one, other) => one - other);
const [median, worst] = [times[times.length >> 1] ?? NaN, times.at(-1) ?? NaN];
console.log(
  `An email of 100 kB is rendered ${median.toFixed(0)} ms after its response (median of ${times.length}; maximum ${worst.toFixed(0)} ms).`,
);

const before = await readMetrics(page, session);
for (let round = 0; round < Number(values.rounds); round += 1) await page.evaluate('openEmail().then(closeEmail)');
const after = await readMetrics(page, session);
console.log(`After opening and closing it ${values.rounds} more times:`);
for (const name of countedMetrics) console.log(`  ${name}: ${before[name] ?? NaN} before, ${after[name] ?? NaN} after`);
await browser.close();
await server.close();
