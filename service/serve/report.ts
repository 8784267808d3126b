import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersLines } from './accept.ts';
import { entityTag, isKnown } from './entity-tag.ts';
import type { LiveDatabase } from './live-database.ts';
import { normalizedRequest, parseReportRequest, type Query } from './parameters.ts';
import { queryReport, type ReportAnswer } from './report-query.ts';

/** How a report is written: its head, its rows batch by batch, its end. */
interface Layout {
  readonly mediaType: string;
  readonly head: (head: string) => string;
  readonly rows: (rows: readonly string[], areFirst: boolean) => string;
  readonly end: string;
}

const jsonLayout: Layout = {
  mediaType: 'application/json; charset=utf-8',
  head: (head) => `${head.slice(0, -1)},"rows":[`,
  rows: (rows, areFirst) => (areFirst ? '' : ',') + rows.join(','),
  end: ']}',
};

const linesLayout: Layout = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  head: (head) => `${head}\n`,
  rows: (rows) => `${rows.join('\n')}\n`,
  end: '',
};

/** Answers `GET /api/report`; `serverWindow` is the number of rows above which a report is answered as a window. */
export async function answerReport(
  database: LiveDatabase,
  serverWindow: number | undefined,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const request = parseReportRequest(httpRequest.query as Query);
  const layout = prefersLines(httpRequest.headers.accept) ? linesLayout : jsonLayout;
  const reading = await database.read();
  reply.raw.once('close', () => reading.stop());
  let answer: ReportAnswer | undefined;
  try {
    const tag = entityTag(reading.version, layout.mediaType, String(serverWindow), normalizedRequest(request));
    const known = isKnown(tag, httpRequest.headers['if-none-match']);
    answer = known ? undefined : await queryReport(reading, request, serverWindow);
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
  } catch (error) {
    reading.end();
    throw error;
  }
  if (answer) return reply.type(layout.mediaType).send(streamOf(textsOf(answer, layout), () => reading.end()));
  reading.end();
  return reply.code(304).send();
}

/** The head goes out alone, before the first row is read. */
async function* textsOf({ head, batches }: ReportAnswer, layout: Layout): AsyncGenerator<string> {
  yield layout.head(JSON.stringify(head));
  let areFirst = true;
  for await (const rows of batches) {
    yield layout.rows(rows, areFirst);
    areFirst = false;
  }
  if (layout.end) yield layout.end;
}

/**
 * A stream of texts that asks for the next one only when there is room for it. `end` is called once, when the stream
 * has ended or its reader has gone, and never while a text is being made.
 */
function streamOf(texts: AsyncGenerator<string>, end: () => void): Readable {
  let making: Promise<void> = Promise.resolve();
  return new Readable({
    read() {
      making = texts.next().then(
        ({ done, value }) => void this.push(done ? null : value),
        (error: unknown) => void this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error, callback) {
      void making.then(() => {
        end();
        callback(error);
      });
    },
  });
}
