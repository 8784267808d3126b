import type { Id, ReportResponse, ReportResponseRow } from '../endpoint/contract.ts';
import { explanationOf } from './explanations.ts';
import { scenarioNow } from './rows.ts';

/** The properties of a report request that scenarios depend on. */
export interface ReportQuery {
  readonly parameters: URLSearchParams;
  /** Whether the request bypasses the browser's cache. */
  readonly isRefresh: boolean;
  /** Aborted when the response is no longer needed. */
  readonly signal: AbortSignal;
}

/** Returns the response of a simulated endpoint. */
export type Answer<Query = ReportQuery> = (query: Query) => Response | Promise<Response>;

export type Rows = () => readonly ReportResponseRow[];
type Head = Omit<ReportResponse, 'rows'>;

/** Returns the rows first sent in the requested time frame, and the rows without a date. */
export function rowsInTimeFrame(
  rows: readonly ReportResponseRow[],
  parameters: URLSearchParams,
): readonly ReportResponseRow[] {
  const from = parameters.get('from') ?? '0000';
  const to = `${parameters.get('to') ?? '9999'}~`;
  return rows.filter(({ firstSentAt }) => !firstSentAt || (firstSentAt >= from && firstSentAt <= to));
}

/** Returns the rows that a request asks for: in its time frame, and with `explain=1` those of an email, of a campaign, or all, explained. */
function requestedRows(rows: readonly ReportResponseRow[], parameters: URLSearchParams): readonly ReportResponseRow[] {
  const found = rowsInTimeFrame(rows, parameters);
  if (parameters.get('explain') !== '1') return found;
  const isRequested = (name: string, id: Id) => (parameters.get(name) ?? String(id)) === String(id);
  return found
    .filter(({ campaignId, emailId }) => isRequested('campaign', campaignId) && isRequested('email', emailId))
    .map((row) => ({ ...row, explain: explanationOf(row) }));
}

/** Returns everything except the rows of a report. */
export function headOf({ parameters }: ReportQuery, rowCount: number): Head {
  return {
    version: 1,
    asOf: new Date(scenarioNow.getTime() - 3 * 3_600_000).toISOString(),
    from: parameters.get('from'),
    to: parameters.get('to'),
    timeZone: parameters.get('timeZone'),
    dateBasis: parameters.get('dateBasis') === 'sent' ? 'sent' : 'first-sent',
    rowCount,
    previewUrl: 'emails/{emailId}',
  };
}

/** Returns a report as one JSON document. */
export function whole(rows: Rows, change: (report: ReportResponse) => unknown = (report) => report): Answer {
  return (query) => {
    const found = requestedRows(rows(), query.parameters);
    return Response.json(change({ ...headOf(query, found.length), rows: found }));
  };
}

/** Returns a response with a fixed body. */
export function body(text: string, type = 'application/json'): Answer<unknown> {
  return () => new Response(text, { headers: { 'Content-Type': type } });
}

/** Returns an error with a problem document (RFC 9457). */
export function problem(status: number, title: string, detail: string, headers: HeadersInit = {}): Answer<unknown> {
  return () => {
    const response = Response.json({ type: 'about:blank', status, title, detail }, { status, headers });
    response.headers.set('Content-Type', 'application/problem+json');
    return response;
  };
}

/** Never responds. */
export const silence: Answer<{ readonly signal: AbortSignal }> = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** Fails like a lost connection. */
export const noConnection: Answer<unknown> = () => Response.error();

/** Responds after a delay. */
export function after(milliseconds: number, answer: Answer): Answer {
  return async (query) => {
    await pause(milliseconds);
    return answer(query);
  };
}

/** Responds differently to a refresh. */
export function thenOnRefresh(first: Answer, refreshed: Answer): Answer {
  return (query) => (query.isRefresh ? refreshed(query) : first(query));
}

export interface StreamOptions {
  /** The number of rows in each chunk. */
  readonly chunkSize: number;
  /** The pause between chunks, in milliseconds. */
  readonly pause: number;
  /** How the stream ends: after the last row (`whole`, the default), never, or with a lost connection (`broken`). */
  readonly end?: 'whole' | 'never' | 'broken';
  /** The share of the lines to send, from 0 to 1; 1 by default. */
  readonly share?: number;
}

/** Streams a report as newline-delimited JSON, with one row on each line. */
export function streamed(
  rows: Rows,
  options: StreamOptions,
  change: (row: ReportResponseRow, index: number) => unknown = (row) => row,
): Answer {
  return (query) => {
    const found = requestedRows(rows(), query.parameters);
    const lines = [headOf(query, found.length), ...found.map(change)].map((line) => `${JSON.stringify(line)}\n`);
    const sent = lines.slice(0, Math.ceil(lines.length * (options.share ?? 1)));
    return lineResponse(chunksOf(sent, options));
  };
}

/** Streams empty lines forever, which keep the connection alive. */
export const endless: Answer<unknown> = () => lineResponse(chunksOf([], { chunkSize: 1, pause: 0, end: 'never' }));

async function* chunksOf(
  lines: readonly string[],
  { chunkSize, pause: between, end }: StreamOptions,
): AsyncGenerator<string, undefined> {
  for (let start = 0; start < lines.length; start += chunkSize) {
    if (start > 0) await pause(between);
    yield lines.slice(start, start + chunkSize).join('');
  }
  if (end === 'broken') throw new TypeError('The connection broke.');
  // Empty lines have no meaning, but keep the connection alive.
  while (end === 'never') {
    yield '\n';
    await pause(2000);
  }
  return undefined;
}

function lineResponse(chunks: AsyncGenerator<string, undefined>): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(stream, { headers: { 'Content-Type': 'application/x-ndjson' } });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
