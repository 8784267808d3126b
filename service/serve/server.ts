import { constants } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { warnOfUnknownAccess } from './access-warnings.ts';
import { AnswerCache } from './answer-cache.ts';
import { waitForTurn } from './connection.ts';
import { handleCampaigns } from './campaigns.ts';
import { handleEmail } from './email.ts';
import { handleEmailPage, requirePageReader } from './email-page.ts';
import { checkHost } from './host-names.ts';
import { exposedHeaders, HttpErrors } from './http-errors.ts';
import { defaultLimits, type ServerLimits } from './limits.ts';
import { observeRequests, requestIdOf } from './observed-requests.ts';
import { combine, type Observer } from './observer.ts';
import { postedLimit, readPostedParameters } from './posted-parameters.ts';
import type { PreviewAddresses } from './preview-address.ts';
import { Problem } from './problem.ts';
import { Queries } from './queries.ts';
import { readerKey, requireReader } from './reader.ts';
import { Readiness } from './readiness.ts';
import { ReportDatabase } from './report-database.ts';
import { handleReport } from './report.ts';
import { handleSeries } from './series.ts';
import type { ReportContext } from './shared-response.ts';
import { addUnsubscribe } from './unsubscribe.ts';
import { addSignIn, emailPageRoute, isForReaders, type SignInOptions } from './sign-in.ts';

const reportRoute = '/api/report';

export interface ServerOptions {
  /** The path of the database file that `import` writes. */
  readonly database: string;
  /** Reports with more rows are sent as their first window of this many rows, unless the request has a `limit`. */
  readonly windowSize?: number | undefined;
  /** The origins whose pages may read responses and embed emails. `*` allows any origin. Default: none. */
  readonly cors?: readonly string[] | undefined;
  /**
   * The names, without ports, by which clients may address the server. Default: those of the loopback address if the server
   * listens on it, otherwise any name.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The servers that have the records, in the order of their numbers. Default: the database file has them. */
  readonly nodes?: readonly ClickHouseNode[] | undefined;
  /** How readers sign in. Default: everyone who reaches the server may read everything. */
  readonly signIn?: SignInOptions | undefined;
  /** The number of requests to `/api/` that a reader may send in a minute. Default: no limit. */
  readonly rateLimit?: number | undefined;
  /** The addresses of reverse proxies. Readers are told apart by the `X-Forwarded-For` that these send. Default: none. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Whether a sync runs beside the server. Then the server is ready before it has data. Default: no. */
  readonly isSyncing?: boolean | undefined;
  /** Replaces defaults of the limits. */
  readonly limits?: Partial<ServerLimits> | undefined;
  /** Receive what happens in the server, for logs and metrics. Default: none. */
  readonly observers?: readonly Observer[] | undefined;
  /** Receives errors whose details are not sent to the client. Default: writes them to stderr. */
  readonly logError?: (error: unknown) => void;
}

