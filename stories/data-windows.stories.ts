import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** An endpoint can send a long report in windows, and sort, search and group it itself. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Data/Windows',
  args: { scenario: 'windows', groupBy: 'none', timeFrame: 'all-time' },
};
export default meta;

/** The rows in view load first, then those around them. */
export const Emails: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.text).toMatch(/5,000 emails/);
    await step('Scroll to the end', async () => {
      const [scroller] = page.all('.scroller');
      scroller?.scrollTo({ top: scroller.scrollHeight });
      await eventually('the last row', () => page.all('tr[aria-rowindex="5001"] th[scope=row]').length > 0);
    });
  },
};

/** Campaigns start collapsed. The emails of a campaign load when it is expanded. */
export const Campaigns: Story = {
  args: { groupBy: 'campaign' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Expand the first campaign', async () => {
      (page.all('tbody button[aria-expanded=false]')[0] as HTMLElement).click();
      await eventually('its emails', () => page.all('tbody button.link').length > 0);
    });
  },
};

/** The endpoint sorts. The previous rows stay, dimmed, until the sorted rows have loaded. */
export const Sorted: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by sent', () => page.sortBy('Sent'));
    await eventually('the order', () => page.header('Sent').getAttribute('aria-sort') === 'descending');
    await page.reaches('ready');
  },
};

/** Rows that have not loaded keep their space. */
export const Waiting: Story = { name: 'Rows that never load', args: { scenario: 'windows-waiting' } };

/** Loaded rows stay. A notice says that rows are missing and offers to try again. */
export const Failing: Story = { name: 'Rows that fail to load', args: { scenario: 'windows-failing' } };
export const Short: Story = { name: 'Missing row in a window', args: { scenario: 'windows-short' } };
export const Repeating: Story = { name: 'Repeated row in a window', args: { scenario: 'windows-repeating' } };

/** The report reloads once. If its data changes again, the rows of that window are marked as failed. */
export const Changing: Story = {
  name: 'Data that changes between windows',
  args: { scenario: 'windows-changing' },
};
