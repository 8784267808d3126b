import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersNdjson } from './content-negotiation.ts';
import { choosesPeople } from './people-filter.ts';
import { accessOf } from './reader.ts';
import { cacheKey, parseReportRequest, type Query } from './report-parameters.ts';
import { countKeptRows, queryReport, type ReportResult } from './report-query.ts';
import { respondShared, type ReportContext, type RowCounter } from './shared-response.ts';

/** How a report is serialized: head, rows in batches, end. */
interface ReportFormat {
  readonly mediaType: string;
  readonly head: (head: string) => string;
  readonly rows: (rows: readonly string[], areFirst: boolean) => string;
  readonly end: string;
}

const jsonFormat: ReportFormat = {
  mediaType: 'application/json; charset=utf-8',
  head: (head) => `${head.slice(0, -1)},"rows":[`,
  rows: (rows, areFirst) => (areFirst ? '' : ',') + rows.join(','),
  end: ']}',
};

const ndjsonFormat: ReportFormat = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  head: (head) => `${head}\n`,
  rows: (rows) => `${rows.join('\n')}\n`,
  end: '',
};

/** Handles `GET` and `POST /api/report`. */
export function handleReport(
  context: ReportContext,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { windowSize } = context;
  const report = parseReportRequest(httpRequest.query as Query, accessOf(httpRequest));
  const format = prefersNdjson(httpRequest.headers.accept) ? ndjsonFormat : jsonFormat;
  return respondShared(context, httpRequest, reply, {
    mediaType: format.mediaType,
    representation: [String(windowSize), cacheKey(report)],
    report,
    readsRecords: choosesPeople(report.people),
    countKeptRows: (snapshot) => countKeptRows(snapshot, report, windowSize),
    create: async (snapshot, writer, { allRows }) =>
      serialize(await queryReport(snapshot, report, windowSize, allRows), format, writer),
  });
}

/** Yields the text of a report. The head is sent before the first row is read. */
async function* serialize(
  { head, batches }: ReportResult,
  format: ReportFormat,
  counter: RowCounter,
): AsyncGenerator<string> {
  yield format.head(JSON.stringify(head));
  let areFirst = true;
  for await (const rows of batches) {
    counter.addRows(rows.length);
    yield format.rows(rows, areFirst);
    areFirst = false;
  }
  if (format.end) yield format.end;
}
