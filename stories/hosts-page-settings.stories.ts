import { html } from 'lit';
import { expect } from 'storybook/test';
import { openTimeFrames } from './support/reader.ts';
import { renderReport, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';
import './support/forced-colors.css';

/** The element follows the language, color scheme, direction and width of its page. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Page settings', args: { scenario: 'fifty' } };
export default meta;

export const Dark: Story = { globals: { scheme: 'dark' } };

/** Forced colors mode, such as a Windows contrast theme. Selected options still differ from others. */
export const ForcedColors: Story = {
  name: 'Forced colors',
  render: (args, context) =>
    html`<p class="without-forced-colors">
        <strong>Forced colors are off.</strong> To turn them on, use “Emulate CSS media feature forced-colors” in the
        Rendering tab of the developer tools in Chrome or Edge, or a contrast theme in Windows.
      </p>
      <p class="with-forced-colors"><strong>Forced colors are on.</strong></p>
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

/** The host replaces some texts. */
export const Texts: Story = {
  args: { messages: { title: 'Newsletter results', columns: { sent: 'Mailed', delivered: 'Arrived' } } },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await page.shows('Mailed');
    await expect(page.all('[part=heading]')[0]).toHaveTextContent('Newsletter results');
  },
};

/** The host lists the controls of the toolbar. */
export const Controls: Story = {
  name: 'Toolbar controls',
  args: { controls: 'search columns' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('[part~=columns-button]')).toHaveLength(1);
    await expect(page.all('[part~=time-frame-button], [part~=refresh]')).toHaveLength(0);
  },
};

/** A right-to-left page mirrors the table. */
export const RightToLeft: Story = { name: 'Right-to-left page', globals: { direction: 'rtl' } };

export const Width360: Story = { name: '360 px', globals: { viewport: { value: '360' } } };
export const Width320: Story = { name: '320 px', globals: { viewport: { value: '320' } } };
