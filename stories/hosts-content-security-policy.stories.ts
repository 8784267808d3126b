import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { onlyScenario, reportMeta, type ReportMeta, type Story } from './support/report.ts';
import { renderStrictPage, strictPageIn } from './support/strict-page.ts';

/** A page with a strict content security policy and Trusted Types. For an email, see Interaction / Email preview. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Hosts/Content security policy',
  args: { scenario: 'fifty' },
  parameters: onlyScenario,
  render: renderStrictPage,
};
export default meta;

/** The report loads, sorts and opens its popovers without violating the policy. */
export const StrictPolicy: Story = {
  name: 'Strict policy',
  play: async ({ canvasElement, step }) => {
    const { page, violations } = await strictPageIn(canvasElement);
    await eventually('the report', () => page.is('ready'));
    await step('Sort by sent', () => page.sortBy('Sent'));
    await eventually('the order', () => page.header('Sent').getAttribute('aria-sort') === 'descending');
    await step('Open the columns', async () => {
      const button = await eventually('the button', () => page.all('[part~=columns-button]')[0]);
      (button as HTMLElement).click();
      await eventually('the columns', () => page.all('[type=checkbox]').length > 20);
    });
    await expect(violations()).toEqual([]);
  },
};
