import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect } from 'storybook/test';
import { eventually, ReportPage } from '../test/support/report-page.ts';
import { cssProperties, cssStates, slots, withCode } from './support/described.ts';
import { renderReport, withoutControls, type ReportArgs } from './support/report.ts';
import './support/anatomy.css';
import './support/sheet.css';

const meta: Meta = { title: 'Guides/Anatomy', tags: ['!autodocs'], parameters: withoutControls };
export default meta;

type Context = Parameters<typeof renderReport>[1];

const slotBox = (name: string) => html`<span slot=${name} class="slot-box">slot="${name}"</span>`;

function renderLabelled(label: string | TemplateResult, content: TemplateResult): TemplateResult {
  return html`<div>
    <p>${label}</p>
    <div class="sheet-page">${content}</div>
  </div>`;
}

const descriptionOf = (name: string) => withCode(slots.find((slot) => slot.name === name)?.description ?? '');

/** Each slot with a dashed box. The slot `preview` is in the email viewer. */
export const Slots: StoryObj = {
  render: (_, context) => {
    const { globals } = context as Context;
    const show = (args: ReportArgs, content: TemplateResult) =>
      renderReport(args, { globals: { ...globals, scenario: '' } }, content);
    return html`<div class="sheet">
      ${renderLabelled(
        html`<code>heading</code>: ${descriptionOf('heading')} <code>toolbar</code>: ${descriptionOf('toolbar')}`,
        show({ scenario: 'one-row' }, html`${slotBox('heading')}${slotBox('toolbar')}`),
      )}
      ${renderLabelled(
        html`<code>empty</code>: ${descriptionOf('empty')}`,
        show({ scenario: 'empty' }, slotBox('empty')),
      )}
      ${renderLabelled(
        html`<code>error</code>: ${descriptionOf('error')}`,
        show({ scenario: 'server-error' }, slotBox('error')),
      )}
      ${renderLabelled(
        html`<code>preview</code>: ${descriptionOf('preview')}`,
        show({ scenario: 'one-row' }, slotBox('preview')),
      )}
    </div>`;
  },
  play: async ({ canvasElement }) => {
    for (const name of ['heading', 'toolbar', 'empty', 'error']) {
      await eventually(`the slot ${name}`, () => canvasElement.querySelector(`[slot=${name}]`)?.checkVisibility());
    }
    await expect(slots.map(({ name }) => name)).toEqual(['heading', 'toolbar', 'empty', 'error', 'preview']);
  },
};

const defaults = Object.fromEntries(cssProperties.map(({ name, default: value = '' }) => [name, value]));

const isColor = (value: string) => value !== 'inherit' && CSS.supports('color', value.replace(/var\([^)]*\)/g, 'red'));

function renderSample(name: string, value: string): TemplateResult {
  if (!isColor(value)) return html`<span class="token-size">${value.length > 12 ? '…' : value}</span>`;
  return html`<span class="token-pair" aria-hidden="true">
    ${['light', 'dark'].map(
      (scheme) => html`<span style=${styleMap({ colorScheme: scheme, background: `var(${name})` })}></span>`,
    )}
  </span>`;
}

/** Every custom property with its default. Colors have a value for light pages and one for dark pages. */
export const Tokens: StoryObj = {
  name: 'Custom properties',
  render: () =>
    html`<ul class="tokens" style=${styleMap(defaults)}>
      ${cssProperties.map(
        ({ name, description, default: value = '' }) =>
          html`<li>
            ${renderSample(name, value)}
            <span>
              <code>${name}</code>
              <small>${withCode(description)}</small>
              <small><code>${value}</code></small>
            </span>
          </li>`,
      )}
    </ul>`,
  play: async ({ canvasElement }) => {
    const swatches = [...canvasElement.querySelectorAll('.token-pair > *')];
    const backgrounds = swatches.map((swatch) => getComputedStyle(swatch).backgroundColor);
    await expect(backgrounds.filter((color) => color === 'rgba(0, 0, 0, 0)')).toEqual([]);
  },
};

/** How to reach each state. */
const statesShown: Readonly<Record<string, ReportArgs>> = {
  idle: { scenario: 'fifty', endpoint: '' },
  loading: { scenario: 'loading' },
  refreshing: { scenario: 'refreshing' },
  ready: { scenario: 'one-row' },
  empty: { scenario: 'empty' },
  error: { scenario: 'server-error' },
  incomplete: { scenario: 'incomplete' },
  stale: { scenario: 'stale' },
};

/** The element in each of its states. */
export const States: StoryObj = {
  render: (_, context) =>
    html`<div class="sheet">
      ${cssStates.map(({ name, description }) =>
        renderLabelled(
          html`<code>:state(${name})</code> ${withCode(description)}`,
          renderReport(statesShown[name] ?? { scenario: 'one-row' }, {
            globals: { ...(context as Context).globals, scenario: '' },
          }),
        ),
      )}
    </div>`,
  play: async ({ canvasElement }) => {
    const elements = [...canvasElement.querySelectorAll('campaign-email-report')];
    await expect(elements).toHaveLength(cssStates.length);
    for (const [index, { name }] of cssStates.entries()) {
      const element = elements[index];
      if (element) await new ReportPage(element).reaches(name);
    }
  },
};
