import type { FastifyReply, FastifyRequest } from 'fastify';
import { respondCached } from './cached-response.ts';
import type { Queries } from './queries.ts';
import type { ReportDatabase } from './report-database.ts';

const campaignsSql = `
  SELECT campaign_id::VARCHAR AS "id", name, folder, archived, campaign_type AS "type", program
  FROM campaign_details
  ORDER BY folder NULLS FIRST, name, campaign_id`;

/** Handles `GET /api/campaigns`: everything that a filter can choose, in the report or not. */
export function handleCampaigns(
  database: ReportDatabase,
  queries: Queries,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  return respondCached(database, queries, request, reply, ['campaigns'], async ({ connection }) => ({
    campaigns: await (await connection.run(campaignsSql)).getRowObjectsJson(),
  }));
}
