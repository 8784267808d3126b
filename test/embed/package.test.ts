import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type * as Package from '../../src/index.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { root, startBrowser, startSite } from './site.ts';

const report = reportResponse(springAndAutumn);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
};

/** What a host's import map says where no bundler resolves the element's dependencies. */
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
  },
};

const element = '<campaign-email-report endpoint="/api/report" lang="en"></campaign-email-report>';

const pages = {
  '/script': { html: `<!doctype html>${element}<script type="module" src="/dist/campaign-email-report.js"></script>` },
  '/modules': {
    html: `<!doctype html><script type="importmap">${JSON.stringify(importMap)}</script>${element}
      <script type="module">import 'campaign-email-report/define';</script>`,
  },
};

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the built package', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = await startBrowser();
    site = await startSite({
      pages,
      answer: (_request, response) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(report)),
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const ways = [
    ['script', 'by one script tag'],
    ['modules', 'as modules beside the host’s own Lit'],
  ] as const;
  for (const [path, way] of ways) {
    it(`shows a report on a bare page, ${way}`, async () => {
      const page = await browser.newPage();
      const errors: unknown[] = [];
      page.on('pageerror', (error) => errors.push(error));
      await page.goto(`${site.url}${path}`);
      await page.getByRole('rowheader', { name: 'Total' }).waitFor();
      const total = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Total' }) });
      assert.match(await total.innerText(), /1,700/);
      assert.equal(await page.getByRole('rowheader', { name: 'Invite' }).count(), 1);
      assert.deepEqual(errors, []);
      await page.close();
    });
  }

  it('speaks the page’s language, loaded when it is wanted', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}modules`);
    await page.getByRole('columnheader', { name: /^Delivered/ }).waitFor();
    await page.locator('campaign-email-report').evaluate((host) => host.setAttribute('lang', 'fr'));
    await page.getByRole('columnheader', { name: /^Délivré/ }).waitFor();
    await page.close();
  });

  it('says so where a part that is wanted later cannot be loaded, and keeps the report', async () => {
    const page = await browser.newPage();
    await page.route('**/standalone/time-frame-form.js', (route) => route.abort());
    await page.goto(`${site.url}script`);
    await page.getByRole('button', { name: /Time frame/ }).click();
    await page.getByRole('dialog', { name: 'Time frame' }).getByText('could not be loaded').waitFor();
    assert.equal(await page.getByRole('rowheader', { name: 'Invite' }).count(), 1);
    await page.close();
  });

  it('can be imported where there is no document, and registers nothing', () => {
    const script = `import { CampaignEmailReport } from 'campaign-email-report'; console.log(typeof CampaignEmailReport, globalThis.customElements?.get('campaign-email-report'));`;
    assert.equal(run('node', '--input-type=module', '--eval', script).trim(), 'function undefined');
  });

  it('has a module behind every name that a bundler may come across, also where that is for types alone', () => {
    const names = Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'));
    assert.ok(names.includes('./react'));
    const imports = names.map((name) => `await import('campaign-email-report${name.slice(1)}');`);
    assert.equal(run('node', '--input-type=module', '--eval', imports.join('\n')), '');
  });

  it('registers its tag once, whoever loads it again', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}script`);
    await page.getByRole('rowheader', { name: 'Total' }).waitFor();
    const isSame = await page.evaluate(async (copy) => {
      const first = customElements.get('campaign-email-report');
      await import(copy);
      return first === customElements.get('campaign-email-report');
    }, '/dist/campaign-email-report.js?copy');
    assert.ok(isSame);
    await page.close();
  });

  it('takes a report in place of an endpoint', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}script`);
    await page.locator('campaign-email-report').evaluate(
      (host, given) => {
        (host as Package.CampaignEmailReport).report = given;
      },
      reportResponse(springAndAutumn.slice(0, 1)),
    );
    await page.getByRole('rowheader', { name: 'Reminder' }).waitFor({ state: 'detached' });
    await page.close();
  });

  const doors = [
    ['script', '/dist/campaign-email-report.js'],
    ['modules', '/dist/index.js'],
  ] as const;
  for (const [path, door] of doors) {
    it(`takes a report that is read already, made by ${door}`, async () => {
      const page = await browser.newPage();
      await page.goto(`${site.url}${path}`);
      await page.getByRole('rowheader', { name: 'Reminder' }).waitFor();
      await page.locator('campaign-email-report').evaluate(
        async (host, [module, given]) => {
          const { ParsedReport } = (await import(module)) as typeof Package;
          (host as Package.CampaignEmailReport).report = new ParsedReport(given);
        },
        [door, reportResponse(springAndAutumn.slice(0, 1))] as const,
      );
      await page.getByRole('rowheader', { name: 'Reminder' }).waitFor({ state: 'detached' });
      await page.getByRole('rowheader', { name: 'Invite' }).waitFor();
      await page.close();
    });
  }

  it('is published with nothing that publint complains of', () => {
    assert.match(run('npx', 'publint', '--strict'), /All good/);
  });

  it('has types that every resolution of ES modules finds', () => {
    // It ends with an error where a resolution fails that is not left out by the profile.
    assert.match(
      run('npx', 'attw', '--pack', '.', '--profile', 'esm-only', '--no-color'),
      /campaign-email-report\/define/,
    );
  });
});
