import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { eventually } from './waiting.ts';

/** A request that is pending until a test answers it. */
export interface PendingRequest {
  readonly url: URL;
  readonly init: RequestInit;
  readonly signal: AbortSignal;
  readonly answer: (response: Response | ReportResponse) => void;
  readonly fail: (error: Error) => void;
}

/** A fake endpoint: its `fetcher` replaces `fetch`, and every request is pending until the test answers it. */
export class FakeEndpoint {
  readonly requests: PendingRequest[] = [];
  #answered = 0;

  readonly fetcher: typeof fetch = (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = init;
      if (!signal) throw new Error('The request has no signal');
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.requests.push({
        url: new URL(input instanceof Request ? input.url : input),
        init,
        signal,
        answer: (response) => resolve(response instanceof Response ? response : Response.json(response)),
        fail: reject,
      });
    });

  /** Answers the next requests, one per answer. */
  async answer(...answers: (Response | ReportResponse | Error)[]): Promise<void> {
    for (const answer of answers) {
      const request = await this.request(this.#answered++);
      if (answer instanceof Error) request.fail(answer);
      else request.answer(answer);
    }
  }

  /** Resolves with a request when it is made. The first one has the index 0. */
  request(index: number): Promise<PendingRequest> {
    return eventually(`request ${index}`, () => this.requests[index]);
  }
}

/** A streamed NDJSON response: a test sends its lines one by one. */
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
