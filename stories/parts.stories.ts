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

async function buttonsOf(canvas: HTMLElement): Promise<HTMLButtonElement[]> {
  await eventually('the element', () => canvas.querySelector('campaign-email-report'));
  await reportIn(canvas).reaches('ready');
  return [...canvas.querySelectorAll<HTMLButtonElement>('.parts-list button')];
}

const nameOf = (button: HTMLButtonElement) => button.querySelector('code')?.textContent ?? '';

export const Parts: StoryObj = {
  render: () => html`<parts-map></parts-map>`,
  play: async ({ canvasElement, step }) => {
    const buttons = await buttonsOf(canvasElement);
    await expect(buttons).toHaveLength(cssParts.length);
    const heading = buttons.find((button) => nameOf(button) === 'heading');
    await step('Point at the heading', async () => {
      heading?.focus();
      await eventually('its box', () => canvasElement.querySelector('.parts-box')?.textContent.trim() === 'heading');
    });
    await step('Point elsewhere', async () => {
      heading?.blur();
      await eventually('other boxes', () => canvasElement.querySelectorAll('.parts-box').length > 5);
    });
  },
};

/** For the tests alone: whatever part there is can be pointed at. */
export const EveryPart: StoryObj = {
  ...Parts,
  tags: ['!dev'],
  play: async ({ canvasElement, step }) => {
    const buttons = await buttonsOf(canvasElement);
    const present = () => buttons.filter((button) => !button.matches('.absent')).map(nameOf);
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
  },
};
