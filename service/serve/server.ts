import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { answerEmail } from './email.ts';
import { answerEmailPage } from './email-page.ts';
import { LiveDatabase } from './live-database.ts';
import { Problem, problemDocument, problemType } from './problem.ts';
import { answerReport } from './report.ts';

export interface ServerOptions {
  /** The path of the database file that `import` writes. */
  readonly database: string;
  /** Without `limit`, a report of more rows than this is answered as its first window of this many rows. */
  readonly window?: number | undefined;
  /** The origins whose pages may read the answers and show an email in a frame; `*` is any. None by default. */
  readonly cors?: readonly string[] | undefined;
  /** Where errors go that the client must not see in detail. By default to stderr. */
  readonly reportTrouble?: (error: unknown) => void;
}

/** How long answers that are under way may still take when the server is told to stop, in milliseconds. */
const grace = 2000;

/**
 * The report server, not yet listening: `GET /api/report`, `GET /api/emails/{id}`, its page at
 * `…/preview`, and `GET /health`.
 * The host may add routes of its own before it calls `listen`, which fails where the database cannot be read.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const reportTrouble = options.reportTrouble ?? ((error) => console.error(error));
  const database = new LiveDatabase(options.database, reportTrouble);
  const app = fastify();
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({ 'x-content-type-options': 'nosniff', vary: 'Accept, accept-encoding' });
    done();
  });
  await app.register(compress, {
    customTypes: /^(?:text\/|application\/(?:json|x-ndjson|problem\+json|javascript)|image\/svg\+xml)/,
    // What is written goes out at once, so that rows stream compressed too.
    zlibOptions: { flush: constants.Z_SYNC_FLUSH },
    brotliOptions: { flush: constants.BROTLI_OPERATION_FLUSH },
  });
  if (options.cors && options.cors.length > 0) await registerCors(app, options.cors);
  app.setErrorHandler((error: FastifyError | Problem, _request, reply) => answerError(error, reply, reportTrouble));
  app.setNotFoundHandler((request, reply) => {
    sendProblem(reply, new Problem(404, `There is nothing at ${request.url.split('?')[0]}.`));
  });
  addRoutes(app, database, options);
  app.addHook('onReady', () => database.open());
  app.addHook('preClose', (done) => {
    // Node waits a minute for the first request of a connection that a browser has opened in advance.
    setTimeout(() => app.server.closeAllConnections(), grace).unref();
    done();
  });
  app.addHook('onClose', (_app, done) => {
    database.close();
    done();
  });
  return app;
}

function addRoutes(app: FastifyInstance, database: LiveDatabase, options: ServerOptions): void {
  const routes = {
    '/api/report': (request: FastifyRequest, reply: FastifyReply) =>
      answerReport(database, options.window, request, reply),
    '/api/emails/:id': (request: FastifyRequest, reply: FastifyReply) => answerEmail(database, request, reply),
    '/api/emails/:id/preview': (request: FastifyRequest, reply: FastifyReply) =>
      answerEmailPage(database, options.cors ?? [], request, reply),
    '/health': (_request: FastifyRequest, reply: FastifyReply) => answerHealth(database, reply),
  };
  for (const [url, handler] of Object.entries(routes)) {
    app.get(url, handler);
    app.route({
      method: ['DELETE', 'PATCH', 'POST', 'PUT'],
      url,
      onRequest: (request, reply, done) => {
        reply.header('allow', 'GET, HEAD');
        done(new Problem(405, `${request.method} is not offered here, GET and HEAD are.`));
      },
      handler: () => undefined,
    });
  }
}

async function registerCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  const anyOrigin = origins.includes('*');
  await app.register(cors, {
    origin: anyOrigin ? '*' : [...origins],
    // A browser refuses credentials for any origin; for a named one the host may sit behind a sign-in of its own.
    credentials: !anyOrigin,
    methods: ['GET', 'HEAD'],
    exposedHeaders: ['ETag', 'Retry-After'],
    maxAge: 600,
  });
}

async function answerHealth(database: LiveDatabase, reply: FastifyReply): Promise<unknown> {
  reply.header('cache-control', 'no-store');
  const reading = await database.read();
  try {
    return { status: 'ok', asOf: reading.asOf };
  } finally {
    reading.end();
  }
}

function answerError(
  error: FastifyError | Problem,
  reply: FastifyReply,
  reportTrouble: (error: unknown) => void,
): void {
  const status = error.statusCode ?? 500;
  if (error instanceof Problem || status < 500) {
    sendProblem(reply, error instanceof Problem ? error : new Problem(status, error.message));
    return;
  }
  // Who has gone has stopped the query: that is no trouble, and nobody reads the answer.
  if (!reply.raw.destroyed) reportTrouble(error);
  sendProblem(reply, new Problem(500, 'The report could not be made. The server has logged why.'));
}

function sendProblem(reply: FastifyReply, { statusCode, message, parameter }: Problem): void {
  reply
    .code(statusCode)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .type(problemType)
    .send(problemDocument(statusCode, message, parameter));
}
