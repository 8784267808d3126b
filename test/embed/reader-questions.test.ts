import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { openPage, Reader, readerPages } from './reader.ts';
import { answerJson, startBrowser, startSite } from './site.ts';

const explain = {
  ...{ sends: 1012, deliveries: 949, opens: 388, clicks: 89, unsubscribes: 3, sendsMerged: 4, sendsSkipped: 2 },
  ...{ opensInferred: 12, deliveriesInferred: 1, clicksIgnored: 9, botOpens: 120, botClicks: 25 },
};

/** An email whose people have all received it. */
const settled = (campaignId: string, campaignName: string, emailName: string, delivered: number, clicked: number) =>
  reportRow({
    ...{ campaignId, campaignName, emailId: `${campaignId}${delivered}`, emailName, sent: delivered, delivered },
    ...{ hardBounced: 0, softBounced: 0, pending: 0, aborted: 0, unsubscribed: 0, clicked, humanClicked: clicked },
    ...{ opened: Math.floor(delivered * 0.4), humanOpened: Math.floor(delivered * 0.35) },
  });

/** “Last call” has the best cautious value, in a campaign that does not; “To the team” the best rate, of 12 people. */
const rows = [
  reportRow({ explain }),
  settled('1', 'Spring launch', 'Last call', 240, 31),
  settled('2', 'Webinar', 'Invitation', 640, 70),
  settled('3', 'Test', 'To the team', 12, 3),
];
/** The period before had far fewer opens, and a few clicks less. */
const before = rows.map((row) => ({
  ...{ ...row, firstSentAt: '2026-10-02T08:00:00Z', explain: null },
  ...{ opened: Math.floor((row.opened ?? 0) / 2), clicked: (row.clicked ?? 0) - 2 },
}));

const texts = {
  en: {
    ...{ apply: 'Apply', clickRate: '% clicked', openRate: '% opened', clickToOpen: 'Click-to-open rate' },
    ...{ cautious: 'Sort emails by cautious value', compare: 'Compare with', unclear: 'no clear change' },
    machines: /\d+ of those who opened have only activity that is flagged as bot\./,
    inferred: 'opens are inferred: the person clicked or unsubscribed.',
    moving: /^These figures can still change: delivery is pending for 15 people\. Deliveries are final .* Nov 26, 2026/,
    divides: 'Clicked link ÷ opened.',
  },
  fr: {
    ...{ apply: 'Appliquer', clickRate: 'Taux de clics', openRate: '% ouverts', clickToOpen: 'Ratio clic/ouverture' },
    ...{ cautious: 'Trier les e‑mails par estimation basse', compare: 'Comparer à', unclear: 'non significatif' },
    machines: /Parmi les personnes qui ont ouvert, \d+ n’ont que des activités attribuées à des robots\./,
    inferred: 'ouvertures sont ajoutées',
    moving: /^Ces chiffres peuvent encore changer.*en attente pour 15 personnes.* 26 nov\. 2026/,
    divides: 'Taux de réactivité (click-to-open)\u00a0: lien cliqué ÷ ouverts.',
  },
} as const;

type Language = keyof typeof texts;

/** A reader at a desk, who points and clicks, or with a phone, who taps. */
class QuestionReader extends Reader {
  get isOnPhone(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 500;
  }

  choose(action: string, target: Locator): Promise<void> {
    return this.act(action, () => (this.isOnPhone ? target.tap() : target.click()));
  }

  /** Points at something that tells more, or taps it. */
  ask(action: string, target: Locator): Promise<void> {
    return this.act(action, () => (this.isOnPhone ? target.tap() : target.hover()));
  }

  header(name: string): Locator {
    // On touch screens, the handle of the column is there from the beginning, and is part of the name.
    return this.page
      .locator('thead th')
      .filter({ has: this.page.locator('button.sort').getByText(name, { exact: true }) });
  }

