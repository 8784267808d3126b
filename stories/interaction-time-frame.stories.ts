import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { openTimeFrames, press, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Which days the report is of, what the days select, and in which zone they are days. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Time frame',
  parameters: { docs: { story: playedInDocs } },
};
export default meta;

/** The time frames, open: look at them here. */
export const TimeFrameOpen: Story = {
  name: 'Open',
  play: async ({ canvasElement, args, globals }) => {
    await openTimeFrames(await settled(canvasElement, args, globals));
  },
};

/** Another time frame, chosen from the list. */
export const TimeFrameByName: Story = {
  name: 'A time frame with a name',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Choose the last 90 days', async () => {
      await press(page, 'option', 'Last 90 days');
      await eventually('the time frame', () => page.element.timeFrame === 'last-90-days');
      await page.reaches('ready');
    });
    await expect(page.text).toMatch(/Last 90 days/);
  },
};

/** Two dates, both included. */
export const TimeFrameByDates: Story = {
  name: 'Two dates',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Write two dates', async () => {
      await write(page, 'date', 'From', '2026-09-01');
      await write(page, 'date', 'To', '2026-09-30');
    });
    await step('Apply', () => press(page, 'button', 'Apply'));
    await page.reaches('ready');
    await expect(page.element.timeFrame).toBe('2026-09-01/2026-09-30');
  },
};

/** A date that cannot be: it is said at once, and nothing is asked for. */
export const TimeFrameWrong: Story = {
  name: 'An end before its start',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Write two dates', async () => {
      await write(page, 'date', 'From', '2026-09-30');
      await write(page, 'date', 'To', '2026-09-01');
    });
    await step('Apply', () => press(page, 'button', 'Apply'));
    await expect(page.text).toMatch(/The end date is before the start date\./);
    await expect(page.element.timeFrame).toBe('last-30-days');
  },
};
