import { expect } from 'chai';
import type { ReportErrorDetail } from '../../src/index.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, testNow } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);
const head = { ...response, rows: undefined };

function mountWith(endpoint: FakeEndpoint, properties = {}): ReportPage {
  return ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, ...properties });
}

function errorsOf(page: ReportPage): ReportErrorDetail[] {
  const errors: ReportErrorDetail[] = [];
  page.element.addEventListener('report-error', (event) => errors.push(event.detail));
  return errors;
}

describe('report while it loads', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  it('asks for an endpoint if it has none', async () => {
    const page = ReportPage.mount();
    await page.reaches('idle');
    expect(page.text).to.include('This report has no data yet.');
  });

  it('has a skeleton of the table', async () => {
    const page = mountWith(endpoint);
    await page.reaches('loading');
    expect(page.header('Delivered')).to.exist;
    expect(page.all('.skeleton')).not.to.be.empty;
    expect(page.all('progress')[0]?.getAttribute('aria-label')).to.equal('Loading the report');
  });

  it('shows streamed rows with their number', async () => {
    const stream = new LineStream();
    const page = mountWith(endpoint);
    (await endpoint.request(0)).answer(stream.response);
    stream.send(head, springAndAutumn[0]);
    await page.reaches('refreshing');
    expect(page.names).to.deep.equal(['Spring launch', 'Invite']);
    expect(page.text).to.include('1 of 3 emails');
    expect(page.row('Total so far')).not.to.be.empty;
    stream.send(...springAndAutumn.slice(1));
    stream.end();
    await page.reaches('ready');
    expect(page.names).to.have.length(5);
    expect(page.row('Total')).not.to.be.empty;
    expect(page.announcement).to.match(/^Report loaded: .*2026, 3 emails\.$/);
  });

  it('is ready only when the rows are on screen', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(6000)) });
    const seen = await eventually('the state', () => page.is('ready') && { names: page.names.length });
    expect(seen.names).to.be.above(5);
  });

  it('shows a notice after 4 seconds and a Stop button after 15', async () => {
    const page = mountWith(endpoint);
    await page.reaches('loading');
    expect(page.buttons).not.to.include('Stop');
    expect(page.text).not.to.include('longer than usual');
    for (const [text, delay] of [
      ['This is taking longer than usual.', 4000],
      ['Stop', 15_000],
    ] as const) {
      const hidden = page.all('*').find(({ textContent }) => textContent.trim() === text);
      const [animation] = hidden?.getAnimations() ?? [];
      expect(animation?.effect?.getTiming().delay).to.equal(delay);
      animation?.finish();
    }
    expect(page.text).to.include('This is taking longer than usual.');
    await page.press('Stop');
    await page.reaches('error');
    expect((await endpoint.request(0)).signal.aborted).to.equal(true);
    expect(page.text).to.include('Loading was stopped.');
    await page.press('Try again');
    (await endpoint.request(1)).answer(response);
    await page.reaches('ready');
  });

  it('keeps the previous rows during a refresh, which bypasses the cache', async () => {
    const page = mountWith(endpoint);
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    await page.press('Refresh');
    await page.reaches('refreshing');
    const again = await endpoint.request(1);
    expect(again.init.cache).to.equal('no-cache');
    const stream = new LineStream();
    again.answer(stream.response);
    stream.send(head, springAndAutumn[2]);
    await page.settled();
    expect(page.names).to.have.length(5);
    stream.send(...springAndAutumn.slice(0, 2));
    stream.end();
    await page.reaches('ready');
    expect(page.names).to.have.length(5);
  });

  it('keeps the previous rows and their period until the first row of another time frame', async () => {
    const page = mountWith(endpoint);
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    page.element.timeFrame = '2026-11-01/2026-11-10';
    await page.reaches('refreshing');
    const stream = new LineStream();
    (await endpoint.request(1)).answer(stream.response);
    await page.settled();
    expect(page.text).to.match(/Oct 25\s–\sNov 23, 2026 · emails/);
    expect(page.names).to.have.length(5);
    stream.send({ ...head, from: '2026-11-01', to: '2026-11-10', rowCount: 2 }, manyRows(1)[0]);
    await eventually('the new row', () => page.names.join() === 'Campaign 1,Email 1');
    expect(page.text).to.match(/Nov 1\s–\s10, 2026 · emails/);
    stream.send(springAndAutumn[0]);
    stream.end();
    await page.reaches('ready');
  });
});

const failures: [name: string, response: () => Response, kind: string, text: RegExp][] = [
  [
    '400',
    () => Response.json({ title: 'Bad from' }, { status: 400 }),
    'http',
    /can’t provide this report\. Contact the administrator/,
  ],
  ['401', () => new Response(null, { status: 401 }), 'sign-in', /signed out/],
  ['403', () => new Response(null, { status: 403 }), 'forbidden', /don’t have access/],
  [
    '404',
    () => new Response('<h1>nothing here</h1>', { status: 404 }),
    'http',
    /can’t provide this report\. Contact the administrator/,
  ],
  ['500', () => new Response('<h1>oops</h1>', { status: 500 }), 'http', /couldn’t generate the report/],
  ['HTML instead of JSON', () => new Response('<!doctype html>'), 'contract', /invalid report/],
  ['truncated JSON', () => new Response('{"version":1,"rows":['), 'contract', /invalid report/],
  [
    'a violation of the contract',
    () => Response.json({ ...response, rows: [{ ...springAndAutumn[0], sent: '12' }] }),
    'contract',
    /invalid report/,
  ],
  [
    'no rows although some are announced',
    () => Response.json({ ...response, rows: [], rowCount: 9 }),
    'incomplete',
    /report is incomplete/,
  ],
];

