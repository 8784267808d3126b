import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { extractOf, importInto, makeFolder, startServer, type Activity } from '../../service/test/support/server.ts';
import { startBrowser, startSite } from './site.ts';

const link = (path: string) => ({ Link: `https://example.com/${path}` });

/** Three people receive an invitation, one of them twice. A fourth receives a reminder in another month. */
const activities: readonly Activity[] = [
  ...[1, 2, 3].flatMap((person): Activity[] => [
    { type: 'send', campaign: 10, email: 1, emailName: 'Invite', person, at: '2026-03-02T08:00:00Z' },
  ]),
  { type: 'send', campaign: 10, email: 1, emailName: 'Invite', person: 1, at: '2026-03-03T08:00:00Z' },
  { type: 'delivered', campaign: 10, email: 1, emailName: 'Invite', person: 1, at: '2026-03-02T08:00:05Z' },
  { type: 'soft bounce', campaign: 10, email: 1, emailName: 'Invite', person: 2, at: '2026-03-02T08:00:06Z' },
  {
    type: 'click',
    campaign: 10,
    email: 1,
    emailName: 'Invite',
    person: 2,
    at: '2026-03-02T09:00:00Z',
    attributes: link('a'),
  },
  { type: 'hard bounce', campaign: 10, email: 1, emailName: 'Invite', person: 3, at: '2026-03-02T08:00:07Z' },
  { type: 'send', campaign: 20, email: 2, emailName: '<b>Reminder</b> & more', person: 4, at: '2026-02-10T08:00:00Z' },
  { type: 'open', campaign: 20, email: 2, emailName: '<b>Reminder</b> & more', person: 4, at: '2026-02-11T08:00:00Z' },
];

const later: readonly Activity[] = [
  { type: 'send', campaign: 10, email: 1, emailName: 'Invite', person: 5, at: '2026-03-04T08:00:00Z' },
];

const campaigns = JSON.stringify({
  result: [
    { id: 10, name: 'Spring launch' },
    { id: 20, name: 'Winter sale' },
  ],
});

/** The text of a cell, by its row and its column header. */
async function cell(page: Page, row: string, header: string): Promise<string> {
  const headers = await page.getByRole('columnheader').allInnerTexts();
  const place = headers.findIndex((text) => text.replace(/\s+/g, ' ').trim().startsWith(header));
  assert.notEqual(place, -1, `no column "${header}" among ${headers.join(', ')}`);
  const cells = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: row }) });
  return (await cells.first().locator('th, td').nth(place).innerText()).trim();
}

/** A server for the images of an email, which counts connections. */
async function listen() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const connected = once(server, 'connection');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, connected, connections: () => connections, close: () => server.close() };
}

describe('activities from the import to the screen', () => {
  let browser: Browser;
  let page: Page;
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let service: Awaited<ReturnType<typeof startServer>>;
  let site: Awaited<ReturnType<typeof startSite>>;
  let sender: Awaited<ReturnType<typeof listen>>;

  const importFiles = (name: string, records: readonly Activity[], options: string[] = []) =>
    importInto(folder.path, { [`${name}.csv`]: extractOf(records, name), 'campaigns.json': campaigns }, options);

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    folder = await makeFolder();
    sender = await listen();
    const emails = join(folder.path, 'emails');
    await mkdir(emails);
    const invitation = `<p style="color:#c00000">Come</p><img src="${sender.url}/open.png" alt="A boat">`;
    await writeFile(join(emails, '1.html'), invitation);
    const database = await importFiles('activities', activities, [
      ...['--campaigns', `${folder.path}/campaigns.json`],
      ...['--emails', emails],
    ]);
    // Cross-origin to the page, as many endpoints are.
    service = await startServer({ database, cors: ['*'] });
    const host = (attributes: string) => `<!doctype html><title>Host</title><campaign-email-report
      endpoint="${service.address}/api/report" time-frame="all-time" time-zone="Europe/Paris" lang="en" ${attributes}
      ></campaign-email-report><script type="module" src="/dist/campaign-email-report.js"></script>`;
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${service.address}; frame-src ${service.address}`;
    site = await startSite({
      pages: {
        '/': { html: host('') },
        '/strict': { html: host('preview-mode="page"'), headers: { 'content-security-policy': policy } },
      },
    });
    page = await browser.newPage();
    await page.goto(site.url);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
  });

  afterEach(async () => {
    await page.close();
    site.close();
    sender.close();
    await service.close();
    await folder.remove();
    assert.deepEqual(service.errors, []);
  });

  it('appear as the counts that the rules define', async () => {
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

  it('are limited to the time frame that the user picks', async () => {
    await page.getByRole('button', { name: /Time frame/ }).click();
    await page.getByLabel('From', { exact: true }).fill('2026-03-01');
    await page.getByLabel('To', { exact: true }).fill('2026-03-31');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('rowheader', { name: 'Winter sale' }).waitFor({ state: 'detached' });
    assert.equal(await cell(page, 'Total', 'Sent'), '3');
  });

  it('include an email preview on a page with a strict policy, with remote images on request', async () => {
    await page.goto(`${site.url}strict`);
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog');
    const words = dialog.frameLocator('iframe').getByText('Come');
    assert.equal(await words.evaluate((element) => getComputedStyle(element).color), 'rgb(192, 0, 0)');
    await dialog.frameLocator('iframe').getByAltText('A boat').waitFor();
    assert.equal(sender.connections(), 0);

    await dialog.getByRole('button', { name: 'Show images' }).click();
    await dialog.getByRole('button', { name: 'Hide images' }).waitFor();
    await sender.connected;
    assert.equal(await words.evaluate((element) => getComputedStyle(element).color), 'rgb(192, 0, 0)');
  });

  it('include a new import after a refresh while the server runs', async () => {
    await importFiles('later', later);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('gridcell', { name: '5', exact: true }).first().waitFor();
    assert.equal(await cell(page, 'Total', 'Sent'), '5');
    assert.equal(await cell(page, 'Invite', 'Sent'), '4');
  });

  it('stay on screen with an error when the server stops', async () => {
    await service.close();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('Couldn’t load the report.').first().waitFor();
    assert.equal(await cell(page, 'Total', 'Sent'), '4');
  });
});
