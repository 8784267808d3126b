import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** An endpoint may send a long report window by window, and sort, search and group it itself. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Data/Windows',
  args: { scenario: 'windows', groupBy: 'none', timeFrame: 'all-time' },
};
export default meta;

/** The rows in view are asked for, then their neighbours. */
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

/** Campaigns start closed; the emails of one are asked for when it is opened. */
export const Campaigns: Story = {
  args: { groupBy: 'campaign' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the first', async () => {
      (page.all('tbody [aria-expanded=false]')[0] as HTMLElement).click();
      await eventually('its emails', () => page.all('tbody button.link').length > 0);
    });
  },
};

/** The endpoint sorts: the rows stay, dimmed, until those in the other order are here. */
export const Sorted: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by sent', () => page.sortBy('Sent'));
    await eventually('the order', () => page.header('Sent').getAttribute('aria-sort') === 'descending');
    await page.reaches('ready');
  },
};

/** Rows that are still to come keep their places. */
export const Waiting: Story = { name: 'Rows that are still to come', args: { scenario: 'windows-waiting' } };

/** What came stays, and where rows are missing that is said, with a way to ask again. */
export const Failing: Story = { name: 'Rows that could not be had', args: { scenario: 'windows-failing' } };
export const Short: Story = { name: 'A server that leaves out a row', args: { scenario: 'windows-short' } };
export const Repeating: Story = { name: 'A server that repeats a row', args: { scenario: 'windows-repeating' } };

/** The report is read anew once; where that is of no use, the rows of the window are missing. */
export const Changing: Story = {
  name: 'A server whose data changes on the way',
  args: { scenario: 'windows-changing' },
};
