import type { RequestRecord } from './findings.ts';

/** The credentials that a reader's session adds to requests. They come from the environment: arguments are visible to other users. */
export interface Credentials {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
}

/** A complete response. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** After redirects. */
  readonly url: string;
  readonly isRedirected: boolean;
  readonly record: RequestRecord;
}

export interface RequestOptions {
  readonly accept?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly method?: string | undefined;
  readonly body?: string | undefined;
  /** Whether the request has neither token nor cookie, as the preflight requests of browsers. Default: `false`. */
  readonly isAnonymous?: boolean | undefined;
}

/** There was no response, or it was not complete in time. */
export class NoResponseError extends Error {
  override readonly name = 'NoResponseError';
}

/** The element waits no longer for a JSON response, in milliseconds. */
const timeout = 30_000;

/** Sends requests and records them. */
export class EndpointClient {
  readonly records: RequestRecord[] = [];
  readonly #origin: string;
  readonly #credentials: Credentials;
  readonly #pageOrigin: string | undefined;

  /** @param pageOrigin the origin of the page that shows the report, if it is another one */
  constructor(endpoint: string, credentials: Credentials, pageOrigin?: string) {
    this.#origin = new URL(endpoint).origin;
    this.#credentials = credentials;
    this.#pageOrigin = pageOrigin;
  }

  /** @throws {NoResponseError} */
  async request(url: string, options: RequestOptions = {}): Promise<Answer> {
    const { accept = 'application/json', body } = options;
    const method = options.method ?? (body === undefined ? 'GET' : 'POST');
    const headers = { accept, ...(body !== undefined && { 'content-type': 'application/json' }), ...options.headers };
    const started = performance.now();
    const elapsed = () => Math.round(performance.now() - started);
    let record: RequestRecord = {
      ...{ method, url, status: undefined },
      ...{ headersAfter: undefined, completeAfter: undefined, bytes: undefined },
    };
    try {
      const init = { method, body: body ?? null, headers: { ...headers, ...this.#headersFor(url, options) } };
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
      record = { ...record, status: response.status, headersAfter: elapsed() };
      const text = await response.text();
      record = { ...record, completeAfter: elapsed(), bytes: Buffer.byteLength(text) };
      const { status, headers: received, url: finalUrl, redirected } = response;
      return { status, headers: received, text, url: finalUrl || url, isRedirected: redirected, record };
    } catch (error) {
      throw new NoResponseError(describe(error), { cause: error });
    } finally {
      this.records.push(record);
    }
  }

  /** As in the element, credentials are only sent to the origin of the endpoint. */
  #headersFor(url: string, { isAnonymous = false }: RequestOptions): Record<string, string> {
    const { token, cookie } = this.#credentials;
    const isOwn = !isAnonymous && new URL(url).origin === this.#origin;
    return {
      ...(this.#pageOrigin !== undefined && { origin: this.#pageOrigin }),
      ...(isOwn && token !== undefined && { authorization: token }),
      ...(isOwn && cookie !== undefined && { cookie }),
    };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `The response was not complete after ${timeout / 1000} s.`;
  const { cause } = error;
  const reason =
    cause instanceof Error ? [(cause as NodeJS.ErrnoException).code, cause.message].find(Boolean) : undefined;
  return `The endpoint could not be reached: ${reason ?? error.message}.`;
}
