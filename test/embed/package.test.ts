import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { stagePackage } from '../../scripts/pack.js';
import type * as Package from '../../src/index.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { answerJson, root, startBrowser, startSite } from './site.ts';

const report = reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}' });
const email = { id: '11', subject: 'You are invited', html: '<p>Hello</p>' };

/** The import map of a host that has no bundler to resolve the dependencies. */
const importMap = {
  imports: {
    'campaign-email-report': '/dist/index.js',
    'campaign-email-report/define': '/dist/define.js',
    lit: '/node_modules/lit/index.js',
    'lit/': '/node_modules/lit/',
    'lit-html': '/node_modules/lit-html/lit-html.js',
    'lit-html/': '/node_modules/lit-html/',
    'lit-element/': '/node_modules/lit-element/',
    '@lit/reactive-element': '/node_modules/@lit/reactive-element/reactive-element.js',
    '@lit/reactive-element/': '/node_modules/@lit/reactive-element/',
    '@lit/task': '/node_modules/@lit/task/index.js',
    'date-fns': '/node_modules/date-fns/index.js',
    '@date-fns/utc': '/node_modules/@date-fns/utc/index.js',
    'punycode/': '/node_modules/punycode/',
  },
};

const element = '<campaign-email-report endpoint="/api/report" lang="en"></campaign-email-report>';
const standaloneFile = '/dist/campaign-email-report.js';

const scriptPage = (url: string, attributes = '', head = '') => ({
  html: `<!doctype html><title>Report</title>${head}${element}<script type="module" src="${url}"${attributes}></script>`,
});

const integrity = JSON.parse(readFileSync(join(root, 'dist/integrity.json'), 'utf8')) as Readonly<
  Record<string, string>
>;
/** An import map that protects every lazily loaded file. */
const integrityMap = JSON.stringify({
  integrity: Object.fromEntries(Object.entries(integrity).map(([file, value]) => [`/dist/${file}`, value])),
});

const pages = {
  '/script': scriptPage(standaloneFile),
  '/modules': {
    html: `<!doctype html><script type="importmap">${JSON.stringify(importMap)}</script>${element}
      <script type="module">import 'campaign-email-report/define';</script>`,
  },
  '/query': scriptPage(`${standaloneFile}?v=2`),
  '/renamed': scriptPage('/vendor/report-2.js'),
  '/integrity': scriptPage(
    standaloneFile,
    ` integrity="${integrity['campaign-email-report.js']}"`,
    `<script type="importmap">${integrityMap}</script>`,
  ),
  '/wrong-integrity': scriptPage(standaloneFile, ` integrity="sha384-${'A'.repeat(64)}"`),
};

const run = (command: string, args: readonly string[], folder = root) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const total = (page: Page) => page.getByRole('rowheader', { name: 'Total' });

