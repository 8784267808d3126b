import { expect } from 'chai';
import fc from 'fast-check';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import {
  fetchReport,
  reportUrl,
  type FetchReportOptions,
  type ReportRequest,
} from '../../src/endpoint/fetch-report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import type { ReportProgress } from '../../src/endpoint/stream-progress.ts';
import { anyResponse, plain, response, row, toLines } from './responses.ts';

const ndjson = { 'Content-Type': 'application/x-ndjson; charset=utf-8' };
const json = { 'Content-Type': 'application/json' };
const base: ReportRequest = {
  endpoint: 'https://host.example/report',
  timeZone: 'Europe/Paris',
  dateBasis: 'first-sent',
  sort: [{ column: 'sent', descending: true }],
};

type Answer = (url: string, init: RequestInit) => unknown;

function ask(answer: Answer, options?: FetchReportOptions, request: Partial<ReportRequest> = {}) {
  const asked = { ...base, ...request, fetcher: answer as unknown as typeof fetch };
  return fetchReport(asked, { wait: () => Promise.resolve(), ...options });
}

async function failureOf(loading: Promise<unknown>): Promise<ReportError> {
  const error: unknown = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReportError) return error;
  throw new Error(`Not a ReportError: ${String(error)}`);
}

/** A body that a test writes to, and that records whether it was cancelled. */
function fedBody() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const fed = {
    cancelled: undefined as unknown,
    text: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
  };
  const stream = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: (reason) => void (fed.cancelled = reason ?? 'cancelled'),
  });
  return {
    ...fed,
    stream,
    end: () => controller.close(),
    fail: (error: unknown) => controller.error(error),
    isCancelled: () => fed.cancelled !== undefined,
  };
}

const twoRows = response([row('1'), row('2')], { rowCount: 2 });
const shortTimeouts = { response: 20, idle: 20, total: 10_000 };

describe('the request of fetchReport', () => {
  it('keeps the spelling of the endpoint’s own parameters and adds those of the report', () => {
    const endpoint = 'https://host.example/r?tenant=a%20b&flag&toString=1&q=%E9#top';
    expect(reportUrl({ ...base, endpoint, from: '2026-10-01', to: '2026-10-31' })).to.equal(
      'https://host.example/r?tenant=a%20b&flag&toString=1&q=%E9' +
        '&from=2026-10-01&to=2026-10-31&timeZone=Europe%2FParis&dateBasis=first-sent&sort=-sent',
    );
  });

  it('omits a date without a limit, even if the endpoint’s URL has one', () => {
    const url = reportUrl({
      ...base,
      endpoint: 'https://host.example/r?from=2020-01-01&sort=x&tenant=a',
      to: '2026-10-31',
    });
    expect(url).to.equal(
      'https://host.example/r?tenant=a&to=2026-10-31&timeZone=Europe%2FParis&dateBasis=first-sent&sort=-sent',
    );
  });

  it('sends the host’s headers and credentials, prefers NDJSON and always uses GET', async () => {
    let sent: RequestInit = {};
    const requestInit = {
      headers: { Authorization: 'Bearer x' },
      credentials: 'include',
      method: 'POST',
      body: 'x',
    } as const;
    await ask((_url, init) => ((sent = init), Response.json(twoRows)), {}, { requestInit });
    const headers = new Headers(sent.headers);
    expect(headers.get('Authorization')).to.equal('Bearer x');
    expect(headers.get('Accept')).to.equal('application/x-ndjson, application/json;q=0.9');
    expect([sent.method, sent.body, sent.credentials, sent.cache]).to.deep.equal(['GET', null, 'include', undefined]);
  });

  it('lets the host set the Accept header, and bypasses the cache on reload', async () => {
    let sent: RequestInit = {};
    const requestInit = {
      headers: [['accept', 'application/json']] as [string, string][],
      cache: 'force-cache',
    } as const;
    await ask((_url, init) => ((sent = init), Response.json(twoRows)), {}, { requestInit, reload: true });
    expect([new Headers(sent.headers).get('Accept'), sent.cache]).to.deep.equal(['application/json', 'no-cache']);
  });
});

