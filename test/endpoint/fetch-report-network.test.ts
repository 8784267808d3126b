import { expect } from 'chai';
import { delay, http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { fetchReport, type ReportRequest } from '../../src/endpoint/fetch-report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import { response, row, toLines } from './responses.ts';

const path = '/tenants/a/report';
const request: ReportRequest = {
  endpoint: new URL(`${path}?tenant=a`, location.href).href,
  from: '2026-10-01',
  timeZone: 'Asia/Kolkata',
  dateBasis: 'sent',
  sort: [],
};
const body = response([row('1', { campaignName: 'Été – 夏' }), row('2')], { rowCount: 2 });

const kindOf = (loading: Promise<unknown>) =>
  loading.then(
    () => 'loaded',
    (error: unknown) => (error instanceof ReportError ? error.kind : error),
  );

describe('fetchReport over the network', () => {
  const worker = setupWorker();
  before(() => worker.start({ quiet: true }));
  afterEach(() => worker.resetHandlers());
  after(() => worker.stop());

  it('sends the request of the contract and reads a stream', async () => {
    let asked: Request | undefined;
    worker.use(
      http.get(path, ({ request: seen }) => {
        asked = seen;
        return new HttpResponse(toLines(body), { headers: { 'Content-Type': 'application/x-ndjson' } });
      }),
    );
    const report = await fetchReport(request);
    expect([...report.text.campaignName]).to.deep.equal(['Été – 夏', 'Spring']);
    expect(asked?.headers.get('Accept')).to.equal('application/x-ndjson, application/json;q=0.9');
    expect(new URL(asked?.url ?? '').search).to.equal(
      '?tenant=a&from=2026-10-01&timeZone=Asia%2FKolkata&dateBasis=sent',
    );
  });

  it('works with the browser’s fetch as the host’s fetcher', async () => {
    worker.use(http.get(path, () => HttpResponse.json(body)));
    expect((await fetchReport({ ...request, fetcher: fetch })).length).to.equal(2);
  });

  it('fails with kind network, sign-in or http', async () => {
    const wait = () => Promise.resolve();
    worker.use(http.get(path, () => HttpResponse.error()));
    expect(await kindOf(fetchReport(request, { wait }))).to.equal('network');
    worker.use(http.get(path, () => new HttpResponse(null, { status: 401 })));
    expect(await kindOf(fetchReport(request))).to.equal('sign-in');
    worker.use(http.get(path, () => HttpResponse.json({ title: 'Down' }, { status: 503 })));
    expect(await kindOf(fetchReport(request, { wait }))).to.equal('http');
  });

  it('fails with kind timeout if the fetcher has its own timeout', async () => {
    const wait = () => Promise.resolve();
    const fetcher = () => Promise.reject(new DOMException('The operation timed out.', 'TimeoutError'));
    expect(await kindOf(fetchReport({ ...request, fetcher }, { wait }))).to.equal('timeout');
  });

  it('rejects with the abort reason, before and during the response', async () => {
    const reason = new Error('no longer wanted');
    const beforeAnswer = new AbortController();
    worker.use(
      http.get(path, async () => {
        beforeAnswer.abort(reason);
        await delay(50);
        return HttpResponse.json(body);
      }),
    );
    expect(await kindOf(fetchReport(request, { signal: beforeAnswer.signal }))).to.equal(reason);

    const whileStreaming = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(toLines(body))),
    });
    worker.use(
      http.get(path, () => new HttpResponse(endless, { headers: { 'Content-Type': 'application/x-ndjson' } })),
    );
    const { signal } = whileStreaming;
    const onProgress = () => whileStreaming.abort(reason);
    expect(await kindOf(fetchReport(request, { signal, onProgress }))).to.equal(reason);
  });
});
