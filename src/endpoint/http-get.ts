import type { Authorization } from './authorization.ts';
import { ContractError, describeValue } from './contract-error.ts';
import { isJsonObject } from './validators.ts';
import { readHttpError } from './http-error.ts';
import type { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';
import { releaseBody } from './response-text.ts';

/** How the host wants its endpoint to be asked, for whatever it is. */
export interface RequestSettings {
  /** The report's endpoint, an absolute URL. What the host adds to a request goes to its origin alone. */
  readonly endpoint: string;
  /** The host's token. */
  readonly authorization?: Authorization | undefined;
  /** Headers, credentials and the like. Method, body and signal are not the host's to choose. */
  readonly requestInit?: RequestInit | undefined;
  /** In place of `fetch`. */
  readonly fetcher?: typeof fetch | undefined;
  /** Whether to ask the server even where the browser's cache has an answer. */
  readonly reload?: boolean | undefined;
}

export interface HttpRequest extends RequestSettings {
  /** An absolute URL. */
  readonly url: string;
  /** The media types that are understood; a host's own `Accept` stands. */
  readonly accept: string;
}

/** How long to wait, in milliseconds. */
export interface HttpTimeouts {
  /** For the answer to begin. */
  readonly headers: number;
  /** For the next byte. */
  readonly silence: number;
}

/**
 * Asks with GET, and answers with a response of success whose body nobody has touched.
 * @param now for a `Retry-After` that names a date.
 * @throws {ReportError} for any other answer, and for none.
 * @throws {ContractError} if a host's fetcher answers with something else than a response.
 */
export async function httpGet(
  question: HttpRequest,
  scope: AbortScope,
  limits: HttpTimeouts,
  now?: () => Date,
): Promise<Response> {
  const asked = isOwnOrigin(question) ? question : { ...question, requestInit: {}, authorization: undefined };
  const { authorization } = asked;
  const response = await (authorization
    ? authorization.share(() => askWithToken(asked, authorization, scope, limits))
    : waitForAnswer(asked, undefined, scope, limits));
  if (response.status >= 200 && response.status <= 299) return response;
  throw await readHttpError(response, scope, limits.silence, now);
}

function isOwnOrigin({ url, endpoint }: HttpRequest): boolean {
  return new URL(url).origin === new URL(endpoint).origin;
}

/** A token that the endpoint does not accept may just be too old: the host is asked for another, once. */
async function askWithToken(
  question: HttpRequest,
  authorization: Authorization,
  scope: AbortScope,
  limits: HttpTimeouts,
): Promise<Response> {
  const token = authorization.value();
  const response = await waitForAnswer(question, token && (await scope.race(token)), scope, limits);
  if (!token || response.status !== 401) return response;
  releaseBody(response);
  const another = authorization.value(token);
  return waitForAnswer(question, another && (await scope.race(another)), scope, limits);
}

async function waitForAnswer(
  question: HttpRequest,
  token: string | undefined,
  scope: AbortScope,
  { headers }: HttpTimeouts,
): Promise<Response> {
  const cancelTimeout = scope.abortAfter(headers, `The endpoint did not answer within ${headers / 1000} s.`, {
    isRetryable: true,
  });
  // In a promise of its own, so that what a fetcher throws at once is no different.
  const answer = Promise.resolve().then(() => send(question, token, scope.signal));
  try {
    const response: unknown = await scope.race(answer);
    if (!isResponse(response)) throw ContractError.of('fetcher', 'a Response', describeValue(response));
    if (response.bodyUsed || response.body?.locked) {
      throw ContractError.of('fetcher', 'a Response with its body', 'one that is being read already');
    }
    if (response.status === 0) throw new ReportError('network', 'The answer may not be read by this page.');
    return response;
  } catch (error) {
    // A fetcher without regard for the signal may still answer: nobody is left to read it.
    if (scope.signal.aborted) answer.then(releaseBody, () => undefined);
    if (scope.signal.aborted || error instanceof ContractError || error instanceof ReportError) throw error;
    // A fetcher may have a time limit of its own, by `AbortSignal.timeout`.
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
    const [kind, message] = isTimeout
      ? (['timeout', 'The fetcher gave up waiting.'] as const)
      : (['network', 'The endpoint could not be reached.'] as const);
    throw new ReportError(kind, message, { cause: error, isRetryable: true });
  } finally {
    cancelTimeout();
  }
}

function send(question: HttpRequest, token: string | undefined, signal: AbortSignal): Promise<unknown> {
  const { url, accept, requestInit, fetcher, reload } = question;
  const headers = new Headers(requestInit?.headers);
  if (!headers.has('Accept')) headers.set('Accept', accept);
  if (token) headers.set('Authorization', token);
  const init: RequestInit = { ...requestInit, method: 'GET', body: null, headers, signal };
  if (reload) init.cache = 'no-cache';
  // Not called as a method of the question: the browser's own fetch refuses another `this`.
  return fetcher ? fetcher(url, init) : fetch(url, init);
}

/** By its shape: a host's fetcher may come from another window, or bring a Response of its own. */
function isResponse(value: unknown): value is Response {
  if (!isJsonObject(value)) return false;
  const headers = value['headers'];
  return typeof value['status'] === 'number' && isJsonObject(headers) && typeof headers['get'] === 'function';
}
