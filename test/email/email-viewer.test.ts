import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { EmailLinkDetail, EmailOpenDetail } from '../../src/index.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { emailResponse, json, ViewerPage } from '../support/viewer-page.ts';
import { pendingTasks } from '../support/waiting.ts';

const dark = '<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style><p>Hello</p>';
const remote = '<p>Hello</p><img src="https://images.example/a.png" alt="A picture">';

/** Runs `use` with a fake clipboard, and returns the copied texts. */
async function withClipboard(end: Promise<void>, work: (copied: readonly string[]) => Promise<void>): Promise<void> {
  const copied: string[] = [];
  end.catch(() => undefined);
  const writeText = (text: string) => {
    copied.push(text);
    return end;
  };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  try {
    await work(copied);
  } finally {
    Reflect.deleteProperty(navigator, 'clipboard');
  }
}

describe('email viewer', () => {
  afterEach(() => ReportPage.clear());

  it('fires email-open with the email and its counts before it fetches', async () => {
    const viewer = await ViewerPage.ready({}, [reportRow({ humanOpened: null, humanClicked: null })]);
    const heard: { detail: EmailOpenDetail; requests: number }[] = [];
    viewer.page.element.addEventListener('email-open', ({ detail }) => {
      heard.push({ detail, requests: viewer.requests.length });
    });
    await viewer.open('Invite');
    const counts = { sent: 1000, delivered: 950, hardBounced: 10, softBounced: 20, pending: 15, aborted: 5 };
    expect(heard).to.deep.equal([
      {
        detail: {
          campaignId: '1',
          emailId: '11',
          emailName: 'Invite',
          counts: { ...counts, opened: 400, clicked: 80, unsubscribed: 3 },
        },
        requests: 1,
      },
    ]);
    expect((await viewer.endpoint.request(1)).url.pathname).to.equal('/api/emails/11');
  });

  it('neither opens nor fetches if the host cancels email-open', async () => {
    const viewer = await ViewerPage.ready();
    viewer.page.element.addEventListener('email-open', (event) => event.preventDefault());
    await viewer.page.press('Invite');
    await pendingTasks();
    expect(viewer.isOpen).to.equal(false);
    expect(viewer.requests).to.have.length(1);
  });

  it('shows the last of several emails that were clicked while it loads', async () => {
    const viewer = await ViewerPage.ready();
    viewer.page.button('Invite').click();
    viewer.page.button('Reminder').click();
    await eventually('the viewer', () => viewer.isOpen);
    expect(viewer.title).to.equal('Reminder');
    expect((await viewer.endpoint.request(1)).url.pathname).to.equal('/api/emails/12');
    expect(viewer.requests).to.have.length(2);
  });

  it('shows the slotted preview of the host and does not fetch', async () => {
    const viewer = await ViewerPage.ready();
    viewer.page.element.addEventListener('email-open', ({ detail }) => {
      viewer.page.element.innerHTML = `<p slot="preview">Our preview of ${detail.emailName}</p>`;
    });
    await viewer.open('Reminder');
    const own = viewer.page.element.querySelector('p');
    expect(own?.checkVisibility()).to.equal(true);
    expect(own?.textContent).to.equal('Our preview of Reminder');
    const stage = own?.assignedSlot?.assignedSlot?.parentElement;
    expect(getComputedStyle(stage as Element).padding).to.equal('48px 24px');
    expect(viewer.title).to.equal('Reminder');
    expect(viewer.requests).to.have.length(1);
  });

  it('renders the name as plain text if there is no preview', async () => {
    const viewer = new ViewerPage();
    const rows = [reportRow({ hasPreview: false }), reportRow({ emailId: '12', emailName: 'Reminder' })];
    (await viewer.endpoint.request(0)).answer(reportResponse(rows, { previewUrl: 'emails/{emailId}' }));
    await viewer.page.reaches('ready');
    expect(viewer.page.buttons).to.include('Reminder');
    expect(viewer.page.buttons).not.to.include('Invite');
  });

  it('shows the part of the name that its campaign does not', async () => {
    const viewer = await ViewerPage.ready({}, [
      reportRow({ campaignName: 'Spring', emailName: 'Spring.Invite' }),
      reportRow({ campaignName: 'Spring', emailId: '12', emailName: 'Spring.Reminder' }),
    ]);
    await viewer.open('Spring.Invite');
    (await viewer.endpoint.request(1)).answer(json(emailResponse()));
    await viewer.shows('You are invited');
    expect(viewer.text).to.include('Spring › Invite');
    expect(viewer.dialog?.querySelector('[title="Spring.Invite"]')).not.to.equal(null);
  });

  it('shows the subject, the sender and the counts', async () => {
    const viewer = await ViewerPage.showing();
    expect(viewer.title).to.equal('You are invited');
    expect(viewer.text).to.include('Spring launch › Invite');
    expect(viewer.text).to.include('From Example news@example.com');
    expect(viewer.text).to.include('Two days of talks');
    expect(viewer.text).to.include('Delivered 950');
    expect(viewer.text).to.include('% opened 42.1%');
    expect(viewer.announcement).to.equal('Showing You are invited.');
    expect(viewer.frame?.title).to.equal('Email: You are invited');
  });

  it('renders the email in a fully sandboxed iframe', async () => {
    const viewer = await ViewerPage.showing();
    expect(viewer.frame?.getAttribute('sandbox')).to.equal('');
    expect(viewer.frame?.srcdoc).to.include('Come').and.to.include("default-src 'none'");
    expect(viewer.frame?.srcdoc).not.to.match(/ href=/);
  });

  it('isolates a subject in the opposite direction', async () => {
    const viewer = await ViewerPage.showing({ subject: 'הזמנה \u202e!' });
    expect(viewer.root?.querySelector('h2 > bdi')?.textContent).to.equal('הזמנה \u202e!');
  });

  it('falls back to the name without a subject, and to a notice without both', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.open('Invite');
    expect(viewer.title).to.equal('Invite');
    (await viewer.endpoint.request(1)).answer(json(emailResponse({ subject: ' ' })));
    await eventually('the email', () => viewer.frame);
    expect(viewer.title).to.equal('No subject');
  });

  it('shows plain text and source as text', async () => {
    const viewer = await ViewerPage.showing({ html: '<b>Bold</b>', text: 'One\n  two <i>' });
    await viewer.choose('Plain text');
    expect(viewer.root?.querySelector('pre')?.textContent).to.equal('One\n  two <i>');
    await viewer.choose('Source');
    expect(viewer.root?.querySelector('pre')?.textContent).to.equal('<b>Bold</b>');
    expect(viewer.frame).to.equal(undefined);
    await viewer.choose('Email');
    expect(viewer.frame).to.be.instanceOf(HTMLIFrameElement);
  });

  it('derives a missing text from the HTML, and has one view if there is only text', async () => {
    const viewer = await ViewerPage.showing({ text: null });
    await viewer.choose('Plain text');
    await viewer.shows('This text comes from its HTML.');
    expect(viewer.root?.querySelector('pre')?.textContent).to.include('Come');
    ReportPage.clear();
    const plain = await ViewerPage.showing({ html: null, text: 'Only words' });
    expect(plain.root?.querySelector('pre')?.textContent).to.equal('Only words');
    expect(() => plain.choice('Source')).to.throw();
  });

  it('previews tablet and phone widths and the dark color scheme', async () => {
    await setViewport({ width: 1200, height: 800 });
    const viewer = await ViewerPage.showing({ html: dark });
    await viewer.choose('Phone');
    expect(viewer.frame?.clientWidth).to.equal(375);
    await viewer.choose('Tablet');
    expect(viewer.frame?.clientWidth).to.equal(768);
    await viewer.choose('Dark');
    expect(getComputedStyle(viewer.frame!).colorScheme).to.equal('dark');
    await viewer.choose('Desktop');
    expect(viewer.frame?.clientWidth).to.be.above(1000);
    await setViewport({ width: 800, height: 600 });
  });

  it('loads remote images only on request and only for this email', async () => {
    const viewer = await ViewerPage.showing({ html: remote });
    expect(viewer.text).to.include('Loading them may count as an open in this report.');
    expect(viewer.frame?.srcdoc).not.to.include('images.example');
    await viewer.press('Show images');
    expect(viewer.frame?.srcdoc).to.include('https://images.example/a.png');
    // The viewer cannot tell whether they have loaded.
    expect(viewer.text).to.include('Loading them may count as an open in this report.');
    expect(viewer.text).not.to.match(/images are shown/);
    await viewer.press('Hide images');
    expect(viewer.frame?.srcdoc).not.to.include('images.example');
    await viewer.press('Show images');
    await viewer.press('Previous email');
    (await viewer.endpoint.request(2)).answer(json(emailResponse({ id: '12', subject: 'Soon', html: remote })));
    await viewer.shows('Soon');
    expect(viewer.frame?.srcdoc).not.to.include('images.example');
    expect(viewer.button('Show images').disabled).to.equal(false);
  });

  it('does not mention images in an email without images', async () => {
    expect((await ViewerPage.showing()).text).not.to.include('Remote images');
  });

  it('asks before it renders a very large email', async () => {
    const viewer = await ViewerPage.showing({ html: `<p>Big</p>${'<i></i>'.repeat(20_000)}`, text: 'In short: big' });
    expect(viewer.frame).to.equal(undefined);
    expect(viewer.text).to.include('This email is very large');
    await viewer.press('Show text only');
    expect(viewer.text).to.include('In short: big');
    await viewer.choose('Email');
    await viewer.press('Show anyway');
    expect(viewer.frame?.srcdoc).to.include('Big');
  });

  it('lists the links with their host names and numbers them in the email', async () => {
    const viewer = await ViewerPage.showing({
      links: [
        { url: 'https://example.com/a', clicks: 61, people: 48 },
        { url: 'https://example.com/old', clicks: 1, people: 1 },
      ],
    });
    await viewer.press('Links 3');
    const links = [...viewer.root!.querySelectorAll('aside li')].map((link) =>
      (link as HTMLElement).innerText.replace(/\s+/g, ' '),
    );
    expect(links).to.deep.equal([
      '1 Register example.com https://example.com/a 61 clicks · 48 people',
      '2 Books xn--bcher-kva.example bücher.example https://xn--bcher-kva.example/ 0 clicks',
      'example.com https://example.com/old 1 click · 1 person',
    ]);
    const before = viewer.frame;
    await viewer.choose('Number the links in the email');
    expect(viewer.frame).not.to.equal(before);
    expect(viewer.frame?.srcdoc).to.include('data-cer-badge');
    await viewer.press('Close links');
    expect(viewer.root?.querySelector('aside')).to.equal(null);
    expect(viewer.focused).to.match(/^Links/);
  });

  it('sorts the links by clicks on request, and writes no clicks as 0', async () => {
    const viewer = await ViewerPage.showing({
      html: '<a href="https://a.example/">A</a><a href="https://b.example/">B</a><a href="mailto:c@c.example">C</a>',
      links: [
        { url: 'https://b.example/', clicks: 4, people: 3 },
        { url: 'https://d.example/', clicks: 9 },
      ],
    });
    await viewer.press('Links 4');
    const links = () =>
      [...viewer.root!.querySelectorAll('.link-list li')].map(
        (link) => `${/[abcd]\.example/.exec(link.textContent)?.[0]}${link.querySelector('.figure')?.textContent ?? ''}`,
      );
    const [a, b] = ['a.example0 clicks', 'b.example4 clicks · 3 people'];
    expect(viewer.choice('By position').checked).to.equal(true);
    expect(links()).to.deep.equal([a, b, 'c.example', 'd.example9 clicks']);
    await viewer.choose('By clicks');
    expect(links()).to.deep.equal(['d.example9 clicks', b, a, 'c.example']);
    await viewer.choose('By position');
    expect(links()).to.deep.equal([a, b, 'c.example', 'd.example9 clicks']);
  });

  for (const [links, figures, choices] of [
    [[], 2, 2],
    [null, 0, 0],
    [[{ url: 'https://example.com/a' }], 0, 0],
  ] as const) {
    it(`shows ${figures} figures of links if the endpoint sends ${JSON.stringify(links)}`, async () => {
      const viewer = await ViewerPage.showing({ links });
      await viewer.press('Links 2');
      expect(viewer.root?.querySelectorAll('.figure')).to.have.length(figures);
      expect(viewer.root?.querySelectorAll('.order label')).to.have.length(choices);
    });
  }

  it('offers a dark appearance only for an email with dark styles', async () => {
    const viewer = await ViewerPage.showing({ html: dark }, { sort: '-sent' });
    await viewer.choose('Dark');
    expect(viewer.text).not.to.include('no dark styles');
    await viewer.press('Next email');
    (await viewer.endpoint.request(2)).answer(json(emailResponse({ id: '12', subject: 'Soon' })));
    await viewer.shows('This email has no dark styles.');
    expect(() => viewer.choice('Dark')).to.throw();
    expect(getComputedStyle(viewer.frame!).colorScheme).to.equal('light');
  });

  it('says that the content is the current version, or only its editable parts', async () => {
    const viewer = await ViewerPage.showing({ contentVersion: 'current', partial: true });
    const sentences = ['This is the email as it is now, not as it was sent.', 'Only the editable parts'];
    for (const sentence of sentences) expect(viewer.text).to.include(sentence);
    await viewer.choose('Source');
    for (const sentence of sentences) expect(viewer.text).to.include(sentence);
    ReportPage.clear();
    const sent = await ViewerPage.showing({ contentVersion: null, partial: false });
    for (const sentence of sentences) expect(sent.text).not.to.include(sentence);
  });

  it('fires email-link and copies the address instead of opening a link', async () => {
    const viewer = await ViewerPage.showing();
    const heard: EmailLinkDetail[] = [];
    viewer.page.element.addEventListener('email-link', ({ detail }) => heard.push(detail));
    await withClipboard(Promise.resolve(), async (copied) => {
      await viewer.press('Links 2');
      await viewer.press('Copy address https://xn--bcher-kva.example/');
      await eventually('the word', () => viewer.announcement === 'Copied.');
      expect(copied).to.deep.equal(['https://xn--bcher-kva.example/']);
    });
    expect(heard).to.deep.equal([{ url: 'https://bücher.example/', campaignId: '1', emailId: '11' }]);
  });

  it('does not copy if the host cancels email-link', async () => {
    const viewer = await ViewerPage.showing();
    viewer.page.element.addEventListener('email-link', (event) => event.preventDefault());
    await withClipboard(Promise.resolve(), async (copied) => {
      await viewer.press('Links 2');
      await viewer.press('Copy address https://example.com/a');
      expect(copied).to.deep.equal([]);
    });
    expect(viewer.announcement).not.to.include('Copied');
  });

  it('shows an error if an address cannot be copied', async () => {
    const viewer = await ViewerPage.showing();
    await withClipboard(Promise.reject(new Error('not allowed')), async () => {
      await viewer.press('Links 2');
      await viewer.press('Copy address https://example.com/a');
      await viewer.shows('Select it and copy it manually.');
    });
  });

  it('opens, steps and closes by keyboard, and returns the focus to the row of its email', async () => {
    const viewer = await ViewerPage.ready({ sort: '-sent' });
    viewer.page.button('Invite').focus();
    await sendKeys({ press: 'Enter' });
    await eventually('the viewer', () => viewer.isOpen);
    expect(viewer.focused).not.to.equal('Invite');
    await sendKeys({ press: 'Alt+ArrowDown' });
    expect((await viewer.endpoint.request(2)).url.pathname).to.equal('/api/emails/12');
    await viewer.settled();
    expect(viewer.title).to.equal('Reminder');
    expect(viewer.text).to.include('Sent 500');
    await sendKeys({ press: 'Alt+ArrowDown' });
    await sendKeys({ press: 'Alt+ArrowUp' });
    await viewer.settled();
    expect(viewer.title).to.equal('Reminder');
    await sendKeys({ press: 'Escape' });
    await viewer.closed();
    await eventually('the focus on the row', () => viewer.focused === 'Reminder');
  });

  it('moves through all controls and the email with Tab', async () => {
    const viewer = await ViewerPage.showing();
    const stops: string[] = [];
    for (let press = 0; press < 10; press += 1) {
      const before = viewer.root?.activeElement;
      await sendKeys({ press: 'Tab' });
      // The focus enters and leaves an iframe after the key.
      await eventually('the next stop', () => viewer.root?.activeElement !== before);
      stops.push(viewer.root?.activeElement?.localName ?? 'nowhere');
    }
    const round = ['button', 'button', 'button', 'input', 'input', 'button', 'iframe', 'dialog', 'button', 'button'];
    expect(stops).to.deep.equal(round);
  });

  it('makes the counts a tab stop only while they scroll', async () => {
    await setViewport({ width: 360, height: 740 });
    const viewer = await ViewerPage.showing();
    await eventually('the stop', () => viewer.root?.querySelector('dl')?.tabIndex === 0);
    await setViewport({ width: 1200, height: 800 });
    await eventually('no stop', () => viewer.root?.querySelector('dl')?.tabIndex === -1);
    await setViewport({ width: 800, height: 600 });
  });

  it('shows a focus ring while the email has the focus', async () => {
    const viewer = await ViewerPage.showing();
    const ring = () => getComputedStyle(viewer.frame!).outlineStyle;
    viewer.button('Links 2').focus();
    expect(ring()).to.equal('none');
    // Chromium shows a sandboxed frame in its own process. A key before that has taken over the focus is lost.
    await pendingTasks();
    await sendKeys({ press: 'Tab' });
    await eventually('the ring', () => ring() === 'solid');
    await pendingTasks();
    await sendKeys({ press: 'Shift+Tab' });
    await eventually('no ring', () => ring() === 'none');
  });

  it('keeps the focus when a step removes the focused control', async () => {
    const viewer = await ViewerPage.showing({}, { sort: '-sent' });
    viewer.button('Links 2').focus();
    await sendKeys({ press: 'Alt+ArrowDown' });
    await viewer.settled();
    expect(viewer.title).to.equal('Reminder');
    expect(viewer.root?.activeElement === viewer.dialog).to.equal(true);
    await sendKeys({ press: 'Alt+ArrowUp' });
    await eventually('the email before', () => viewer.title !== 'Reminder');
  });

  it('stops at both ends of the table and keeps the focus on the button', async () => {
    const viewer = await ViewerPage.ready({ sort: '-sent' });
    await viewer.open('Élan');
    expect(viewer.button('Next email').getAttribute('aria-disabled')).to.equal('true');
    viewer.button('Next email').focus();
    await viewer.press('Next email');
    expect(viewer.title).to.equal('Élan');
    expect(viewer.focused).to.equal('Next email');
    await viewer.press('Previous email');
    expect(viewer.title).to.equal('Reminder');
  });

  it('closes on its button and on the backdrop, not on a click inside', async () => {
    await setViewport({ width: 1200, height: 800 });
    const viewer = await ViewerPage.showing();
    await sendMouse({ type: 'click', position: [600, 50] });
    expect(viewer.isOpen).to.equal(true);
    await sendMouse({ type: 'click', position: [5, 400] });
    await viewer.closed();
    await viewer.open('Reminder');
    await viewer.press('Close');
    await viewer.closed();
    await eventually('the focus on the row', () => viewer.focused === 'Reminder');
    await setViewport({ width: 800, height: 600 });
  });

  it('takes the focus back from a click in the email, so that Escape closes', async () => {
    const viewer = await ViewerPage.showing();
    const { left, top, width, height } = viewer.frame!.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    await eventually('the focus to come back', () => viewer.root?.activeElement !== viewer.frame);
    await sendKeys({ press: 'Escape' });
    await viewer.closed();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no axe violations in the ${colorScheme} color scheme`, async () => {
      await emulateMedia({ colorScheme });
      const viewer = await ViewerPage.showing({ html: remote + emailResponse().html! });
      await viewer.press('Links 2');
      expect(await accessibilityViolations(viewer.page.element)).to.deep.equal([]);
      await viewer.choose('Source');
      expect(await accessibilityViolations(viewer.page.element)).to.deep.equal([]);
      await emulateMedia({ colorScheme: 'light' });
    });
  }
});
