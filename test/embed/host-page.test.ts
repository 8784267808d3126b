import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { CampaignEmailReport } from '../../src/index.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { answerJson, root, startBrowser, startSite } from './site.ts';

const report = reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}' });
const email = { id: '11', subject: 'You are invited', html: '<p style="color:red">Hello</p>' };
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const otherVersion = '99.0.0';

const policy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-host'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html campaign-email-report',
].join('; ');

const strict = `<!doctype html><html lang="en"><title>Strict</title>
  <script nonce="host">
    window.violations = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample, sourceFile, lineNumber }) =>
      violations.push([violatedDirective, blockedURI, sample, sourceFile, lineNumber].join(' ')));
  </script>
  <campaign-email-report endpoint="/api/report"></campaign-email-report>
  <script type="module" src="/dist/campaign-email-report.js"></script>`;

const twice = `<!doctype html><html lang="en"><title>Two</title>
  <campaign-email-report endpoint="/api/report" lang="en"></campaign-email-report>
  <campaign-email-report endpoint="/api/report" lang="fr"></campaign-email-report>`;

const violationsOf = (page: Page) => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
const total = (page: Page) => page.getByRole('rowheader', { name: 'Total' });

describe('the element on a host page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages: {
        '/strict': { html: strict, headers: { 'content-security-policy': policy } },
        '/twice': { html: twice },
      },
      answer: (request, response) => {
        const path = request.url ?? '';
        if (path.startsWith('/other/')) {
          // Another version of the package, from another URL.
          const file = readFileSync(join(root, 'dist', path.slice('/other/'.length)), 'utf8');
          response.setHeader('content-type', 'text/javascript').end(file.replaceAll(version, otherVersion));
        } else {
          const body = path.startsWith('/api/emails/') ? email : report;
          answerJson(response, body);
        }
      },
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  it('shows and sorts a report under a strict content security policy and Trusted Types, without violations', async () => {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${site.url}strict`);
    await total(page).waitFor();
    await page.getByRole('button', { name: /^Delivered/ }).click();
    await page
      .getByRole('columnheader', { name: /^Delivered/ })
      .and(page.locator('[aria-sort]'))
      .waitFor();
    assert.deepEqual(await violationsOf(page), []);

    await page.getByRole('button', { name: /Time frame/ }).click();
    await page.getByRole('option', { name: 'Last month' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('campaign-email-report').evaluate((host) => host.setAttribute('lang', 'fr'));
    await page.getByRole('columnheader', { name: 'Délivré', exact: false }).first().waitFor();
    assert.deepEqual(await violationsOf(page), []);
    assert.deepEqual(errors, []);

    // The page does record violations.
    await assert.rejects(page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<b>host</b>')));
    assert.equal((await violationsOf(page)).length, 1);
    await page.close();
  });

  it('reports only the two style violations of an email preview if the policy blocks inline styles', async () => {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${site.url}strict`);
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'You are invited' });
    await dialog.getByText('blocks the email’s styles').waitFor();
    await dialog.frameLocator('iframe').frameLocator('iframe').getByText('Hello').waitFor();
    const violations = await violationsOf(page);
    assert.equal(violations.length, 2, violations.join('\n'));
    for (const violation of violations) assert.match(violation, /^style-src/);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('uses only the first of two versions on a page, in two languages, and warns once', async () => {
    const page = await browser.newPage();
    const warnings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text());
    });
    await page.goto(`${site.url}twice`);
    for (const copy of ['/other/', '/dist/']) {
      await page.evaluate(async (url) => {
        await import(url);
      }, `${copy}campaign-email-report.js`);
    }
    await page.getByRole('columnheader', { name: 'Delivered' }).first().waitFor();
    await page.getByRole('columnheader', { name: 'Délivrés' }).first().waitFor();
    assert.deepEqual(
      warnings.filter((text) => text.startsWith('campaign-email-report')),
      [`campaign-email-report: version ${otherVersion} was loaded first and is used; version ${version} is ignored.`],
    );

    const sorts = () =>
      page
        .locator('campaign-email-report')
        .evaluateAll((hosts) => hosts.map((host) => (host as CampaignEmailReport).sort));
    await page.getByRole('columnheader', { name: 'Délivrés' }).first().getByRole('button').first().click();
    await page.locator('[lang=fr] [aria-sort]').first().waitFor();
    assert.deepEqual(await sorts(), ['-firstSentAt', '-delivered']);
    await page.getByRole('button', { name: /Time frame/ }).click();
    await page.getByRole('dialog', { name: 'Time frame' }).getByText('Last month').waitFor();
    await page.close();
  });

  it('makes each column wide enough for its numbers and dates', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}strict`);
    await total(page).waitFor();
    const cells = page.locator('campaign-email-report').locator('td.instant, td.count');
    assert.ok((await cells.count()) > 10);
    const truncated = await cells.evaluateAll((all) =>
      all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent),
    );
    assert.deepEqual(truncated, []);
    const widths = await page
      .getByRole('columnheader')
      .evaluateAll((headers) => headers.map((header) => header.clientWidth));
    assert.ok(new Set(widths).size > 1, `every column is ${widths[0]} pixels wide`);
    await page.close();
  });

  it('has the version of the package', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}strict`);
    await total(page).waitFor();
    const elementVersion = await page.evaluate(
      () => (customElements.get('campaign-email-report') as typeof CampaignEmailReport).version,
    );
    assert.equal(elementVersion, version);
    await page.close();
  });
});
