import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ScenarioId } from '../../src/testing/testing.ts';
import { root, startBrowser, startSite } from './site.ts';

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly { readonly cssParts: readonly { readonly name: string }[] }[];
  }[];
}

const manifest = JSON.parse(readFileSync(join(root, 'dist', 'custom-elements.json'), 'utf8')) as Manifest;
const documented = manifest.modules
  .flatMap(({ declarations }) => declarations.flatMap(({ cssParts }) => cssParts))
  .map(({ name }) => name);

const columns =
  'emailName,campaignFolder,campaignArchived,firstSentAt,lastActivityAt,sent,delivered,hardBounced,softBounced,pending,opened,openedRate,clicked,clickedRate,unsubscribed';
const host = `<!doctype html><html lang="en"><title>Parts</title>
  <script type="module" src="/dist/campaign-email-report.js"></script>
  <script type="module">
    import { scenarioFetcher, scenarioNow } from '/dist/testing.js';

    const rows = Array.from({ length: 5 }, (_, row) =>
      ({ campaignId: '1', campaignName: 'Spring', emailId: String(row), emailName: 'Email', sent: 1, delivered: 1, opened: 1, clicked: 1, revenue: 1.5 }));
    async function answerFirstWindow(url) {
      const { searchParams } = new URL(url);
      if (Number(searchParams.get('offset')) > 0) return new Response(null, { status: 404 });
      return Response.json({ version: 1, rowCount: 500, offset: 0, limit: 5, sort: searchParams.get('sort'), totals: { sent: 500 }, rows });
    }

    window.show = (scenario) => {
      const report = document.createElement('campaign-email-report');
      const isWindowed = scenario === 'windows-fail';
      Object.assign(report, {
        endpoint: \`/scenario/\${scenario}/report\`,
        fetcher: isWindowed ? answerFirstWindow : scenarioFetcher,
        groupBy: isWindowed ? 'none' : 'campaign',
        now: () => scenarioNow,
        timeFrame: 'last-90-days',
        extraColumns: [{ id: 'revenue', label: 'Revenue', kind: 'number' }],
        columns: '${columns},revenue',
        views: [{ name: 'Clicks', view: { sort: '-clicked' } }],
      });
      document.body.replaceChildren(report);
    };

    function* elementsIn(parent) {
      for (const element of parent.children) {
        if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
        yield element;
        yield* elementsIn(element);
      }
    }
    window.findParts = () => {
      const elements = [...elementsIn(document.querySelector('campaign-email-report').shadowRoot)];
      const found = [...new Set(elements.flatMap(({ part }) => [...part]))];
      const style = document.createElement('style');
      style.textContent = found.map((name) =>
        \`@property --reached-\${name} { syntax: '*'; inherits: false }
        campaign-email-report::part(\${name}) { --reached-\${name}: yes }\`).join(' ');
      document.head.append(style);
      const unreached = elements.flatMap((element) =>
        [...element.part].filter((name) => getComputedStyle(element).getPropertyValue(\`--reached-\${name}\`) !== 'yes'));
      style.remove();
      return { found, unreached };
    };
  </script>`;

/** The scenario `windows-fail`: an endpoint that only returns the first page. */
type Scenario = ScenarioId | 'windows-fail';

interface HostWindow {
  readonly show: (scenario: Scenario) => void;
  /** All parts in the shadow trees of the element, and those that the page's styles do not reach. */
  readonly findParts: () => { readonly found: string[]; readonly unreached: string[] };
}

/** The steps that make all parts visible. */
const walks: readonly [scenario: Scenario, walk: (page: Page) => Promise<unknown>][] = [
  ['loading', (page) => page.getByRole('progressbar').waitFor()],
  ['too-many-requests', (page) => page.getByRole('button', { name: 'Try now' }).waitFor()],
  ['server-error', (page) => page.getByRole('button', { name: 'Try again' }).waitFor()],
  ['windows-fail', (page) => page.locator('tr.failed').first().waitFor()],
  ['contradictions', (page) => page.getByRole('rowheader', { name: 'Total' }).waitFor()],
  [
    'stale',
    async (page) => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.getByRole('button', { name: /^Time frame/ }).click();
      await page.getByRole('option', { name: 'Today' }).waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.getByRole('button', { name: 'Columns', exact: true }).click();
      await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox').first().waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('textbox', { name: 'Value' }).fill('1');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Remove the filter “Sent ≥ 1”/ }).waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.getByRole('button', { name: 'Views', exact: true }).click();
      await page.getByRole('button', { name: 'Clicks' }).waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await page.getByRole('button', { name: 'Print' }).waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.locator('tbody .email td.rate').first().click();
      await page.getByRole('dialog').getByText('were logged').first().waitFor();
    },
  ],
  [
    'normal',
    async (page) => {
      await page.locator('tbody .email td.rate').first().click();
      await page.getByRole('button', { name: 'Show charts' }).click();
      await page.getByRole('figure', { name: 'From sent to clicked' }).waitFor();
    },
  ],
  ['email-real', (page) => openEmail(page, (dialog) => dialog.getByRole('button', { name: /^Links/ }))],
  ['email-real', (page) => openEmail(page, (dialog) => dialog.getByRole('radio', { name: 'Plain text' }))],
];

async function openEmail(page: Page, control: (dialog: Locator) => Locator): Promise<void> {
  await page.locator('tbody .link').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('iframe').waitFor();
  await control(dialog).click();
}

describe('CSS parts', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  const found = new Set<string>();
  const unreached = new Set<string>();

  beforeAll(async () => {
    browser = await startBrowser();
    site = await startSite({ pages: { '/': { html: host } } });
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'findParts' in window);
    for (const [scenario, walk] of walks) {
      await page.evaluate((name) => (window as unknown as HostWindow).show(name), scenario);
      await walk(page);
      const parts = await page.evaluate(() => (window as unknown as HostWindow).findParts());
      for (const name of parts.found) found.add(name);
      for (const name of parts.unreached) unreached.add(name);
    }
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  it('are exported from all nested elements', () => {
    assert.ok(found.size > 20);
    assert.deepEqual([...unreached].sort(), []);
  });

  it('are all documented', () => {
    assert.deepEqual([...documented].sort(), [...found].sort());
  });
});
