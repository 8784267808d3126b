import type { DuckDBValue } from '@duckdb/node-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessCondition, accessKey, type Access } from './access.ts';
import { respondCached } from './cached-response.ts';
import { linksOf } from './email-links.ts';
import { Problem } from './problem.ts';
import type { PreviewAddresses } from './preview-address.ts';
import type { Queries } from './queries.ts';
import { accessOf } from './reader.ts';
import type { ReportDatabase, Snapshot } from './report-database.ts';
import { cacheKey, parseReportRequest, type Query } from './report-parameters.ts';

const emailSql = `
  SELECT coalesce(emails.name, email_names.name) AS "name", subject, preheader,
    from_name AS "fromName", from_address AS "fromAddress", html, text, nullif(is_partial, false) AS "partial"
  FROM emails LEFT JOIN email_names USING (email_id)
  WHERE email_id = $id AND (html IS NOT NULL OR text IS NOT NULL)`;

/** An email belongs to the campaigns that have sent it. */
const ofVisibleCampaign = (condition: string): string =>
  ` AND EXISTS (SELECT 1 FROM pairs WHERE email_id = $id AND ${condition})`;

/**
 * Handles `GET /api/emails/{id}`. The parameters of a report limit the links to the clicks of people whom it counts, and
 * `campaign` to those of one row.
 * @param addresses signs the address of the email's page, if a frame cannot sign in otherwise
 */
export function handleEmail(
  database: ReportDatabase,
  queries: Queries,
  addresses: PreviewAddresses | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const access = accessOf(request);
  const scope = parseReportRequest(request.query as Query, access);
  const representation = `email ${cacheKey(scope)} ${addresses?.versionFor(request) ?? ''}`;
  return respondWithEmail(representation, database, queries, request, reply, async (snapshot, id) => {
    const email = await readEmail(snapshot, id, access);
    const previewPageUrl = addresses?.templateFor(request, id);
    // The Asset API only returns the current content.
    const content = { ...email, contentVersion: 'current', previewPageUrl };
    const [campaign = '0'] = scope.filter.campaigns;
    const links = isId(campaign) ? await snapshot.records.links(id, scope) : linksOf([]);
    return email && { id: String(id), ...content, ...links };
  });
}

/**
 * Sends a representation of an email. Clients may cache it until the next import.
 * @param representation identifies the representation in the entity tag, in addition to the reader's access
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
  if (!isId(id)) throw missing();
  const parts = [representation, id, accessKey(accessOf(request))];
  return respondCached(database, queries, request, reply, parts, async (snapshot) => {
    const body = await create(snapshot, BigInt(id));
    if (body === undefined) throw missing();
    return body;
  });
}

/** Returns the known fields of an email, or `undefined` if it does not exist, has no content, or the reader may not see it. */
export async function readEmail(
  { connection }: Snapshot,
  id: bigint,
  access: Access,
): Promise<Readonly<Record<string, DuckDBValue>> | undefined> {
  const { sql, values } = accessCondition(access);
  const statement = sql === 'true' ? emailSql : emailSql + ofVisibleCampaign(sql);
  const [email] = await (await connection.run(statement, { ...values, id })).getRowObjects();
  return email && withoutNulls(email);
}

function withoutNulls(fields: Record<string, DuckDBValue>): Record<string, DuckDBValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Whether a text is a 64-bit decimal integer, the type of ids in the database. */
function isId(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