describe('fetchReport', () => {
  it('reads the same report from JSON and from NDJSON split at any byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyResponse, fc.integer({ min: 1, max: 40 }), async (body, size) => {
        const bytes = new TextEncoder().encode(`\ufeff${toLines(body)}`);
        const pieces = new ReadableStream<Uint8Array>({
          start(controller) {
            for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
            controller.close();
          },
        });
        const expected = plain(parseReport(body));
        expect(plain(await ask(() => new Response(pieces, { headers: ndjson })))).to.deep.equal(expected);
        expect(plain(await ask(() => Response.json(body)))).to.deep.equal(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('reads any other media type as JSON', async () => {
    const report = await ask(
      () => new Response(JSON.stringify(twoRows), { headers: { 'Content-Type': 'text/plain' } }),
    );
    expect(report.length).to.equal(2);
  });

  it('returns a complete report if the connection is lost after the last announced row', async () => {
    const body = fedBody();
    const loading = ask(() => new Response(body.stream, { headers: ndjson }), {
      onProgress: () => body.fail(new Error('reset')),
    });
    body.text(toLines(twoRows));
    expect((await loading).complete).to.equal(true);
  });
});

describe('onProgress', () => {
  it('is called with the first rows of a slow stream and the expected number', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => row(`${index}`));
    const lines = toLines(response(rows, { rowCount: 200 })).split(/(?<=\n)/);
    const told: ReportProgress[] = [];
    const body = fedBody();
    const onProgress = (progress: ReportProgress) => {
      if (told.push(progress) > 1) return;
      for (const line of lines.slice(51)) body.text(line);
      body.end();
    };
    const loading = ask(() => new Response(body.stream, { headers: ndjson }), { onProgress });
    for (const line of lines.slice(0, 51)) body.text(line);
    expect((await loading).length).to.equal(200);
    expect([told[0]?.received, told[0]?.expected, told[0]?.report.complete]).to.deep.equal([50, 200, false]);
  });

  it('lets the first rows be painted before reading more, even if all arrive together', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => row(`${index}`));
    const received: number[] = [];
    let drawnAt = NaN;
    const onProgress = (progress: ReportProgress) => {
      received.push(progress.received);
      if (received.length === 1) requestAnimationFrame(() => (drawnAt = received.length));
    };
    await ask(() => new Response(toLines(response(rows, { rowCount: 3000 })), { headers: ndjson }), { onProgress });
    expect(received[0]).to.be.lessThan(3000);
    expect(drawnAt).to.equal(1);
  });
});

