import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { root, startBrowser, startSite } from './site.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

const most = 40 * 1024;

it(`needs at most ${most / 1024} kB of script, gzipped, to show and sort a report, Lit included`, async () => {
  const tag = '<campaign-email-report endpoint="/api/report" lang="en"></campaign-email-report>';
  const script = '<script type="module" src="/dist/campaign-email-report.js"></script>';
  const site = await startSite({
    pages: { '/': { html: `<!doctype html>${tag}${script}` } },
    answer: (_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(reportResponse(springAndAutumn))),
  });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const scripts: string[] = [];
    // Whatever else the element asks for is refused: what is left must do.
    await page.route('**/*.js', async (route) => {
      const { pathname } = new URL(route.request().url());
      const isNeeded = /\/(campaign-email-report|report)\.js$/.test(pathname);
      if (isNeeded) scripts.push(pathname);
      await (isNeeded ? route.continue() : route.abort());
    });
    await page.goto(site.url);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
    await page.getByRole('button', { name: /^Delivered/ }).click();
    await page
      .getByRole('columnheader', { name: /^Delivered/ })
      .and(page.locator('[aria-sort]'))
      .waitFor();
    const sizes = scripts.map((path) => gzipSync(readFileSync(join(root, path)), { level: 9 }).length);
    const size = sizes.reduce((sum, each) => sum + each, 0);
    console.log(`${(size / 1024).toFixed(1)} kB: ${scripts.join(', ')}`);
    assert.ok(scripts.length > 0);
    assert.ok(size <= most, `${size} bytes`);
  } finally {
    await browser.close();
    site.close();
  }
});
