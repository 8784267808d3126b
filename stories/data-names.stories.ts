import { expect } from 'storybook/test';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Names are plain text of any length. */
const meta: ReportMeta = { ...reportMeta, title: 'Data/Names' };
export default meta;

/** Markup, right-to-left overrides, emoji and control characters are shown as text and stay inside their cell. */
export const HostileNames: Story = {
  name: 'Malicious names',
  args: { scenario: 'hostile-names' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('tbody img, tbody script, tbody b')).toHaveLength(0);
  },
};

/** Up to 10,000 characters, with and without line break opportunities. */
export const LongNames: Story = { name: 'Long names', args: { scenario: 'long-names' } };

/** Rows are identified by their ids, not by their names. */
export const DuplicateNames: Story = { name: 'Duplicate names', args: { scenario: 'duplicate-names' } };