describe('a failure of fetchReport', () => {
  const statuses: [status: number, kind: string][] = [
    [401, 'sign-in'],
    [403, 'forbidden'],
    [400, 'http'],
    [500, 'http'],
    [304, 'http'],
  ];
  for (const [status, kind] of statuses) {
    it(`has kind ${kind} for status ${status}`, async () => {
      const error = await failureOf(ask(() => new Response(status === 304 ? null : 'no', { status })));
      expect([error.kind, error.status, error.title]).to.deep.equal([kind, status, undefined]);
    });
  }

  const problemType = { 'Content-Type': 'application/problem+json; charset=utf-8' };
  it('has the title and detail of the problem document as short plain text', async () => {
    const document = { title: 'Bad\n\u202eday ', detail: 'x'.repeat(5000), status: 400 };
    const error = await failureOf(
      ask(() => new Response(JSON.stringify(document), { status: 400, headers: problemType })),
    );
    expect(error.title).to.equal('Bad day');
    expect(error.message).to.match(/^The endpoint responded with status 400: Bad day: x{999}…$/);
    expect(error.detail).to.match(/^x{999}…$/);
  });

  for (const body of ['', '{"title":', 'null', '[]', '{"title":5,"detail":{}}', `{"title":"${'x'.repeat(100_000)}"}`]) {
    it(`ignores the invalid problem document ${body.slice(0, 30)}`, async () => {
      const error = await failureOf(ask(() => new Response(body, { status: 503, headers: problemType })));
      expect([error.kind, error.status, error.title, error.detail]).to.deep.equal(['http', 503, undefined, undefined]);
    });
  }

  it('has kind sign-in for an HTML page after a redirect', async () => {
    const signIn = new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
    const url = 'https://example.com/sign-in';
    const answer = () => Object.defineProperties(signIn, { redirected: { value: true }, url: { value: url } });
    const error = await failureOf(ask(answer));
    expect([error.kind, error.message]).to.deep.equal([
      'sign-in',
      'The endpoint redirected to an HTML page: https://example.com/sign-in',
    ]);
  });

  it('cancels a problem document that never ends', async () => {
    const body = fedBody();
    const answer = () => new Response(body.stream, { status: 500, headers: problemType });
    const error = await failureOf(ask(answer, { timeouts: shortTimeouts }));
    expect([error.kind, error.status, body.isCancelled()]).to.deep.equal(['http', 500, true]);
  });

  const refused: [what: string, answer: Answer, message: string][] = [
    [
      'an HTML page',
      () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }),
      'body: expected JSON, got an HTML page',
    ],
    ['nothing', () => new Response(null, { status: 204 }), 'body: expected JSON, got an empty body'],
    [
      'half a JSON',
      () => new Response('{"version":1,"ro', { headers: json }),
      'body: expected JSON, got "{\\"version\\":1,\\"ro"',
    ],
    [
      'lines called JSON',
      () => new Response(toLines(twoRows), { headers: json }),
      'body: expected JSON, got "{\\"version\\":1,\\"rowCount\\":2}\\n{\\"campaignId\\"…"',
    ],
    [
      'JSON called lines',
      () => new Response(JSON.stringify(twoRows), { headers: ndjson }),
      'rows (line 1): expected one line per row, after the first line, got an array',
    ],
    [
      'rows that break the contract',
      () => Response.json(response([row('1', { sent: -1 })])),
      'rows[0].sent: expected a non-negative integer, got -1',
    ],
    ['undefined', () => undefined, 'fetcher: expected a Response, got nothing'],
    ['a parsed body', () => ({ version: 1, rows: [] }), 'fetcher: expected a Response, got an object'],
    [
      'a body of strings',
      () => new Response(new ReadableStream({ start: (controller) => controller.enqueue('{}') })),
      'fetcher: expected a body of bytes, got "{}"',
    ],
    [
      'a body that was read',
      async () => {
        const read = Response.json(twoRows);
        await read.text();
        return read;
      },
      'fetcher: expected a Response whose body has not been read, got a Response whose body is in use',
    ],
  ];
  for (const [what, answer, message] of refused) {
    it(`explains that the response is ${what}`, async () => {
      const error = await failureOf(ask(answer));
      expect([error.kind, error.message, error.problemCount, error.report]).to.deep.equal([
        'contract',
        message,
        1,
        undefined,
      ]);
    });
  }

  const unreachable: [what: string, answer: Answer][] = [
    ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'throws at once',
      () => {
        throw new Error('no token');
      },
    ],
    ['aborts by itself', () => Promise.reject(new DOMException('stopped', 'AbortError'))],
    ['returns an error response', () => Response.error()],
  ];
  for (const [what, answer] of unreachable) {
    it(`has kind network if the fetcher ${what}`, async () => {
      expect((await failureOf(ask(answer))).kind).to.equal('network');
    });
  }

  it('has kind network if the endpoint is not a valid URL', async () => {
    expect((await failureOf(ask(() => Response.json(twoRows), {}, { endpoint: 'http://' }))).kind).to.equal('network');
  });
});

