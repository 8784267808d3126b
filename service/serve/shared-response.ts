import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerWriter } from './answer.ts';
import type { AnswerCache } from './answer-cache.ts';
import { clientSignal } from './connection.ts';
import { entityTag, isCached } from './entity-tag.ts';
import type { Queries, Query } from './queries.ts';
import type { FileLease, ReportDatabase, Snapshot } from './report-database.ts';
import type { ReportRequest } from './report-parameters.ts';
import { sizeOfReport, type ReportSize } from './report-size.ts';
import { createTextEncoder, encodingFor, type ContentEncoding } from './text-encoder.ts';

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

/** Counts rows for the log. */
export type RowCounter = Pick<AnswerWriter, 'addRows'>;

/** The body of a response, which equal requests share. */
export interface SharedBody {
  readonly mediaType: string;
  /** Identifies the response in its entity tag, together with the media type. */
  readonly representation: readonly string[];
  /** The report whose size decides in which queue the query waits. */
  readonly report: ReportRequest;
  /** Whether the query reads records, not only cells. */
  readonly readsRecords: boolean;
  /** Returns the number of the rows of which the query reads a few, if they are kept. */
  readonly countKeptRows?: (snapshot: Snapshot) => number | undefined;
  /** Runs the query, and returns the text of the body in parts. */
  readonly create: (snapshot: Snapshot, writer: RowCounter, size: ReportSize) => Promise<AsyncIterable<string>>;
}

/** Sends a response from the cache, or creates it. Clients may cache it until the next import. */
export async function respondShared(
  context: ReportContext,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
  shared: SharedBody,
): Promise<FastifyReply> {
  const { database, answers, readerTimeout } = context;
  const { mediaType, representation } = shared;
  const encoding = encodingFor(httpRequest.headers['accept-encoding']);
  const file = await database.lease();
  let body: Readable;
  try {
    const tag = entityTag(file.version, mediaType, ...representation);
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (httpRequest.method !== 'POST' && isCached(tag, httpRequest.headers['if-none-match']))
      return await reply.code(304).send();
    const create = (writer: AnswerWriter): Promise<void> => write(context, file.share(), shared, encoding, writer);
    body =
      httpRequest.method === 'HEAD'
        ? Readable.from([])
        : await answers.read(`${encoding} ${tag}`, clientSignal(httpRequest), create);
  } finally {
    file.release();
  }
  reply.type(mediaType);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  // The connection has been idle. Only if data is waiting, it is the reader who is slow.
  reply.raw.setTimeout(readerTimeout, () => {
    if (reply.raw.writableLength > 0) reply.raw.destroy();
  });
  return reply.send(body);
}

/** Queries a body and writes it. Releases the file. */
async function write(
  { queries, logError }: ReportContext,
  file: FileLease,
  { report, readsRecords, countKeptRows, create }: SharedBody,
  encoding: ContentEncoding,
  writer: AnswerWriter,
): Promise<void> {
  let query: Query | undefined;
  let hasBegun = false;
  const encoder = createTextEncoder(encoding);
  try {
    const estimate = async (snapshot: Snapshot): Promise<ReportSize> => {
      const keptRows = countKeptRows?.(snapshot);
      // A window of kept rows is small even if its report is large.
      return keptRows === undefined
        ? sizeOfReport(snapshot, report, readsRecords)
        : { size: 'small', allRows: keptRows };
    };
    const opened = await openReportQuery(queries, file, estimate, writer.signal);
    query = opened.query;
    const texts = await query.run((snapshot) => create(snapshot, writer, opened.size));
    writer.begin();
    hasBegun = true;
    for await (const text of texts) await writer.write(await encoder.encode(text));
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
  estimate: (snapshot: Snapshot) => Promise<ReportSize>,
  signal: AbortSignal,
): Promise<{ query: Query; size: ReportSize }> {
  const query = await queries.open(file, 'small', signal);
  let size: ReportSize;
  try {
    size = await query.run(estimate);
    if (size.size === 'small') return { query, size };
  } catch (error) {
    query.close();
    throw error;
  }
  query.close();
  return { query: await queries.open(file, 'large', signal), size };
}
