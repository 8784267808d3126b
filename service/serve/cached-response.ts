import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientSignal } from './connection.ts';
import { entityTag, isCached, matchesAny } from './entity-tag.ts';
import type { Queries } from './queries.ts';
import type { ReportDatabase, Snapshot } from './report-database.ts';

/**
 * Sends a response that is the same until the next import. Clients may cache it until then.
 *
 * @param representation identifies the response in its entity tag
 * @param create returns the body of the response
 * @throws the error of `create`
 */
export async function respondCached(
  database: ReportDatabase,
  queries: Queries,
  request: FastifyRequest,
  reply: FastifyReply,
  representation: readonly string[],
  create: (snapshot: Snapshot) => Promise<unknown>,
): Promise<unknown> {
  const file = await database.lease();
  try {
    const tag = entityTag(file.version, ...representation);
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    const known = request.headers['if-none-match'];
    if (!matchesAny(known) && isCached(tag, known)) return await reply.code(304).send();
    const body = await queries.run(file, 'small', clientSignal(request), create);
    return await (matchesAny(known) ? reply.code(304).send() : reply.send(body));
  } finally {
    file.release();
  }
}
