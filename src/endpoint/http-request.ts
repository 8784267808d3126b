import { isJsonObject } from '../platform/json-object.ts';
import type { AbortScope } from './abort-scope.ts';
import type { Authorization } from './authorization.ts';
import { ContractError, describeValue } from './contract-error.ts';
import { readHttpError } from './http-error.ts';
import { ReportError } from './report-error.ts';
import { cancelBody } from './response-text.ts';

/** The host's settings for all requests. */
export interface RequestSettings {
  /** The URL of the report's endpoint, absolute. The host's headers and token are only sent to its origin. */
  readonly endpoint: string;
  /** The host's token. */
  readonly authorization?: Authorization | undefined;
  /** Headers, credentials and other options of `fetch`. The method, body and signal are overwritten. */
  readonly requestInit?: RequestInit | undefined;
  /** Replaces `fetch`. */
  readonly fetcher?: typeof fetch | undefined;
  /** Whether to revalidate responses in the browser's cache. Default: `false`. */
  readonly reload?: boolean | undefined;
}

export interface HttpRequest extends RequestSettings {
  /** An absolute URL. */
  readonly url: string;
  /** The `Accept` header, unless the host sets its own. */
  readonly accept: string;
  /** JSON to send with POST. Without it, the request is a GET request. */
  readonly body?: string | undefined;
}

/** Timeouts, in milliseconds. */
export interface HttpTimeouts {
  /** For the response to begin. */
  readonly response: number;
  /** For the next bytes of the body. */
  readonly idle: number;
}

/**
 * Sends a GET request, or a POST request if there is a body, and returns a successful response whose body has not been read.
 * @param now the current time, for a `Retry-After` with a date
 * @throws {ReportError} for any other response, and without a response
 * @throws {ContractError} if the host's fetcher does not return a response
 */
export async function sendRequest(
  request: HttpRequest,
  scope: AbortScope,
  timeouts: HttpTimeouts,
  now?: () => Date,
): Promise<Response> {
  const safeRequest = isOwnOrigin(request) ? request : { ...request, requestInit: {}, authorization: undefined };
  const { authorization } = safeRequest;
  const response = await (authorization
    ? authorization.share(() => fetchWithToken(safeRequest, authorization, scope, timeouts))
    : fetchResponse(safeRequest, undefined, scope, timeouts));
  if (response.status < 200 || response.status > 299) throw await readHttpError(response, scope, timeouts.idle, now);
  if (!isSignInPage(response, request)) return response;
  cancelBody(response);
  throw new ReportError('sign-in', `The endpoint redirected to an HTML page: ${response.url}`);
}

/** Whether the endpoint has redirected to an HTML page that was not requested: the session has ended. */
function isSignInPage({ redirected, headers }: Response, { accept }: HttpRequest): boolean {
  return redirected && !accept.includes('html') && /html/.test(headers.get('Content-Type') ?? '');
}

function isOwnOrigin({ url, endpoint }: HttpRequest): boolean {
  return new URL(url).origin === new URL(endpoint).origin;
}

/**
 * After status 401 the token may have expired: asks the host for a new one and repeats the request once. The host may also
 * have set its token during the request.
 */
async function fetchWithToken(
  request: HttpRequest,
  authorization: Authorization,
  scope: AbortScope,
  timeouts: HttpTimeouts,
): Promise<Response> {
  const token = authorization.value();
  const response = await fetchResponse(request, token && (await scope.race(token)), scope, timeouts);
  const newToken = response.status === 401 ? authorization.value(token) : undefined;
  if (!newToken) return response;
  cancelBody(response);
  return fetchResponse(request, await scope.race(newToken), scope, timeouts);
}

async function fetchResponse(
  request: HttpRequest,
  token: string | undefined,
  scope: AbortScope,
  timeouts: HttpTimeouts,
): Promise<Response> {
  const message = `The endpoint did not respond within ${timeouts.response / 1000} s.`;
  const cancelTimeout = scope.abortAfter(timeouts.response, message, { isRetryable: true });
  // A fetcher that throws synchronously is handled like one that rejects.
  const sent = Promise.resolve().then(() => send(request, token, scope.signal));
  try {
    const response: unknown = await scope.race(sent);
    checkResponse(response);
    return response;
  } catch (error) {
    // A fetcher that ignores the signal may still respond. Its body is not needed.
    if (scope.signal.aborted) sent.then(cancelBody, () => undefined);
    if (scope.signal.aborted || error instanceof ContractError || error instanceof ReportError) throw error;
    // A fetcher may have its own timeout, with `AbortSignal.timeout`.
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
    if (isTimeout) throw new ReportError('timeout', 'The fetcher timed out.', { cause: error, isRetryable: true });
    const reason = 'The endpoint could not be reached. Check its URL and, for another origin, its CORS headers.';
    throw new ReportError('network', reason, { cause: error, isRetryable: true });
  } finally {
    cancelTimeout();
  }
}

function send(request: HttpRequest, token: string | undefined, signal: AbortSignal): Promise<unknown> {
  const { url, accept, body, requestInit, fetcher, reload } = request;
  const headers = new Headers(requestInit?.headers);
  if (!headers.has('Accept')) headers.set('Accept', accept);
  if (body) headers.set('Content-Type', 'application/json');
  if (token) headers.set('Authorization', token);
  const init: RequestInit = { ...requestInit, method: body ? 'POST' : 'GET', body: body ?? null, headers, signal };
  if (reload) init.cache = 'no-cache';
  // Not `request.fetcher(…)`: the browser's `fetch` throws if `this` is another object.
  return fetcher ? fetcher(url, init) : fetch(url, init);
}

function checkResponse(value: unknown): asserts value is Response {
  if (!isResponse(value)) throw ContractError.of('fetcher', 'a Response', describeValue(value));
  if (value.bodyUsed || value.body?.locked) {
    throw ContractError.of('fetcher', 'a Response whose body has not been read', 'a Response whose body is in use');
  }
  // Opaque responses have status 0.
  if (value.status === 0) {
    throw new ReportError(
      value.type === 'opaqueredirect' ? 'sign-in' : 'network',
      'The response is opaque. The endpoint has to allow this origin with CORS headers.',
    );
  }
}

/** Checks the shape, not the class: a host's fetcher may return the `Response` of another window or of a library. */
function isResponse(value: unknown): value is Response {
  if (!isJsonObject(value)) return false;
  const headers = value['headers'];
  return typeof value['status'] === 'number' && isJsonObject(headers) && typeof headers['get'] === 'function';
}
