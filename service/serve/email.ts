import type { DuckDBValue } from '@duckdb/node-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { respondCached } from './cached-response.ts';
import { Problem } from './problem.ts';
import { readLinks } from './email-links.ts';
import type { Queries } from './queries.ts';
import type { ReportDatabase, Snapshot } from './report-database.ts';
import { cacheKey, parseReportRequest, type Query } from './report-parameters.ts';

const emailSql = `
  SELECT coalesce(emails.name, email_names.name) AS "name", subject, preheader,
    from_name AS "fromName", from_address AS "fromAddress", html, text, nullif(is_partial, false) AS "partial"
  FROM emails LEFT JOIN email_names USING (email_id)
  WHERE email_id = $id AND (html IS NOT NULL OR text IS NOT NULL)`;

/**
 * Handles `GET /api/emails/{id}`. The parameters of a report limit the links to the clicks of people whom it counts, and
 * `campaign` to those of one row.
 */
export function handleEmail(
  database: ReportDatabase,
  queries: Queries,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const scope = parseReportRequest(request.query as Query);
  return respondWithEmail(`email ${cacheKey(scope)}`, database, queries, request, reply, async (snapshot, id) => {
    const email = await readEmail(snapshot, id);
    // The Asset API only returns the current content.
    return email && { id: String(id), ...email, contentVersion: 'current', ...(await readLinks(snapshot, id, scope)) };
  });
}

/**
 * Sends a representation of an email. Clients may cache it until the next import.
 * @param representation identifies the representation in the entity tag
 * @param create returns the response body, or `undefined` if the email does not exist
 */
export async function respondWithEmail(
  representation: string,
  database: ReportDatabase,
  queries: Queries,
  request: FastifyRequest,
  reply: FastifyReply,
  create: (snapshot: Snapshot, id: bigint) => Promise<unknown>,
): Promise<unknown> {
  const { id } = request.params as { id: string };
  const missing = (): Problem =>
    new Problem(404, `There is no email with the id ${JSON.stringify(id)}, or it has no content to show.`);
  if (!isEmailId(id)) throw missing();
  return respondCached(database, queries, request, reply, [representation, id], async (snapshot) => {
    const body = await create(snapshot, BigInt(id));
    if (body === undefined) throw missing();
    return body;
  });
}

/** Returns the known fields of an email, or `undefined` if it does not exist or has no content. */
export async function readEmail(
  { connection }: Snapshot,
  id: bigint,
): Promise<Readonly<Record<string, DuckDBValue>> | undefined> {
  const [email] = await (await connection.run(emailSql, { id })).getRowObjects();
  return email && withoutNulls(email);
}

function withoutNulls(fields: Record<string, DuckDBValue>): Record<string, DuckDBValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Whether a text is a 64-bit decimal integer, the type of ids in the database. */
function isEmailId(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
