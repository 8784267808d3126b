import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** In which order the rows are, and what of them is open. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Sort and groups',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** By one column, and the other way round. */
export const Sort: Story = {
  args: { groupBy: 'none' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by sent, the most first', () => page.sortBy('Sent'));
    await expect(page.header('Sent')).toHaveAttribute('aria-sort', 'descending');
    await step('Once more: the least first', () => page.sortBy('Sent'));
    await expect(page.header('Sent')).toHaveAttribute('aria-sort', 'ascending');
    await expect(page.announcement).toBe('Sorted by Sent (ascending).');
  },
};

/** Shift and click add further columns. */
export const SeveralSorts: Story = {
  name: 'Several sorts',
  args: { groupBy: 'none', sort: '-pending' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Then by clicked', () => page.sortBy('Clicked link', { shiftKey: true }));
    await step('Then by email', () => page.sortBy('Email', { shiftKey: true }));
    await expect(page.element.sort).toMatch(/^-pending,-clicked,-?emailName$/);
  },
};

/** Campaigns with their emails under them, closed and opened. */
export const Groups: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const names = page.names.length;
    await step('Collapse all', () => press(page, 'button', 'Collapse all'));
    await expect(page.names.length).toBeLessThan(names);
    await step('Open the first', async () => {
      (page.all('tbody [aria-expanded=false]')[0] as HTMLElement).click();
      await page.settled();
    });
    await expect(page.all('tbody [aria-expanded=true]')).toHaveLength(1);
  },
};

/** Emails alone, each with its campaign. */
export const WithoutGroups: Story = { name: 'Without groups', args: { groupBy: 'none' } };

/** The other rows, too, in the page, for its own search and for screen readers. */
export const AllRows: Story = {
  name: 'All rows',
  args: { scenario: 'normal', timeFrame: 'all-time', groupBy: 'none' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Show all rows', () => press(page, 'button', 'Show all 400 rows'));
    await eventually('all rows', () => page.names.length === 400);
    await eventually('the way back', () => page.buttons.includes('Show only visible rows'));
  },
};