describe('report that fails to load', () => {
  let endpoint: FakeEndpoint;

  beforeEach(() => {
    endpoint = new FakeEndpoint();
  });

  afterEach(() => ReportPage.clear());

  for (const [name, answer, kind, text] of failures) {
    it(`shows an error with a retry: ${name}`, async () => {
      const page = mountWith(endpoint);
      const errors = errorsOf(page);
      (await endpoint.request(0)).answer(answer());
      await page.reaches('error');
      expect(page.text).to.match(text);
      expect(page.announcement).to.match(text);
      expect(errors.map((error) => error.kind)).to.deep.equal([kind]);
      expect(page.names).to.be.empty;
      await page.press('Try again');
      (await endpoint.request(1)).answer(response);
      await page.reaches('ready');
      expect(page.text).not.to.match(text);
    });
  }

  it('names the first violation of the contract and their number', async () => {
    const broken = springAndAutumn.map((row) => ({ ...row, sent: '12' }));
    const page = mountWith(endpoint);
    const errors = errorsOf(page);
    (await endpoint.request(0)).answer(Response.json({ ...response, rows: broken }));
    await page.reaches('error');
    (page.all('details')[0] as HTMLDetailsElement).open = true;
    expect(page.text).to.include('rows[0].sent: expected a non-negative integer, got "12"');
    expect(errors[0]?.problems).to.have.length(3);
  });

  it('logs each violation once', async () => {
    const warnings = await warningsOf(async () => {
      const page = mountWith(endpoint);
      (await endpoint.request(0)).answer(Response.json({ ...response, rows: [{ ...springAndAutumn[0], sent: '12' }] }));
      await page.reaches('error');
      await page.settled();
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/^campaign-email-report: rows\[0\].sent: expected a non-negative integer, got "12"\./);
  });

  it('is a network error if there is no response or the endpoint is not a URL', async () => {
    const page = mountWith(endpoint);
    const errors = errorsOf(page);
    await endpoint.answer(...Array<Error>(4).fill(new TypeError('Failed to fetch')));
    await page.reaches('error');
    page.element.endpoint = 'http://[';
    await page.reaches('loading').catch(() => undefined);
    await page.reaches('error');
    expect(errors.map(({ kind }) => kind)).to.deep.equal(['network', 'network']);
    expect(page.text).to.include('Couldn’t load the report');
  });

  it('keeps the last rows on screen with their age and the error', async () => {
    let now = testNow;
    const page = mountWith(endpoint, { now: () => now });
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    now = new Date(testNow.getTime() + 2 * 60 * 60 * 1000);
    await page.press('Refresh');
    (await endpoint.request(1)).answer(new Response(null, { status: 500 }));
    await page.reaches('stale');
    expect(page.names).to.have.length(5);
    expect(page.text).to.match(/figures below are from Nov 24, 2026, 10:00\sAM \(2 hours ago\)/);
    await page.press('Try again');
    (await endpoint.request(2)).answer(response);
    await page.reaches('ready');
    expect(page.text).not.to.include('figures below');
  });

  it('keeps the rows of a lost connection and marks them as incomplete', async () => {
    for (const end of ['end', 'break'] as const) {
      const own = new FakeEndpoint();
      const page = mountWith(own);
      const errors = errorsOf(page);
      const stream = new LineStream();
      (await own.request(0)).answer(stream.response);
      stream.send(head, springAndAutumn[0]);
      await page.reaches('refreshing');
      stream[end]();
      await page.reaches('incomplete');
      expect(page.names).to.deep.equal(['Spring launch', 'Invite']);
      expect(page.text).to.include('1 of 3 emails').and.to.include('The report is incomplete');
      expect(page.row('Total so far')).not.to.be.empty;
      expect(errors.map(({ kind }) => kind)).to.deep.equal(['incomplete']);
      await page.press('Try again');
      (await own.request(1)).answer(response);
      await page.reaches('ready');
    }
  });

  it('keeps the rows before an invalid row and names that row', async () => {
    const page = mountWith(endpoint);
    const stream = new LineStream();
    (await endpoint.request(0)).answer(stream.response);
    stream.send(head, springAndAutumn[0], { ...springAndAutumn[1], opened: -1 }, springAndAutumn[2]);
    await page.reaches('incomplete');
    (page.all('details')[0] as HTMLDetailsElement).open = true;
    expect(page.text).to.include('rows[1].opened');
    expect(page.text).to.include('The figures below are partial.');
    expect(page.names).to.deep.equal(['Spring launch', 'Invite']);
  });

  it('does not replace a complete report with a part of the next one', async () => {
    const page = mountWith(endpoint);
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    await page.press('Refresh');
    const stream = new LineStream();
    (await endpoint.request(1)).answer(stream.response);
    stream.send(head, manyRows(1)[0]);
    await eventually('a row of the successor', () => page.text.includes('1 of 3 emails'));
    stream.break();
    await page.reaches('stale');
    expect(page.names).to.have.length(5);
  });

  it('validates the report property against the same contract', async () => {
    const page = ReportPage.mount({ report: { version: 1, rows: [{ sent: -1 }] } as never });
    const errors = errorsOf(page);
    await page.reaches('error');
    expect(errors[0]?.kind).to.equal('contract');
    page.element.report = { ...response, rowCount: 5 };
    await page.reaches('incomplete');
    expect(page.text).to.include('3 of 5 emails');
    page.element.report = response;
    await page.reaches('ready');
  });
});
