import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { explainError, type RequestingElement } from '../../src/endpoint/explain-error.ts';
import { Authorization, type Token } from '../../src/endpoint/authorization.ts';
import { acceptWindow } from '../../src/endpoint/window-request.ts';
import { fetchReport } from '../../src/endpoint/fetch-report.ts';
import type { Report } from '../../src/model/report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import { anchorsOf } from '../embed/markdown.ts';
import { response, row, toLines } from './responses.ts';

const lines = 'application/x-ndjson';
const problem = 'application/problem+json';

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An HTTP server whose answer a test sets. `/sign-in` is a page, and `/report` an empty report. */
class RealEndpoint {
  answer: Answer = {};
  readonly #server: Server = createServer(((request, answer) => {
    const page: Answer = { type: 'text/html; charset=utf-8', body: '<!doctype html><title>Sign in</title>' };
    const answers: Readonly<Record<string, Answer>> = { '/sign-in': page, '/report': { body: response([]) } };
    const chosen = answers[request.url ?? ''] ?? this.answer;
    const { status = 200, type = 'application/json', headers = {}, body = '' } = chosen;
    answer.writeHead(status, { 'Content-Type': type, ...headers });
    answer.end(typeof body === 'string' ? body : JSON.stringify(body));
  }) satisfies RequestListener);

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.#server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/report`;
  }
}

const endpoint = new RealEndpoint();
beforeAll(() => endpoint.start());
afterAll(() => endpoint.close());

/** Requests a report as an element with these properties does. */
function load({ token, fetcher, endpoint: url = endpoint.url }: Partial<RequestingElement> = {}): Promise<Report> {
  const request = {
    endpoint: url,
    timeZone: 'Europe/Paris',
    dateBasis: 'first-sent',
    sort: [],
    fetcher: (fetcher ?? undefined) as typeof fetch | undefined,
    authorization: new Authorization(() => token as Token | undefined),
  } as const;
  return fetchReport(request, { wait: () => Promise.resolve(), acceptWindow });
}

async function errorOf(element?: Partial<RequestingElement>): Promise<ReportError> {
  try {
    await load(element);
  } catch (error) {
    if (error instanceof ReportError) return error;
    throw error;
  }
  throw new Error('The report has loaded.');
}

async function explanationOf(answer: Answer, element: Partial<RequestingElement> = {}): Promise<string> {
  endpoint.answer = answer;
  const error = await errorOf(element);
  const defaults = { id: '', endpoint: '/api/report', report: undefined, token: undefined, fetcher: undefined };
  return explainError(error, { ...defaults, ...element });
}

const { campaignId, campaignName, sent, ...incomplete } = row('77');
const snakeCase = { campaign_id: campaignId, campaign_name: campaignName, email_id: '77', email_name: 'A', sent };

