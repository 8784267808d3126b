import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import type { CampaignEmailReport, ReportResponseRow } from 'campaign-email-report';
import { openPage, Reader, readerPages } from './reader.ts';
import { answerJson, startBrowser, startSite } from './site.ts';

/** Counts of an email: delivered and clicked. Names with a small number of recipients have the best rates. */
const emails: readonly (readonly [
  campaign: string,
  folder: string,
  archived: boolean,
  delivered: number,
  clicked: number,
])[] = [
  ['Spring launch', '/EMEA/2026', false, 950, 80],
  ['Autumn launch', '/EMEA/2026', false, 1200, 61],
  ['Test to the team', '/EMEA/2026', false, 12, 9],
  ['Webinar on safety', '/EMEA/Webinars', false, 240, 31],
  ['Webinar of last year', '/EMEA/Webinars', true, 640, 90],
  ['Newsletter', '/Americas', false, 5200, 204],
  ['Trade fair', '/Americas', true, 180, 40],
];

const rows: readonly ReportResponseRow[] = emails.map(([name, folder, archived, delivered, clicked], index) => ({
  ...{ campaignId: `${index + 1}`, campaignName: name, campaignFolder: folder, campaignArchived: archived },
  ...{ emailId: `${index + 101}`, emailName: `${name}.Invitation`, firstSentAt: `2026-11-${10 + index}T08:00:00Z` },
  ...{ sent: delivered + 10, delivered, opened: delivered - 2, clicked },
}));

const texts = {
  en: {
    ...{ filter: 'Filter', column: 'Column', value: 'Value', clickRate: '% clicked' },
    ...{ delivered: 'Delivered', exclude: 'Exclude', share: 'Share' },
    ...{ copy: 'Copy table', copied: 'Copied 7 rows.' },
  },
  fr: {
    ...{ filter: 'Filtrer', column: 'Colonne', value: 'Valeur', clickRate: 'Taux de clics' },
    ...{ delivered: 'Délivrés', exclude: 'Exclure', share: 'Partager' },
    ...{ copy: 'Copier le tableau', copied: '7 lignes copiées.' },
  },
} as const;

type Language = keyof typeof texts;

/** Waits until the table shows campaigns in an order, without a panel above it. */
async function shows(reader: Reader, ...expected: string[]): Promise<void> {
  const { page } = reader;
  const shown = () => {
    const report = document.querySelector<CampaignEmailReport>('campaign-email-report')!;
    const campaigns = report.getRows().map(({ campaignName }) => campaignName);
    return { campaigns, sort: report.sort, filter: report.filter };
  };
  const assertShown = async () => {
    const { campaigns, ...view } = await page.evaluate(shown);
    assert.deepEqual(campaigns, expected, JSON.stringify(view));
  };
  await vi.waitFor(assertShown, 120_000);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  reader.assertFewActions();
}

describe('a reader’s task takes at most three actions', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages: readerPages('time-frame="all-time"'),
      answer: (_, response) => answerJson(response, { version: 1, asOf: '2026-11-20T08:00:00Z', rows }),
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** The tasks of readers, with their actions and the answer. */
  const tasks: Readonly<Record<string, (reader: Reader, language: Language) => Promise<void>>> = {
    'the best click rate among emails with more than 200 delivered': async (reader, language) => {
      const { filter, column, value, delivered, clickRate } = texts[language];
      await reader.act(clickRate, () =>
        reader.page.getByRole('columnheader', { name: clickRate, exact: true }).click(),
      );
      await reader.press(filter);
      await reader.act(`${delivered} ≥ 200`, async () => {
        await reader.page.getByLabel(column, { exact: true }).selectOption(delivered);
        await reader.page.getByLabel(value, { exact: true }).fill('200');
        await reader.page.keyboard.press('Enter');
      });
      await shows(reader, 'Webinar of last year', 'Webinar on safety', 'Spring launch', 'Autumn launch', 'Newsletter');
    },
    'the emails of a folder': async (reader, language) => {
      const { filter } = texts[language];
      await reader.press(filter);
      await reader.act('Americas', () => reader.page.getByText('Americas').click());
      await reader.press(filter);
      await shows(reader, 'Trade fair', 'Newsletter');
    },
    'everything but archived campaigns': async (reader, language) => {
      const { filter, exclude } = texts[language];
      await reader.press(filter);
      await reader.act(exclude, () => reader.page.getByRole('radio', { name: exclude }).check());
      await reader.press(filter);
      await shows(reader, 'Newsletter', 'Webinar on safety', 'Test to the team', 'Autumn launch', 'Spring launch');
    },
    'the table in a message to a colleague': async (reader, language) => {
      const { share, copy, copied } = texts[language];
      await reader.press(share);
      await reader.act(copy, () => reader.page.getByRole('button', { name: copy }).click());
      await reader.page.getByRole('status').filter({ hasText: copied }).waitFor();
      assert.match(await reader.page.evaluate(() => navigator.clipboard.readText()), /Webinar of last year/);
      reader.assertFewActions();
    },
  };

  for (const [task, find] of Object.entries(tasks)) {
    for (const width of [1440, 360]) {
      for (const language of ['en', 'fr'] as const) {
        it(`finds ${task}, at ${width} px in ${language}`, async () => {
          const page = await browser.newPage({
            viewport: { width, height: 780 },
            permissions: ['clipboard-read', 'clipboard-write'],
          });
          await openPage(page, `${site.url}${language}`, { hasMarks: false });
          await find(new Reader(page, `${task.replaceAll(/\W+/g, '-')}-${width}-${language}`), language);
          await page.close();
        });
      }
    }
  }
});