describe('the built package', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages,
      answer: ({ url = '' }, response) => {
        if (url.startsWith('/vendor/')) {
          const file = url.replace('/vendor/', 'dist/').replace('report-2.js', 'campaign-email-report.js');
          response.setHeader('content-type', 'text/javascript').end(readFileSync(join(root, file)));
        } else {
          const body = url.startsWith('/api/emails/') ? email : url.startsWith('/api/broken') ? { version: 2 } : report;
          answerJson(response, body);
        }
      },
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Opens a page and records its script requests, errors and warnings. */
  async function open(path: string) {
    const page = await browser.newPage();
    const scripts: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`${site.url}${path}`);
    return { page, scripts, complaints };
  }

  for (const [path, way] of [
    ['script', 'with one script tag'],
    ['modules', 'with ES modules beside the host’s own Lit'],
  ] as const) {
    it(`shows a report on a bare page, ${way}`, async () => {
      const { page, complaints } = await open(path);
      await total(page).waitFor();
      const row = page.getByRole('row').filter({ has: total(page) });
      assert.match(await row.innerText(), /1,700/);
      assert.equal(await page.getByRole('rowheader', { name: 'Invite' }).count(), 1);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  it('loads another language when the page switches to it', async () => {
    const { page } = await open('modules');
    await page.getByRole('columnheader', { name: /^Delivered/ }).waitFor();
    await page.locator('campaign-email-report').evaluate((host) => host.setAttribute('lang', 'fr'));
    await page.getByRole('columnheader', { name: /^Délivrés/ }).waitFor();
    await page.close();
  });

  it('keeps the report and shows an error if a lazily loaded part fails to load', async () => {
    const page = await browser.newPage();
    await page.route('**/standalone/*/time-frame-form.js', (route) => route.abort());
    await page.goto(`${site.url}script`);
    await page.getByRole('button', { name: /Time frame/ }).click();
    await page.getByRole('dialog', { name: 'Time frame' }).getByText('Couldn’t load').waitFor();
    assert.equal(await page.getByRole('rowheader', { name: 'Invite' }).count(), 1);
    await page.close();
  });

  for (const [kind, hasTouch] of [
    ['a touch screen', true],
    ['a mouse', false],
  ] as const) {
    it(`causes no error in the page if the code of the pointer fails to load: ${kind}`, async () => {
      const page = await browser.newPage({ hasTouch });
      await page.route('**/standalone/*/table-interaction.js', (route) => route.abort());
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      const failed = page.waitForEvent('requestfailed');
      await page.goto(`${site.url}script`);
      if (!hasTouch) await page.getByRole('rowheader', { name: 'Invite' }).hover();
      await failed;
      await total(page).waitFor();
      assert.deepEqual(errors, []);
      await page.close();
    });
  }

  it('is English if the texts of another language fail to load', async () => {
    const page = await browser.newPage();
    await page.route('**/standalone/*/fr-report.js', (route) => route.abort());
    await page.goto(`${site.url}script`);
    await total(page).waitFor();
    await page.locator('campaign-email-report').evaluate((host) => host.setAttribute('lang', 'fr'));
    await page.getByRole('columnheader', { name: /^Delivered/ }).waitFor();
    await page.close();
  });

  it('says in the console why it is not shown if no texts load', async () => {
    const page = await browser.newPage();
    await page.route('**/standalone/*/*-report.js', (route) => route.abort());
    const warning = page.waitForEvent('console', (message) => /texts failed to load/.test(message.text()));
    await page.goto(`${site.url}script`);
    await warning;
    assert.equal(await page.getByRole('rowheader').count(), 0);
    await page.close();
  });

  it('registers its tag only once if it is loaded twice', async () => {
    const { page } = await open('script');
    await total(page).waitFor();
    const isSame = await page.evaluate(async (copy) => {
      const first = customElements.get('campaign-email-report');
      await import(copy);
      return first === customElements.get('campaign-email-report');
    }, `${standaloneFile}?copy`);
    assert.ok(isSame);
    await page.close();
  });

  it('accepts a report object instead of an endpoint', async () => {
    const { page } = await open('script');
    await page.locator('campaign-email-report').evaluate(
      (host, given) => {
        (host as Package.CampaignEmailReport).report = given;
      },
      reportResponse(springAndAutumn.slice(0, 1)),
    );
    await page.getByRole('rowheader', { name: 'Reminder' }).waitFor({ state: 'detached' });
    await page.close();
  });

  for (const [path, module] of [
    ['script', standaloneFile],
    ['modules', '/dist/index.js'],
  ] as const) {
    it(`accepts a ParsedReport from ${module}`, async () => {
      const { page } = await open(path);
      await page.getByRole('rowheader', { name: 'Reminder' }).waitFor();
      await page.locator('campaign-email-report').evaluate(
        async (host, [url, given]) => {
          const { ParsedReport } = (await import(url)) as typeof Package;
          (host as Package.CampaignEmailReport).report = new ParsedReport(given);
        },
        [module, reportResponse(springAndAutumn.slice(0, 1))] as const,
      );
      await page.getByRole('rowheader', { name: 'Reminder' }).waitFor({ state: 'detached' });
      await page.getByRole('rowheader', { name: 'Invite' }).waitFor();
      await page.close();
    });
  }

  for (const [path, module] of [
    ['script', standaloneFile],
    ['modules', '/dist/define.js'],
    ['modules', '/dist/index.js'],
  ] as const) {
    it(`throws and reports errors of the classes that ${module} exports`, async () => {
      const { page } = await open(path);
      await total(page).waitFor();
      const errors = await page.locator('campaign-email-report').evaluate(async (host, url) => {
        const { ContractError, ParsedReport, ReportError } = (await import(url)) as typeof Package;
        const reported = new Promise<Error>((resolve) => {
          (host as Package.CampaignEmailReport).addEventListener('report-error', ({ detail }) => resolve(detail.error));
        });
        host.setAttribute('endpoint', '/api/broken');
        const { cause } = await reported;
        let thrown: unknown;
        try {
          thrown = new ParsedReport({ version: 2 } as never);
        } catch (error) {
          thrown = error;
        }
        const isReportError = (await reported) instanceof ReportError;
        return [isReportError, cause instanceof ContractError, thrown instanceof ContractError];
      }, module);
      assert.deepEqual(errors, [true, true, true]);
      await page.close();
    });
  }

  describe('the standalone module', () => {
    /** Uses everything that is loaded later: the time-frame form, the column list, the email viewer and French. */
    async function useLazyParts(page: Page): Promise<void> {
      await total(page).waitFor();
      await page.getByRole('button', { name: /Time frame/ }).click();
      await page.getByRole('dialog', { name: 'Time frame' }).getByText('Last month').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Columns', exact: true }).click();
      await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('dialog', { name: 'You are invited' }).locator('iframe').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('campaign-email-report').evaluate((host) => host.setAttribute('lang', 'fr'));
      await page.getByRole('columnheader', { name: /^Délivré/ }).waitFor();
    }

    for (const [path, way, entry] of [
      ['script', 'by its own name', /\/campaign-email-report\.js/],
      ['query', 'with a query', /\/campaign-email-report\.js/],
      ['renamed', 'by another name', /\/(campaign-email-report|report-2)\.js/],
      ['integrity', 'with integrity attribute and import map', /\/campaign-email-report\.js/],
    ] as const) {
      it(`runs once if a page loads it ${way}`, async () => {
        const { page, scripts, complaints } = await open(path);
        await useLazyParts(page);
        assert.equal(scripts.filter((url) => entry.test(url)).length, 1, scripts.join('\n'));
        assert.deepEqual(complaints, []);
        await page.close();
      });
    }

    it('lets the lazily loaded parts of the first copy work if a page loads two', async () => {
      const { page, complaints } = await open('query');
      await total(page).waitFor();
      await page.evaluate((url) => import(url), standaloneFile);
      await useLazyParts(page);
      assert.equal(complaints.length, 1);
      assert.match(complaints[0] ?? '', /was loaded first/);
      await page.close();
    });

    it('does not run if its integrity is wrong', async () => {
      const { page, complaints } = await open('wrong-integrity');
      assert.match(complaints.join('\n'), /integrity/);
      assert.equal(await page.evaluate(() => customElements.get('campaign-email-report')), undefined);
      await page.close();
    });

    it('keeps the files that load later in one folder, named after the build', () => {
      const names = standaloneFiles('.js');
      assert.ok(names.length > 5);
      assert.deepEqual(Object.keys(integrity), [
        'campaign-email-report.js',
        ...names.map((name) => `standalone/${name}`),
      ]);
      for (const name of names) assert.match(name, /^[\w-]{8}\/[a-z-]+\.js$/);
      assert.equal(new Set(names.map((name) => name.slice(0, 8))).size, 1);
    });

    it('comes with the license of every package in it', () => {
      const file = 'THIRD-PARTY-LICENSES.txt';
      const licenses = readFileSync(join(root, 'dist', file), 'utf8')
        .split(/^## /m)
        .slice(1);
      const names = licenses.map((text) => text.slice(0, text.indexOf(' - ')));
      assert.deepEqual(
        bundledPackages().filter((name) => !names.includes(name)),
        [],
      );
      for (const text of licenses) assert.match(text, /copyright/i);
      assert.ok(readFileSync(join(root, standaloneFile), 'utf8').slice(0, 200).includes(file));
    });
  });

  /** The files that load later, as paths in their folder. */
  function standaloneFiles(extension: string): string[] {
    const all = readdirSync(join(root, 'dist/standalone'), { recursive: true, encoding: 'utf8' });
    return all.filter((name) => name.endsWith(extension));
  }

  /** The packages in the source maps of the standalone module. */
  function bundledPackages(): string[] {
    const files = [`${standaloneFile}.map`, ...standaloneFiles('.map').map((name) => `dist/standalone/${name}`)];
    const sources = files.flatMap((file) => readSourceMap(file).sources);
    const names = sources.map((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? '');
    return [...new Set(names)].filter(Boolean).sort();
  }
});

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

const readSourceMap = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as SourceMap;

describe('the published files', () => {
  // Inside the project, so that the package finds its dependencies.
  const folder = join(root, '.cache', 'package-test');
  const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' });

  beforeAll(() => stagePackage(folder));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('can be imported without a document and then register nothing', () => {
    const script = `import { CampaignEmailReport } from 'campaign-email-report';
      console.log(typeof CampaignEmailReport, globalThis.customElements?.get('campaign-email-report'));`;
    assert.equal(run('node', ['--input-type=module', '--eval', script], folder).trim(), 'function undefined');
  });

  it('have a module for every entry, including entries that only have types', () => {
    const { exports } = readPackage();
    const entries = Object.keys(exports).filter((name) => !name.endsWith('.json'));
    assert.ok(entries.includes('./react'));
    const imports = entries.map((name) => `await import('campaign-email-report${name.slice(1)}');`);
    assert.equal(run('node', ['--input-type=module', '--eval', imports.join('\n')], folder), '');
  });

  it('have a command that needs no other package', () => {
    assert.match(run('node', ['dist/cli.js', '--help'], folder), /^Usage: campaign-email-report check URL/);
    const packages = new Set<string>();
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const imports = readFileSync(file, 'utf8').matchAll(/^import (?:.* from )?"([^"]+)";$/gm);
      for (const [, name = ''] of imports) {
        if (name.startsWith('.')) visit(join(file, '..', name));
        else packages.add(name);
      }
    };
    visit(join(folder, 'dist/cli.js'));
    assert.ok(seen.size > 5);
    assert.deepEqual([...packages], ['node:util']);
  });

  it('include every file that their pages link to', () => {
    const documents = files().filter((name) => name.endsWith('.md') && !name.startsWith('node_modules'));
    const linked = documents.flatMap((name) => {
      const links = readFileSync(join(folder, name), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g);
      return [...links].map(([, target = '']) => ({ name, target }));
    });
    assert.ok(linked.length > 100);
    assert.deepEqual(
      linked.filter(({ name, target }) => !existsSync(join(folder, name, '..', target))),
      [],
    );
  });

  it('include every source that a source map refers to, and each source only once', () => {
    const maps = files().filter((name) => name.endsWith('.map'));
    assert.ok(maps.length > 10);
    for (const name of maps) {
      const { sources, sourcesContent = [] } = readSourceMap(join('.cache/package-test', name));
      const own = sources.filter((source) => !source.includes('node_modules/'));
      const missing = own.filter((source) => !existsSync(join(folder, name, '..', source)));
      assert.deepEqual([name, ...missing, ...sourcesContent], [name]);
    }
  });

  it('have a package.json without the fields of the repository', () => {
    const fields = Object.keys(readPackage());
    for (const name of ['workspaces', 'scripts', 'devDependencies', 'overrides'])
      assert.ok(!fields.includes(name), name);
    for (const name of ['engines', 'keywords', 'license', 'exports']) assert.ok(fields.includes(name), name);
  });

  it('pass publint', () => {
    assert.match(run('npx', ['publint', '--strict'], folder), /All good/);
  });

  it('have types that every resolution of ES modules finds', () => {
    // The command fails if a resolution that the profile includes fails.
    const output = run('npx', ['attw', '--pack', '.', '--profile', 'esm-only', '--no-color'], folder);
    assert.match(output, /campaign-email-report\/define/);
  });

  function readPackage() {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly exports: Readonly<Record<string, unknown>>;
    };
  }
});
