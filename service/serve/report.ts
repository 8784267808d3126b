import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersNdjson } from './content-negotiation.ts';
import type { AnswerWriter } from './answer.ts';
import type { AnswerCache } from './answer-cache.ts';
import { clientSignal } from './connection.ts';
import { entityTag, isCached } from './entity-tag.ts';
import type { Queries, Query } from './queries.ts';
import { accessOf } from './reader.ts';
import type { FileLease, ReportDatabase } from './report-database.ts';
import { cacheKey, parseReportRequest, type Query as ParsedQuery, type ReportRequest } from './report-parameters.ts';
import { queryReport, type ReportResult } from './report-query.ts';
import { sizeOfReport } from './report-size.ts';
import { createTextEncoder, encodingFor, type ContentEncoding } from './text-encoder.ts';

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

/** What responses to report requests need. */
export interface ReportContext {
  readonly database: ReportDatabase;
  readonly queries: Queries;
  readonly answers: AnswerCache;
  /** The number of rows from which a report is sent as its first window. */
  readonly windowSize: number | undefined;
  /** How long a reader may stop reading, in milliseconds. */
  readonly readerTimeout: number;
  /** Receives errors that occur when a part of a response has been sent. */
  readonly logError: (error: unknown) => void;
}

/** Handles `GET /api/report`. */
export async function handleReport(
  context: ReportContext,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { database, answers, windowSize, readerTimeout } = context;
  const request = parseReportRequest(httpRequest.query as ParsedQuery, accessOf(httpRequest));
  const format = prefersNdjson(httpRequest.headers.accept) ? ndjsonFormat : jsonFormat;
  const encoding = encodingFor(httpRequest.headers['accept-encoding']);
  const file = await database.lease();
  let body: Readable;
  try {
    const tag = entityTag(file.version, format.mediaType, String(windowSize), cacheKey(request));
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (isCached(tag, httpRequest.headers['if-none-match'])) return await reply.code(304).send();
    const create = (writer: AnswerWriter): Promise<void> =>
      writeReport(context, file.share(), request, format, encoding, writer);
    body =
      httpRequest.method === 'HEAD'
        ? Readable.from([])
        : await answers.read(`${encoding} ${tag}`, clientSignal(httpRequest), create);
  } finally {
    file.release();
  }
  reply.type(format.mediaType);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  // The connection has been idle. Only if data is waiting, it is the reader who is slow.
  reply.raw.setTimeout(readerTimeout, () => {
    if (reply.raw.writableLength > 0) reply.raw.destroy();
  });
  return reply.send(body);
}

/** Queries a report and writes it. Releases the file. */
async function writeReport(
  { queries, windowSize, logError }: ReportContext,
  file: FileLease,
  request: ReportRequest,
  format: ReportFormat,
  encoding: ContentEncoding,
  writer: AnswerWriter,
): Promise<void> {
  let query: Query | undefined;
  let hasBegun = false;
  const encoder = createTextEncoder(encoding);
  try {
    query = await openReportQuery(queries, file, request, writer.signal);
    const result = await query.run((snapshot) => queryReport(snapshot, request, windowSize));
    writer.begin();
    hasBegun = true;
    for await (const text of serialize(result, format)) await writer.write(await encoder.encode(text));
    await writer.write(await encoder.end());
  } catch (error) {
    if (hasBegun && !writer.signal.aborted) logError(error);
    throw error;
  } finally {
    encoder.close();
    query?.close();
    file.release();
  }
}

/** Finds out whether a report is small, and waits for a slot of that size. */
async function openReportQuery(
  queries: Queries,
  file: FileLease,
  request: ReportRequest,
  signal: AbortSignal,
): Promise<Query> {
  const query = await queries.open(file, 'small', signal);
  try {
    if ((await query.run((snapshot) => sizeOfReport(snapshot, request))) === 'small') return query;
  } catch (error) {
    query.close();
    throw error;
  }
  query.close();
  return queries.open(file, 'large', signal);
}

/** Yields the text of a report. The head is sent before the first row is read. */
async function* serialize({ head, batches }: ReportResult, format: ReportFormat): AsyncGenerator<string> {
  yield format.head(JSON.stringify(head));
  let areFirst = true;
  for await (const rows of batches) {
    yield format.rows(rows, areFirst);
    areFirst = false;
  }
  if (format.end) yield format.end;
}
