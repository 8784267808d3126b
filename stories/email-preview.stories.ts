import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { appears, press } from './support/reader.ts';
import {
  onlyScenario,
  playedInDocs,
  reportIn,
  reportMeta,
  settled,
  type ReportMeta,
  type Story,
} from './support/report.ts';
import { renderStrictPage, strictPageIn } from './support/strict-page.ts';

/** Clicking the name of an email opens its preview. Its scripts never run, and remote content loads only on request. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Email preview',
  parameters: { docs: { story: playedInDocs } },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Click the first email', async () => {
      const name = await eventually('an email', () => page.all('tbody button.link')[0]);
      (name as HTMLElement).click();
      await eventually('the dialog', () => page.all('dialog').some((dialog) => (dialog as HTMLDialogElement).open));
    });
    await step('Wait for the email', async () => {
      if (args.scenario === 'email-loading') return;
      const isThere = () =>
        page.all('[part~=viewer-frame], [part~=viewer-text]').length > 0 ||
        page.buttons.some((name) => name === 'Try again' || name === 'Show anyway');
      await eventually('the email, or an explanation', isThere);
    });
  },
};
export default meta;

export const Real: Story = { name: 'HTML email', args: { scenario: 'email-real' } };
export const Dark: Story = { name: 'Dark color scheme', globals: { scheme: 'dark' }, args: { scenario: 'email-dark' } };
/** The email has its own dark styles, which the reader can look at. */
export const DarkStyles: Story = {
  name: 'Dark styles of the email',
  args: { scenario: 'email-dark-styles' },
  play: async (context) => {
    await meta.play?.(context);
    const page = reportIn(context.canvasElement);
    const dark = await eventually('the choice', () => page.all('input[value=dark]')[0] as HTMLInputElement | undefined);
    await context.step('Choose Dark', () => dark.click());
  },
};

/** The endpoint only has the current version of the email, and only its editable parts. */
export const Current: Story = { name: 'Current version, in parts', args: { scenario: 'email-current' } };

export const Phone: Story = {
  name: 'Phone',
  globals: { viewport: { value: '360' } },
  args: { scenario: 'email-real' },
};
export const PlainText: Story = { name: 'Plain text only', args: { scenario: 'email-plain-text' } };

/** An email that exceeds the limits: choose between its text and rendering it anyway. */
export const Huge: Story = { name: 'Huge', args: { scenario: 'email-huge' } };

export const Hostile: Story = { name: 'Malicious email', args: { scenario: 'email-hostile' } };

/** Remote images load only on request. */
export const RemoteImages: Story = { name: 'Remote images', args: { scenario: 'email-remote-images' } };

/** The reader loads remote images after a warning. The image of this story has a URL that does not exist. */
export const ImagesAskedFor: Story = {
  name: 'Remote images, loaded',
  args: { scenario: 'email-remote-images' },
  play: async (context) => {
    await meta.play?.(context);
    const page = reportIn(context.canvasElement);
    await context.step('Show the images', () => press(page, 'button', 'Show images'));
    await appears(page, 'button', 'Hide images');
    await expect(page.text).toMatch(/Loading them may count as an open in this report\./);
  },
};

/** A page with a content security policy that blocks the email’s styles. The viewer explains it. */
export const StrictPolicy: Story = {
  name: 'Strict content security policy',
  args: { scenario: 'email-real' },
  parameters: onlyScenario,
  render: renderStrictPage,
  play: async ({ canvasElement, step }) => {
    const { page } = await strictPageIn(canvasElement);
    await eventually('the report', () => page.is('ready'));
    await step('Click the first email', () => press(page, 'button', 'Invite'));
    await eventually('the email', () => page.all('[part~=viewer-frame]').length > 0);
    await eventually('the warning', () =>
      page.all('dialog p').some(({ textContent }) => textContent.includes('blocks the email’s styles')),
    );
  },
};

const emailPage = new URL(`${import.meta.env.BASE_URL}email-page.html?email={emailId}`, location.href).href;

/** An endpoint that offers a separate page for each email. */
const withPages: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const answer = await fetch(request);
  return request.url.includes('/report')
    ? Response.json({ ...(await answer.json()), previewPageUrl: decodeURI(emailPage) })
    : answer;
};

/** With `preview-mode="page"`, the endpoint serves the email, so the host’s policy does not block its styles. */
export const AsPage: Story = {
  name: 'Separate page from the endpoint',
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

/** The names of emails without a preview are not links. */
export const WithoutPreview: Story = {
  name: 'Emails without a preview',
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
export const Broken: Story = { name: 'Invalid', args: { scenario: 'email-broken' } };
