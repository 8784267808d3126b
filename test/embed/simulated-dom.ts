import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, it, vi } from 'vitest';
import type { CampaignEmailReport } from '../../src/index.ts';
import { examplesOf } from './markdown.ts';
import { root } from './site.ts';

/** The example of the docs for a simulated DOM. */
function exampleOfDocs(): string {
  const example = examplesOf('docs/testing.md').find(({ code }) => code.includes('getRows()'));
  if (!example) throw new Error('docs/testing.md has no example that calls getRows().');
  return example.code;
}

const reportOf = () => document.querySelector('campaign-email-report') as CampaignEmailReport;

/** All elements that match a selector, in the report’s shadow roots. */
function find(selector: string, node: ParentNode = reportOf()): HTMLElement[] {
  const shadow = 'shadowRoot' in node ? (node.shadowRoot as ShadowRoot | null) : null;
  const children = [...node.children, ...(shadow?.children ?? [])];
  return children.flatMap((child) => [
    ...(child.matches(selector) ? [child as HTMLElement] : []),
    ...find(selector, child),
  ]);
}

/** Only guards against a hang. */
const limit = { timeout: 60_000 };

/** Runs the example of the docs in the simulated DOM of the test file. */
export function describeIn(name: string): void {
  describe(`the element in ${name}`, () => {
    const folder = join(root, '.cache', name);
    const errors: unknown[] = [];
    const record = (error: unknown) => errors.push(error);
    const error = vi.spyOn(console, 'error');

    beforeAll(async () => {
      process.on('unhandledRejection', record);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, 'example.js');
      writeFileSync(file, exampleOfDocs());
      await import(/* @vite-ignore */ pathToFileURL(file).href);
    });
    afterEach(() => {
      assert.deepEqual([...errors, ...error.mock.calls], []);
    });
    afterAll(() => {
      process.off('unhandledRejection', record);
      rmSync(folder, { recursive: true, force: true });
    });

    it('loads a report, as the docs describe', () => {
      assert.equal(
        reportOf()
          .getRows()
          .filter(({ emailId }) => emailId !== null).length,
        50,
      );
    });

    it('renders rows and controls', async () => {
      await vi.waitFor(() => assert.ok(find('th').length > 10), limit);
      const texts = find('button').map(({ textContent }) => textContent.trim());
      assert.ok(texts.includes('Columns'), texts.join());
    });

    // happy-dom 21 fails to find the focused element of a nested shadow root.
    it.skipIf(name === 'happy-dom')('opens popovers and emails', async () => {
      find('button[part~=columns-button]')[0]?.click();
      await vi.waitFor(() => assert.ok(find('label').length > 5), limit);
      const { campaignId, emailId } =
        reportOf()
          .getRows()
          .find((row) => row.emailId !== null) ?? {};
      assert.ok(campaignId && emailId && reportOf().openEmail(campaignId, emailId));
      await vi.waitFor(() => assert.ok(find('dialog[open]').length > 0), limit);
    });

    it('can be removed', async () => {
      const report = reportOf();
      report.remove();
      await report.updateComplete;
    });
  });
}
