import { html } from 'lit';
import { expect } from 'storybook/test';
import { eventually, ReportPage } from '../test/support/report-page.ts';
import {
  renderReport,
  reportMeta,
  say,
  settled,
  withoutControls,
  type ReportMeta,
  type Story,
} from './support/report.ts';

/** The element in a shadow root, a dialog and a hidden section, and twice on one page. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Containers', args: { scenario: 'fifty' } };
export default meta;

/** Inside a host's shadow root with aggressive styles. */
export const InShadowRoot: Story = {
  name: 'In a shadow root',
  parameters: withoutControls,
  render: () => html`<section class="shadow-host"></section>`,
  play: async ({ canvasElement, globals }) => {
    const host = canvasElement.querySelector('.shadow-host');
    const root = host?.shadowRoot ?? host?.attachShadow({ mode: 'open' });
    if (!root) throw new Error('The shadow host is missing.');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { all: unset } button { color: red !important } td { padding: 40px } campaign-email-report { display: block }',
    );
    root.adoptedStyleSheets = [sheet];
    const page = ReportPage.mount({ lang: String(globals['language']), endpoint: 'scenario/fifty/report' }, root);
    await page.reaches('ready');
  },
};

/** Inside a modal dialog, which Escape closes. */
export const InDialog: Story = {
  name: 'In a dialog',
  render: (args, context) =>
    html`<button
        type="button"
        @click=${({ target }: Event) => ((target as Element).nextElementSibling as HTMLDialogElement).showModal()}
      >
        ${say(context, 'Show the report', 'Afficher le rapport')}
      </button>
      <dialog aria-label=${say(context, 'Report', 'Rapport')} style="inline-size: min(1000px, 90vw)">
        ${renderReport(args, context)}
        <form method="dialog" style="margin-block-start: 16px">
          <button>${say(context, 'Close', 'Fermer')}</button>
        </form>
      </dialog>`,
  play: async ({ canvasElement, args, globals, step }) => {
    await step('Open the dialog', () => canvasElement.querySelector('button')?.click());
    await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('dialog')?.open).toBe(true);
  },
};

/** Loads while hidden, as in an inactive tab, and is laid out when shown. */
export const HiddenAtFirst: Story = {
  name: 'Initially hidden',
  render: (args, context) =>
    html`<details>
      <summary style="min-block-size: 32px">${say(context, 'Show the report', 'Afficher le rapport')}</summary>
      ${renderReport(args, context)}
    </details>`,
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Show it', () => canvasElement.querySelector('summary')?.click());
    await eventually('rows', () => page.names.length > 0);
  },
};

/** Two independent elements on one page. */
export const TwoLanguages: Story = {
  name: 'Two languages side by side',
  render: (args, context) =>
    html`<div style="display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 24px">
      <div lang="en">${renderReport(args, context)}</div>
      <div lang="fr">${renderReport(args, context)}</div>
    </div>`,
  play: async ({ canvasElement }) => {
    const pages = [...canvasElement.querySelectorAll('campaign-email-report')].map(
      (element) => new ReportPage(element),
    );
    await Promise.all(pages.map((page) => page.reaches('ready')));
    await expect(pages.map((page) => page.all('[part=heading]')[0]?.textContent.trim())).toEqual([
      'Campaign email performance',
      expect.stringMatching(/e\u2011mails/i),
    ]);
  },
};