  /** The figure of a row in a column. */
  async figure(row: string, column: string): Promise<Locator> {
    const index = await this.header(column).getAttribute('aria-colindex');
    return this.page.getByRole('row').filter({ hasText: row }).first().locator(`[aria-colindex="${index}"]`);
  }

  get tooltip(): Locator {
    return this.page.locator('.tooltip');
  }
}

/** The questions of readers, and how they find the answers. */
const questions: Readonly<Record<string, (reader: QuestionReader, language: Language) => Promise<void>>> = {
  'which email has the best click rate that can be trusted': async (reader, language) => {
    const { clickRate, cautious } = texts[language];
    await reader.choose(clickRate, reader.header(clickRate).locator('button.sort'));
    await reader.choose(cautious, reader.page.getByRole('button', { name: cautious }));
    const first = reader.page.locator('tbody tr[aria-rowindex="2"]');
    await first.filter({ hasText: 'Last call' }).waitFor();
    await first.locator('td[data-extra^="≥"]').waitFor();
  },
  'is it better than last month, or can it not be told': async (reader, language) => {
    const { compare, apply, clickRate, openRate, unclear } = texts[language];
    await reader.choose('the time frame', reader.page.locator('[part~=time-frame-button]'));
    await reader.act(compare, () => reader.page.getByLabel(compare).selectOption('previous-period'));
    await reader.choose(apply, reader.page.getByRole('button', { name: apply, exact: true }));
    const differenceOf = async (column: string) =>
      (await reader.figure('Total', column)).and(reader.page.locator('[data-extra]'));
    await (await differenceOf(clickRate)).waitFor();
    assert.equal(await (await differenceOf(clickRate)).getAttribute('data-extra'), unclear);
    assert.match((await (await differenceOf(openRate)).getAttribute('data-extra')) ?? '', /^▲/);
  },
  'how many opens were machines': async (reader, language) => {
    const { openRate, machines } = texts[language];
    await reader.choose(openRate, await reader.figure('Total', openRate));
    await reader.page.getByText(machines).waitFor();
  },
  'why is Opened larger than in the activity log': async (reader, language) => {
    const { openRate, inferred } = texts[language];
    await reader.choose(openRate, await reader.figure('Invite', openRate));
    await reader.page.getByText(inferred).waitFor();
  },
  'has this campaign finished': async (reader, language) => {
    await reader.ask('the clock', reader.page.locator('tr.campaign [part=mark]'));
    await reader.tooltip.filter({ hasText: texts[language].moving }).waitFor();
  },
  'what does click-to-open divide': async (reader, language) => {
    const { clickToOpen, divides } = texts[language];
    const header = reader.header(clickToOpen);
    // On a phone, the menu of a column begins with its definition.
    await reader.ask(clickToOpen, header.locator(reader.isOnPhone ? 'cer-menu-button' : 'button.sort'));
    await reader.page.locator('.tooltip, [role=menu] .definition').filter({ hasText: divides }).waitFor();
  },
};

describe('a reader’s question takes at most three actions', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages: readerPages('time-frame="2026-10-25/2026-11-23" time-zone="Europe/Paris"'),
      answer: ({ url = '' }, response) => {
        const isBefore = url.includes('to=2026-10-24');
        const dates = { from: '2026-09-25', to: '2026-10-24' };
        answerJson(response, isBefore ? reportResponse(before, dates) : reportResponse(rows));
      },
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  for (const [question, find] of Object.entries(questions)) {
    for (const width of [1440, 360]) {
      for (const language of ['en', 'fr'] as const) {
        it(`${question}, at ${width} px in ${language}`, async () => {
          const page = await browser.newPage({ viewport: { width, height: 780 }, hasTouch: width < 500 });
          await openPage(page, `${site.url}${language}`, { hasMarks: true });
          const reader = new QuestionReader(page, `${question.replaceAll(/\W+/g, '-')}-${width}-${language}`);
          await find(reader, language);
          reader.assertFewActions();
          await page.close();
        });
      }
    }
  }
});