const mistakes: readonly (readonly [what: string, answer: Answer, explanation: string])[] = [
  [
    'a comma too many',
    { body: '{\n  "version": 1,\n  "rows": [],\n}' },
    'body: expected JSON, got "{\\n  \\"version\\": 1,\\n  \\"rows\\": [],\\n}". Line 4, column 1: expected a name in double quotes, got "}". See docs/endpoint.md#find-mistakes.',
  ],
  [
    'JSON that is cut off',
    { body: '{"version": 1, "rows": [' },
    'body: expected JSON, got "{\\"version\\": 1, \\"rows\\": [". Line 1, column 25: expected a value or "]", got the end of the text. See docs/endpoint.md#find-mistakes.',
  ],
  [
    'a broken line',
    { type: lines, body: `${toLines(response([row('1')]))}{"campaignId": 1003, "sent": NaN}\n` },
    'rows[1] (line 3): expected a JSON object on one line, got "{\\"campaignId\\": 1003, \\"sent\\": NaN}". Column 30: expected a value, got "NaN}". See docs/endpoint.md#find-mistakes.',
  ],
  [
    'lines as JSON',
    { body: toLines(response([row('1')])) },
    'body: expected JSON, got "{\\"version\\":1}\\n{\\"campaignId\\":\\"1003\\",\\"camp…". This is one JSON value per line. Send it as application/x-ndjson. See docs/endpoint.md#stream-rows-as-ndjson.',
  ],
  [
    'JSON as lines',
    { type: lines, body: response([row('1')]) },
    'rows (line 1): expected one line per row, after the first line, got an array. This is the whole report in one object. Send it as application/json. See docs/endpoint.md#stream-rows-as-ndjson.',
  ],
  [
    'JSON on several lines as lines',
    { type: lines, body: JSON.stringify(response([]), null, 2) },
    'body (line 1): expected a JSON object on one line, got "{". This is JSON on several lines. Send it as application/json. See docs/endpoint.md#stream-rows-as-ndjson.',
  ],
  ['nothing', {}, 'body: expected JSON, got an empty body. See docs/endpoint.md#find-mistakes.'],
  [
    'a page',
    { type: 'text/html', body: '<!doctype html>' },
    'body: expected JSON, got an HTML page. Check the URL of the endpoint. If the session has ended, respond with status 401 instead of a page. See docs/endpoint.md#find-mistakes.',
  ],
  [
    'a bare array',
    { body: [row('1')] },
    'body: expected an object, got an array. Put the rows into {"version": 1, "rows": […]}. See docs/endpoint.md#return-a-minimal-report.',
  ],
  [
    'rows under another name',
    { body: { version: 1, data: [] } },
    'rows: expected an array, got nothing. Put the rows into {"version": 1, "rows": […]}. The body has the fields "version", "data". See docs/endpoint.md#return-a-minimal-report.',
  ],
  [
    'more rows than rowCount',
    { body: { version: 1, rowCount: 1, rows: [row('1'), row('2')] } },
    'rows: expected no more rows than rowCount says (1), got 2. Correct "rowCount", or omit it. See docs/endpoint.md#the-response.',
  ],
  [
    'an error with status 200',
    { body: { error: 'Unknown\ntenant' } },
    'version: expected version 1 of the report contract, got nothing. The body contains "error": "Unknown\\ntenant". Respond to an error with status 400 or above. See docs/endpoint.md#report-errors.',
  ],
  [
    'an error as the first line with status 200',
    { type: lines, body: '{"errors":[{"message":"No access"}]}\n' },
    'version (line 1): expected version 1 of the report contract, got nothing. The body contains "errors": [{"message":"No access"}]. Respond to an error with status 400 or above. See docs/endpoint.md#report-errors.',
  ],
  [
    'snake_case in required fields',
    { body: response([snakeCase]) },
    'rows[0].campaignId: expected a string or a whole number, got nothing (and 3 more). The row has the fields "campaign_id", "campaign_name", "email_id", "email_name", "sent". Did you mean "campaign_id"? See docs/endpoint.md#the-response.',
  ],
  [
    'a required field that is missing in a line',
    { type: lines, body: toLines(response([row('1'), { ...incomplete, campaignId, campaignName }])) },
    'rows[1].sent (line 3): expected a non-negative integer, got nothing. The row has the fields "emailId", "emailName", "campaignId", "campaignName". See docs/endpoint.md#the-response.',
  ],
  [
    'a number as text',
    { body: response([row('1', { sent: '12' })]) },
    'rows[0].sent: expected a non-negative integer, got "12". Send counts as numbers: database drivers return bigint as text, so cast it to integer. See docs/endpoint.md#the-response.',
  ],
  [
    'an id above 2^53',
    {
      body: '{"version":1,"rows":[{"campaignId":9223372036854775807,"campaignName":"","emailId":1,"emailName":"","sent":1}]}',
    },
    'rows[0].campaignId: expected a string or a whole number, got 9223372036854776000. Send ids as strings: a number above 9007199254740991 (2^53 − 1) loses its last digits. See docs/endpoint.md#the-response.',
  ],
  [
    'an id above 2^70',
    {
      body: `{"version":1,"rows":[{"campaignId":1,"campaignName":"","emailId":${'9'.repeat(30)},"emailName":"","sent":1}]}`,
    },
    'rows[0].emailId: expected a string or a whole number, got 1e+30. Send ids as strings: a number above 9007199254740991 (2^53 − 1) loses its last digits. See docs/endpoint.md#the-response.',
  ],
  [
    'a date without an offset',
    { body: response([row('1', { firstSentAt: '2026-10-26 08:00:00' })]) },
    'rows[0].firstSentAt: expected an ISO 8601 instant with an offset or Z, got "2026-10-26 08:00:00". Send instants such as "2026-10-26T08:00:00Z". See docs/endpoint.md#the-response.',
  ],
  [
    'a stray limit',
    { body: response([row('1')], { limit: 100 }) },
    'rowCount: expected a non-negative integer, got nothing (and 1 more). A response with "limit" is a window of a longer report, with "offset", "rowCount" and the applied "sort". Omit "limit" from a whole report. See docs/endpoint.md#return-long-reports-in-windows.',
  ],
  [
    'a stray limit with an offset and a row count',
    { body: response([row('1')], { limit: 100, offset: 0, rowCount: 1 }) },
    'sort: expected "", as requested, got nothing. A response with "limit" is a window of a longer report, with "offset", "rowCount" and the applied "sort". Omit "limit" from a whole report. See docs/endpoint.md#return-long-reports-in-windows.',
  ],
  [
    'fewer rows than announced',
    { body: response([row('1')], { rowCount: 2 }) },
    'Received only 1 of 2 rows. Expected as many rows as rowCount says. See docs/endpoint.md#the-response.',
  ],
  [
    'status 400 with a problem document',
    { status: 400, type: problem, body: { title: 'Bad Request', detail: 'from is after to.' } },
    'The endpoint responded with status 400: Bad Request: from is after to. Expected a status from 200 to 299 from endpoint="/api/report". See docs/endpoint.md#report-errors.',
  ],
  [
    'status 422 with a problem document',
    { status: 422, type: problem, body: { detail: 'timeZone is unknown' } },
    'The endpoint responded with status 422: timeZone is unknown. Expected a status from 200 to 299 from endpoint="/api/report". See docs/endpoint.md#report-errors.',
  ],
  [
    'status 403',
    { status: 403, type: problem, body: { title: 'Forbidden' } },
    'The endpoint responded with status 403: Forbidden. Expected a status from 200 to 299 from endpoint="/api/report". See docs/endpoint.md#report-errors.',
  ],
  [
    'status 404',
    { status: 404, body: { error: 'no' } },
    'The endpoint responded with status 404. Expected a status from 200 to 299 from endpoint="/api/report". Check the URL. A problem document (application/problem+json) with a detail would give the reason. See docs/endpoint.md#report-errors.',
  ],
  [
    'status 401',
    { status: 401 },
    'The endpoint responded with status 401. Expected a response for a reader who is signed in from endpoint="/api/report". See docs/sign-in.md#handle-an-expired-session.',
  ],
];

