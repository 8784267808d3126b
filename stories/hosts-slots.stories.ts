import { html } from 'lit';
import { expect, fn } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { press } from './support/reader.ts';
import { listen, renderReport, reportMeta, say, settled, type ReportMeta, type Story } from './support/report.ts';
import './support/slots.css';

/** What the page puts into the element: its own words, controls and previews, in its own styles. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Slots', args: { scenario: 'fifty' } };
export default meta;

/** Words in place of the title; `heading-level` says which level they are of. */
export const Heading: Story = {
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<span slot="heading"
        >${say(context, 'How our newsletters were received', 'L’accueil de nos lettres d’information')}</span
      >`,
    ),
  play: async ({ canvasElement, args, globals }) => {
    await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('[slot=heading]')?.checkVisibility()).toBe(true);
  },
};

const share = fn();

/** Controls of the page's own, among those of the report. */
export const Toolbar: Story = {
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<button slot="toolbar" type="button" class="own-button" @click=${share}>
        ${say(context, 'Share', 'Partager')}
      </button>`,
    ),
  play: async ({ canvasElement, args, globals, step }) => {
    await settled(canvasElement, args, globals);
    await step('Press the page’s own button', () =>
      canvasElement.querySelector<HTMLButtonElement>('[slot=toolbar]')?.click(),
    );
    await expect(share).toHaveBeenCalledOnce();
    share.mockClear();
  },
};

/** In place of the words where there is nothing to show. */
export const Empty: Story = {
  args: { scenario: 'empty' },
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<div slot="empty" class="own-panel">
        <strong>${say(context, 'No newsletters yet', 'Pas encore de lettre d’information')}</strong>
        <a href="#new">${say(context, 'Write the first one', 'Écrire la première')}</a>
      </div>`,
    ),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('[slot=empty]')?.checkVisibility()).toBe(true);
    await expect(page.all('[part~=panel]').some((panel) => panel.checkVisibility())).toBe(false);
  },
};

/** In place of the words where nothing could be loaded. The page’s button calls `refresh()`. */
export const Error: Story = {
  args: { scenario: 'server-error' },
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<div slot="error" class="own-panel">
        <strong>${say(context, 'Something is wrong at our end', 'Un problème est survenu chez nous')}</strong>
        ${say(context, 'Call 1234, or wait a moment.', 'Appelez le 1234, ou patientez un instant.')}
        <button
          type="button"
          class="own-button"
          @click=${({ target }: Event) => void (target as Element).closest('campaign-email-report')?.refresh()}
        >
          ${say(context, 'Load it again', 'Recharger')}
        </button>
      </div>`,
    ),
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('[part~=panel]').some((panel) => panel.checkVisibility())).toBe(false);
    await step('Load it again', () => canvasElement.querySelector<HTMLButtonElement>('[slot=error] button')?.click());
    await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('[slot=error]')?.checkVisibility()).toBe(true);
  },
};

/** In place of an email, filled when `email-open` fires: nothing is fetched for it. */
export const Preview: Story = {
  render: (args, context) =>
    html`<div
      @email-open=${listen<{ emailName: string }>(({ target, detail }) => {
        const own = target.querySelector('[slot=preview]');
        if (own)
          own.textContent = say(
            context,
            `The page’s own preview of “${detail.emailName}”.`,
            `L’aperçu de «\u00a0${detail.emailName}\u00a0» par la page.`,
          );
      })}
    >
      ${renderReport(args, context, html`<div slot="preview" class="own-panel"></div>`)}
    </div>`,
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Press the first email', () => press(page, 'button', 'Invite'));
    const own = await eventually('the preview', () => canvasElement.querySelector('[slot=preview]') ?? undefined);
    await eventually('it is shown', () => own.checkVisibility());
    await expect(own).toHaveTextContent('Invite');
  },
};
