import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { eventually } from './report-page.ts';

/** A request that waits for a test to answer it. */
export interface PendingRequest {
  readonly url: URL;
  readonly init: RequestInit;
  readonly signal: AbortSignal;
  readonly answer: (response: Response | ReportResponse) => void;
  readonly fail: (error: Error) => void;
}

/** Stands in for `fetch`, and keeps every request until the test says how it ends. */
export class FakeEndpoint {
  readonly requests: PendingRequest[] = [];
  #answered = 0;

  readonly fetcher: typeof fetch = (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = init;
      if (!signal) throw new Error('A request without a signal.');
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.requests.push({
        url: new URL(input instanceof Request ? input.url : input),
        init,
        signal,
        answer: (response) => resolve(response instanceof Response ? response : Response.json(response)),
        fail: reject,
      });
    });

  /** Answers the next requests, as many as there are answers. */
  async answer(...answers: (Response | ReportResponse | Error)[]): Promise<void> {
    for (const answer of answers) {
      const request = await this.request(this.#answered++);
      if (answer instanceof Error) request.fail(answer);
      else request.answer(answer);
    }
  }

  /** The n-th request, from 0, when it has come. */
  request(index: number): Promise<PendingRequest> {
    return eventually(`request ${index}`, () => this.requests[index]);
  }
}

/** A response whose lines a test sends one by one. */
export class LineStream {
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly #encoder = new TextEncoder();
  cancelled = false;

  readonly response = new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.cancelled = true;
      },
    }),
    { headers: { 'Content-Type': 'application/x-ndjson' } },
  );

  send(...lines: unknown[]): void {
    for (const line of lines) {
      this.#controller?.enqueue(this.#encoder.encode(typeof line === 'string' ? line : `${JSON.stringify(line)}\n`));
    }
  }

  end(): void {
    this.#controller?.close();
  }

  break(): void {
    this.#controller?.error(new TypeError('network error'));
  }
}
