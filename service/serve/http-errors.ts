import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { clientSignal, isBusy } from './connection.ts';
import { noteRefusal } from './observed-requests.ts';
import { Problem, problemDocument, problemType } from './problem.ts';

/** Sends problem documents for all errors, also for those that occur before a route is found. */
export class HttpErrors {
  readonly #origins: readonly string[];
  readonly #logError: (error: unknown) => void;

  /** @param origins the origins whose pages may read responses; `*` for any */
  constructor(origins: readonly string[], logError: (error: unknown) => void) {
    this.#origins = origins;
    this.#logError = logError;
  }

  /** Handles errors of hooks and routes, which have set the common headers. */
  handle(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply): void {
    const status = error.statusCode ?? 500;
    if (error instanceof Problem || status < 500) {
      const problem = error instanceof Problem ? error : new Problem(status, error.message);
      noteRefusal(problem);
      sendProblem(reply, problem);
      return;
    }
    // A client that disconnects interrupts its query. That is not an error.
    if (!clientSignal(request).aborted) this.#logError(error);
    sendProblem(reply, new Problem(500, 'The server failed to process the request. Its log has the details.'));
  }

  /** Handles requests that Fastify rejects before it runs hooks, for example invalid escapes in the URL. */
  handleBeforeHooks(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
    reply.headers(this.#headers(request.headers.origin));
    this.handle(error, request, reply);
  }

  /** Handles an `Expect` header that Node.js does not know. */
  handleExpectation(request: IncomingMessage, response: ServerResponse): void {
    const problem = new Problem(417, 'The Expect header is not supported.');
    response.writeHead(417, {
      ...this.#headers(request.headers.origin),
      'cache-control': 'no-store',
      'content-type': problemType,
      connection: 'close',
    });
    response.end(JSON.stringify(problemDocument(417, problem.message)));
  }

  /** Handles requests that are not valid HTTP. Their headers, and so their origin, are unknown. */
  handleInvalidRequest(error: Error & { code?: string }, socket: Socket): void {
    // The error must not become part of the response to an earlier request.
    if (error.code === 'ECONNRESET' || !socket.writable || isBusy(socket)) {
      socket.destroy();
      return;
    }
    const [status, detail] = invalidRequests[error.code ?? ''] ?? [400, 'The request is not valid HTTP.'];
    const body = JSON.stringify(problemDocument(status, detail));
    const headers = {
      ...this.#headers(this.#origins.length === 1 ? this.#origins[0] : undefined),
      'cache-control': 'no-store',
      'content-type': problemType,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n'));
  }

  /** The headers that hooks set, for an origin. */
  #headers(origin: string | undefined): Record<string, string> {
    const headers = { 'x-content-type-options': 'nosniff' };
    if (this.#origins.length === 0) return headers;
    const exposed = { ...headers, 'access-control-expose-headers': exposedHeaders.join(', ') };
    if (this.#origins.includes('*')) return { ...exposed, 'access-control-allow-origin': '*' };
    if (origin === undefined || !this.#origins.includes(origin)) return { ...exposed, vary: 'Origin' };
    const allowed = { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
    return { ...exposed, ...allowed, vary: 'Origin' };
  }
}

/** The response headers that pages on other origins may read. */
export const exposedHeaders = ['ETag', 'Retry-After'];

const invalidRequests: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The URL and headers are too long.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The chunk extensions of the body are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

function sendProblem(reply: FastifyReply, { statusCode, message, parameter, retryAfter }: Problem): void {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  reply
    .code(statusCode)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .type(problemType)
    .send(problemDocument(statusCode, message, parameter));
}
