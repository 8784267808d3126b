import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { CampaignEmailReport } from '../../src/index.ts';
import { numberedRow, reportResponse } from '../support/report-response.ts';
import { answerJson, startBrowser, startSite } from './site.ts';

/** By the rate of opens, the third email is first; by its lower bound, the second. */
const rows = [
  numberedRow(1, { sent: 100, delivered: 100, opened: 30, humanOpened: 20, clicked: 10, humanClicked: 5 }),
  numberedRow(2, { sent: 1000, delivered: 1000, opened: 400, humanOpened: 100, clicked: 100, humanClicked: 50 }),
  numberedRow(3, { sent: 2, delivered: 2, opened: 1, humanOpened: 1, clicked: 1, humanClicked: 1 }),
];
const byRate = 'Email 3,Email 2,Email 1';

describe('the built package, if a part fails to load', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    const html = '<!doctype html><html lang="en"><script type="module" src="/dist/campaign-email-report.js"></script>';
    site = await startSite({
      pages: { '/': { html } },
      answer: (_request, response) => answerJson(response, reportResponse(rows)),
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Shows a report on a page on which a part fails to load. Chromium then never requests it again. */
  async function open(part: string, attributes: Readonly<Record<string, string>> = {}) {
    const page = await browser.newPage();
    const errors: string[] = [];
    const warnings: string[] = [];
    await page.route(`**/standalone/*/${part}.js`, (route) => route.abort());
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await page.goto(site.url);
    await page.evaluate((given) => {
      const element = document.createElement('campaign-email-report');
      const all = { endpoint: '/api/report', 'group-by': 'none', sort: '-openedRate', ...given };
      for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
      document.body.append(element);
    }, attributes);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
    return { page, errors, warnings };
  }

  /** Sets properties, and waits until they are on screen. */
  const set = (page: Page, properties: Readonly<Record<string, unknown>>) =>
    page.locator('campaign-email-report').evaluate(async (element: CampaignEmailReport, given) => {
      Object.assign(element, given);
      await element.updateComplete;
    }, properties);

  const property = (page: Page, name: 'figures' | 'sort') =>
    page.locator('campaign-email-report').evaluate((element: CampaignEmailReport, key) => element[key], name);

  const refresh = (page: Page) =>
    page.locator('campaign-email-report').evaluate((element: CampaignEmailReport) => element.refresh());

  const totals = async (page: Page) =>
    (await page.getByRole('row').filter({ hasText: 'Total' }).innerText()).split(/\s+/);

  const order = async (page: Page) =>
    (await page.getByRole('rowheader', { name: /^Email/ }).allInnerTexts()).map((text) => text.split('\n')[0]).join();

  const sortedHeader = async (page: Page) =>
    (await page.locator('[aria-sort=descending]').innerText()).replaceAll(/\s+/g, ' ').trim();

  it('drops a choice of figures each time', async () => {
    const { page, warnings } = await open('figure-settings');
    for (const count of [1, 2]) {
      await set(page, { figures: 'activity=human' });
      assert.equal(await property(page, 'figures'), '');
      assert.ok((await totals(page)).includes('431'));
      assert.equal(warnings.length, count);
    }
    await page.close();
  });

  for (const part of ['figure-settings', 'lower-bounds']) {
    it(`sorts by the rate where its lower bound is chosen: ${part}`, async () => {
      const { page, errors, warnings } = await open(part, { sort: '-openedRate.low' });
      for (const count of [1, 2]) {
        assert.equal(await property(page, 'sort'), '-openedRate');
        assert.equal(await order(page), byRate);
        assert.equal(await sortedHeader(page), '% opened');
        assert.equal(warnings.length, count);
        await refresh(page);
        await set(page, { sort: '-openedRate.low' });
      }
      assert.deepEqual(errors, []);
      await page.close();
    });
  }

  it('warns each time that the host sets where views are kept, and that the reader presses Ctrl+Z', async () => {
    const { page, errors, warnings } = await open('view-keeper', { 'view-storage': 'url' });
    await set(page, { sort: 'sent' });
    assert.equal(warnings.length, 1);
    await set(page, { viewStorage: 'local:own' });
    assert.equal(warnings.length, 2);
    const warned = page.waitForEvent('console');
    await page.locator('[part~=refresh]').press('Control+z');
    await warned;
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('warns once that it does not refresh at an interval', async () => {
    const { page, errors, warnings } = await open('auto-refresh', { 'refresh-interval': '3600' });
    for (const sort of ['sent', '-sent']) await set(page, { sort });
    assert.deepEqual(errors, []);
    assert.equal(warnings.length, 1);
    await page.close();
  });

  it('warns of a mistake in extraColumns without its explanation', async () => {
    const { page, errors } = await open('explain-extra-columns');
    const warned = page.waitForEvent('console', (message) => message.text().includes('extraColumns'));
    await set(page, { extraColumns: [{ id: 'sent', label: 'Sent', kind: 'count' }] });
    await warned;
    assert.deepEqual(errors, []);
    await page.close();
  });
});
