import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersNdjson } from './content-negotiation.ts';
import { clientSignal } from './connection.ts';
import { entityTag, isCached } from './entity-tag.ts';
import type { Queries, Query } from './queries.ts';
import type { FileLease, ReportDatabase } from './report-database.ts';
import { cacheKey, parseReportRequest, type Query as ParsedQuery, type ReportRequest } from './report-parameters.ts';
import { queryReport, type ReportResult } from './report-query.ts';
import { sizeOfReport } from './report-size.ts';

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

/**
 * Handles `GET /api/report`.
 * @param windowSize the number of rows from which a report is sent as its first window
 */
export async function handleReport(
  database: ReportDatabase,
  queries: Queries,
  windowSize: number | undefined,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const request = parseReportRequest(httpRequest.query as ParsedQuery);
  const format = prefersNdjson(httpRequest.headers.accept) ? ndjsonFormat : jsonFormat;
  const file = await database.lease();
  let query: Query | undefined;
  try {
    const tag = entityTag(file.version, format.mediaType, String(windowSize), cacheKey(request));
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (isCached(tag, httpRequest.headers['if-none-match'])) {
      file.release();
      return await reply.code(304).send();
    }
    query = await openReportQuery(queries, file, request, clientSignal(httpRequest));
    const result = await query.run((snapshot) => queryReport(snapshot, request, windowSize));
    const onEnd = (): void => {
      query?.close();
      file.release();
    };
    return await reply.type(format.mediaType).send(streamOf(serialize(result, format), onEnd));
  } catch (error) {
    query?.close();
    file.release();
    throw error;
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

/**
 * Creates a stream that requests the next text only when its buffer has room.
 * @param onEnd called once, when the stream has ended or the client has disconnected, and never while a text is pending
 */
function streamOf(texts: AsyncGenerator<string>, onEnd: () => void): Readable {
  let pending: Promise<void> = Promise.resolve();
  return new Readable({
    read() {
      pending = texts.next().then(
        ({ done, value }) => void this.push(done ? null : value),
        (error: unknown) => void this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error, callback) {
      void pending.then(() => {
        onEnd();
        callback(error);
      });
    },
  });
}
