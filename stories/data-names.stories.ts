import { expect } from 'storybook/test';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** A name may be anything. */
const meta: ReportMeta = { ...reportMeta, title: 'Data/Names' };
export default meta;

/** Markup, right-to-left overrides, emoji, control characters: all of it is text, and none leaves its cell. */
export const HostileNames: Story = {
  name: 'Hostile names',
  args: { scenario: 'hostile-names' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('tbody img, tbody script, tbody b')).toHaveLength(0);
  },
};

/** Up to 10,000 characters, with and without places to break them. */
export const LongNames: Story = { name: 'Long names', args: { scenario: 'long-names' } };

/** Rows are told apart by their ids. */
export const DuplicateNames: Story = { name: 'Duplicate names', args: { scenario: 'duplicate-names' } };
