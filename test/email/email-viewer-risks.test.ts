import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { emailResponse, json, ViewerPage } from '../support/viewer-page.ts';
import { pendingTasks } from '../support/waiting.ts';

const head = { previewUrl: 'emails/{emailId}' };

async function failWith(answer: () => Response, tries = 1): Promise<ViewerPage> {
  const viewer = await ViewerPage.ready();
  await viewer.open('Invite');
  for (let request = 1; request <= tries; request += 1) (await viewer.endpoint.request(request)).answer(answer());
  return viewer;
}

describe('email that fails to load', () => {
  afterEach(() => ReportPage.clear());

  for (const [what, answer, words, tries] of [
    ['not found', () => new Response('', { status: 404 }), 'No preview is available.', 1],
    ['forbidden', () => new Response('', { status: 403 }), 'You don’t have access to this email.', 1],
    ['signed out', () => new Response('', { status: 401 }), 'You’re signed out.', 1],
    ['invalid', () => json({ id: '11' }), 'sent an invalid email', 1],
    [
      'a server error on four attempts',
      () => new Response('', { status: 503 }),
      'The server couldn’t send the email.',
      4,
    ],
  ] as const) {
    it(`shows an error with a retry: ${what}`, async () => {
      const viewer = await failWith(answer, tries);
      await viewer.shows(words);
      await viewer.press('Try again');
      (await viewer.endpoint.request(tries + 1)).answer(json(emailResponse()));
      await viewer.shows('You are invited');
      expect(viewer.frame?.srcdoc).to.include('Come');
    });
  }

  it('names the place that breaks the contract', async () => {
    const viewer = await failWith(() => json({ id: '11', html: 7 }));
    await viewer.shows('sent an invalid email');
    viewer.root?.querySelector('summary')?.click();
    await viewer.shows('html: expected a string, got 7');
  });

  it('shows an error when the connection is lost', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.open('Invite');
    for (let request = 1; request <= 4; request += 1)
      (await viewer.endpoint.request(request)).fail(new TypeError('offline'));
    await viewer.shows('Couldn’t load the email.');
  });

  it('waits as long as the server asks, unless the user retries', async () => {
    const viewer = await ViewerPage.ready({
      wait: (_time, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    });
    await viewer.open('Invite');
    (await viewer.endpoint.request(1)).answer(new Response('', { status: 429, headers: { 'Retry-After': '30' } }));
    await viewer.shows('The server is busy until');
    await viewer.press('Try now');
    (await viewer.endpoint.request(2)).answer(json(emailResponse()));
    await viewer.shows('You are invited');
  });
});

