import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { press } from './support/reader.ts';
import {
  listen,
  playedInDocs,
  renderReport,
  reportMeta,
  settled,
  type ReportMeta,
  type Story,
} from './support/report.ts';
import './support/view.css';

/** Shows the current view beside the element. */
const show = listen(({ target }) => {
  const json = target.parentElement?.querySelector('pre');
  if (json) json.textContent = JSON.stringify(target.view, null, 2);
});

/** The reader's choices as plain JSON, which the page can store and restore. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Hosts/View',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
  render: (args, context) =>
    html`<div class="view" @report-load=${show} @view-change=${show}>
      ${renderReport(args, context)}
      <figure class="view-json">
        <figcaption>The property <code>view</code></figcaption>
        <pre tabindex="0" role="region" aria-label="The property view"></pre>
      </figure>
    </div>`,
};
export default meta;

/** A stored view restores the sort order, columns, widths and collapsed campaigns. */
export const Given: Story = {
  name: 'Set by the page',
  args: {
    view: {
      ...{
        version: 1,
        timeFrame: 'last-30-days',
        dateBasis: 'first-sent',
        timeZone: 'Europe/Paris',
        sort: '-clickedRate',
        groupBy: 'campaign',
      },
      ...{ columns: 'emailName,sent,opened,clicked,clickedRate', widths: { emailName: 360, sent: 140 }, search: '' },
      filter: '',
      figures: '',
      campaigns: { open: false, except: ['1001', '1002'] },
    },
  },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.element.view).toEqual(args.view);
    await expect(page.header('Sent').offsetWidth).toBe(140);
    await expect(page.all('tbody button[aria-expanded=true]')).toHaveLength(2);
  },
};

/** Every choice of the reader fires `view-change`. Attributes do not change. */
export const Changed: Story = {
  name: 'Changed by the reader',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by sent', () => page.sortBy('Sent'));
    await step('Collapse all', () => press(page, 'button', 'Collapse all'));
    await eventually('the view', () =>
      /"sort": "-sent"[^]*"open": false/.test(canvasElement.querySelector('pre')?.textContent ?? ''),
    );
    await expect(page.element.hasAttribute('sort')).toBe(false);
  },
};
