import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { elementOf, openTimeFrames } from './support/reader.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** What a reader does, step by step: the Interactions panel plays it again. */
const meta: ReportMeta = { ...reportMeta, title: 'Interaction/By hand', args: { scenario: 'fifty' } };
export default meta;

/** Another time frame, chosen from the list. */
export const TimeFrame: Story = {
  args: { scenario: 'normal' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Choose the last 90 days', async () => {
      elementOf(page, '[role=option]', 'Last 90 days').click();
      await eventually('the time frame', () => page.element.timeFrame === 'last-90-days');
      await page.reaches('ready');
    });
    await expect(page.text).toMatch(/Last 90 days/);
  },
};

/** The time frames, open: look at them here. */
export const TimeFrameOpen: Story = {
  args: { scenario: 'normal' },
  play: async ({ canvasElement, args, globals }) => {
    await openTimeFrames(await settled(canvasElement, args, globals));
  },
};

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
    await step('Close all campaigns', () => page.press('Close all campaigns'));
    await expect(page.names.length).toBeLessThan(names);
    await step('Open the first', async () => {
      (page.all('tbody [aria-expanded=false]')[0] as HTMLElement).click();
      await page.settled();
    });
    await expect(page.all('tbody [aria-expanded=true]')).toHaveLength(1);
  },
};

/** Emails alone, each with its campaign. */
export const WithoutGroups: Story = { args: { groupBy: 'none' } };

/** The host chooses the columns. */
export const ColumnsOfTheHost: Story = { args: { columns: 'emailName,sent,humanOpened,humanOpenedRate,humanClicked,humanClickedRate' } };

/** Newer figures, asked for by the reader. */
export const Refresh: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Refresh', () => page.press('Refresh'));
    await page.reaches('ready');
  },
};

/** An error, its details, and another try. */
export const TryAgain: Story = {
  args: { scenario: 'server-error' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the details', async () => {
      (page.all('details')[0] as HTMLDetailsElement).open = true;
      await expect(page.text).toMatch(/The query ran out of memory\./);
    });
    await step('Try again', () => page.press('Try again'));
    await page.reaches('error');
  },
};
