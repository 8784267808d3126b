import assert from 'node:assert/strict';
import { constants, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { manyRows, reportResponse } from '../support/report-response.ts';
import { answerJson, startBrowser, startSite } from './site.ts';

const lineCount = 200;
/** Each line is written twice, because the end of a page may cut through a line. */
const lines = Array.from(
  { length: lineCount },
  (_, index) => `<p style="margin:0 0 16px">Line ${index + 1}.<br>Line ${index + 1}.</p>`,
).join('');
const emails: Readonly<Record<string, object>> = {
  html: {
    html: `<body style="margin:0;background:#ffe0b2"><h1 style="background:#123456;color:#fefefe">Long</h1>${lines}</body>`,
  },
  dark: {
    html: `<style>@media (prefers-color-scheme: dark) { body { color: #fff } }</style><body>${lines}</body>`,
  },
  text: { text: Array.from({ length: lineCount }, (_, index) => `Line ${index + 1}.`).join('\n') },
  short: { text: 'Line 1.' },
};

const pages = {
  '/page': {
    html: `<!doctype html><html lang="en"><style>:root { color-scheme: light dark }</style><title>Print</title><h1>Our page</h1><div style="height: 5000px">Tall</div>
      <campaign-email-report endpoint="/api/report" sort="emailName"></campaign-email-report>
      <script type="module" src="/dist/campaign-email-report.js"></script>`,
  },
};

/** Returns the uncompressed drawing operators of a PDF. */
function drawingOf(pdf: Buffer): string {
  const streams = pdf.toString('latin1').matchAll(/FlateDecode[^>]*>>\s*stream\r?\n([^]*?)endstream/g);
  return [...streams]
    .map(([, data = '']) => inflateSync(Buffer.from(data, 'latin1'), { finishFlush: constants.Z_SYNC_FLUSH }))
    .join('\n');
}

function assertLines(printed: readonly string[]): void {
  assert.ok(printed.length >= 3, `${printed.length} pages`);
  for (let number = 1; number <= lineCount; number += 1) {
    assert.match(printed.join(' '), new RegExp(`Line ${number}\\.`));
  }
}

describe('a printed email', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  let kind = 'html';

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages,
      answer: ({ url = '' }, response) => {
        const [, id] = /emails\/(.+)/.exec(url) ?? [];
        const report = reportResponse(manyRows(90), { previewUrl: 'emails/{emailId}' });
        answerJson(response, id ? { id, subject: 'A long email', ...emails[kind] } : report);
      },
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Opens an email and prints it. Returns the text of each page, and its drawing operators. */
  async function print(which: string) {
    kind = which;
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
    await page.goto(`${site.url}page`);
    await page.locator('tbody button.link').first().click();
    const frame = page.frameLocator('[part~=viewer-frame]').frameLocator('iframe');
    if (which === 'dark') await page.getByRole('radio', { name: 'Dark' }).dispatchEvent('click');
    if (emails[which] && 'html' in emails[which]) await frame.getByText('Line 200.').last().waitFor();
    else await page.locator('[part~=viewer-text]').waitFor();
    const pdf = await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
    const isPageHidden = await page.evaluate(() => getComputedStyle(document.documentElement).visibility === 'hidden');
    await page.keyboard.press('Escape');
    await page.locator('cer-email-viewer').waitFor({ state: 'detached' });
    const report = await page.pdf({ format: 'A4' });
    await page.close();
    return { pages: await readPdf(pdf), drawing: drawingOf(pdf), isPageHidden, report: await readPdf(report) };
  }

  async function readPdf(pdf: Buffer): Promise<string[]> {
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const texts: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      texts.push(items.flatMap((item) => ('str' in item ? [item.str] : [])).join(' '));
    }
    return texts;
  }

  it('has all lines and colors of an HTML email, and neither the page nor the controls', async () => {
    const { pages: printed, drawing, isPageHidden, report } = await print('html');
    const all = printed.join(' ');
    assert.match(printed[0] ?? '', /A long email.*Line 1\..*Line 10\./s);
    assertLines(printed);
    assert.doesNotMatch(all, /Our page|Tall|Close|Plain text|Links/);
    // #ffe0b2 behind the email, and #123456 behind the heading.
    assert.match(drawing, /\b1 \.878\d* \.698\d* rg\b/);
    assert.match(drawing, /\.0706 \.2039 \.3373 rg\b/);
    assert.equal(isPageHidden, false);
    assert.match(report.join(' '), /Our page.*Tall/s);
  });

  it('is light on a dark page, also an email that was shown in dark', async () => {
    const { drawing } = await print('dark');
    // #15181e behind the viewer, and #121212 behind the email.
    assert.doesNotMatch(drawing, /\.08\d* \.09\d* \.11\d* rg|\.0706 \.0706 \.0706 rg/);
  });

  it('has no pages for the report behind it', async () => {
    const { pages: printed, report } = await print('short');
    assert.equal(printed.length, 1);
    assert.ok(report.length > 4);
  });

  it('has all lines of a text email', async () => {
    const { pages: printed } = await print('text');
    assertLines(printed);
    assert.doesNotMatch(printed.join(' '), /Our page/);
  });
});