describe('email viewer in a race', () => {
  afterEach(() => ReportPage.clear());

  it('shows the last requested email, whichever response arrives last', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.open('Élan');
    const first = await viewer.endpoint.request(1);
    viewer.button('Next email').click();
    viewer.button('Next email').click();
    const last = await eventually('the last', () => viewer.requests.find(({ url }) => url.pathname.endsWith('/11')));
    expect(first.signal.aborted).to.equal(true);
    last.answer(json(emailResponse()));
    await viewer.shows('You are invited');
    first.answer(json(emailResponse({ id: '21', subject: 'Too late' })));
    for (const { url, answer } of viewer.requests) {
      if (url.pathname.endsWith('/12')) answer(json(emailResponse({ id: '12', subject: 'Too late' })));
    }
    await pendingTasks();
    expect(viewer.title).to.equal('You are invited');
  });

  it('aborts its request when it closes', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.open('Invite');
    const request = await viewer.endpoint.request(1);
    await viewer.press('Close');
    await viewer.closed();
    expect(request.signal.aborted).to.equal(true);
    request.answer(json(emailResponse()));
    await viewer.open('Reminder');
    expect(viewer.title).to.equal('Reminder');
  });

  it('keeps the last values of an email that a refresh removes', async () => {
    const viewer = await ViewerPage.showing();
    const refreshed = viewer.page.element.refresh();
    (await viewer.endpoint.request(2)).answer(reportResponse(springAndAutumn.slice(1), head));
    await refreshed;
    await viewer.shows('This email is no longer in the report.');
    expect(viewer.text).to.include('Sent 1,000');
    expect(viewer.frame?.srcdoc).to.include('Come');
    await viewer.press('Previous email');
    expect(viewer.title).to.equal('Reminder');
    expect(viewer.text).not.to.include('no longer in the report');
    await viewer.press('Close');
    await viewer.closed();
    await eventually('the focus on the row', () => viewer.focused === 'Reminder');
  });

  it('shows the links of the period on screen', async () => {
    const viewer = new ViewerPage({ timeFrame: '2026-10-01/2026-10-31' });
    const reportOf = (from: string, to: string) =>
      reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}?campaign={campaignId}', from, to });
    (await viewer.endpoint.request(0)).answer(reportOf('2026-10-01', '2026-10-31'));
    await viewer.page.reaches('ready');
    await viewer.open('Invite');
    const links = (clicks: number) => [{ url: 'https://example.com/a', clicks, people: clicks }];
    const october = await viewer.endpoint.request(1);
    expect(october.url.searchParams.get('from')).to.equal('2026-10-01');
    october.answer(json(emailResponse({ links: links(61) })));
    await viewer.shows('You are invited');
    await viewer.press('Links 2');
    await viewer.shows('61 clicks');
    viewer.page.element.timeFrame = '2026-11-01/2026-11-30';
    (await viewer.endpoint.request(2)).answer(reportOf('2026-11-01', '2026-11-30'));
    const november = await viewer.endpoint.request(3);
    expect([november.url.pathname, november.url.searchParams.get('from')]).to.deep.equal([
      '/api/emails/11',
      '2026-11-01',
    ]);
    november.answer(json(emailResponse({ links: links(7) })));
    await viewer.shows('7 clicks');
    const refreshed = viewer.page.element.refresh();
    (await viewer.endpoint.request(4)).answer(reportOf('2026-11-01', '2026-11-30'));
    await refreshed;
    await viewer.settled();
    expect(viewer.requests).to.have.length(5);
  });

  it('steps from the place of an email that a refresh removes', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.open('Reminder');
    (await viewer.endpoint.request(1)).answer(json(emailResponse({ id: '12' })));
    const refreshed = viewer.page.element.refresh();
    const others = springAndAutumn.filter(({ emailId }) => emailId !== '12');
    (await viewer.endpoint.request(2)).answer(reportResponse(others, head));
    await refreshed;
    await viewer.shows('This email is no longer in the report.');
    await viewer.press('Next email');
    expect(viewer.title).to.equal('Invite');
    await viewer.press('Previous email');
    expect(viewer.title).to.equal('Élan');
  });

  it('returns the focus to the table if the row no longer exists', async () => {
    const viewer = await ViewerPage.showing();
    const refreshed = viewer.page.element.refresh();
    (await viewer.endpoint.request(2)).answer(reportResponse(springAndAutumn.slice(1), head));
    await refreshed;
    await viewer.press('Close');
    await viewer.closed();
    const table = viewer.page.all('cer-report-table')[0];
    await eventually('the focus in the table', () => table?.matches(':focus-within'));
  });

  it('navigates from the new position of its row after a sort', async () => {
    const viewer = await ViewerPage.showing();
    expect(viewer.button('Next email').getAttribute('aria-disabled')).to.equal('true');
    viewer.page.element.sort = '-sent';
    await viewer.settled();
    expect(viewer.button('Next email').getAttribute('aria-disabled')).to.equal('false');
    await viewer.press('Next email');
    expect(viewer.title).to.equal('Reminder');
  });

  it('stays open in the top layer when the report moves in the document', async () => {
    const viewer = await ViewerPage.showing();
    const place = document.createElement('div');
    document.body.append(place);
    place.append(viewer.page.element);
    expect(viewer.isOpen).to.equal(true);
    await eventually('the frame', () => viewer.frame);
    expect(viewer.requests).to.have.length(2);
  });

  it('closes when the host cancels a step', async () => {
    const viewer = await ViewerPage.showing();
    viewer.page.element.addEventListener('email-open', (event) => event.preventDefault());
    await viewer.press('Previous email');
    await viewer.closed();
    expect(viewer.requests).to.have.length(2);
  });

  it('leaves no elements or listeners behind after many openings', async () => {
    const viewer = await ViewerPage.ready();
    await viewer.page.enterTable();
    const counts: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      await viewer.open('Invite');
      (await viewer.endpoint.request(round + 1)).answer(json(emailResponse()));
      await eventually('the frame', () => viewer.frame);
      await viewer.press('Close');
      await viewer.closed();
      counts.push(viewer.page.all('*').length);
      expect(window.length).to.equal(0);
    }
    expect(new Set(counts.slice(1)).size, counts.join()).to.equal(1);
  });
});

describe('two email viewers on a page', () => {
  afterEach(() => ReportPage.clear());

  it('use their own languages and fire events on their own reports', async () => {
    const english = await ViewerPage.showing();
    await english.press('Close');
    await english.closed();
    const french = await ViewerPage.showing({ subject: 'Vous êtes invité' }, { lang: 'fr' });
    expect(french.text).to.include('De Example').and.to.include('Fermer');
    let heard = 0;
    english.page.element.addEventListener('email-open', () => (heard += 1));
    await french.press('E‑mail précédent');
    expect(french.title).to.equal('Reminder');
    expect(heard).to.equal(0);
    await french.press('Fermer');
    await french.closed();
    await english.open('Reminder');
    expect(english.text).to.include('Close');
  });
});
