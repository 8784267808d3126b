import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CampaignEmailReport } from 'campaign-email-report';
import { afterAll, afterEach, beforeAll, describe, it, vi } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { CampaignEmailReport as Report } from '../../src/index.ts';
import { elementNames } from './element-names.ts';
import { startReactSite, type App } from './react-site.ts';
import { root, startBrowser } from './site.ts';

declare const app: App;

/** The state that tests keep in the page between two calls. */
interface Recorded {
  reactRoot: ReturnType<App['createRoot']>;
  events: string[];
  report: Report;
}
declare const window: Recorded;

/** The module that the build generates for the component. */
interface Names {
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: readonly string[];
  readonly events: Readonly<Record<string, string>>;
}

describe('the names that the React component knows', () => {
  it('are the properties of the class and the events of the manifest', async () => {
    const { attributes, properties, events } = (await import(
      /* @vite-ignore */ pathToFileURL(join(root, 'dist', 'names.js')).href
    )) as Names;
    assert.deepEqual(
      [...Object.keys(attributes), ...properties].sort(),
      [...CampaignEmailReport.elementProperties.keys()].map(String).sort(),
    );
    assert.deepEqual(Object.values(attributes).sort(), [...CampaignEmailReport.observedAttributes].sort());
    assert.deepEqual(Object.values(events).sort(), [...elementNames.event].sort());
  });
});

