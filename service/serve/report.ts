import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersNdjson } from './content-negotiation.ts';
import { entityTag, isCached } from './entity-tag.ts';
import type { ReportDatabase } from './report-database.ts';
import { cacheKey, parseReportRequest, type Query } from './report-parameters.ts';
import { queryReport, type ReportResult } from './report-query.ts';

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
  windowSize: number | undefined,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const request = parseReportRequest(httpRequest.query as Query);
  const format = prefersNdjson(httpRequest.headers.accept) ? ndjsonFormat : jsonFormat;
  const snapshot = await database.snapshot();
  reply.raw.once('close', () => snapshot.interrupt());
  let result: ReportResult | undefined;
  try {
    const tag = entityTag(snapshot.version, format.mediaType, String(windowSize), cacheKey(request));
    if (!isCached(tag, httpRequest.headers['if-none-match'])) {
      result = await queryReport(snapshot, request, windowSize);
    }
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
  } catch (error) {
    snapshot.close();
    throw error;
  }
  if (result) return reply.type(format.mediaType).send(streamOf(serialize(result, format), () => snapshot.close()));
  snapshot.close();
  return reply.code(304).send();
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
