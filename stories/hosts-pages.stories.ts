import { expect } from 'storybook/test';
import { openTimeFrames } from './support/reader.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** The language, the colours, the direction and the width are the page's. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Pages', args: { scenario: 'fifty' } };
export default meta;

export const French: Story = { globals: { language: 'fr' } };
export const Dark: Story = { globals: { scheme: 'dark' } };

/**
 * The reader’s own few colours, which a page cannot set: Windows has them as contrast themes, and the developer tools of
 * Chromium under Rendering, “Emulate CSS media feature forced-colors”. What is chosen still differs from what is not.
 */
export const ForcedColours: Story = {
  name: 'Forced colours',
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openTimeFrames(page);
    if (!matchMedia('(forced-colors: active)').matches) return;
    const looks = page.all('[role=option]').map((option) => {
      const { backgroundColor, borderColor, outlineStyle } = getComputedStyle(option);
      return { isSelected: option.getAttribute('aria-selected') === 'true', look: [backgroundColor, borderColor, outlineStyle].join() };
    });
    const selected = looks.find(({ isSelected }) => isSelected)?.look;
    await expect(looks.filter(({ look }) => look === selected)).toHaveLength(1);
  },
};

/** The page, and with it the table, from right to left; figures stay as they are. */
export const RightToLeft: Story = { name: 'Right-to-left page', globals: { direction: 'rtl' }, args: { scenario: 'hostile-names' } };

export const Width360: Story = { name: '360 px', globals: { width: '360' } };
export const Width320: Story = { name: '320 px', globals: { width: '320' } };
