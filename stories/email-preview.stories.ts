import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { appears, press } from './support/reader.ts';
import { playedInDocs, reportIn, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';
import { renderStrictPage, strictPageIn } from './support/strict-page.ts';

/** An email opens over the report when its name is pressed. Nothing of it runs, and nothing is fetched for it. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Email preview',
  parameters: { docs: { story: playedInDocs } },
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
        page.buttons.some((name) => name === 'Try again' || name === 'Show anyway');
      await eventually('the email, or why there is none', isThere);
    });
  },
};
export default meta;

export const Real: Story = { name: 'An email as it was sent', args: { scenario: 'email-real' } };
export const Dark: Story = { name: 'On a dark page', globals: { scheme: 'dark' }, args: { scenario: 'email-dark' } };
export const Phone: Story = {
  name: 'On a phone',
  globals: { viewport: { value: '360' } },
  args: { scenario: 'email-real' },
};
export const PlainText: Story = { name: 'Plain text alone', args: { scenario: 'email-plain-text' } };

/** Over the cap: the text version, and a way to see it all the same. */
export const Huge: Story = { name: 'Huge', args: { scenario: 'email-huge' } };

export const Hostile: Story = { name: 'An email that means harm', args: { scenario: 'email-hostile' } };

/** Pictures from elsewhere are not asked for until the reader wants them. */
export const RemoteImages: Story = { name: 'Pictures from elsewhere', args: { scenario: 'email-remote-images' } };

/** Asked for by the reader, after a plain warning. The address of this picture leads nowhere, so that nobody hears of it. */
export const ImagesAskedFor: Story = {
  name: 'Pictures asked for',
  args: { scenario: 'email-remote-images' },
  play: async (context) => {
    await meta.play?.(context);
    const page = reportIn(context.canvasElement);
    await context.step('Show the images', () => press(page, 'button', 'Show images'));
    await appears(page, 'button', 'Hide images');
    await expect(page.text).toMatch(/The sender may count this as an open\./);
  },
};

/** A page whose policy blocks the email’s styles: the dialog says so. */
export const StrictPolicy: Story = {
  name: 'On a page with a strict policy',
  args: { scenario: 'email-real' },
  render: renderStrictPage,
  play: async ({ canvasElement, step }) => {
    const { page } = await strictPageIn(canvasElement);
    await eventually('the report', () => page.is('ready'));
    await step('Press the first email', () => press(page, 'button', 'Invite'));
    await eventually('the email', () => page.all('[part~=viewer-frame]').length > 0);
    await eventually('the warning', () =>
      page.all('dialog p').some(({ textContent }) => textContent.includes('blocks the email’s styles')),
    );
  },
};

const emailPage = new URL(`${import.meta.env.BASE_URL}email-page.html?email={emailId}`, location.href).href;

/** An endpoint that has a page for each email. */
const withPages: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const answer = await fetch(request);
  return request.url.includes('/report')
    ? Response.json({ ...(await answer.json()), previewPageUrl: decodeURI(emailPage) })
    : answer;
};

/** `preview-mode="page"`: what the endpoint has made of the email. No policy of the host’s keeps its styles out. */
export const AsPage: Story = {
  name: 'As a page of the endpoint',
  args: { scenario: 'email-real', previewMode: 'page', fetcher: withPages },
  play: async (context) => {
    await meta.play?.(context);
    const page = reportIn(context.canvasElement);
    const frame = await eventually(
      'the page',
      () => page.all('[part~=viewer-frame]')[0] as HTMLIFrameElement | undefined,
    );
    await expect(frame.src).toContain('/email-page.html?email=');
  },
};

/** Their names are text, and cannot be pressed. */
export const WithoutPreview: Story = {
  name: 'Emails that cannot be shown',
  args: { scenario: 'without-previews' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('tbody button.link')).toHaveLength(5);
    await expect(page.all('tbody tr[part~=email]')).toHaveLength(8);
  },
};

export const Loading: Story = { name: 'Loading', args: { scenario: 'email-loading' } };
export const Missing: Story = { name: 'Missing', args: { scenario: 'email-missing' } };
export const Forbidden: Story = { name: 'Forbidden', args: { scenario: 'email-forbidden' } };
export const Broken: Story = { name: 'Cannot be read', args: { scenario: 'email-broken' } };
