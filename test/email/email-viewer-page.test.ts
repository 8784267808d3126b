import { expect } from 'chai';
import type { EmailResponse } from '../../src/endpoint/email-contract.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { emailResponse, json, ViewerPage } from '../support/viewer-page.ts';

const remote = '<img src="https://images.example/a.png" alt="Chart">';
const pageUrl = `${location.origin}/api/emails/11/preview`;

/** A viewer with `preview-mode="page"` that has loaded its email and has requested its page. */
async function askingForPage(
  email: Partial<EmailResponse> = {},
  previewPageUrl = 'emails/{emailId}/preview',
  properties: ReportProperties = {},
) {
  const viewer = new ViewerPage({ previewMode: 'page', ...properties });
  const head = { previewUrl: 'emails/{emailId}', previewPageUrl };
  (await viewer.endpoint.request(0)).answer(reportResponse(springAndAutumn, head));
  await viewer.page.reaches('ready');
  await viewer.open('Invite');
  (await viewer.endpoint.request(1)).answer(json(emailResponse(email)));
  return { viewer, request: await viewer.endpoint.request(2) };
}

const page = () => new Response('<p>Page</p>', { headers: { 'Content-Type': 'text/html' } });
const status = (code: number) => new Response('', { status: code });

const sourceOf = (viewer: ViewerPage) => viewer.frame?.getAttribute('src');

describe('email preview from a page of the endpoint', () => {
  afterEach(() => ReportPage.clear());

  it('appears in a fully sandboxed iframe once the endpoint confirms that it exists', async () => {
    const { viewer, request } = await askingForPage();
    expect(request.url.href).to.equal(pageUrl);
    expect(viewer.frame).to.equal(undefined);
    request.answer(page());
    await eventually('the frame', () => viewer.frame);
    expect(sourceOf(viewer)).to.equal(pageUrl);
    expect(viewer.frame?.getAttribute('sandbox')).to.equal('');
    expect(viewer.frame?.hasAttribute('srcdoc')).to.equal(false);
  });

  it('is requested without the host’s headers, as an iframe does', async () => {
    const requestInit: RequestInit = { headers: { 'X-Tenant': 'a' }, credentials: 'include' };
    const { request } = await askingForPage({}, undefined, { requestInit, token: () => 'secret' });
    const headers = new Headers(request.init.headers);
    expect([headers.get('X-Tenant'), headers.get('Authorization'), request.init.credentials]).to.deep.equal([
      null,
      null,
      'include',
    ]);
  });

  it('has the address that the email gives, if it gives one', async () => {
    const { viewer, request } = await askingForPage({
      previewPageUrl: 'emails/11/preview?images={images}&signature=a',
    });
    expect(request.url.href).to.equal(`${pageUrl}?images=off&signature=a`);
    request.answer(page());
    await eventually('the frame', () => viewer.frame);
    expect(sourceOf(viewer)).to.equal(`${pageUrl}?images=off&signature=a`);
  });

  it('falls back to a generated document if the endpoint has no such page', async () => {
    const { viewer, request } = await askingForPage();
    request.answer(status(404));
    await viewer.shows('The server has no separate page for this email');
    expect(viewer.frame?.srcdoc).to.include('Come');
  });

  for (const [code, sentence] of [
    [401, 'signed out'],
    [403, 'don’t have access'],
    [422, 'couldn’t send the email'],
  ] as const) {
    it(`shows an error with a retry when the endpoint answers ${code}`, async () => {
      const { viewer, request } = await askingForPage();
      request.answer(status(code));
      await viewer.shows(sentence);
      expect(viewer.frame).to.equal(undefined);
      await viewer.press('Try again');
      (await viewer.endpoint.request(3)).answer(json(emailResponse()));
      (await viewer.endpoint.request(4)).answer(page());
      await eventually('the frame', () => viewer.frame);
    });
  }

  it('shows an error with a retry when a cross-origin page is missing', async () => {
    const { viewer, request } = await askingForPage();
    request.fail(new TypeError('Failed to fetch'));
    await viewer.shows('missing below');
    expect(sourceOf(viewer)).to.equal(pageUrl);
    await viewer.press('Try again');
    (await viewer.endpoint.request(3)).answer(json(emailResponse()));
    (await viewer.endpoint.request(4)).answer(page());
    await eventually('the page', () => sourceOf(viewer) === pageUrl && !viewer.text.includes('missing below'));
  });

  it('shows remote images on request if the endpoint has an address for them', async () => {
    const { viewer, request } = await askingForPage({ html: remote }, 'emails/{emailId}/preview?images={images}');
    request.answer(page());
    await viewer.shows('may count as an open');
    expect(sourceOf(viewer)).to.equal(`${pageUrl}?images=off`);
    await viewer.press('Show images');
    expect(sourceOf(viewer)).to.equal(`${pageUrl}?images=on`);
    await viewer.press('Hide images');
    expect(sourceOf(viewer)).to.equal(`${pageUrl}?images=off`);
  });

  it('does not offer remote images if the endpoint has no address for them', async () => {
    const { viewer, request } = await askingForPage({ html: remote });
    request.answer(page());
    await viewer.shows('Remote images are blocked.');
    expect(() => viewer.button('Show images')).to.throw();
  });

  it('asks before it renders a very large email, then uses a generated document', async () => {
    const { viewer, request } = await askingForPage({ html: '<p>a</p>'.repeat(20_000) });
    request.answer(page());
    await viewer.shows('very large');
    expect(viewer.frame).to.equal(undefined);
    await viewer.press('Show anyway');
    expect(viewer.frame?.srcdoc).to.include('a');
  });
});
