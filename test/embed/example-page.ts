import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { elementNames, unknownNames } from './element-names.ts';
import { root, startBrowser, startSite } from './site.ts';

const report = {
  version: 1,
  previewUrl: 'emails/{emailId}',
  previewPageUrl: 'emails/{emailId}/preview?images={images}',
  rows: [
    {
      ...{ campaignId: '1003', campaignName: 'Spring newsletter', emailId: '77', emailName: 'Invite' },
      ...{ sent: 1000, delivered: 950, opened: 400, clicked: 80 },
    },
  ],
};
const email = { id: '77', subject: 'Invite', html: '<p style="color: red">Come</p>' };

/** The site of a host: its endpoint, its emails, its token. */
async function answer(route: Route): Promise<void> {
  const request = route.request();
  const { pathname } = new URL(request.url());
  const headers = {
    'access-control-allow-origin': (await request.headerValue('origin')) ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization, x-team',
  };
  if (pathname.endsWith('/report')) await route.fulfill({ headers, json: report });
  else if (pathname.endsWith('/preview')) await route.fulfill({ headers, contentType: 'text/html', body: email.html });
  else if (/\/emails\/\d+$/.test(pathname)) await route.fulfill({ headers, json: email });
  else if (pathname === '/token') await route.fulfill({ body: 'secret' });
  else if (pathname.startsWith('/vendor/')) await serveBuiltFile(route, pathname.slice('/vendor/'.length));
  else if (pathname === '/favicon.ico') await route.fulfill({ status: 204 });
  else await route.continue();
}

async function serveBuiltFile(route: Route, name: string): Promise<void> {
  const body = await readFile(join(root, 'dist', normalize(`/${name}`)));
  await route.fulfill({ body, contentType: extname(name) === '.js' ? 'text/javascript' : 'application/json' });
}

/** Replaces the placeholder `sha384-…` of each script tag by the value of its file. */
async function withIntegrity(html: string): Promise<string> {
  const text = await readFile(join(root, 'dist/integrity.json'), 'utf8');
  const values = JSON.parse(text) as Readonly<Record<string, string>>;
  return html.replace(
    /src="\/vendor\/([^"]+)" integrity="sha384-…"/g,
    (_, file: string) => `src="/vendor/${file}" integrity="${values[file]}"`,
  );
}

/** Attributes that any HTML element can have. */
const globalAttributes = new Set(['class', 'dir', 'hidden', 'id', 'lang', 'slot', 'style', 'title']);

/** Shows examples in a real browser. */
export class ExamplePages {
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(): Promise<ExamplePages> {
    return new ExamplePages(await startBrowser());
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  /**
   * Shows HTML as the body of a page until every report in it is loaded, then opens an email.
   * @param policy the page's Content Security Policy
   * @returns everything that is wrong: errors, warnings, unknown attributes and slots
   */
  async show(html: string, policy?: string): Promise<string[]> {
    const loader = '<script type="module" src="/vendor/campaign-email-report.js"></script>';
    const site = await startSite({
      pages: {
        '/': {
          html: `<!doctype html><html lang="en"><meta charset="utf-8">${await withIntegrity(html)}${loader}`,
          headers: policy === undefined ? {} : { 'content-security-policy': policy },
        },
      },
    });
    const page = await this.#browser.newPage();
    const problems: string[] = [];
    const broken = new Promise<never>((_, reject) => page.once('pageerror', reject));
    broken.catch(() => undefined);
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) problems.push(message.text());
    });
    try {
      await page.route('**/*', answer);
      await page.goto(site.url);
      await Promise.race([waitForReports(page), broken]);
      if (policy === undefined || policy.includes("'unsafe-inline'")) await openEmail(page);
      return [...problems, ...(await unknownNamesIn(page))];
    } catch (error) {
      return [...problems, String(error)];
    } finally {
      await page.close();
      site.close();
    }
  }

  /** The declarations and selectors of a style sheet that the browser does not understand. */
  async invalidCss(css: string): Promise<string[]> {
    const page = await this.#browser.newPage();
    try {
      return await page.evaluate((text) => {
        const problems: string[] = [];
        const rules = [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
        for (const [, selector = '', body = ''] of rules) {
          if (!CSS.supports(`selector(${selector.trim()})`)) problems.push(`selector ${selector.trim()}`);
          for (const declaration of body.split(';').map((part) => part.trim())) {
            const [, name = '', value = ''] = /^([\w-]+):\s*(.+)$/s.exec(declaration) ?? [];
            if (declaration !== '' && !CSS.supports(name, value)) problems.push(declaration);
          }
        }
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        if (sheet.cssRules.length !== rules.length) problems.push(`${sheet.cssRules.length} of ${rules.length} rules`);
        return problems;
      }, css);
    } finally {
      await page.close();
    }
  }
}

async function waitForReports(page: Page): Promise<void> {
  await page.waitForFunction(
    (tag) => {
      const reports = [...document.querySelectorAll(tag)];
      return reports.every((each) => each.matches(':state(ready)'));
    },
    elementNames.tag,
    { timeout: 10_000 },
  );
}

/** Presses the name of the first email, if it has a preview. */
async function openEmail(page: Page): Promise<void> {
  const name = page.getByRole('button', { name: 'Invite', exact: true }).first();
  if ((await name.count()) === 0) return;
  await name.click();
  await page.getByRole('dialog').first().waitFor();
}

async function unknownNamesIn(page: Page): Promise<string[]> {
  const { attributes, slots } = await page.evaluate((tag) => {
    const reports = [...document.querySelectorAll(tag)];
    return {
      attributes: reports.flatMap((each) => each.getAttributeNames()),
      slots: reports.flatMap((each) => [...each.children].map(({ slot }) => slot)),
    };
  }, elementNames.tag);
  return [
    ...unknownNames(
      'attribute',
      attributes.filter((name) => !globalAttributes.has(name)),
    ),
    ...unknownNames('slot', slots),
  ];
}
