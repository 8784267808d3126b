import type { DateBasis, Report } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';
import { httpGet, type RequestSettings, type HttpTimeouts } from './http-get.ts';
import { ContractError, ProblemList, quote } from './contract-error.ts';
import { readReport } from './contract.ts';
import { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';
import { ReportStream } from './report-stream.ts';
import { readJson, readText } from './response-text.ts';
import { withRetries, type RetryOptions } from './retry.ts';
import { runSliced, nextFrame, SliceTimer } from '../platform/scheduler.ts';
import type { checkWindow, WindowRequest } from './window-request.ts';

/** What is asked for, and of whom. */
export interface ReportRequest extends RequestSettings {
  /** An absolute URL. Its own query stays, but for the parameters that are named here. */
  readonly endpoint: string;
  /** The first day, `YYYY-MM-DD`; without it the report is unbounded on that side. */
  readonly from?: string | undefined;
  /** The last day, included. */
  readonly to?: string | undefined;
  readonly timeZone: string;
  readonly dateBasis: DateBasis;
  readonly sort: Sort;
  /** The part to ask for, once the endpoint has answered with a part of its own accord. */
  readonly window?: WindowRequest | undefined;
}

/** How far the loading is: a report that will be followed by longer ones, and does not change itself. */
export interface ReportProgress {
  readonly report: Report;
  /** Rows so far. */
  readonly received: number;
  /** Rows in all, if the endpoint said so. */
  readonly expected: number | undefined;
}

/** How long to wait, in milliseconds. */
export interface ReportLimits extends HttpTimeouts {
  /** For an answer in one piece of JSON; one that streams may take as long as rows keep coming. */
  readonly whole: number;
}

export const defaultLimits: ReportLimits = { headers: 10_000, silence: 10_000, whole: 30_000 };

export interface FetchReportOptions extends RetryOptions {
  /** Called when the endpoint has answered, with the URL that other addresses of the report are relative to. */
  readonly onAnswer?: ((url: string) => void) | undefined;
  /** Called with the first rows that stream in, and then at most four times a second. */
  readonly onProgress?: ((progress: ReportProgress) => void) | undefined;
  readonly limits?: ReportLimits | undefined;
  /** For who asks for windows, and has what checks them: else it is loaded where it is wanted. */
  readonly checkWindow?: typeof checkWindow;
}

const accept = 'application/x-ndjson, application/json;q=0.9';
const progressInterval = 250;
/** As many characters are read at a time as take a millisecond or two: browsers hand over what has piled up, in megabytes. */
const pieceLength = 1 << 16;

/**
 * Asks an endpoint for a report and reads it, as JSON or as newline-delimited JSON. Asks again after failures that may
 * pass, until the first row is here.
 * @throws {ReportError} of any kind; with the rows that came, if any did.
 * @throws the reason of the signal, as it is, when that is aborted.
 */
export async function fetchReport(request: ReportRequest, options: FetchReportOptions = {}): Promise<Report> {
  options.signal?.throwIfAborted();
  return withRetries(() => fetchOnce(request, options), options);
}

async function fetchOnce(request: ReportRequest, options: FetchReportOptions): Promise<Report> {
  const limits = options.limits ?? defaultLimits;
  const scope = new AbortScope(options.signal);
  const cancelWholeTimeout = scope.abortAfter(limits.whole, `The report took longer than ${limits.whole / 1000} s.`);
  try {
    const response = await httpGet({ ...request, url: reportUrl(request), accept }, scope, limits, options.now);
    options.onAnswer?.(response.url || request.endpoint);
    const isStream = isNewlineDelimited(response);
    if (isStream) cancelWholeTimeout();
    const text = readText(response, scope, limits.silence);
    const report = isStream
      ? await readStream(text, scope.signal, options.onProgress)
      : await runSliced(readReport(await readJson(text, response)), scope.signal);
    if (report.window || request.window) await checkAnswer(report, request, options.checkWindow);
    if (!report.complete) throw incomplete(report);
    return report;
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    scope.close();
  }
}

/** Few endpoints answer with windows: the others are spared the script for them. */
async function checkAnswer(report: Report, { sort, window }: ReportRequest, check?: typeof checkWindow): Promise<void> {
  const problems = new ProblemList();
  const checkThis = check ?? (await import('./window-request.ts')).checkWindow;
  checkThis(report, sort, window, problems);
  problems.throwIfAny();
}

/**
 * The address of a report. The endpoint's own parameters keep their spelling.
 * @throws {ReportError} if the endpoint is no address, which cannot be reached either.
 */
export function reportUrl({ endpoint, from, to, timeZone, dateBasis, sort, window }: ReportRequest): string {
  const parameters = { from, to, timeZone, dateBasis, sort: formatSort(sort), ...window };
  if (!URL.canParse(endpoint)) throw new ReportError('network', `${quote(endpoint)} is no address.`);
  const url = new URL(endpoint);
  url.hash = '';
  const own = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(parameters, nameOf(pair)));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') asked.set(name, String(value));
  }
  url.search = [...own, asked.toString()].join('&');
  return url.href;
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

function isNewlineDelimited(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return /^application\/(x-)?(ndjson|jsonl|jsonlines)\s*(;|$)/i.test(type);
}

async function readStream(
  parts: AsyncIterable<string>,
  signal: AbortSignal,
  onProgress: FetchReportOptions['onProgress'],
): Promise<Report> {
  const stream = new ReportStream();
  const turns = new SliceTimer();
  let toldAt = -Infinity;
  try {
    for await (const part of parts) {
      for (let start = 0; start < part.length; start += pieceLength) {
        stream.push(part.slice(start, start + pieceLength));
        await turns.yieldIfDue(signal);
        const now = performance.now();
        if (!onProgress || stream.length === 0 || now - toldAt < progressInterval) continue;
        const isFirst = toldAt === -Infinity;
        toldAt = now;
        onProgress({ report: stream.snapshot(), received: stream.length, expected: stream.expectedRows });
        // There is something to see at last: it does not wait for more to be read. One frame is not enough under load, where
        // rows are drawn in the first, and what was measured of them in the next.
        if (isFirst && !stream.hasAllRows) await nextFrame(signal).then(() => nextFrame(signal));
      }
    }
    return stream.end();
  } catch (error) {
    // The end of a connection matters no more once all rows are here.
    if (stream.hasAllRows && error instanceof ReportError) return stream.end();
    throw withRowsSoFar(error, stream);
  }
}

/** An error in the middle of a stream keeps the rows that came before it. */
function withRowsSoFar(error: unknown, stream: ReportStream): unknown {
  if (stream.length === 0) return error;
  if (error instanceof ContractError) return ReportError.ofContract(error, stream.snapshot());
  if (!(error instanceof ReportError)) return error;
  if (error.kind === 'network') return incomplete(stream.snapshot(), error);
  return new ReportError(error.kind, error.message, { report: stream.snapshot(), cause: error });
}

function incomplete(report: Report, cause?: unknown): ReportError {
  const { window, rowCount } = report;
  const place = window ? `, asked for ${window.limit} from ${window.offset} on` : '';
  const all = rowCount === undefined ? '' : ` of ${rowCount}${place}`;
  const rows = report.length === 0 ? undefined : report;
  return new ReportError('incomplete', `Only ${report.length}${all} rows came.`, { report: rows, cause });
}
