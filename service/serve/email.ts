import type { DuckDBValue } from '@duckdb/node-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { entityTag, isKnown } from './entity-tag.ts';
import type { LiveDatabase, Reading } from './live-database.ts';
import { Problem } from './problem.ts';

const emailSql = `
  SELECT coalesce(emails.name, email_names.name) AS "name", subject, preheader,
    from_name AS "fromName", from_address AS "fromAddress", html, text
  FROM emails LEFT JOIN email_names USING (email_id)
  WHERE email_id = $id AND (html IS NOT NULL OR text IS NOT NULL)`;

const linksSql = `
  SELECT url, clicks, people FROM email_links
  WHERE email_id = $id AND url IS NOT NULL
  ORDER BY clicks DESC, url`;

/** Answers `GET /api/emails/{id}`. */
export function answerEmail(database: LiveDatabase, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  return answerAbout('email', database, request, reply, async (reading, id) => {
    const email = await readEmail(reading, id);
    return email && { id: String(id), ...email, links: await readLinks(reading, id) };
  });
}

/**
 * Answers with what is made of an email, once for each state of the database.
 * @param what the form of the answer, by which it is known again
 * @param make answers `undefined` where there is no such email
 */
export async function answerAbout(
  what: string,
  database: LiveDatabase,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
  make: (reading: Reading, id: bigint) => Promise<unknown>,
): Promise<unknown> {
  const { id } = httpRequest.params as { id: string };
  const reading = await database.read();
  reply.raw.once('close', () => reading.stop());
  try {
    const tag = entityTag(reading.version, what, id);
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (isKnown(tag, httpRequest.headers['if-none-match'])) return await reply.code(304).send();
    const answer = isEmailId(id) ? await make(reading, BigInt(id)) : undefined;
    if (answer !== undefined) return answer;
    throw new Problem(404, `There is no email ${JSON.stringify(id)} with a content to show.`);
  } finally {
    reading.end();
  }
}

/** What is known of an email that has a content. */
export async function readEmail(
  { connection }: Reading,
  id: bigint,
): Promise<Readonly<Record<string, DuckDBValue>> | undefined> {
  const [email] = await (await connection.run(emailSql, { id })).getRowObjects();
  return email && withoutUnknown(email);
}

async function readLinks({ connection }: Reading, id: bigint) {
  const links = await (await connection.run(linksSql, { id })).getRowObjects();
  return links.map(({ url, clicks, people }) => ({ url, clicks: Number(clicks), people: Number(people) }));
}

function withoutUnknown(fields: Record<string, DuckDBValue>): Record<string, DuckDBValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Whether the text is what the database takes for an id: a decimal integer of 64 bits. */
function isEmailId(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
