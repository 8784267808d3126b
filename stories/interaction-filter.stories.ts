import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { appears, press, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Filter by campaigns and folders, archived campaigns, figures and dates. Each condition is a chip above the table. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Filter',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

async function openFilter(page: ReportPage): Promise<void> {
  await press(page, 'button', 'Filter');
  await appears(page, 'tree', 'Campaigns and folders');
}

/** Folders and campaigns, archived campaigns, figures and dates, and the grouping. */
export const FilterPanel: Story = {
  name: 'Filter',
  play: async ({ canvasElement, args, globals }) => {
    await openFilter(await settled(canvasElement, args, globals));
  },
};

/** A condition applies as soon as its value is complete. */
export const Figures: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the filter', () => openFilter(page));
    await step('Sent is at least 300', () => write(page, 'textbox', 'Value', '300'));
    await eventually('the condition', () => page.element.filter === 'sent>=300');
  },
};

/** Each chip names a condition, and removes it on a click. The line above the table states the coverage. */
export const Chips: Story = {
  args: { filter: 'folder=/EMEA;archived=exclude;delivered>=200;personOpened>=1' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await eventually('the chips', () => page.all('[part=filter-chip]').length === 4);
    await expect(page.text).toContain('no effect: not in this report');
  },
};

/** A filter that no email meets can be cleared. */
export const NothingLeft: Story = {
  name: 'Nothing left',
  args: { filter: 'sent>=100000000' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.text).toContain('No emails match the filter.');
  },
};

/** Only the lines in view of the tree are in the document. */
export const TenThousandCampaigns: Story = {
  name: 'Tree of 10,000 campaigns',
  args: { scenario: 'ten-thousand' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openFilter(page);
    await expect(page.all('[role=treeitem]').length).toBeLessThan(60);
  },
};
