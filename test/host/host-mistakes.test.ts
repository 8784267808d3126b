import { expect } from 'chai';
import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { CampaignEmailReport, ParsedReport, type ReportErrorDetail, type ReportLoadDetail } from '../../src/index.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';
import { warningsOf } from '../support/warnings.ts';

const response = { ...reportResponse(springAndAutumn), rowCount: null };
const [firstRow] = springAndAutumn;
const renamed = { ...firstRow, delivered: undefined, opened: undefined, opens: 4, delivered_count: 9, region: 'EMEA' };
/** Reports whose names are misspelled, as a server without types sends them. */
const misspelled = JSON.parse(
  JSON.stringify({ ...response, asOf: undefined, as_of: '2026-11-23T06:00:00Z', rows: [renamed] }),
) as typeof response;

/** Sets an attribute or property of an element in the document, and returns the warning. */
async function warningOf(set: (element: ReportPage['element']) => void): Promise<string> {
  const page = ReportPage.mount({});
  page.element.id = 'q3';
  const warnings = await warningsOf(() => set(page.element));
  page.element.remove();
  expect(warnings).to.have.length(1);
  return warnings[0] ?? '';
}

const attributes: readonly (readonly [name: string, value: string, texts: readonly string[]])[] = [
  ['time-frame', 'last-weeks', ['expected today, yesterday,', '2026-10-01/..', 'Did you mean "last-week"?']],
  ['date-basis', 'firstSent', ['expected first-sent or sent.', 'Did you mean "first-sent"?']],
  ['group-by', 'campaigns', ['expected campaign or none.', 'Did you mean "campaign"?']],
  ['preview-mode', 'pages', ['expected document or page.', 'Did you mean "page"?']],
  ['heading-level', '7', ['expected an integer from 1 to 6.']],
  ['time-zone', '+02:00', ['expected an IANA name such as Europe/Paris']],
  [
    'sort',
    '-opens,clicked',
    ['"opens" is unknown. Did you mean "opened"?', 'campaignName,', 'docs/endpoint.md#column-ids'],
  ],
  ['columns', 'sent,sent', ['"sent" is repeated.', 'docs/endpoint.md#column-ids']],
  ['columns', 'emailName', ['"emailName" needs at least one other column.']],
];

