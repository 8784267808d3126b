import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { appears, openTimeFrames } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/**
 * Each figure with its difference to another period. An arrow marks a difference of a rate that is unlikely to be chance. Rates
 * whose difference may be chance have “no clear change”, equal ones “=”.
 */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Comparison',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'compared', dateBasis: 'sent', figures: 'compare=previous-period' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await eventually('the differences', () => page.all('tbody td[data-extra]').length > 0);
  },
};
export default meta;

/** Emails that are only in this period are marked as new. The line above the table counts those that are only in the other one. */
export const PreviousPeriod: Story = { name: 'Previous period' };

/** Emails of few people: most differences cannot be told. */
export const SmallSends: Story = { name: 'Small sends', args: { filter: 'sent<100', groupBy: 'none' } };

/** The compared period has no emails: a note says so. */
export const EmptyPeriod: Story = {
  name: 'Empty period',
  args: { scenario: 'fifty', figures: 'compare=previous-year' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await page.shows('There are no emails in the compared period.');
  },
};

/** Intervals and differences together. */
export const WithIntervals: Story = {
  name: 'With intervals',
  args: { figures: 'compare=previous-period;show=intervals' },
};

/** Readers choose the period in the time frame picker. */
export const Choice: Story = {
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openTimeFrames(page);
    const field = (await appears(page, 'combobox', 'Compare with')) as HTMLSelectElement;
    await expect(field.value).toBe('previous-period');
  },
};

/** On a phone, the notes about the comparison are closed, so that the first rows are in view. */
export const Phone: Story = {
  globals: { viewport: { value: '360' } },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const button = await eventually('the button', () => page.all('.about button')[0] as HTMLElement | undefined);
    await expect(button).toHaveAttribute('aria-expanded', 'false');
    await step('Open the notes', () => button.click());
    await eventually('the open notes', () => button.ariaExpanded === 'true');
  },
};
