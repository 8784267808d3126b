import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { cssParts } from './support/described.ts';
import { reportIn, withoutControls } from './support/report.ts';
import { views } from './support/parts-map.ts';

/** The parts that a host can style, highlighted: `campaign-email-report::part(heading)`. */
const meta: Meta = { title: 'Start/Parts', tags: ['!autodocs'], parameters: withoutControls };
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
    await step('Move away', async () => {
      heading?.blur();
      await eventually('other boxes', () => canvasElement.querySelectorAll('.parts-box').length > 5);
    });
  },
};

/** Only for tests: the views of the map show every part. */
export const EveryPart: StoryObj = {
  ...Parts,
  tags: ['!dev'],
  play: async ({ canvasElement, step }) => {
    const buttons = await buttonsOf(canvasElement);
    const present = () => buttons.filter((button) => !button.matches('.absent')).map(nameOf);
    const seen = new Set<string>();
    const select = canvasElement.querySelector('select');
    for (const [index, { label, expectedParts }] of views.entries()) {
      await step(label, async () => {
        if (select) select.selectedIndex = index;
        select?.dispatchEvent(new Event('change'));
        await eventually(`the parts of ${label}`, () => expectedParts.every((part) => present().includes(part)));
        for (const part of present()) seen.add(part);
      });
    }
    await expect(cssParts.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  },
};
