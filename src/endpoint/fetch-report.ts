import type { ColumnSet } from '../model/columns.ts';
import type { DateBasis, Report } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';
import { nextFrame, runSliced, SliceTimer } from '../platform/scheduler.ts';
import { AbortScope } from './abort-scope.ts';
import { ContractError, quote } from './contract-error.ts';
import { sendRequest, type HttpTimeouts, type RequestSettings } from './http-request.ts';
import { readReport } from './parse-report.ts';
import { ReportError } from './report-error.ts';
import { ReportStream } from './report-stream.ts';
import { readJson, readText } from './response-text.ts';
import { withRetries, type RetryOptions } from './retry.ts';
import { StreamProgress, type ReportProgress } from './stream-progress.ts';
import type { acceptWindow, WindowRequest } from './window-request.ts';

/** How a report is requested. `get`: with a query in the URL. `post`: with the same parameters as a JSON object. */
export const requestMethods = ['get', 'post'] as const;
export type RequestMethod = (typeof requestMethods)[number];

/** A value of a parameter. `null` and `undefined` omit it. */
export type QueryValue = string | number | boolean | null | undefined;

/** Additional parameters of report requests. In a URL, the values of an array repeat the parameter. */
export type ReportQuery = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

/** The query of a report, and the endpoint to send it to. */
export interface ReportRequest extends RequestSettings {
  /** An absolute URL. Its own query parameters are kept, except those that the request sets. */
  readonly endpoint: string;
  /** The first day, `YYYY-MM-DD`. Default: no limit. */
  readonly from?: string | undefined;
  /** The last day, included. Default: no limit. */
  readonly to?: string | undefined;
  readonly timeZone: string;
  readonly dateBasis: DateBasis;
  readonly sort: Sort;
  /** The window to request, if the endpoint is known to respond with windows. */
  readonly window?: WindowRequest | undefined;
  /** Additional parameters of the host. Those of the report take precedence. */
  readonly query?: ReportQuery | undefined;
  /** The columns to read. Default: the built-in ones. */
  readonly columns?: ColumnSet | undefined;
  /** How the parameters are sent: in the URL, or as a JSON object. Default: `get`. */
  readonly method?: RequestMethod | undefined;
}

/** Timeouts, in milliseconds. */
export interface Timeouts extends HttpTimeouts {
  /** For a complete JSON response. A stream has no limit as long as it sends data. */
  readonly total: number;
}

export const defaultTimeouts: Timeouts = { response: 10_000, idle: 10_000, total: 30_000 };

export interface FetchReportOptions extends RetryOptions {
  /** Called when the endpoint has responded, with the URL that other URLs in the report are relative to. */
  readonly onResponse?: ((url: string) => void) | undefined;
  /** Called with the first rows of a stream, then at most four times per second. Not called for a short, fast stream. */
  readonly onProgress?: ((progress: ReportProgress) => void) | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** Validates windows. Default: it is loaded when the endpoint responds with a window, as most do not. */
  readonly acceptWindow?: typeof acceptWindow;
}

const accept = 'application/x-ndjson, application/json;q=0.9';
/** In characters, which take one or two milliseconds to read. Browsers may deliver megabytes at a time. */
const chunkLength = 1 << 16;

/**
 * Fetches a report as JSON or newline-delimited JSON and validates it. Retries after temporary failures, until the first
 * row has been received.
 * @throws {ReportError} of any kind, with the rows that were received
 * @throws the abort reason if the signal is aborted
 */
export async function fetchReport(request: ReportRequest, options: FetchReportOptions = {}): Promise<Report> {
  options.signal?.throwIfAborted();
  return withRetries(() => fetchOnce(request, options), options);
}

