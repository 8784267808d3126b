import { expect } from 'chai';
import { fetchReport, type FetchReportOptions, type ReportRequest } from '../../src/endpoint/fetch-report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import type { RetryWait, Wait } from '../../src/endpoint/retry.ts';
import { response, row, toLines } from './responses.ts';

const good = () => Response.json(response([row('1'), row('2')]));
const base: ReportRequest = {
  endpoint: 'https://host.example/report',
  timeZone: 'Europe/Paris',
  dateBasis: 'first-sent',
  sort: [],
};
const now = () => new Date('2026-11-24T05:00:00Z');

type Answer = (init: RequestInit) => Response | Promise<Response>;

/** Responds to each request with the next response; repeats the last. */
async function load(answers: Answer[], options: FetchReportOptions = {}) {
  const waits: number[] = [];
  let asked = 0;
  const fetcher: typeof fetch = (_url, init = {}) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? good;
    asked += 1;
    return Promise.resolve(answer(init));
  };
  const wait: Wait = (milliseconds) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const outcome = await fetchReport({ ...base, fetcher }, { wait, now, random: () => 1, ...options }).then(
    ({ length }) => length,
    (error: unknown) => error,
  );
  return { outcome, waits, asked };
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(null, { status: code, headers });
const refuse: Answer = () => Promise.reject(new TypeError('Failed to fetch'));
const silent: Answer = () => new Promise(() => undefined);
const brokenBody: Answer = () =>
  new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('reset')) }));

describe('a temporary failure', () => {
  for (const [what, answer] of [
    ['no connection', refuse],
    ['429', status(429)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a connection lost before the first row', brokenBody],
  ] as const) {
    it(`is retried: ${what}`, async () => {
      expect(await load([answer, good])).to.deep.equal({ outcome: 2, waits: [1000], asked: 2 });
    });
  }

  it('is retried if there is no response in time', async () => {
    const { outcome, asked } = await load([silent, good], { timeouts: { response: 5, idle: 1000, total: 1000 } });
    expect([outcome, asked]).to.deep.equal([2, 2]);
  });

  it('is retried three times, with random and doubling delays, before it is reported', async () => {
    const latest = await load([refuse]);
    expect(latest.waits).to.deep.equal([1000, 2000, 4000]);
    expect(latest.asked).to.equal(4);
    expect(latest.outcome).to.be.instanceOf(ReportError).with.property('kind', 'network');
    expect((await load([status(503)], { random: () => 0 })).waits).to.deep.equal([500, 1000, 2000]);
  });
});

describe('a permanent failure', () => {
  for (const code of [400, 401, 403, 404, 408, 500, 501]) {
    it(`is reported immediately: ${code}`, async () => {
      const { outcome, waits, asked } = await load([status(code, { 'Retry-After': '1' })]);
      expect([waits, asked]).to.deep.equal([[], 1]);
      expect(outcome).to.have.property('status', code);
    });
  }

  it('is reported immediately: an invalid response', async () => {
    const { asked, outcome } = await load([() => new Response('<!doctype html>')]);
    expect(asked).to.equal(1);
    expect(outcome).to.have.property('kind', 'contract');
  });

  it('is reported immediately after rows were received', async () => {
    const lines = toLines(response([row('1'), row('2')], { rowCount: 3 }));
    let end: (() => void) | undefined;
    const answer: Answer = () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(lines));
          end = () => controller.error(new TypeError('reset'));
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } });
    };
    const { asked, outcome } = await load([answer, good], { onProgress: () => end?.() });
    expect(asked).to.equal(1);
    expect(outcome).to.have.property('kind', 'incomplete');
  });
});

describe('Retry-After', () => {
  for (const [header, waited] of [
    ['30', 30_000],
    ['60', 60_000],
    ['0', 1000],
    ['Tue, 24 Nov 2026 05:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 04:00:00 GMT', 1000],
    // An invalid Retry-After is ignored: this is the first of the three retries.
    ['-5', 1000],
    ['soon', 1000],
    ['1.5', 1000],
  ] as const) {
    it(`is honored: ${header}`, async () => {
      expect(await load([status(503, { 'Retry-After': header }), good])).to.deep.equal({
        outcome: 2,
        waits: [waited],
        asked: 2,
      });
    });
  }

  it('does not count as a retry', async () => {
    const later = status(429, { 'Retry-After': '5' });
    const { outcome, waits } = await load([later, later, later, later, refuse, later, refuse, refuse, good]);
    expect(outcome).to.equal(2);
    expect(waits).to.deep.equal([5000, 5000, 5000, 5000, 1000, 5000, 2000, 4000]);
  });

  for (const [header, seconds] of [
    ['61', 61],
    ['Tue, 24 Nov 2026 06:00:00 GMT', 3600],
  ] as const) {
    it(`is reported if it is longer than a minute: ${header}`, async () => {
      const { outcome, asked } = await load([status(503, { 'Retry-After': header })]);
      expect(asked).to.equal(1);
      expect(outcome).to.have.property('retryAfter', seconds);
    });
  }

  it('is reported after ten minutes of waiting in total', async () => {
    const { outcome, waits, asked } = await load([status(429, { 'Retry-After': '7' })]);
    expect(waits.reduce((sum, each) => sum + each)).to.be.within(590_000, 600_000);
    expect(asked).to.equal(waits.length + 1);
    expect(outcome).to.include({ status: 429, retryAfter: 7 });
  });

  it('is reported to the caller, who can end it early', async () => {
    const pauses: (RetryWait | undefined)[] = [];
    const waits: number[] = [];
    const { outcome } = await load([status(503, { 'Retry-After': '20' }), good], {
      wait: (milliseconds, signal) => {
        waits.push(milliseconds);
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
      onRetryWait: (pause) => {
        pauses.push(pause);
        if (pause) setTimeout(pause.retryNow);
      },
    });
    expect(outcome).to.equal(2);
    expect(waits).to.deep.equal([20_000]);
    expect(pauses[0]?.until).to.equal(now().getTime() + 20_000);
    expect(pauses.slice(1)).to.deep.equal([undefined]);
  });
});

describe('the wait before a retry', () => {
  for (const [what, answer] of [
    ['a retry', refuse],
    ['a Retry-After', status(503, { 'Retry-After': '20' })],
  ] as const) {
    it(`ends immediately on abort and clears its timer: ${what}`, async () => {
      const reason = new Error('another time frame');
      const caller = new AbortController();
      let waiting: AbortSignal | undefined;
      const { outcome, asked } = await load([answer], {
        signal: caller.signal,
        wait: (_milliseconds, signal) => {
          waiting = signal;
          setTimeout(() => caller.abort(reason));
          return new Promise(() => undefined);
        },
      });
      expect([outcome, asked, waiting?.aborted]).to.deep.equal([reason, 1, true]);
    });
  }
});
