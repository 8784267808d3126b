import { expect } from 'storybook/test';
import { press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Refresh a report, and retry after an error. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Refresh and retry',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** Loads current figures. */
export const Refresh: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Refresh', () => press(page, 'button', 'Refresh'));
    await page.reaches('ready');
  },
};

/** Shows the details of an error, then retries. */
export const TryAgain: Story = {
  name: 'Try again',
  args: { scenario: 'server-error' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the details', async () => {
      (page.all('details')[0] as HTMLDetailsElement).open = true;
      await expect(page.text).toMatch(/The query ran out of memory\./);
    });
    await step('Try again', () => press(page, 'button', 'Try again'));
    await page.reaches('error');
  },
};