describe.each(['18', '19'])('the component in React %s', (version) => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startReactSite>>;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), startReactSite(version)]);
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });
  afterEach(() => page.close());

  /** Opens the page with this HTML in its root. */
  async function open(html = ''): Promise<void> {
    site.setContent(html);
    site.requests.length = 0;
    page = await browser.newPage();
    complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      const isLit = message.text().startsWith('Lit is in dev mode');
      if (['warning', 'error'].includes(message.type()) && !isLit) complaints.push(message.text());
    });
    await page.goto(site.url);
    await page.waitForFunction(() => 'app' in globalThis);
  }

  const isReady = () =>
    page.waitForFunction(() => document.querySelector('campaign-email-report')?.matches(':state(ready)'));

  /** The HTML of the server. A warning of React fails the test. */
  function renderOnServer(): string {
    const { createElement, StrictMode, renderToString, CampaignEmailReport } = site.server;
    const error = vi.spyOn(console, 'error');
    const props = {
      ...{ endpoint: '/api/report', timeFrame: 'last-7-days', headingLevel: 3, hidden: false },
      ...{
        className: 'wide',
        id: 'report',
        lang: 'en',
        style: { color: 'red' },
        'data-team': 'a',
        'aria-label': 'Report',
      },
      ...{ token: () => 'Bearer secret', requestInit: { headers: { 'x-team': 'secret' } }, onReportLoad: () => 0 },
      children: createElement('h2', { slot: 'heading' }, 'Results'),
    };
    try {
      const html = renderToString(createElement(StrictMode, null, createElement(CampaignEmailReport, props)));
      assert.deepEqual(error.mock.calls, []);
      return html;
    } finally {
      error.mockRestore();
    }
  }

  it('renders attributes and slots on a server, and no functions and objects', async () => {
    await open();
    assert.equal(
      renderOnServer(),
      '<campaign-email-report endpoint="/api/report" time-frame="last-7-days" heading-level="3" class="wide" ' +
        'id="report" lang="en" style="color:red" data-team="a" aria-label="Report">' +
        '<h2 slot="heading">Results</h2></campaign-email-report>',
    );
  });

  it('hydrates in StrictMode: it requests with the token, fires once, and React does not warn', async () => {
    await open(renderOnServer());
    await page.evaluate(() => {
      const { createElement, StrictMode, CampaignEmailReport, hydrateRoot } = app;
      window.events = [];
      const props = {
        ...{ endpoint: '/api/report', timeFrame: 'last-7-days', headingLevel: 3, hidden: false },
        ...{ className: 'wide', id: 'report', lang: 'en', style: { color: 'red' }, 'data-team': 'a' },
        ...{ 'aria-label': 'Report', token: () => 'Bearer secret', requestInit: { headers: { 'x-team': 'blue' } } },
        onReportLoad: ({ type }: Event) => window.events.push(type),
        children: createElement('h2', { slot: 'heading' }, 'Results'),
      };
      const container = document.querySelector('#root')!;
      hydrateRoot(container, createElement(StrictMode, null, createElement(CampaignEmailReport, props)));
    });
    await isReady();
    assert.deepEqual(
      site.requests.map(({ headers }) => [headers.authorization, headers['x-team']]),
      [['Bearer secret', 'blue']],
    );
    assert.deepEqual(await page.evaluate(() => window.events), ['report-load']);
    assert.equal(
      await page.locator('campaign-email-report').evaluate((host) => (host as Report).timeFrame),
      'last-7-days',
    );
    assert.deepEqual(complaints, []);
  });

  it('requests again with the token if the element was defined before hydration', async () => {
    await open(renderOnServer());
    await page.evaluate(() => {
      const { createElement, createRoot, CampaignEmailReport } = app;
      const other = document.body.appendChild(document.createElement('div'));
      createRoot(other).render(createElement(CampaignEmailReport, {}));
    });
    await isReady();
    await page.evaluate(() => {
      const { createElement, hydrateRoot, CampaignEmailReport } = app;
      const loaded = new Promise((resolve) => {
        const props = { endpoint: '/api/report', timeFrame: 'last-7-days', headingLevel: 3, className: 'wide' };
        const attributes = {
          id: 'report',
          lang: 'en',
          style: { color: 'red' },
          'data-team': 'a',
          'aria-label': 'Report',
        };
        const own = { token: () => 'Bearer secret', onReportLoad: resolve };
        const children = createElement('h2', { slot: 'heading' }, 'Results');
        const element = createElement(CampaignEmailReport, { ...props, ...attributes, ...own, children });
        hydrateRoot(document.querySelector('#root')!, element);
      });
      return loaded.then(() => undefined);
    });
    assert.deepEqual(
      site.requests.map(({ headers }) => headers.authorization),
      [undefined, 'Bearer secret'],
    );
    assert.deepEqual(complaints, []);
  });

  /** Renders the component with a ref, and the handlers that record. */
  async function render(key: 'first' | 'changed' | 'removed'): Promise<void> {
    await page.evaluate((which) => {
      const { createElement, createRoot, flushSync, StrictMode, CampaignEmailReport } = app;
      if (!('reactRoot' in window)) {
        Object.assign(window, { events: [], reactRoot: createRoot(document.querySelector('#root')!) });
      }
      const record = (text: string) => () => window.events.push(text);
      const ref = (report: Report | null) => {
        if (report) window.report = report;
      };
      const props = {
        first: {
          ...{
            endpoint: '/api/report',
            timeFrame: 'last-7-days',
            refreshInterval: 600,
            className: 'wide',
            hidden: true,
          },
          ...{ query: { tenant: 'emea' }, token: () => 'a', messages: { title: 'Mail' }, previewMode: 'page' },
          ...{ onViewChange: record('first'), onClick: record('click') },
        },
        changed: {
          ...{
            endpoint: '/api/other',
            timeFrame: 'this-month',
            refreshInterval: 700,
            className: 'narrow',
            hidden: false,
          },
          ...{ query: { tenant: 'apac' }, token: () => 'b', messages: { title: 'Letters' } },
          onViewChange: record('changed'),
        },
        removed: {},
      }[which];
      const element = createElement(CampaignEmailReport, { ...props, ref });
      flushSync(() => window.reactRoot.render(createElement(StrictMode, null, element)));
    }, key);
    await page.waitForFunction(() => customElements.get('campaign-email-report'));
  }

  const state = () =>
    page.evaluate(() => {
      const { endpoint, timeFrame, refreshInterval, className, hidden, query, token, messages, previewMode } =
        window.report;
      const value = (token as (() => string) | undefined)?.();
      return { endpoint, timeFrame, refreshInterval, className, hidden, query, value, messages, previewMode };
    });

  it('sets changed properties, and resets removed ones', async () => {
    await open();
    await render('first');
    assert.deepEqual(await state(), {
      ...{ endpoint: '/api/report', timeFrame: 'last-7-days', refreshInterval: 600, className: 'wide', hidden: true },
      ...{ query: { tenant: 'emea' }, value: 'a', messages: { title: 'Mail' }, previewMode: 'page' },
    });
    await render('changed');
    assert.deepEqual(await state(), {
      ...{ endpoint: '/api/other', timeFrame: 'this-month', refreshInterval: 700, className: 'narrow', hidden: false },
      ...{ query: { tenant: 'apac' }, value: 'b', messages: { title: 'Letters' }, previewMode: 'document' },
    });
    await render('removed');
    assert.deepEqual(await state(), {
      ...{ endpoint: '', timeFrame: 'last-30-days', refreshInterval: 0, className: '', hidden: false },
      ...{ query: undefined, value: undefined, messages: undefined, previewMode: 'document' },
    });
    assert.deepEqual(complaints, []);
  });

  it('keeps the reader’s choice when it renders the same props', async () => {
    await open();
    await render('first');
    await page.evaluate(() => (window.report.timeFrame = 'today'));
    await render('first');
    assert.equal((await state()).timeFrame, 'today');
  });

  it('calls the newest handler once, and none after it is unmounted', async () => {
    await open();
    const fire = () =>
      page.evaluate(() => {
        window.events.length = 0;
        window.report.dispatchEvent(new CustomEvent('view-change'));
        window.report.click();
        return window.events;
      });
    await render('first');
    assert.deepEqual(await fire(), ['first', 'click']);
    await render('changed');
    assert.deepEqual(await fire(), ['changed']);
    await page.evaluate(() => window.reactRoot.unmount());
    assert.deepEqual(await fire(), []);
    assert.deepEqual(complaints, []);
  });
});
