import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { cssParts } from './support/described.ts';
import { reportIn } from './support/report.ts';
import { looks } from './support/parts-map.ts';

/** What a host's style sheet can reach, drawn over the element: `campaign-email-report::part(heading)`. */
const meta: Meta = { title: 'Start/Parts', tags: ['!autodocs'] };
export default meta;

export const Parts: StoryObj = {
  render: () => html`<parts-map></parts-map>`,
  play: async ({ canvasElement, step }) => {
    await eventually('the element', () => canvasElement.querySelector('campaign-email-report'));
    const page = reportIn(canvasElement);
    await page.reaches('ready');
    const buttons = [...canvasElement.querySelectorAll<HTMLButtonElement>('.parts-list button')];
    await expect(buttons).toHaveLength(cssParts.length);
    const present = () => buttons.filter((button) => !button.matches('.absent')).map((button) => button.querySelector('code')?.textContent ?? '');
    const seen = new Set<string>();
    const select = canvasElement.querySelector('select');
    for (const [index, { words, tells }] of looks.entries()) {
      await step(words, async () => {
        if (select) select.selectedIndex = index;
        select?.dispatchEvent(new Event('change'));
        await eventually(`what tells of ${words}`, () => tells.every((part) => present().includes(part)));
        for (const part of present()) seen.add(part);
      });
    }
    await expect(cssParts.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
    await step('Point at the heading', async () => {
      buttons.find((button) => button.textContent.trim().startsWith('heading'))?.focus();
      await eventually('its box', () => canvasElement.querySelector('.parts-box')?.textContent.trim() === 'heading');
    });
  },
};