/**
 * Creates the report server. `addRoutes` and `addUnsubscribe` list its routes. Other routes can be added before `listen` is called, which
 * fails if the database cannot be read.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const logError = options.logError ?? ((error) => console.error(error));
  const limits = { ...defaultLimits(), ...options.limits };
  const observer = combine(options.observers ?? []);
  const database = new ReportDatabase(options.database, logError, limits, observer.onDatabase, options.nodes);
  const errors = new HttpErrors(options.cors ?? [], logError);
  const app = fastify({
    // While the server stops, requests on open connections are answered as before, not with the 503 of Fastify.
    return503OnClosing: false,
    trustProxy: options.trustProxy ? [...options.trustProxy] : false,
    // Node.js would answer without a body. See checkHost.
    http: { requireHostHeader: false },
    genReqId: requestIdOf,
    clientErrorHandler: (error, socket) => errors.handleInvalidRequest(error, socket),
    frameworkErrors: (error, request, reply) => errors.handleBeforeHooks(error, request, reply),
  });
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    errors.handleExpectation(request, response),
  );
  // Only JSON: a page of another origin then needs permission to send it.
  app.removeContentTypeParser('text/plain');
  observeRequests(app, observer);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({ 'x-content-type-options': 'nosniff', vary: 'Accept, accept-encoding' });
    done();
  });
  await app.register(compress, {
    customTypes: /^(?:text\/|application\/(?:json|x-ndjson|problem\+json|javascript)|image\/svg\+xml)/,
    // Flush every write, so that compressed rows are streamed, too.
    zlibOptions: { flush: constants.Z_SYNC_FLUSH },
    brotliOptions: { flush: constants.BROTLI_OPERATION_FLUSH },
  });
  if (options.cors && options.cors.length > 0) await registerCors(app, options.cors);
  if (options.rateLimit !== undefined) await registerRateLimit(app, options.rateLimit);
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => errors.handle(error, request, reply));
  app.setNotFoundHandler((request) => {
    throw new Problem(404, `There is no resource at ${request.url.split('?')[0]}.`);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    checkHost(request, app.server, options.allowedHosts);
    done();
  });
  refuseOtherMethods(app);
  const { addresses, keys } = addSignIn(app, options.signIn, options.trustProxy ?? [], logError);
  warnOfUnknownAccess(app, database, observer);
  const queries = new Queries(limits, observer);
  const { isSyncing = false } = options;
  const readiness = new Readiness(database, queries, keys, { ...limits, isSyncing }, logError);
  const answers = new AnswerCache(limits.cacheSize, 10 * limits.readerTimeout);
  observer.onStart({ database, queries, answers });
  addRoutes(app, { database, queries, answers, readiness, limits, addresses, logError }, options);
  await app.register((scope) => addUnsubscribe(scope, options.database, logError));
  addLifecycle(app, { database, readiness, limits });
  // Readers are refused until the keys can be read, but the server starts: they may become available later.
  app.addHook('onReady', async () => {
    const faults = await keys?.prepare().catch(() => []);
    for (const fault of faults ?? []) observer.onWarning('sign-in', fault);
  });
  return app;
}

interface Services {
  readonly database: ReportDatabase;
  readonly queries: Queries;
  readonly answers: AnswerCache;
  readonly readiness: Readiness;
  readonly limits: ServerLimits;
  readonly addresses: PreviewAddresses | undefined;
  readonly logError: (error: unknown) => void;
}

function addLifecycle(
  app: FastifyInstance,
  { database, readiness, limits }: Pick<Services, 'database' | 'readiness' | 'limits'>,
): void {
  app.addHook('onReady', () => database.open());
  app.addHook('preClose', async () => {
    readiness.stop();
    await new Promise((resolve) => setTimeout(resolve, limits.stopDelay));
    // Node.js waits a minute for the first request of a connection that a browser has opened in advance.
    setTimeout(() => app.server.closeAllConnections(), limits.stopTimeout).unref();
  });
  app.addHook('onClose', (_app, done) => {
    database.close();
    done();
  });
}

function addRoutes(
  app: FastifyInstance,
  { database, queries, answers, readiness, limits, addresses, logError }: Services,
  options: ServerOptions,
): void {
  const context: ReportContext = {
    database,
    queries,
    answers,
    windowSize: options.windowSize,
    readerTimeout: limits.readerTimeout,
    logError,
  };
  const routes = {
    [reportRoute]: (request: FastifyRequest, reply: FastifyReply) => handleReport(context, request, reply),
    '/api/series': (request: FastifyRequest, reply: FastifyReply) => handleSeries(context, request, reply),
    '/api/campaigns': (request: FastifyRequest, reply: FastifyReply) =>
      handleCampaigns(database, queries, request, reply),
    '/api/emails/:id': (request: FastifyRequest, reply: FastifyReply) =>
      handleEmail(database, queries, addresses, request, reply),
    [emailPageRoute]: (request: FastifyRequest, reply: FastifyReply) =>
      handleEmailPage(database, queries, options.cors ?? [], request, reply),
    '/health': (_request: FastifyRequest, reply: FastifyReply) => handleHealth(database, reply),
    '/ready': (_request: FastifyRequest, reply: FastifyReply) => readiness.handle(reply),
  };
  for (const [url, handler] of Object.entries(routes)) {
    const preHandler = url.startsWith('/api/') ? [readerCheck(url, options.cors ?? []), waitForTurn] : [];
    app.get(url, { preHandler }, handler);
    if (url === reportRoute) {
      app.post(url, { bodyLimit: postedLimit, preValidation: readPostedParameters, preHandler }, handler);
    }
  }
}

/** Returns what refuses readers who have no access to a route. */
function readerCheck(
  url: string,
  frameAncestors: readonly string[],
): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return url === emailPageRoute ? (request, reply) => requirePageReader(frameAncestors, request, reply) : requireReader;
}

/** Answers methods that a route does not have with status 405. Must be called before the routes are added. */
function refuseOtherMethods(app: FastifyInstance): void {
  const methodsOf = new Map<string, string[]>();
  app.addHook('onRoute', ({ url, method }) => {
    methodsOf.set(url, [...(methodsOf.get(url) ?? []), ...[method].flat()]);
  });
  app.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    const [, methods] = [...methodsOf].find(([url]) => isPathOf(url, path)) ?? [];
    if (!request.is404 || !methods) {
      done();
      return;
    }
    reply.header('allow', methods.join(', '));
    throw new Problem(405, `${request.method} is not supported here. Use ${methods.join(' or ')}.`);
  });
}

/** @param url the pattern of a route, such as `/api/emails/:id` */
function isPathOf(url: string, path: string): boolean {
  const parts = path.split('/');
  const isPart = (expected: string, index: number) =>
    expected.startsWith(':') ? parts[index] !== '' : parts[index] === expected;
  return url.split('/').length === parts.length && url.split('/').every(isPart);
}

/** Limits the requests of each reader and minute. Probes of the server's health are not limited. */
async function registerRateLimit(app: FastifyInstance, max: number): Promise<void> {
  await app.register(rateLimit, {
    max,
    timeWindow: '1 minute',
    allowList: (request) => !isForReaders(request),
    keyGenerator: readerKey,
    errorResponseBuilder: () =>
      new Problem(429, `You have sent more than ${max} requests in a minute. Try again later.`),
  });
}

async function registerCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  const anyOrigin = origins.includes('*');
  await app.register(cors, {
    origin: anyOrigin ? '*' : [...origins],
    // Browsers reject credentials with a wildcard origin. With a specific origin, the server may require a sign-in.
    credentials: !anyOrigin,
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders,
    // Otherwise, OPTIONS without an origin is answered with an error that is no problem document.
    strictPreflight: false,
    maxAge: 600,
  });
}

/** Tells whether the process responds. Needs no I/O, so it does not wait for queries. */
function handleHealth(database: ReportDatabase, reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').send({ status: 'ok', asOf: database.coverage?.asOf ?? null });
}
