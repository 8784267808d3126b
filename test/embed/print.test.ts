import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { manyRows, reportResponse, reportRow } from '../support/report-response.ts';
import { answerJson, startBrowser, startSite } from './site.ts';

const emailCount = 400;
const report = reportResponse(manyRows(emailCount));
const campaignName = 'Customer survey Ireland November';
const onlyEmail = reportResponse([reportRow({ campaignName, emailName: 'Announcement' })], {
  previewUrl: '/{emailId}',
});

/** Returns a page with the element under a style sheet. */
const pageWith = (css: string) => ({
  html: `<!doctype html><html lang="en"><title>Print</title><style>${css}</style><h1>Our page</h1>
  <campaign-email-report endpoint="/api/report" time-zone="Europe/Paris"></campaign-email-report>
  <script type="module" src="/dist/campaign-email-report.js"></script>`,
});

const pages = {
  '/plain': pageWith(''),
  '/limited': pageWith('campaign-email-report { height: 500px; max-height: 500px; overflow: hidden }'),
  '/fills': pageWith(`body { display: flex; flex-direction: column; height: 100vh; margin: 0 }
    campaign-email-report { flex: 1; min-height: 0 }`),
};
const namesPage = pageWith('').html.replace('/api/report', '/api/names');

/** A word of a PDF. The origin is the lower left corner of the page, and the unit a point. */
interface Word {
  readonly text: string;
  readonly left: number;
  readonly bottom: number;
}

/** Returns the words of each page of a PDF. Words of one text have the same place. */
async function wordsOf(pdf: Buffer): Promise<Word[][]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages: Word[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) => ('str' in item ? [item] : []));
    pages.push(
      texts.flatMap(({ str, transform }) => {
        const [left, bottom] = (transform as number[]).slice(4);
        const words = str.split(/\s+/).filter(Boolean);
        return words.map((text) => ({ text, left: left ?? NaN, bottom: bottom ?? NaN }));
      }),
    );
  }
  return pages;
}

const textOf = (words: readonly Word[]) => words.map(({ text }) => text).join(' ');

describe('a printed report', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages: { ...pages, '/names': { html: namesPage } },
      answer: ({ url }, response) => answerJson(response, url?.includes('names') ? onlyEmail : report),
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Shows all rows of a page, and prints it. */
  async function print(path: keyof typeof pages): Promise<Word[][]> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${site.url}${path.slice(1)}`);
    await page.getByRole('button', { name: /^Find in all/ }).click();
    await page.getByRole('button', { name: 'Include only visible rows' }).waitFor();
    const pdf = await page.pdf({ format: 'A4', landscape: true });
    await page.close();
    return await wordsOf(pdf);
  }

  for (const path of Object.keys(pages) as (keyof typeof pages)[]) {
    it(`has all rows, headings on every page and no controls: ${path}`, async () => {
      const printed = await print(path);
      assert.ok(printed.length > 5, `${printed.length} pages`);
      const all = printed.map(textOf);
      for (let number = 1; number <= emailCount; number += 1) {
        assert.ok(
          all.some((text) => new RegExp(`\\bEmail ${number}\\b`).test(text)),
          `Email ${number} is missing`,
        );
      }
      printed.forEach((words, page) => {
        const text = textOf(words);
        if (/\bEmail \d/.test(text)) {
          for (const heading of ['Sent', 'Delivered', 'Opened']) {
            assert.ok(
              words.filter((word) => word.text === heading).length === 1,
              `${heading} on page ${page + 1}: ${text.slice(0, 300)}`,
            );
          }
        }
        assert.doesNotMatch(text, /Show only|Print|Search|Columns/);
      });
    });
  }

  it('indents emails under their campaign, and has the total once, after the last row', async () => {
    const printed = await print('/plain');
    const [first = []] = printed;
    const campaign = first.find(({ text }, index) => text === 'Campaign' && first[index + 1]?.text === '80');
    const email = first.find(({ text }, index) => text === 'Email' && first[index + 1]?.text === '400');
    assert.ok(campaign && email, textOf(first));
    assert.ok(email.left > campaign.left + 5, `${email.left} is not right of ${campaign.left}`);
    const totals = printed.flatMap((words) => words.filter(({ text }) => text === 'Total'));
    assert.equal(totals.length, 1);
    const last = printed.at(-1) ?? [];
    const total = last.find(({ text }) => text === 'Total');
    const rows = last.filter(({ text }) => text === 'Email' || text === 'Campaign');
    assert.ok(total && rows.every(({ bottom }) => bottom > total.bottom + 5));
  });

  it('has whole words in names beside all default columns', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${site.url}names`);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
    const printed = await wordsOf(await page.pdf({ format: 'A4' }));
    await page.close();
    const words = printed.flat().map(({ text }) => text);
    assert.deepEqual(
      `${campaignName} Announcement`.split(' ').filter((word) => !words.includes(word)),
      [],
      words.join(' '),
    );
  });
});