describe('explainError', () => {
  for (const [what, answer, explanation] of mistakes) {
    it(`explains ${what}`, async () => expect(await explanationOf(answer)).to.equal(explanation));
  }

  it('explains a redirect to a page to sign in', async () => {
    const answer = { status: 302, headers: { Location: '/sign-in' } };
    const url = endpoint.url.replace('/api/report', '/sign-in');
    expect(await explanationOf(answer)).to.equal(
      `The endpoint redirected to an HTML page: ${url}. Expected a response for a reader who is signed in from endpoint="/api/report". See docs/sign-in.md#handle-an-expired-session.`,
    );
    expect((await errorOf()).kind).to.equal('sign-in');
  });

  it('is not needed after a redirect to another report', async () => {
    endpoint.answer = { status: 307, headers: { Location: '/report' } };
    expect((await load()).length).to.equal(0);
  });

  const expectedToken =
    'token: expected a function that returns the value of the Authorization header, or a promise of it.';
  const seeToken = 'Nothing was sent. See docs/sign-in.md#use-a-token.';
  for (const [what, token, got] of [
    ['is a string, without showing it', 'Bearer secret', 'a string'],
    ['rejects', () => Promise.reject(new Error('offline')), 'a failure (Error: offline)'],
    [
      'throws',
      () => {
        throw new RangeError('no session');
      },
      'a failure (RangeError: no session)',
    ],
  ] as const) {
    it(`explains that token ${what}`, async () => {
      expect(await explanationOf({}, { token })).to.equal(`${expectedToken} Got ${got}. ${seeToken}`);
    });
  }

  for (const [what, fetcher, got] of [
    [
      'rejects',
      () => Promise.reject(new Error('no tenant')),
      'a promise of a Response, got a failure (Error: no tenant)',
    ],
    ['is not a function', 'fetch', 'a function with the parameters of fetch, got "fetch"'],
  ] as const) {
    it(`explains that fetcher ${what}`, async () => {
      const explanation = await explanationOf({}, { fetcher });
      expect(explanation).to.include(`fetcher: expected ${got}. See docs/sign-in.md#replace-fetch.`);
    });
  }

  it('explains that there is no response', async () => {
    const url = 'http://127.0.0.1:1/report';
    expect(await explanationOf({}, { endpoint: url })).to.equal(
      `The endpoint could not be reached. Check its URL and, for another origin, its CORS headers. Expected a response from endpoint="${url}". See docs/endpoint.md#allow-other-origins-cors.`,
    );
  });

  it('keeps dots in a relative URL', () => {
    const element = { id: '', endpoint: '../api/report', report: undefined, token: undefined, fetcher: undefined };
    const error = new ReportError('http', 'The endpoint responded with status 404.', { status: 404 });
    expect(explainError(error, element)).to.include('from endpoint="../api/report". Check the URL.');
  });

  it('refers to headings that exist', () => {
    const explanations = mistakes.map(([, , explanation]) => explanation);
    const places = [...explanations, 'See docs/sign-in.md#replace-fetch.', seeToken].map((text) => {
      const [, page = '', anchor = ''] = /See (docs\/[\w-]+\.md)#([\w-]+)\.$/.exec(text) ?? [];
      return { page, anchor };
    });
    expect(places.filter(({ page, anchor }) => page === '' || !anchorsOf(page).has(anchor))).to.deep.equal([]);
  });
});
