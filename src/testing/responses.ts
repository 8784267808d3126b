import type { ReportResponse, ReportResponseRow } from '../endpoint/contract.ts';
import { scenarioNow } from './rows.ts';

/** What a request for a report asks for, as far as scenarios differ by it. */
export interface ReportQuery {
  readonly parameters: URLSearchParams;
  /** Whether the reader asked for newer figures: past the browser's cache. */
  readonly isRefresh: boolean;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** How an endpoint behaves. */
export type Answer<Query = ReportQuery> = (query: Query) => Response | Promise<Response>;

export type Rows = () => readonly ReportResponseRow[];
type Head = Omit<ReportResponse, 'rows'>;

/** The rows first sent in the time frame that is asked for; those of which that is unknown, always. */
export function rowsInTimeFrame(
  rows: readonly ReportResponseRow[],
  parameters: URLSearchParams,
): readonly ReportResponseRow[] {
  const from = parameters.get('from') ?? '0000';
  const to = `${parameters.get('to') ?? '9999'}~`;
  return rows.filter(({ firstSentAt }) => !firstSentAt || (firstSentAt >= from && firstSentAt <= to));
}

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

/** A report in one piece. */
export function whole(rows: Rows, change: (report: ReportResponse) => unknown = (report) => report): Answer {
  return (query) => {
    const found = rowsInTimeFrame(rows(), query.parameters);
    return Response.json(change({ ...headOf(query, found.length), rows: found }));
  };
}

/** A body as it is, whatever it is. */
export function body(text: string, type = 'application/json'): Answer<unknown> {
  return () => new Response(text, { headers: { 'Content-Type': type } });
}

/** An error with a problem document, as RFC 9457 has it. */
export function problem(status: number, title: string, detail: string, headers: HeadersInit = {}): Answer<unknown> {
  return () => {
    const response = Response.json({ type: 'about:blank', status, title, detail }, { status, headers });
    response.headers.set('Content-Type', 'application/problem+json');
    return response;
  };
}

/** No answer, ever. */
export const silence: Answer<{ readonly signal: AbortSignal }> = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

export const noConnection: Answer<unknown> = () => Response.error();

export function after(milliseconds: number, answer: Answer): Answer {
  return async (query) => {
    await pause(milliseconds);
    return answer(query);
  };
}

/** One answer at first, and another each time that the reader refreshes. */
export function thenOnRefresh(first: Answer, refreshed: Answer): Answer {
  return (query) => (query.isRefresh ? refreshed(query) : first(query));
}

export interface StreamOptions {
  readonly rowsAtOnce: number;
  /** Milliseconds between them. */
  readonly pause: number;
  /** How the stream ends: with its last row, never, or by a broken connection. The latter two after a share of the rows. */
  readonly end?: 'whole' | 'never' | 'broken';
  readonly share?: number;
}

/** A report as newline-delimited JSON. */
export function streamed(
  rows: Rows,
  options: StreamOptions,
  change: (row: ReportResponseRow, index: number) => unknown = (row) => row,
): Answer {
  return (query) => {
    const found = rowsInTimeFrame(rows(), query.parameters);
    const lines = [headOf(query, found.length), ...found.map(change)].map((line) => `${JSON.stringify(line)}\n`);
    const sent = lines.slice(0, Math.ceil(lines.length * (options.share ?? 1)));
    return lineResponse(piecesOf(sent, options));
  };
}

/** A stream of which no row ever comes, and which does not fall silent either. */
export const endless: Answer<unknown> = () => lineResponse(piecesOf([], { rowsAtOnce: 1, pause: 0, end: 'never' }));

async function* piecesOf(
  lines: readonly string[],
  { rowsAtOnce, pause: between, end }: StreamOptions,
): AsyncGenerator<string, undefined> {
  for (let start = 0; start < lines.length; start += rowsAtOnce) {
    if (start > 0) await pause(between);
    yield lines.slice(start, start + rowsAtOnce).join('');
  }
  if (end === 'broken') throw new TypeError('The connection broke.');
  // Empty lines mean nothing; they say that the connection lives.
  while (end === 'never') {
    yield '\n';
    await pause(2000);
  }
  return undefined;
}

function lineResponse(pieces: AsyncGenerator<string, undefined>): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(stream, { headers: { 'Content-Type': 'application/x-ndjson' } });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
