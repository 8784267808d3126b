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
export async function answerEmail(
  database: LiveDatabase,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id } = httpRequest.params as { id: string };
  const reading = await database.read();
  reply.raw.once('close', () => reading.stop());
  try {
    const tag = entityTag(reading.version, 'email', id);
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (isKnown(tag, httpRequest.headers['if-none-match'])) return await reply.code(304).send();
    const email = isEmailId(id) ? await readEmail(reading, BigInt(id)) : undefined;
    if (email) return email;
    throw new Problem(404, `There is no email ${JSON.stringify(id)} with a content to show.`);
  } finally {
    reading.end();
  }
}

async function readEmail({ connection }: Reading, id: bigint): Promise<Record<string, unknown> | undefined> {
  const [email] = await (await connection.run(emailSql, { id })).getRowObjects();
  if (!email) return undefined;
  const links = await (await connection.run(linksSql, { id })).getRowObjects();
  return {
    id: String(id),
    ...withoutUnknown(email),
    links: links.map(({ url, clicks, people }) => ({ url, clicks: Number(clicks), people: Number(people) })),
  };
}

function withoutUnknown(fields: Record<string, DuckDBValue>): Record<string, DuckDBValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Whether the text is what the database takes for an id: a decimal integer of 64 bits. */
function isEmailId(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
