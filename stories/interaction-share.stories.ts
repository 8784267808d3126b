import { expect, spyOn } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Copy, download and print the report. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Share',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

const entriesIn = (page: ReportPage) => page.all('[part~=share-entry]').map(({ textContent }) => textContent.trim());

async function openMenu(page: ReportPage): Promise<void> {
  page.all('[part~=share-button]').forEach((button) => (button as HTMLElement).click());
  await eventually('the share menu', () => entriesIn(page).length > 0);
}

/** Clicks an entry once it can be used: it is disabled until the report is there. */
async function choose(page: ReportPage, target: string): Promise<void> {
  const selector = `[part~=share-entry].${target}:enabled`;
  const entry = await eventually(`the entry ${target}`, () => page.all(selector)[0] as HTMLElement | undefined);
  entry.click();
}

/** The menu of every report. */
export const Menu: Story = {
  name: 'Share menu',
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openMenu(page);
    await expect(entriesIn(page)).toHaveLength(4);
  },
};

/** `share` lists the entries. */
export const Entries: Story = {
  name: 'Entries of the menu',
  args: { share: 'csv xlsx' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openMenu(page);
    await expect(entriesIn(page)).toHaveLength(2);
  },
};

/** A report that loads page by page is fetched in windows before it is copied or downloaded. */
export const Windows: Story = {
  name: 'Report in windows',
  args: { scenario: 'windows', groupBy: 'none', timeFrame: 'all-time' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openMenu(page);
    await expect(page.all('[part~=share-entry]:disabled')).toHaveLength(0);
  },
};

/** A long report is fetched page by page. The reader sees how many rows are ready, and can cancel. */
export const Exporting: Story = {
  name: 'Export in progress',
  args: { scenario: 'windows-waiting', groupBy: 'none', timeFrame: 'all-time' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openMenu(page);
    await choose(page, 'csv');
    await eventually('the progress', () => page.all('progress').length === 1);
    await eventually('its button', () => page.buttons.includes('Cancel'));
  },
};

/** The browser, or a policy, can deny access to the clipboard. The reader then gets the text to copy by hand. */
export const ClipboardDenied: Story = {
  name: 'Clipboard denied',
  args: { columns: 'emailName,sent,openedRate' },
  play: async ({ canvasElement, args, globals }) => {
    const denied = spyOn(navigator.clipboard, 'write').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    try {
      const page = await settled(canvasElement, args, globals);
      await openMenu(page);
      await choose(page, 'copy');
      const text = await eventually('the text', () => page.all('textarea')[0] as HTMLTextAreaElement | undefined);
      await expect(text.value).toContain('% opened');
    } finally {
      denied.mockRestore();
    }
  },
};
