import { html } from 'lit';
import { expect } from 'storybook/test';
import { openTimeFrames } from './support/reader.ts';
import { renderReport, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';
import './support/forced-colours.css';

/** The language, the colours, the direction and the width are the page's. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Pages', args: { scenario: 'fifty' } };
export default meta;

export const French: Story = { globals: { language: 'fr' } };
export const Dark: Story = { globals: { scheme: 'dark' } };

/** The reader’s own few colours, which a page cannot set. What is chosen still differs from what is not. */
export const ForcedColours: Story = {
  name: 'Forced colours',
  render: (args, context) =>
    html`<p class="without-forced-colours">
        <strong>Colours are not forced now.</strong> To see them: the developer tools of Chrome or Edge, under
        Rendering, “Emulate CSS media feature forced-colors”; or Windows, under Settings, Accessibility, Contrast
        themes.
      </p>
      <p class="with-forced-colours"><strong>Colours are forced now:</strong> these are the reader’s own.</p>
      ${renderReport(args, context)}`,
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await openTimeFrames(page);
    if (!matchMedia('(forced-colors: active)').matches) return;
    const looks = page.all('[role=option]').map((option) => {
      const { backgroundColor, borderColor, outlineStyle } = getComputedStyle(option);
      return {
        isSelected: option.getAttribute('aria-selected') === 'true',
        look: [backgroundColor, borderColor, outlineStyle].join(),
      };
    });
    const selected = looks.find(({ isSelected }) => isSelected)?.look;
    await expect(looks.filter(({ look }) => look === selected)).toHaveLength(1);
  },
};

/** The page, and with it the table, from right to left; figures stay as they are. */
export const RightToLeft: Story = { name: 'Right-to-left page', globals: { direction: 'rtl' } };

export const Width360: Story = { name: '360 px', globals: { viewport: { value: '360' } } };
export const Width320: Story = { name: '320 px', globals: { viewport: { value: '320' } } };
