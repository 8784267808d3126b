import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ReportPage } from '../test/support/report-page.ts';
import type { ScenarioId } from '../src/testing/testing.ts';
import { renderReport, withoutControls, type ReportArgs } from './support/report.ts';
import './support/sheet.css';

interface Entry extends Partial<ReportArgs> {
  readonly label: string;
  /** The expected state. */
  readonly state: string;
}

const fails = (label: string, scenario: ScenarioId): Entry => ({ label, scenario, state: 'error' });

const entries: readonly Entry[] = [
  { label: 'Idle', endpoint: '', state: 'idle' },
  { label: 'Loading', scenario: 'loading', state: 'loading' },
  { label: 'Streaming', scenario: 'half-way', state: 'refreshing' },
  { label: 'Ready', scenario: 'fifty', state: 'ready' },
  { label: 'Empty', scenario: 'empty', state: 'empty' },
  { label: 'Refreshing', scenario: 'refreshing', state: 'refreshing' },
  { label: 'Stale', scenario: 'stale', state: 'stale' },
  { label: 'Incomplete', scenario: 'incomplete', state: 'incomplete' },
  { label: 'Waiting to retry', scenario: 'too-many-requests', state: 'loading' },
  fails('Not signed in', 'sign-in'),
  fails('Not allowed', 'forbidden'),
  fails('Server error', 'server-error'),
  fails('No connection', 'network'),
  fails('Contract error', 'breach-count-as-text'),
];

/** All states of the element, in light and dark color schemes. */
const meta: Meta = {
  title: 'States/All states',
  tags: ['!autodocs'],
  parameters: withoutControls,
  render: (_, context) =>
    html`<div class="sheet">
      ${entries.map(
        ({ label, ...args }) =>
          html`<h2 class="sheet-label">${label}</h2>
            ${['light', 'dark'].map(
              (scheme) =>
                html`<div class="sheet-page" style="color-scheme: ${scheme}">
                  ${renderReport({ scenario: 'normal', ...args }, { globals: { ...context.globals, scenario: '' } })}
                </div>`,
            )}`,
      )}
    </div>`,
  play: async ({ canvasElement }) => {
    for (const [index, element] of canvasElement.querySelectorAll('campaign-email-report').entries()) {
      await new ReportPage(element).reaches(entries[index >> 1]?.state ?? '');
    }
  },
};
export default meta;

export const AllStates: StoryObj = { name: 'All states' };
