import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { openTimeFrames, press, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Choose the dates, the date basis and the time zone of the report. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Time frame',
  parameters: { docs: { story: playedInDocs } },
};
export default meta;

/** The open time frame picker. */
export const TimeFrameOpen: Story = {
  name: 'Open',
  play: async ({ canvasElement, args, globals }) => {
    await openTimeFrames(await settled(canvasElement, args, globals));
  },
};

/** Choose a named time frame from the list. Its dates are filled in, and Apply requests the report. */
export const TimeFrameByName: Story = {
  name: 'Named time frame',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Choose the last 90 days', () => press(page, 'option', 'Last 90 days'));
    await step('Apply', async () => {
      await press(page, 'button', 'Apply');
      await eventually('the time frame', () => page.element.timeFrame === 'last-90-days');
      await page.reaches('ready');
    });
    await expect(page.text).toMatch(/Last 90 days/);
  },
};

/** Enter a start and an end date, both inclusive. */
export const TimeFrameByDates: Story = {
  name: 'Custom dates',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Enter two dates', async () => {
      await write(page, 'date', 'From', '2026-09-01');
      await write(page, 'date', 'To', '2026-09-30');
    });
    await step('Apply', () => press(page, 'button', 'Apply'));
    await page.reaches('ready');
    await expect(page.element.timeFrame).toBe('2026-09-01/2026-09-30');
  },
};

/** Invalid dates show an error and request nothing. */
export const TimeFrameWrong: Story = {
  name: 'End before start',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the time frames', () => openTimeFrames(page));
    await step('Enter two dates', async () => {
      await write(page, 'date', 'From', '2026-09-30');
      await write(page, 'date', 'To', '2026-09-01');
    });
    await step('Apply', () => press(page, 'button', 'Apply'));
    await expect(page.text).toMatch(/The end date is before the start date\./);
    await expect(page.element.timeFrame).toBe('last-30-days');
  },
};
