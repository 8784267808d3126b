import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The pages of a site that show the report at `/report`, by path: in English and in French. */
export function readerPages(attributes: string) {
  const page = (lang: string) => ({
    html: `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width"><title>Host</title>
      <campaign-email-report endpoint="/report" ${attributes}></campaign-email-report>
      <script type="module" src="/dist/campaign-email-report.js"></script>`,
  });
  return { '/en': page('en'), '/fr': page('fr') };
}

/**
 * Opens a page, and waits for what loads after the rows and moves them, also under a pointer: notes about the data, if it has
 * any, and marks.
 */
export async function openPage(page: Page, url: string, { hasMarks }: { readonly hasMarks: boolean }): Promise<void> {
  await page.goto(url);
  await page.getByRole('rowheader', { name: 'Total' }).waitFor();
  await page.waitForFunction(() => {
    const report = document.querySelector('campaign-email-report')?.shadowRoot;
    const notes = report?.querySelector('cer-data-notes');
    return !notes || notes.shadowRoot?.textContent.trim();
  });
  if (hasMarks) await page.locator('[part=mark]').first().waitFor();
}

/**
 * A reader who looks for an answer, and counts the actions: opening a menu, setting a condition or a choice, and pressing a
 * button. Saves a picture after each action in the folder `RECORDINGS`, if it is set.
 */
export class Reader {
  readonly page: Page;
  readonly task: string;
  readonly actions: string[] = [];

  constructor(page: Page, task: string) {
    this.page = page;
    this.task = task;
  }

  async act(action: string, act: () => Promise<unknown>): Promise<void> {
    await act();
    this.actions.push(action);
    const folder = process.env['RECORDINGS'];
    if (folder) await this.page.screenshot({ path: join(folder, `${this.task}-${this.actions.length}.png`) });
  }

  press(name: string): Promise<void> {
    return this.act(name, () => this.page.getByRole('button', { name, exact: true }).click());
  }

  /** A reader finds an answer with at most three actions. */
  assertFewActions(): void {
    assert.ok(this.actions.length <= 3, this.actions.join(', '));
  }
}