async function fetchOnce(request: ReportRequest, options: FetchReportOptions): Promise<Report> {
  const timeouts = options.timeouts ?? defaultTimeouts;
  const scope = new AbortScope(options.signal);
  const message = `The report was not complete after ${timeouts.total / 1000} s.`;
  const cancelTotalTimeout = scope.abortAfter(timeouts.total, message);
  try {
    const body =
      request.method === 'post'
        ? JSON.stringify(parametersOf(request), (_, value: unknown) => value ?? undefined)
        : undefined;
    const response = await sendRequest(
      { ...request, url: reportUrl(request), accept, body },
      scope,
      timeouts,
      options.now,
    );
    options.onResponse?.(response.url || request.endpoint);
    const isStream = isNewlineDelimited(response);
    if (isStream) cancelTotalTimeout();
    const text = readText(response, scope, timeouts.idle);
    let report = isStream
      ? await readStream(new ReportStream(request.columns), text, scope.signal, options.onProgress)
      : await runSliced(readReport(await readJson(text), request.columns), scope.signal);
    if (report.window || request.window) {
      const accept = options.acceptWindow ?? (await import('./window-request.ts')).acceptWindow;
      report = accept(report, request.sort, request.window);
    }
    if (!report.complete) throw incompleteError(report);
    return report;
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    scope.close();
  }
}

export const parametersOf = ({ query, from, to, timeZone, dateBasis, sort, window }: ReportRequest) => ({
  ...query,
  ...{ from, to, timeZone, dateBasis, sort: formatSort(sort), ...window },
});

/**
 * Builds the URL of a report. The endpoint's own query parameters keep their spelling.
 * @throws {ReportError} `network` if the endpoint is not a valid URL
 */
export function reportUrl(request: ReportRequest): string {
  const { endpoint, method } = request;
  if (!URL.canParse(endpoint)) throw new ReportError('network', `The endpoint ${quote(endpoint)} is not a valid URL.`);
  const url = new URL(endpoint);
  url.hash = '';
  if (method === 'post') return url.href;
  const parameters = parametersOf(request);
  const own = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(parameters, parameterName(pair)));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) if ((each ?? '') !== '') query.append(name, String(each));
  }
  url.search = [...own, query.toString()].join('&');
  return url.href;
}

function parameterName(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

/** Whether a response is newline-delimited JSON. */
export function isNewlineDelimited({ headers }: Pick<Response, 'headers'>): boolean {
  const type = headers.get('Content-Type') ?? '';
  return /^application\/(x-)?(ndjson|jsonl|jsonlines)\s*(;|$)/i.test(type);
}

async function readStream(
  stream: ReportStream,
  chunks: AsyncIterable<string>,
  signal: AbortSignal,
  onProgress: FetchReportOptions['onProgress'],
): Promise<Report> {
  const progress = onProgress && new StreamProgress(stream, onProgress);
  const sliceTimer = new SliceTimer();
  try {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += chunkLength) {
        stream.push(chunk.slice(start, start + chunkLength));
        await sliceTimer.yieldIfDue(signal);
        const isFirst = progress?.update() ?? false;
        // The browser paints the first rows before the stream is read further. The table is drawn in one frame and
        // adjusted to its measured size in the next.
        if (isFirst && !stream.hasAllRows) await nextFrame(signal).then(() => nextFrame(signal));
      }
    }
    return stream.end();
  } catch (error) {
    // The connection no longer matters once all rows have been received.
    if (stream.hasAllRows && error instanceof ReportError) return stream.end();
    throw withReceivedRows(error, stream);
  } finally {
    progress?.end();
  }
}

/** Adds the rows received so far to an error in the middle of a stream. */
function withReceivedRows(error: unknown, stream: ReportStream): unknown {
  if (stream.length === 0) return error;
  if (error instanceof ContractError) return ReportError.ofContract(error, stream.snapshot());
  if (!(error instanceof ReportError)) return error;
  if (error.kind === 'network') return incompleteError(stream.snapshot(), error);
  return new ReportError(error.kind, error.message, { report: stream.snapshot(), cause: error });
}

function incompleteError(report: Report, cause?: unknown): ReportError {
  const { length, window, rowCount } = report;
  const all = rowCount === undefined ? '' : ` of ${rowCount}`;
  const request = window ? ` (requested: ${window.limit} from offset ${window.offset})` : '';
  const message = `Received only ${length}${all} rows${request}.`;
  return new ReportError('incomplete', message, { report: length === 0 ? undefined : report, cause });
}
