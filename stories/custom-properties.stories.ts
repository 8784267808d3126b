import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { cssProperties } from './support/described.ts';
import { reportIn, withoutControls } from './support/report.ts';
import './support/custom-properties-lab.ts';

/** Change every custom property and see the result immediately, then copy the CSS. */
const meta: Meta = { title: 'Start/Custom properties', tags: ['!autodocs'], parameters: withoutControls };
export default meta;

export const CustomProperties: StoryObj = {
  name: 'Custom properties',
  render: (_, { globals }) =>
    html`<custom-properties-lab .scheme=${globals['scheme'] as string}></custom-properties-lab>`,
  play: async ({ canvasElement, step }) => {
    await eventually('the element', () => canvasElement.querySelector('campaign-email-report'));
    const page = reportIn(canvasElement);
    await page.reaches('ready');
    const fields = [...canvasElement.querySelectorAll('input')];
    await expect(new Set(fields.map(({ name }) => name))).toEqual(new Set(cssProperties.map(({ name }) => name)));
    const colours = fields.filter(({ type }) => type === 'color').map(({ value }) => value);
    await step('Change the accent', async () => {
      const accent = fields.find(({ name }) => name === '--cer-accent');
      if (!accent) throw new Error('No field for the accent.');
      accent.value = '#7a1fa2';
      accent.dispatchEvent(new Event('input', { bubbles: true }));
      await expect(page.element.style.getPropertyValue('--cer-accent')).toBe('#7a1fa2');
      await expect(canvasElement.querySelector('output')?.textContent).toContain('--cer-accent: #7a1fa2;');
    });
    await step('Reset to defaults', async () => {
      canvasElement.querySelector<HTMLButtonElement>('button[type=reset]')?.click();
      await expect(page.element.getAttribute('style') ?? '').toBe('');
      await expect(fields.filter(({ type }) => type === 'color').map(({ value }) => value)).toEqual(colours);
    });
  },
};
