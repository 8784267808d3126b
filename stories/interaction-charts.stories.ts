import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Bars and tints in cells compare the figures of a column. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Charts',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** A bar in each cell, on the scale of its column. Sums of campaigns have none. */
export const Bars: Story = { args: { figures: 'show=bars' } };

/** A tint in each cell. */
export const HeatMap: Story = { name: 'Heat map', args: { figures: 'show=heat' } };

/** Both can be chosen in the column selector. */
export const Choice: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the column selector', () => press(page, 'button', 'Columns'));
    const box = await eventually('the choice', () => page.all('.in-cells input')[0] as HTMLInputElement | undefined);
    await step('Show bars', () => box.click());
    await expect(page.element.figures).toBe('show=bars');
  },
};

/** In windows, the scale is that of the emails that have been in view. */
export const Windows: Story = { args: { scenario: 'windows', figures: 'show=bars', groupBy: 'none' } };
