import { expect } from 'storybook/test';
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