describe('invalid attribute', () => {
  afterEach(() => ReportPage.clear());

  for (const [name, value, texts] of attributes) {
    it(`is explained: ${name}="${value}"`, async () => {
      const warning = await warningOf((element) => element.setAttribute(name, value));
      expect(warning).to.match(new RegExp(`^campaign-email-report#q3: ${name}="`));
      expect(warning).to.match(/ The default is used\. .*See docs\/[\w-]+\.md#[\w-]+\.$/);
      for (const text of texts) expect(warning).to.include(text);
    });
  }

  it('is explained for properties of another type, even if they are no JSON', async () => {
    const warning = await warningOf((element) => Object.assign(element, { sort: 5n }));
    expect(warning).to.include('sort is a bigint: expected column ids');
  });

  it('is explained for the first invalid field of a view', async () => {
    const warning = await warningOf((element) => Object.assign(element, { view: { version: 1, dateBasis: 'send' } }));
    expect(warning).to.include('view is ignored: view.dateBasis: expected first-sent or sent, got "send".');
  });
});

describe('property of the wrong type', () => {
  afterEach(() => ReportPage.clear());

  const fetcher = () => Promise.resolve(Response.json(response));
  const wait = () => new Promise<void>(() => undefined);

  for (const name of CampaignEmailReport.elementProperties.keys()) {
    it(`does not stop the element: ${String(name)}`, async () => {
      const page = ReportPage.mount({ endpoint: '/report', fetcher, wait });
      const { element } = page;
      await page.reaches('ready');
      const valid: unknown = Reflect.get(element, name);
      await warningsOf(async () => {
        for (const value of [{}, [null], 5, null]) {
          Reflect.set(element, name, value);
          await element.updateComplete;
        }
      });
      Reflect.set(element, name, valid);
      await element.refresh();
      await page.reaches('ready');
      expect(page.names).to.include(firstRow?.emailName);
    });
  }

  it('is explained for a clock that is no function', async () => {
    const warning = await warningOf((element) => Object.assign(element, { now: 5 }));
    expect(warning).to.include('now is 5: expected a function that returns a Date. The default is used.');
  });

  for (const [what, now] of [
    [
      'throws an error',
      () => {
        throw new Error('The clock has stopped.');
      },
    ],
    ['returns a number', Date.now],
    ['returns no date', () => new Date(NaN)],
  ] as const) {
    it(`is explained for a clock that ${what}`, async () => {
      const page = ReportPage.mount({});
      const warnings = await warningsOf(async () => {
        Object.assign(page.element, { endpoint: '/report', fetcher, now });
        await page.reaches('ready');
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include('expected a function that returns a Date. The default is used.');
    });
  }

  it('is explained for a list of views and for each entry, and the other views are offered', async () => {
    const page = ReportPage.mount({ report: response });
    await page.reaches('ready');
    const warnings = await warningsOf(async () => {
      const view = { name: 'Best clicks', view: { sort: '-clickedRate' } };
      Object.assign(page.element, { views: [null, view, { name: 5, view: {} }] });
      await eventually('the menu', () => page.buttons.includes('Views'));
      await page.element.updateComplete;
      Object.assign(page.element, { views: {} });
      await eventually('no menu', () => !page.buttons.includes('Views'));
    });
    expect(warnings).to.deep.equal([
      'campaign-email-report: views[0] is ignored: expected { name: a string, view: an object }, got null. See docs/views.md.',
      'campaign-email-report: views[2] is ignored: expected { name: a string, view: an object }, got an object. See docs/views.md.',
      'campaign-email-report: views is ignored: expected an array, got an object. See docs/views.md.',
    ]);
  });
});

describe('misspelled optional field', () => {
  afterEach(() => ReportPage.clear());

  const expected = [
    'as_of: unknown field; did you mean "asOf"? See docs/endpoint.md#find-mistakes.',
    'rows[0].opens: unknown field; did you mean "opened"? See docs/endpoint.md#find-mistakes.',
    'rows[0].delivered_count: unknown field; did you mean "delivered"? See docs/endpoint.md#find-mistakes.',
  ];

  async function loadsOf(properties: ReportProperties, reload = false) {
    const page = ReportPage.mount({});
    const details: ReportLoadDetail[] = [];
    page.element.addEventListener('report-load', ({ detail }) => details.push(detail));
    const logged = await warningsOf(async () => {
      Object.assign(page.element, properties);
      await eventually('report-load', () => details[0]);
      if (!reload) return;
      await page.element.refresh();
      await eventually('report-load', () => details[1]);
    });
    return { logged, details };
  }

  it('is a warning of report-load, and is logged once', async () => {
    const { logged, details } = await loadsOf({ report: misspelled }, true);
    for (const { warnings } of details) expect(warnings).to.deep.equal(expected);
    expect(logged).to.deep.equal(expected.map((text) => `campaign-email-report: ${text}`));
  });

  it('is found in streams and in the first hundred rows', async () => {
    const { rows, ...head } = response;
    const lines = [head, ...rows, { ...firstRow, emailId: 'x', openend: 3, opened: undefined }];
    const body = lines.map((line) => JSON.stringify(line)).join('\n');
    const type = { 'Content-Type': 'application/x-ndjson' };
    const fetcher = () => Promise.resolve(new Response(body, { headers: type }));
    const withoutOpened = body.replaceAll(/"opened":\d+,?/g, '');
    const { details } = await loadsOf({ endpoint: '/report', fetcher });
    expect(details[0]?.warnings.join()).not.to.include('openend');
    const other = () => Promise.resolve(new Response(withoutOpened, { headers: type }));
    const { details: found } = await loadsOf({ endpoint: '/report', fetcher: other });
    expect(found[0]?.warnings.join()).to.include(`rows[${rows.length}].openend: unknown field; did you mean "opened"?`);
  });

  it('is no warning where no field is missing or similar', async () => {
    const rows = [{ ...firstRow, privacyOpened: 0, opens: 7, region: 'EMEA' }];
    const { logged, details } = await loadsOf({ report: { ...response, notes: [], rows } as typeof response });
    expect(details[0]?.warnings).to.deep.equal([]);
    expect(logged).to.deep.equal([]);
  });

  it('includes notes that are left out, also if no other field is unknown', async () => {
    const notes = [{ code: 'gap', from: 'soon' }];
    const { logged, details } = await loadsOf({ report: { ...response, notes } });
    const page = 'See docs/endpoint.md#tell-readers-about-the-data.';
    expect(details[0]?.warnings).to.deep.equal([
      `notes[0].from: expected an ISO 8601 instant with an offset or Z, got "soon". ${page}`,
      `notes[0].to: expected an ISO 8601 instant, got nothing. ${page}`,
    ]);
    expect(logged).to.have.length(2);
  });

  it('includes a URL template without {emailId}', async () => {
    const { details } = await loadsOf({ report: { ...response, previewUrl: 'emails/:id' } });
    expect(details[0]?.warnings).to.deep.equal([
      'previewUrl: expected a URL template with {emailId}, got "emails/:id". See docs/endpoint.md#return-emails-for-previews.',
    ]);
  });
});

describe('failing function of the host', () => {
  afterEach(() => ReportPage.clear());

  async function failureOf(properties: object) {
    const page = ReportPage.mount({});
    const errors: ReportErrorDetail[] = [];
    page.element.addEventListener('report-error', ({ detail }) => errors.push(detail));
    const logged: unknown[][] = [];
    const { warn } = console;
    console.warn = (...values: unknown[]) => logged.push(values);
    try {
      Object.assign(page.element, { endpoint: '/report', fetcher: new FakeEndpoint().fetcher, ...properties });
      await page.reaches('error');
      await eventually('the warning', () => logged[0]);
      await pendingTasks();
    } finally {
      console.warn = warn;
    }
    expect(logged).to.have.length(1);
    expect(errors.map(({ kind }) => kind)).to.deep.equal(['network']);
    expect(page.text).not.to.match(/sign/i);
    return logged[0] ?? [];
  }

  const cause = new Error('The cache is empty');
  const reject = () => Promise.reject(cause);

  it('is explained with its cause: token', async () => {
    const [message, logged] = await failureOf({ token: reject });
    expect(message).to.include('token: expected a function').and.to.include('docs/sign-in.md#use-a-token');
    expect(logged).to.equal(cause);
  });

  it('is explained with its cause: fetcher', async () => {
    const [message, logged] = await failureOf({ fetcher: reject });
    expect(message).to.include('fetcher: expected a promise of a Response').and.to.include('The cache is empty');
    expect(logged).to.equal(cause);
  });

  it('is explained without the value of a token that is not a function', async () => {
    const [message] = await failureOf({ token: 'Bearer secret' });
    expect(message).to.include('Got a string.').and.not.to.include('secret');
  });
});

describe('email that fails to load', () => {
  afterEach(() => ReportPage.clear());

  for (const [what, answer, text] of [
    [
      'breaks the contract',
      { email_id: '11', html: '<p>Hello</p>' },
      'id: expected a string or a whole number, got nothing. The body has the fields "email_id", "html".',
    ],
    [
      'is missing',
      new Response(null, { status: 404 }),
      'The endpoint responded with status 404. Expected a status from 200 to 299 from previewUrl="',
    ],
  ] as const) {
    it(`is explained if it ${what}`, async () => {
      const report = { ...response, previewUrl: 'emails/{emailId}' };
      const fetcher = () => Promise.resolve(answer instanceof Response ? answer : Response.json(answer));
      const page = ReportPage.mount({ report, fetcher, groupBy: 'none' });
      page.element.id = 'q3';
      await page.reaches('ready');
      const warnings = await warningsOf(async () => {
        await page.press(firstRow?.emailName ?? '');
        await page.shows('Try again');
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(/^campaign-email-report#q3: .*\/emails\/\d+"/);
      expect(warnings[0]).to.include(text);
    });
  }
});

describe('relative previewUrl of the property report', () => {
  const worker = setupWorker();
  const urls: string[] = [];
  before(() => worker.start({ quiet: true }));
  beforeEach(() => {
    urls.length = 0;
    worker.use(
      http.get('*/emails/:id', ({ request, params }) => {
        urls.push(new URL(request.url).pathname);
        return HttpResponse.json({ id: params['id'], text: 'Hello' });
      }),
    );
  });
  afterEach(() => {
    worker.resetHandlers();
    ReportPage.clear();
  });
  after(() => worker.stop());

  const report = { ...response, previewUrl: 'emails/{emailId}' };
  const id = firstRow?.emailId;
  const pageFolder = new URL('.', document.baseURI).pathname;

  for (const [what, properties, path] of [
    ['the endpoint', { report, endpoint: '/tenants/a/report' }, `/tenants/a/emails/${id}`],
    ['the endpoint, if it is parsed', { report: new ParsedReport(report), endpoint: '/b/report' }, `/b/emails/${id}`],
    ['its url', { report: { ...report, url: `${location.origin}/c/report` } }, `/c/emails/${id}`],
    [
      'its url, if it is parsed and relative to the endpoint',
      { report: new ParsedReport({ ...report, url: 'd/report' }), endpoint: '/tenants/report' },
      `/tenants/d/emails/${id}`,
    ],
    ['the page without both', { report }, `${pageFolder}emails/${id}`],
  ] as const) {
    it(`is resolved against ${what}`, async () => {
      const page = ReportPage.mount({ ...properties, groupBy: 'none' });
      await page.reaches('ready');
      await page.press(firstRow?.emailName ?? '');
      await eventually('the email', () => urls[0]);
      expect(urls).to.deep.equal([path]);
    });
  }
});
