import { html } from 'lit';
import { expect } from 'storybook/test';
import type { CampaignEmailReport } from '../src/index.ts';
import { eventually } from '../test/support/report-page.ts';
import {
  playedInDocs,
  renderReport,
  reportIn,
  reportMeta,
  say,
  settled,
  type ReportMeta,
  type Story,
} from './support/report.ts';
import './support/slots.css';

/** Methods that a page calls, here from its button. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Hosts/Methods',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** Returns a click listener that calls a method of the element. */
const withElement = (call: (element: CampaignEmailReport) => void) => (event: Event) => {
  const page = (event.target as Element).closest('.methods');
  if (page) call(reportIn(page).element);
};

/** `openEmail` opens an email by its ids, even if its campaign is collapsed. */
export const OpenEmail: Story = {
  name: 'Open an email',
  render: (args, context) =>
    html`<div class="methods">
      <p>
        <button type="button" class="own-button" @click=${withElement((element) => element.openEmail('1001', '50001'))}>
          ${say(context, 'Open the first email', 'Ouvrir le premier e\u2011mail')}
        </button>
      </p>
      ${renderReport(args, context)}
    </div>`,
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click the button of the page', () => canvasElement.querySelector<HTMLButtonElement>('button')?.click());
    await eventually('the viewer', () => page.all('dialog').some((dialog) => dialog.matches(':modal')));
    await expect(page.all('dialog [part~=viewer-title]').length).toBeGreaterThan(0);
  },
};
