import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** The connection of a client, which may send several requests without waiting for responses (pipelining). */
interface Connection {
  /** Aborts when the connection closes. */
  readonly signal: AbortSignal;
  /** Resolves when the responses to all requests so far are complete. */
  lastResponse: Promise<void>;
  requests: number;
}

/** The number of requests of one connection that may be in progress or wait for their turn. */
const maxRequests = 16;

const connections = new WeakMap<Socket, Connection>();

function connectionOf({ raw: { socket } }: FastifyRequest): Connection {
  let connection = connections.get(socket);
  if (!connection) {
    const controller = new AbortController();
    const abort = (): void => controller.abort(new Error('The client has disconnected.'));
    if (socket.destroyed) abort();
    else socket.once('close', abort);
    connection = { signal: controller.signal, lastResponse: Promise.resolve(), requests: 0 };
    connections.set(socket, connection);
  }
  return connection;
}

/** Whether requests of a connection are in progress. */
export function isBusy(socket: Socket): boolean {
  return (connections.get(socket)?.requests ?? 0) > 0;
}

/**
 * Returns a signal that aborts when the client disconnects. The `close` event of a response does not tell: Node.js never
 * emits it for responses that wait behind another one.
 */
export function clientSignal(request: FastifyRequest): AbortSignal {
  return connectionOf(request).signal;
}

/**
 * Waits until all earlier responses of the same connection are complete. A client cannot start many queries by sending many
 * requests on one connection.
 * @throws Problem with status 503 if too many requests wait already
 */
export async function waitForTurn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const connection = connectionOf(request);
  if (connection.requests >= maxRequests) {
    throw new Problem(503, 'This connection has too many requests in progress. Wait for their responses.');
  }
  const previous = connection.lastResponse;
  connection.requests += 1;
  connection.lastResponse = new Promise((resolve) => {
    const end = (): void => {
      reply.raw.removeListener('close', end);
      connection.signal.removeEventListener('abort', end);
      connection.requests -= 1;
      resolve();
    };
    reply.raw.once('close', end);
    connection.signal.addEventListener('abort', end);
  });
  await previous;
  connection.signal.throwIfAborted();
}
