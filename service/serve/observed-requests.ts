import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReportParameters } from '../../src/endpoint/request-contract.ts';
import { clientSignal } from './connection.ts';
import type { Observer, RequestFacts } from './observer.ts';
import type { Problem } from './problem.ts';

const requests = new AsyncLocalStorage<RequestFacts>();
const observed = new WeakMap<FastifyRequest, RequestFacts>();

/** The request that the running code serves, or `undefined` outside of requests. */
export function currentRequest(): RequestFacts | undefined {
  return requests.getStore();
}

/** Readers have other digests after each start, so a log does not tell who they are. */
const digestKey = randomBytes(32);

/**
 * Notes who sent the current request. Only a digest is kept.
 * @param identity what identifies the reader, such as the subject of a token
 */
export function noteReader(identity: string): void {
  const request = currentRequest();
  if (request) request.reader = createHmac('sha256', digestKey).update(identity).digest('hex').slice(0, 12);
}

/** The answers whose reason is in the log: the details that readers get do not tell an administrator what to correct. */
const refusals = [401, 403, 421];

/** Notes why the current request is refused. */
export function noteRefusal({ statusCode, logged }: Problem): void {
  const request = currentRequest();
  if (request && refusals.includes(statusCode)) request.reason = logged;
}

/** Adds the parameters of a body to the current request. */
export function noteParameters(request: FastifyRequest): void {
  const facts = requests.getStore();
  if (facts) facts.parameters = safeParameters(request);
}

/** Returns the id of a request: that of a proxy if it is harmless in logs, otherwise a random one. */
export function requestIdOf({ headers: { 'x-request-id': given } }: IncomingMessage): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Reports all requests to an observer, and sends their ids. Must be called before other hooks are added. */
export function observeRequests(app: FastifyInstance, observer: Pick<Required<Observer>, 'onRequest'>): void {
  app.addHook('onRequest', (request, reply, done) => {
    const startedAt = performance.now();
    const facts: RequestFacts = {
      id: request.id,
      method: request.method,
      route: request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown'),
      ...{ status: 0, seconds: 0, bytes: 0, isAborted: false },
      parameters: safeParameters(request),
    };
    reply.header('x-request-id', request.id);
    whenEnded(request, reply, () => {
      facts.status = reply.statusCode;
      facts.seconds = (performance.now() - startedAt) / 1000;
      facts.bytes = bytesSince(request.raw.socket);
      facts.isAborted = !reply.raw.writableFinished;
      observer.onRequest(facts);
    });
    observed.set(request, facts);
    requests.run(facts, done);
  });
  // The body of a request is read outside the context of its hooks.
  app.addHook('preValidation', (request, _reply, done) => {
    const facts = observed.get(request);
    if (facts) requests.run(facts, done);
    else done();
  });
}

/** Calls back once. Node.js does not emit the `close` event of a response that waits behind another one. */
function whenEnded(request: FastifyRequest, reply: FastifyReply, callback: () => void): void {
  const signal = clientSignal(request);
  const end = (): void => {
    reply.raw.removeListener('close', end);
    signal.removeEventListener('abort', end);
    callback();
  };
  reply.raw.once('close', end);
  signal.addEventListener('abort', end);
}

/** The bytes of each connection that belong to earlier responses. */
const counted = new WeakMap<Socket, number>();

function bytesSince(socket: Socket): number {
  const before = counted.get(socket) ?? 0;
  counted.set(socket, socket.bytesWritten);
  return socket.bytesWritten - before;
}

/** The values of these parameters are kept, because they tell nothing about people. Of the others, only the name is. */
const keptParts = {
  ...{
    from: 'value',
    to: 'value',
    timeZone: 'value',
    dateBasis: 'value',
    sort: 'value',
    limit: 'value',
    offset: 'value',
  },
  ...{ groupBy: 'value', explain: 'value', age: 'value', activity: 'value', rateBase: 'value', unit: 'value' },
  ...{ search: 'name', campaign: 'name', folder: 'name', email: 'name', people: 'name', deleted: 'name' },
  ...{ archived: 'name', filter: 'name' },
} as const satisfies Record<keyof ReportParameters | 'unit', 'value' | 'name'>;

function safeParameters(request: FastifyRequest): RequestFacts['parameters'] {
  const query = request.query as Readonly<Record<string, unknown>>;
  const parameters: Record<string, string | true> = {};
  for (const [name, part] of Object.entries(keptParts)) {
    const value = query[name];
    if (part === 'name' && value !== undefined) parameters[name] = true;
    if (part === 'value' && typeof value === 'string' && /^[\w:+/,.-]{1,64}$/.test(value)) parameters[name] = value;
  }
  return parameters;
}
