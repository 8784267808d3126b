import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { cssParts } from './support/described.ts';
import { reportIn } from './support/report.ts';
import './support/parts-map.ts';

/** What a host's style sheet can reach, drawn over the element: `campaign-email-report::part(heading)`. */
const meta: Meta = { title: 'Start/Parts', tags: ['!autodocs'] };
export default meta;

export const Parts: StoryObj = {
  render: () => html`<parts-map></parts-map>`,
  play: async ({ canvasElement, step }) => {
    await eventually('the element', () => canvasElement.querySelector('campaign-email-report'));
    const page = reportIn(canvasElement);
    await page.reaches('ready');
    await step('Point at every part', async () => {
      for (const button of canvasElement.querySelectorAll<HTMLButtonElement>('.parts-list button')) button.focus();
      await expect(canvasElement.querySelectorAll('.parts-list button')).toHaveLength(cssParts.length);
    });
    await step('Point at the heading', async () => {
      canvasElement.querySelector<HTMLButtonElement>('.parts-list button')?.focus();
      await expect(canvasElement.querySelectorAll('.parts-box').length).toBeGreaterThan(0);
    });
  },
};
