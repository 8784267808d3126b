import { html } from 'lit';
import { expect, fn } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { press } from './support/reader.ts';
import { listen, renderReport, reportMeta, say, settled, type ReportMeta, type Story } from './support/report.ts';
import './support/slots.css';

/** Custom titles, controls, messages and previews, with the page's styles. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Slots', args: { scenario: 'fifty' } };
export default meta;

/** Replaces the title. `heading-level` sets its level. */
export const Heading: Story = {
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<span slot="heading">${say(context, 'Newsletter results', 'Résultats de nos newsletters')}</span>`,
    ),
  play: async ({ canvasElement, args, globals }) => {
    await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('[slot=heading]')?.checkVisibility()).toBe(true);
  },
};

const share = fn();

/** Adds custom controls to the toolbar. */
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
    await step('Click the custom button', () =>
      canvasElement.querySelector<HTMLButtonElement>('[slot=toolbar]')?.click(),
    );
    await expect(share).toHaveBeenCalledOnce();
    share.mockClear();
  },
};

/** Replaces the message of an empty report. */
export const Empty: Story = {
  args: { scenario: 'empty' },
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<div slot="empty" class="own-panel">
        <strong>${say(context, 'No newsletters yet', 'Pas encore de newsletter')}</strong>
        <a href="#new">${say(context, 'Write the first one', 'Écrire la première')}</a>
      </div>`,
    ),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('[slot=empty]')?.checkVisibility()).toBe(true);
    await expect(page.all('[part~=panel]').some((panel) => panel.checkVisibility())).toBe(false);
  },
};

/** Replaces the error message. The custom button calls `refresh()`. */
export const Error: Story = {
  args: { scenario: 'server-error' },
  render: (args, context) =>
    renderReport(
      args,
      context,
      html`<div slot="error" class="own-panel">
        <strong>${say(context, 'Something went wrong', 'Un problème est survenu')}</strong>
        ${say(context, 'Call 1234 for help.', 'Appelez le 1234 pour obtenir de l’aide.')}
        <button
          type="button"
          class="own-button"
          @click=${({ target }: Event) => void (target as Element).closest('campaign-email-report')?.refresh()}
        >
          ${say(context, 'Reload', 'Recharger')}
        </button>
      </div>`,
    ),
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('[part~=panel]').some((panel) => panel.checkVisibility())).toBe(false);
    await step('Reload', () => canvasElement.querySelector<HTMLButtonElement>('[slot=error] button')?.click());
    await settled(canvasElement, args, globals);
    await expect(canvasElement.querySelector('[slot=error]')?.checkVisibility()).toBe(true);
  },
};

/** Replaces the email preview. The page fills the slot on `email-open`; the element fetches nothing. */
export const Preview: Story = {
  render: (args, context) =>
    html`<div
      @email-open=${listen<{ emailName: string }>(({ target, detail }) => {
        const own = target.querySelector('[slot=preview]');
        if (own)
          own.textContent = say(
            context,
            `A custom preview of “${detail.emailName}”.`,
            `Aperçu personnalisé de «\u00a0${detail.emailName}\u00a0».`,
          );
      })}
    >
      ${renderReport(args, context, html`<div slot="preview" class="own-panel"></div>`)}
    </div>`,
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click the first email', () => press(page, 'button', 'Invite'));
    const own = await eventually('the preview', () => canvasElement.querySelector('[slot=preview]') ?? undefined);
    await eventually('the preview to be visible', () => own.checkVisibility());
    await expect(own).toHaveTextContent('Invite');
  },
};
