import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { appears } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Clicking a figure explains it: the calculation, its uncertainty, and the steps from the activity log to the figure. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Explain figures',
  parameters: { docs: { story: { ...playedInDocs, height: '720px' } } },
  args: { scenario: 'fifty' },
};
export default meta;

/** Clicks the figure in a row and in the column with a label. */
async function explain(page: ReportPage, label: string, row = 'tbody tr:not(.campaign, .spacer)'): Promise<string> {
  const column = page.headers.indexOf(page.header(label));
  const found = await eventually('a row', () => page.all(row)[0] as HTMLTableRowElement | undefined);
  found.cells[column]?.click();
  const panel = await eventually('the panel', () =>
    page.all('[role=dialog]').find((dialog) => dialog.matches(':popover-open')),
  );
  await eventually('the explanation', () => !panel.textContent.includes('Loading the steps'));
  return panel.textContent;
}

/** The calculation, its 95 % confidence interval, and how both counts came about. */
export const Rate: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click a figure in % clicked', async () => {
      const text = await explain(page, '% clicked');
      await expect(text).toContain('95% confidence interval');
      await expect(text).toContain('Click Email activities were logged.');
    });
  },
};

/** Opens that were logged, opens inferred from clicks, bots by pattern, and privacy proxies. */
export const Opens: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click a figure in Opened', async () => {
      await expect(await explain(page, 'Opened')).toContain('inferred');
    });
  },
};

/** The explanation of the endpoint does not add up to the figure: its steps are not shown. */
export const Contradictory: Story = {
  args: { scenario: 'explanations-differing' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click a figure in Opened', async () => {
      await expect(await explain(page, 'Opened')).toContain('doesn’t add up to this figure');
    });
  },
};

/** Of which emails a total is the sum. Its steps are the sums of theirs. */
export const Total: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click the total of % opened', async () => {
      const text = await explain(page, '% opened', 'tfoot tr');
      await expect(text).toContain('The sum of 50 emails.');
      await expect(text).toContain('opens are inferred: the person clicked or unsubscribed.');
    });
  },
};

/** The total of a report that loads page by page: the endpoint explains the sum. */
export const TotalOfWindows: Story = {
  args: { scenario: 'windows' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click the total of Opened', async () => {
      await expect(await explain(page, 'Opened', 'tfoot tr')).toContain('Open Email activities were logged.');
    });
  },
};

/** Without explanations of the endpoint: the calculation and the definition. */
export const Unexplained: Story = {
  args: { scenario: 'explanations-missing' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click a figure in % clicked', async () => {
      await expect(await explain(page, '% clicked', 'tbody tr.campaign')).not.toContain('were logged');
    });
  },
};

export const Phone: Story = {
  globals: { viewport: { value: '360' } },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await explain(page, '% clicked');
    await appears(page, 'button', 'Copy as text');
  },
};
