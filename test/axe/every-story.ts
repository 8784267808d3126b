/**
 * Opens every story in every condition, and checks it with axe for WCAG 2.2 A and AA. With the text spacing of WCAG
 * 1.4.12, also finds text that is cut. `npm run test:axe -- -t Errors` checks only the stories whose path contains
 * “Errors”.
 */
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../embed/site.ts';
import { apply, conditions } from './conditions.ts';
import { findCutText } from './cut-text.ts';
import { serveStorybook } from './storybook-site.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
  // axe cannot run in the frame of an email, which blocks all scripts.
  iframes: false,
};

interface StorybookWindow {
  readonly axe: { run: (root: string, options: RunOptions) => Promise<AxeResults> };
  readonly __STORYBOOK_PREVIEW__?: { readonly currentRender?: { readonly phase?: string } };
}

const site = await serveStorybook();
const browser = await startBrowser();
afterAll(async () => {
  await browser.close();
  await site.close();
});

const phaseIn = (page: Page) =>
  page.waitForFunction(() => {
    const phase = (window as unknown as StorybookWindow).__STORYBOOK_PREVIEW__?.currentRender?.phase;
    return phase !== undefined && ['finished', 'completed', 'errored', 'aborted'].includes(phase) && phase;
  });

/** Opens a story, and waits until it has played. */
async function openStory(page: Page, id: string): Promise<void> {
  await page.goto(`${site.url}iframe.html?viewMode=story&id=${id}&globals=a11y.manual:!true`);
  const phase = await (await phaseIn(page)).jsonValue();
  expect(phase, 'the story plays').not.toMatch(/errored|aborted/);
  await page.addScriptTag({ path: axeFile });
}

async function violationsIn(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async (given) => {
    const results = await (window as unknown as StorybookWindow).axe.run('#storybook-root', given);
    return results.violations;
  }, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${String(target)} ${failureSummary}`),
  );
}

/** Everything that axe and the search for cut text find, in all conditions. */
async function problemsIn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const condition of conditions) {
    await apply(page, condition);
    const cut = condition.hasTextSpacing ? await findCutText(page) : [];
    for (const problem of [...(await violationsIn(page)), ...cut]) found.push(`${condition.name}: ${problem}`);
  }
  return found;
}

describe('stories', () => {
  for (const { id, title, name } of site.entries.filter(({ type }) => type === 'story')) {
    it(`${title}/${name}`, async () => {
      const page = await browser.newPage();
      try {
        await apply(page, { name: 'light' });
        await openStory(page, id);
        expect(await problemsIn(page)).toEqual([]);
      } finally {
        await page.close();
      }
    });
  }
});
