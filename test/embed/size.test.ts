import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { numberedRow, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { answerJson, root, startBrowser, startSite } from './site.ts';

const entry = 'campaign-email-report';
const kibibyte = 1024;
const firstScreenLimit = 50 * kibibyte;
const firstScreenFiles = 3;
const chunkLimit = 25 * kibibyte;

const settledRows = springAndAutumn.map((row) => {
  const { pending = 0, aborted = 0 } = row as Record<'pending' | 'aborted', number | undefined>;
  return { ...row, pending: 0, aborted: pending + aborted };
});

/** So many rows that the table has a button under them, and a mark on the first one. */
const manyRows = Array.from({ length: 200 }, (_, id) => numberedRow(id, { aborted: 20, pending: 0 })).with(
  0,
  numberedRow(0, { aborted: 0, pending: 20 }),
);

const pageIn = (
  language: string,
  element = '<campaign-email-report endpoint="/api/report"></campaign-email-report>',
) => ({
  html: `<!doctype html><html lang="${language}"><title>Report</title>
    ${element}
    <script type="module" src="/dist/campaign-email-report.js"></script>`,
});

/** The parts in the table of sizes in the README, and the names of their files. */
const parts: Readonly<Record<string, readonly string[]>> = {
  'first screen': [entry, 'en-report'],
  'first screen in French': [entry, 'fr-report'],
  'time frame form': ['time-frame-form'],
  'column list': ['column-list'],
  'explanation of figures': ['figure-panel'],
  charts: ['development-panel'],
  'email viewer': ['open-emails'],
  filter: ['filter-panel'],
  'share menu': ['share-panel'],
  'views and undo': ['view-keeper'],
  'Excel files': ['xlsx'],
  'fast sort': ['fast-sorter'],
  windows: ['report-pages'],
};

/** The folder of the files that load later, which is named after the build. */
const folder = () => join('dist/standalone', readdirSync(join(root, 'dist/standalone'))[0] ?? '');

const chunks = () => readdirSync(join(root, folder())).filter((name) => name.endsWith('.js'));

/** A file of a part and the chunks that it imports statically, as paths in `dist`. */
function filesOf(name: string): string[] {
  if (name === entry) return [`${entry}.js`];
  const start = chunks().find((chunk) => chunk === `${name}.js`);
  assert.ok(start, `no file ${name}`);
  const files = new Set([start]);
  for (const file of files) {
    const code = readFileSync(join(root, folder(), file), 'utf8');
    for (const [, imported = ''] of code.matchAll(/import\{[^}]*\}from"\.\/([^"]+)"/g)) files.add(imported);
  }
  return [...files].map((file) => join(folder(), file).replace('dist/', ''));
}

/** The compressed size of a file, in bytes. */
const sizeOf = (file: string) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;
const inKibibytes = (bytes: number) => `${(bytes / kibibyte).toFixed(1)} kB`;

describe('the standalone module', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages: {
        '/en': pageIn('en'),
        '/fr': pageIn('fr'),
        '/long': pageIn('en', '<campaign-email-report endpoint="/api/long"></campaign-email-report>'),
        '/without': pageIn('fr', ''),
      },
      // Data older than a day loads the note that says so; pending deliveries load their mark.
      answer: ({ url = '' }, response) => {
        const rows = url.startsWith('/api/long') ? manyRows : settledRows;
        answerJson(response, reportResponse(rows, { asOf: new Date().toISOString() }));
      },
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Opens a page, and records the paths of the scripts that it requests. */
  async function open(path: string) {
    const page = await browser.newPage();
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
    });
    await page.goto(site.url + path);
    return { page, scripts };
  }

  /** The scripts that a page requests before the report and all its controls are usable. */
  async function scriptsOfFirstScreen(language: string): Promise<string[]> {
    const { page, scripts } = await open(language);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
    const controls = [
      page.getByRole('searchbox'),
      ...['time-frame-button', 'filter-button', 'columns-button', 'share-button', 'refresh'].map((part) =>
        page.locator(`[part~=${part}]`),
      ),
    ];
    for (const control of controls) {
      await control.waitFor();
      assert.ok(await control.isEnabled());
    }
    // Scripts that the report requests by itself after this moment count as well.
    await page.waitForLoadState('networkidle');
    await page.close();
    return scripts;
  }

  for (const [language, name] of [
    ['en', 'English'],
    ['fr', 'French'],
  ] as const) {
    it(`loads at most ${inKibibytes(firstScreenLimit)} in ${firstScreenFiles} files for the first screen in ${name}`, async () => {
      const scripts = await scriptsOfFirstScreen(language);
      const size = scripts.reduce((sum, script) => sum + sizeOf(script), 0);
      console.log(`${name}: ${inKibibytes(size)} in ${scripts.map((file) => `${file} (${sizeOf(file)})`).join(', ')}`);
      assert.ok(scripts.length >= 1 && scripts.length <= firstScreenFiles, `${scripts.length} files`);
      assert.ok(size <= firstScreenLimit, `${size} bytes`);
    });
  }

  it('loads the texts in the language of the page before an element is in it', async () => {
    const { page, scripts } = await open('without');
    await page.waitForLoadState('networkidle');
    const names = scripts.map((script) => script.replace(/^.*\//, ''));
    assert.deepEqual(names, [`${entry}.js`, 'fr-report.js']);
    await page.close();
  });

  it('loads marks and the button under a long table in two files', async () => {
    const { page, scripts } = await open('long');
    await page.locator('[part=mark]').waitFor();
    await page.getByRole('button', { name: 'Find in all 200 rows with Ctrl+F' }).waitFor();
    const names = scripts.map((script) => script.replace(/^.*\//, ''));
    assert.deepEqual(names.sort(), ['after-rows.js', `${entry}.js`, 'en-report.js', 'shared.js']);
    await page.close();
  });

  it('begins with the comment that has Chromium compile all of it while it downloads', () => {
    const code = readFileSync(join(root, 'dist', `${entry}.js`), 'utf8');
    assert.ok(code.startsWith('//# allFunctionsCalledOnLoad\n'), code.slice(0, 80));
  });

  it(`loads at most ${inKibibytes(chunkLimit)} in each chunk`, () => {
    assert.ok(chunks().length > 0);
    const tooLarge = chunks().filter((name) => sizeOf(join(folder(), name)) > chunkLimit);
    assert.deepEqual(tooLarge, []);
  });

  it('has the sizes that the README states, within 1 kB', () => {
    const [, section = ''] = readFileSync(join(root, 'README.md'), 'utf8').split('\n## Size\n');
    const rows = [...section.matchAll(/^\| ([^|]+) \| [^|]+ \| (\d+) kB \|$/gm)];
    assert.deepEqual(
      rows.map(([, part]) => part),
      Object.keys(parts),
    );
    for (const [, part = '', stated] of rows) {
      const files = new Set(parts[part]?.flatMap(filesOf));
      const size = [...files].reduce((sum, file) => sum + sizeOf(join('dist', file)), 0) / kibibyte;
      assert.ok(Math.abs(Number(stated) - size) <= 1, `${part}: ${size.toFixed(1)} kB, not ${stated}`);
    }
  });
});