describe('a failure of fetchReport after some rows', () => {
  const lines = toLines(response([row('1'), row('2'), row('3')], { rowCount: 3 }));
  const afterTwo = lines.lastIndexOf('{');
  const outcome = ({ kind, report }: ReportError) => [kind, report?.length, report?.complete];

  it('has kind incomplete if the stream ends early', async () => {
    const error = await failureOf(ask(() => new Response(lines.slice(0, afterTwo), { headers: ndjson })));
    expect(outcome(error)).to.deep.equal(['incomplete', 2, false]);
    expect(error.message).to.equal('Received only 2 of 3 rows.');
  });

  it('has kind incomplete if JSON has fewer rows than rowCount', async () => {
    expect(outcome(await failureOf(ask(() => Response.json({ ...twoRows, rowCount: 9 }))))).to.deep.equal([
      'incomplete',
      2,
      false,
    ]);
  });

  it('has no report without rows', async () => {
    expect(outcome(await failureOf(ask(() => Response.json(response([], { rowCount: 9 })))))).to.deep.equal([
      'incomplete',
      undefined,
      undefined,
    ]);
  });

  it('has kind incomplete if the connection is lost, and network before the first row', async () => {
    const reset = new TypeError('reset');
    for (const [text, expected] of [
      [lines.slice(0, afterTwo), ['incomplete', 2, false]],
      ['{"version":1}\n', ['network', undefined, undefined]],
    ] as const) {
      const body = fedBody();
      const loading = failureOf(
        ask(() => new Response(body.stream, { headers: ndjson }), { onProgress: () => body.fail(reset) }),
      );
      body.text(text);
      if (expected[0] === 'network') setTimeout(() => body.fail(reset));
      expect(outcome(await loading)).to.deep.equal(expected);
    }
  });

  it('keeps the rows before an invalid row and cancels the body', async () => {
    const body = fedBody();
    const loading = failureOf(ask(() => new Response(body.stream, { headers: ndjson })));
    body.text(`${lines.slice(0, afterTwo)}{"campaignId":1}\n`);
    const error = await loading;
    expect(outcome(error)).to.deep.equal(['contract', 2, false]);
    expect(error.problems[0]?.path).to.equal('rows[2].campaignName');
    expect(body.isCancelled()).to.equal(true);
  });

  it('keeps the rows received before an idle timeout', async () => {
    const body = fedBody();
    const loading = failureOf(ask(() => new Response(body.stream, { headers: ndjson }), { timeouts: shortTimeouts }));
    body.text(lines.slice(0, afterTwo));
    expect(outcome(await loading)).to.deep.equal(['timeout', 2, false]);
    expect(body.isCancelled()).to.equal(true);
  });
});

describe('a timeout of fetchReport', () => {
  it('occurs without a response, and cancels a late one', async () => {
    const body = fedBody();
    let answer!: (response: Response) => void;
    const late = new Promise<Response>((resolve) => (answer = resolve));
    let signal: AbortSignal | null | undefined;
    const error = await failureOf(ask((_url, init) => ((signal = init.signal), late), { timeouts: shortTimeouts }));
    expect([error.kind, signal?.aborted]).to.deep.equal(['timeout', true]);
    answer(new Response(body.stream));
    await new Promise((resolve) => setTimeout(resolve));
    expect(body.isCancelled()).to.equal(true);
  });

  it('limits the total time of JSON, but not of a stream', async () => {
    const timeouts = { response: 1000, idle: 1000, total: 30 };
    for (const headers of [json, ndjson]) {
      const body = fedBody();
      const loading = ask(() => new Response(body.stream, { headers }), { timeouts }).then(
        ({ length }) => length,
        (error: unknown) => (error instanceof ReportError ? error.kind : error),
      );
      const [head = '', one = '', two = ''] = toLines(twoRows).split(/(?<=\n)/);
      body.text(head);
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (headers === ndjson) {
        body.text(one + two);
        body.end();
      }
      expect(await loading).to.equal(headers === ndjson ? 2 : 'timeout');
    }
  });
});

describe('an abort of fetchReport', () => {
  const reason = new Error('another time frame');
  const abortOf = (loading: Promise<unknown>) =>
    loading.then(
      () => 'loaded',
      (error: unknown) => error,
    );

  it('sends no request if the signal is already aborted', async () => {
    let asked = false;
    const loading = ask(() => ((asked = true), Response.json(twoRows)), {
      signal: AbortSignal.abort(reason),
    });
    expect([await abortOf(loading), asked]).to.deep.equal([reason, false]);
  });

  it('rejects with the abort reason even if the fetcher ignores the signal', async () => {
    const caller = new AbortController();
    const loading = abortOf(ask(() => new Promise(() => undefined), { signal: caller.signal }));
    caller.abort(reason);
    expect(await loading).to.equal(reason);
  });

  for (const [what, type] of [
    ['rows are streaming', ndjson],
    ['JSON comes', json],
    ['an error is read', { 'Content-Type': 'application/problem+json' }],
  ] as const) {
    it(`rejects with the abort reason and cancels the body while ${what}`, async () => {
      const caller = new AbortController();
      const body = fedBody();
      const status = what === 'an error is read' ? 500 : 200;
      const loading = abortOf(
        ask(() => new Response(body.stream, { status, headers: type }), { signal: caller.signal }),
      );
      body.text(toLines(twoRows).slice(0, -20));
      await new Promise((resolve) => setTimeout(resolve));
      caller.abort(reason);
      expect(await loading).to.equal(reason);
      expect(body.isCancelled()).to.equal(true);
    });
  }
});
