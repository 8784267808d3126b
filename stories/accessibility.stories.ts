import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually } from '../test/support/waiting.ts';
import { openTimeFrames } from './support/reader.ts';
import { renderReport, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

const meta: ReportMeta = {
  ...reportMeta,
  title: 'Guides/Accessibility and keyboard',
  tags: ['!autodocs'],
  args: { scenario: 'fifty' },
};
export default meta;

/** The text spacing that WCAG 1.4.12 lets a reader set. Columns widen, and nothing is cut. */
export const TextSpacing: Story = {
  name: 'Text spacing',
  render: (args, context) =>
    html`<div style="line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em">
      ${renderReport(args, context)}
    </div>`,
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const isCut = (cell: Element) => cell.scrollWidth > cell.clientWidth;
    // The columns widen in the frame after the first rows.
    await eventually('cells that fit', () => !page.all('tbody td, tfoot td').some(isCut));
  },
};

/** A zoom of 400 % on a window of 1,280 px: the time frame picker fits into 320 px. */
export const Zoomed: Story = {
  name: 'Time frame at 320 px',
  globals: { viewport: { value: '320' } },
  play: async ({ canvasElement, args, globals }) => openTimeFrames(await settled(canvasElement, args, globals)),
};

/** The report is invalid: the error lists the problems, within the width of the report. */
export const ContractError: Story = {
  name: 'Contract error at 320 px',
  globals: { viewport: { value: '320' } },
  args: { scenario: 'breach-everywhere' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the details', () => (page.all('details summary')[0] as HTMLElement | undefined)?.click());
    const { right } = page.element.getBoundingClientRect();
    const outside = page.all('details *').filter((element) => element.getBoundingClientRect().right > right);
    await expect(outside.map(({ textContent }) => textContent)).toEqual([]);
  },
};
