import { eventually } from '../test/support/report-page.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** An email opens over the report when its name is pressed. Nothing of it runs, and nothing is fetched for it. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Email preview',
  parameters: { docs: { story: { inline: false, height: '640px', autoplay: true } } },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Press the first email', async () => {
      const name = await eventually('an email', () => page.all('tbody button.link')[0]);
      (name as HTMLElement).click();
      await eventually('the dialog', () => page.all('dialog').some((dialog) => (dialog as HTMLDialogElement).open));
    });
    await step('Wait for what comes of it', async () => {
      if (args.scenario === 'email-loading') return;
      const isThere = () =>
        page.all('[part~=viewer-frame], [part~=viewer-text]').length > 0 ||
        page.buttons.some((name) => name === 'Try again' || name === 'Show it anyway');
      await eventually('the email, or why there is none', isThere);
    });
  },
};
export default meta;

export const Real: Story = { name: 'An email as it was sent', args: { scenario: 'email-real' } };
export const Dark: Story = { name: 'On a dark page', globals: { scheme: 'dark' }, args: { scenario: 'email-dark' } };
export const Phone: Story = { name: 'On a phone', globals: { width: '360' }, args: { scenario: 'email-real' } };
export const PlainText: Story = { name: 'Plain text alone', args: { scenario: 'email-plain-text' } };

/** Over the cap: the text version, and a way to see it all the same. */
export const Huge: Story = { name: 'Huge', args: { scenario: 'email-huge' } };

export const Hostile: Story = { name: 'An email that means harm', args: { scenario: 'email-hostile' } };

/** Pictures from elsewhere are not asked for until the reader wants them. */
export const RemoteImages: Story = { name: 'Pictures from elsewhere', args: { scenario: 'email-remote-images' } };

export const Loading: Story = { name: 'Loading', args: { scenario: 'email-loading' } };
export const Missing: Story = { name: 'Missing', args: { scenario: 'email-missing' } };
export const Forbidden: Story = { name: 'Forbidden', args: { scenario: 'email-forbidden' } };
export const Broken: Story = { name: 'Cannot be read', args: { scenario: 'email-broken' } };
