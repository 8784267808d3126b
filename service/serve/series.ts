import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessOf } from './reader.ts';
import { cacheKey, type Query } from './report-parameters.ts';
import { parseSeriesRequest } from './series-parameters.ts';
import { querySeries } from './series-query.ts';
import { respondShared, type ReportContext } from './shared-response.ts';

/** Handles `GET /api/series`: how a report came about over time. */
export function handleSeries(
  context: ReportContext,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const request = parseSeriesRequest(httpRequest.query as Query, accessOf(httpRequest));
  return respondShared(context, httpRequest, reply, {
    mediaType: 'application/json; charset=utf-8',
    representation: ['series', request.unit, cacheKey(request.report)],
    report: request.report,
    readsRecords: true,
    create: async (snapshot) => single(JSON.stringify(await querySeries(snapshot, request))),
  });
}

async function* single(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
