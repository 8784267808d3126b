import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { appears, press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Sort by one or more columns, and expand and collapse campaigns. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Sorting and grouping',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** Click a column header to sort by it, and again to reverse the order. */
export const Sort: Story = {
  args: { groupBy: 'none' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by sent, descending', () => page.sortBy('Sent'));
    await expect(page.header('Sent')).toHaveAttribute('aria-sort', 'descending');
    await step('Sort by sent, ascending', () => page.sortBy('Sent'));
    await expect(page.header('Sent')).toHaveAttribute('aria-sort', 'ascending');
    await expect(page.announcement).toBe('Sorted by Sent (ascending).');
  },
};

/** The menu of a rate sorts emails by the rate that they can be trusted to have. Each cell shows it after ≥. */
export const CautiousSort: Story = {
  name: 'By cautious value',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await page.enterTable();
    await step('Open the menu of % clicked', () => {
      page.header('% clicked').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    });
    await step('Choose the cautious value', () => press(page, 'menuitem', 'Sort emails by cautious value'));
    await eventually('the lower ends', () => page.all('tbody td[data-extra^="≥"]').length > 0);
    await expect(page.element.sort).toBe('-clickedRate.low');
    await expect(page.element.groupBy).toBe('none');
  },
};

/** Sorted by a rate, a note offers the cautious value. Then it explains ≥, and groups by campaign again. */
export const CautiousNote: Story = {
  name: 'Note about chance',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by % clicked', () => page.sortBy('% clicked'));
    await step('Choose the cautious value', () => press(page, 'button', 'Sort emails by cautious value'));
    await eventually('the lower ends', () => page.all('tbody td[data-extra^="≥"]').length > 0);
    await expect(page.element.sort).toBe('-clickedRate.low');
    await appears(page, 'button', 'Group by campaign');
  },
};

/** Shift-click adds sort columns. */
export const SeveralSorts: Story = {
  name: 'Sort by several columns',
  args: { groupBy: 'none', sort: '-pending' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Then by clicked', () => page.sortBy('Clicked link', { shiftKey: true }));
    await step('Then by email', () => page.sortBy('Email', { shiftKey: true }));
    await expect(page.element.sort).toMatch(/^-pending,-clicked,-?emailName$/);
  },
};

/** Collapse all campaigns, then expand the first. */
export const Groups: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const names = page.names.length;
    await step('Collapse all', () => press(page, 'button', 'Collapse all'));
    await expect(page.names.length).toBeLessThan(names);
    await step('Expand the first campaign', async () => {
      (page.all('tbody button[aria-expanded=false]')[0] as HTMLElement).click();
      await page.settled();
    });
    await expect(page.all('tbody button[aria-expanded=true]')).toHaveLength(1);
  },
};

/** Emails without campaign rows. The campaign is a column. */
export const WithoutGroups: Story = { name: 'No grouping', args: { groupBy: 'none' } };

/** Adds all rows to the document, for find in page and screen readers. */
export const AllRows: Story = {
  name: 'All rows',
  args: { scenario: 'normal', timeFrame: 'all-time', groupBy: 'none' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Find in all rows', () => press(page, 'button', 'Find in all 400 rows with Ctrl+F'));
    await eventually('all rows', () => page.names.length === 400);
    await eventually('the button to undo it', () => page.buttons.includes('Include only visible rows'));
  },
};
