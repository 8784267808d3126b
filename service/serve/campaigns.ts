import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessCondition, accessKey } from './access.ts';
import { respondCached } from './cached-response.ts';
import type { Queries } from './queries.ts';
import { accessOf } from './reader.ts';
import type { ReportDatabase } from './report-database.ts';

const campaignsSql = (condition: string): string => `
  SELECT campaign_id::VARCHAR AS "id", name, folder, archived, campaign_type AS "type", program
  FROM campaign_details
  WHERE ${condition}
  ORDER BY folder NULLS FIRST, name, campaign_id`;

/** Handles `GET /api/campaigns`: everything that a filter can choose and the reader may see, in the report or not. */
export function handleCampaigns(
  database: ReportDatabase,
  queries: Queries,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const access = accessOf(request);
  const { sql, values } = accessCondition(access);
  return respondCached(database, queries, request, reply, ['campaigns', accessKey(access)], async ({ connection }) => ({
    campaigns: await (await connection.run(campaignsSql(sql), values)).getRowObjectsJson(),
  }));
}
