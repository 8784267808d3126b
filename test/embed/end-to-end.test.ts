import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { extractOf, importInto, makeFolder, startServer, type Activity } from '../../service/test/support/server.ts';
import { startBrowser, startSite } from './site.ts';

const link = (path: string) => ({ Link: `https://example.com/${path}` });

/** Three people get an invitation, one of them twice; a fourth gets the reminder of another month. */
const activities: readonly Activity[] = [
  ...[1, 2, 3].flatMap((person): Activity[] => [
    { type: 'send', campaign: 10, email: 1, emailName: 'Invite', person, at: '2026-03-02T08:00:00Z' },
  ]),
  { type: 'send', campaign: 10, email: 1, emailName: 'Invite', person: 1, at: '2026-03-03T08:00:00Z' },
  { type: 'delivered', campaign: 10, email: 1, emailName: 'Invite', person: 1, at: '2026-03-02T08:00:05Z' },
  { type: 'soft bounce', campaign: 10, email: 1, emailName: 'Invite', person: 2, at: '2026-03-02T08:00:06Z' },
  { type: 'click', campaign: 10, email: 1, emailName: 'Invite', person: 2, at: '2026-03-02T09:00:00Z', attributes: link('a') },
  { type: 'hard bounce', campaign: 10, email: 1, emailName: 'Invite', person: 3, at: '2026-03-02T08:00:07Z' },
  { type: 'send', campaign: 20, email: 2, emailName: '<b>Reminder</b> & more', person: 4, at: '2026-02-10T08:00:00Z' },
  { type: 'open', campaign: 20, email: 2, emailName: '<b>Reminder</b> & more', person: 4, at: '2026-02-11T08:00:00Z' },
];

const later: readonly Activity[] = [
  { type: 'send', campaign: 10, email: 1, emailName: 'Invite', person: 5, at: '2026-03-04T08:00:00Z' },
];

const campaigns = JSON.stringify({ result: [{ id: 10, name: 'Spring launch' }, { id: 20, name: 'Winter sale' }] });

/** What stands in a row of the table under a header. */
async function cell(page: Page, row: string, header: string): Promise<string> {
  const headers = await page.getByRole('columnheader').allInnerTexts();
  const place = headers.findIndex((text) => text.replace(/\s+/g, ' ').trim().startsWith(header));
  assert.notEqual(place, -1, `no column "${header}" among ${headers.join(', ')}`);
  const cells = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: row }) });
  return (await cells.first().locator('th, td').nth(place).innerText()).trim();
}

describe('from activities to the screen', () => {
  let browser: Browser;
  let page: Page;
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let service: Awaited<ReturnType<typeof startServer>>;
  let site: Awaited<ReturnType<typeof startSite>>;

  const importFiles = (name: string, records: readonly Activity[], options: string[] = []) =>
    importInto(folder.path, { [`${name}.csv`]: extractOf(records, name), 'campaigns.json': campaigns }, options);

  before(async () => {
    browser = await startBrowser();
  });

  after(() => browser.close());

  beforeEach(async () => {
    folder = await makeFolder();
    const database = await importFiles('activities', activities, ['--campaigns', `${folder.path}/campaigns.json`]);
    // On another origin than the page, as a host's endpoint often is.
    service = await startServer({ database, cors: ['*'] });
    const tag = `<campaign-email-report endpoint="${service.address}/api/report" time-frame="all-time"
      time-zone="Europe/Paris" lang="en"></campaign-email-report>`;
    site = await startSite({
      pages: {
        '/': { html: `<!doctype html><title>Host</title>${tag}<script type="module" src="/dist/campaign-email-report.js"></script>` },
      },
    });
    page = await browser.newPage();
    await page.goto(site.url);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
  });

  afterEach(async () => {
    await page.close();
    site.close();
    await service.close();
    await folder.remove();
    assert.deepEqual(service.troubles, []);
  });

  it('shows the figures that the rules make of the activities', async () => {
    const figures = {
      Sent: ['3', '1', '4'],
      Delivered: ['2', '1', '3'],
      'Hard bounced': ['1', '0', '1'],
      'Soft bounced': ['0', '0', '0'],
      Opened: ['1', '1', '2'],
      '% opened': ['50.0%', '100.0%', '66.7%'],
      'Clicked link': ['1', '0', '1'],
      Unsubscribed: ['0', '0', '0'],
    };
    for (const [header, [spring, winter, total]] of Object.entries(figures)) {
      assert.equal(await cell(page, 'Invite', header), spring, `${header} of the invitation`);
      assert.equal(await cell(page, '<b>Reminder</b> & more', header), winter, `${header} of the reminder`);
      assert.equal(await cell(page, 'Total', header), total, `${header} in all`);
    }
    assert.equal(await cell(page, 'Spring launch', 'Sent'), '3');
  });

  it('asks for the time frame that the reader picks', async () => {
    await page.getByRole('button', { name: /Time frame/ }).click();
    await page.getByLabel('From', { exact: true }).fill('2026-03-01');
    await page.getByLabel('To', { exact: true }).fill('2026-03-31');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('rowheader', { name: 'Winter sale' }).waitFor({ state: 'detached' });
    assert.equal(await cell(page, 'Total', 'Sent'), '3');
  });

  it('shows an import at the next refresh, while the server runs', async () => {
    await importFiles('later', later);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('cell', { name: '5', exact: true }).first().waitFor();
    assert.equal(await cell(page, 'Total', 'Sent'), '5');
    assert.equal(await cell(page, 'Invite', 'Sent'), '4');
  });

  it('says what is wrong when the server goes away, and keeps the figures', async () => {
    await service.close();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('The report could not be reached.').first().waitFor();
    assert.equal(await cell(page, 'Total', 'Sent'), '4');
  });
});
