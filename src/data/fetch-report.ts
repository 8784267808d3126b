import type { DateBasis, Report } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';
import { ContractError, describeValue, quote } from './contract-problems.ts';
import { parseReport } from './contract.ts';
import { isFields } from './fields.ts';
import { readHttpError } from './http-error.ts';
import { Lifetime } from './lifetime.ts';
import { ReportError } from './report-error.ts';
import { ReportStream } from './report-stream.ts';
import { readText, releaseBody } from './response-text.ts';

/** What is asked for, and of whom. */
export interface ReportRequest {
  /** An absolute URL. Its own query stays, but for the parameters that are named here. */
  readonly endpoint: string;
  /** The first day, `YYYY-MM-DD`; without it the report is unbounded on that side. */
  readonly from?: string | undefined;
  /** The last day, included. */
  readonly to?: string | undefined;
  readonly timeZone: string;
  readonly dateBasis: DateBasis;
  readonly sort: Sort;
  /** Headers, credentials and the like. Method, body and signal are not the host's to choose. */
  readonly requestInit?: RequestInit | undefined;
  /** In place of `fetch`. */
  readonly fetcher?: typeof fetch | undefined;
  /** Whether to ask the server even where the browser's cache has an answer. */
  readonly reload?: boolean | undefined;
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
export interface ReportLimits {
  /** For the answer to begin. */
  readonly headers: number;
  /** For the next byte. */
  readonly silence: number;
  /** For an answer in one piece of JSON; one that streams may take as long as rows keep coming. */
  readonly whole: number;
}

export const defaultLimits: ReportLimits = { headers: 10_000, silence: 10_000, whole: 30_000 };

export interface FetchReportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the first rows that stream in, and then at most every tenth of a second. */
  readonly onProgress?: ((progress: ReportProgress) => void) | undefined;
  readonly limits?: ReportLimits | undefined;
  /** The time, for a `Retry-After` that names a date. */
  readonly now?: (() => Date) | undefined;
}

const progressInterval = 100;

/**
 * Asks an endpoint for a report and reads it, as JSON or as newline-delimited JSON.
 * @throws {ReportError} of any kind; with the rows that came, if any did.
 * @throws the reason of the signal, as it is, when that is aborted.
 */
export async function fetchReport(request: ReportRequest, options: FetchReportOptions = {}): Promise<Report> {
  const limits = options.limits ?? defaultLimits;
  options.signal?.throwIfAborted();
  const life = new Lifetime(options.signal);
  const liftWhole = life.limit(limits.whole, `The report took longer than ${limits.whole / 1000} s.`);
  try {
    const response = await askEndpoint(request, life, limits.headers);
    if (response.status < 200 || response.status > 299) {
      throw await readHttpError(response, life, limits.silence, options.now);
    }
    const isStream = isNewlineDelimited(response);
    if (isStream) liftWhole();
    const text = readText(response, life, limits.silence);
    const report = await (isStream ? readStream(text, options.onProgress) : readWhole(text));
    if (!report.complete) throw incomplete(report);
    return report;
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    life.close();
  }
}

async function askEndpoint(request: ReportRequest, life: Lifetime, headers: number): Promise<Response> {
  const lift = life.limit(headers, `The endpoint did not answer within ${headers / 1000} s.`);
  // In a promise of its own, so that what a fetcher throws at once is no different.
  const answer = Promise.resolve().then(() => send(request, life.signal));
  try {
    const response: unknown = await life.within(answer);
    if (!isResponse(response)) throw ContractError.of('fetcher', 'a Response', describeValue(response));
    if (response.bodyUsed || response.body?.locked) {
      throw ContractError.of('fetcher', 'a Response with its body', 'one that is being read already');
    }
    if (response.status === 0) throw new ReportError('network', 'The answer may not be read by this page.');
    return response;
  } catch (error) {
    // A fetcher without regard for the signal may still answer: nobody is left to read it.
    if (life.signal.aborted) answer.then(releaseBody, () => undefined);
    if (life.signal.aborted || error instanceof ContractError || error instanceof ReportError) throw error;
    throw new ReportError('network', 'The endpoint could not be reached.', { cause: error });
  } finally {
    lift();
  }
}

function send(request: ReportRequest, signal: AbortSignal): Promise<unknown> {
  const headers = new Headers(request.requestInit?.headers);
  if (!headers.has('Accept')) headers.set('Accept', 'application/x-ndjson, application/json;q=0.9');
  const init: RequestInit = { ...request.requestInit, method: 'GET', body: null, headers, signal };
  if (request.reload) init.cache = 'no-cache';
  const url = reportUrl(request);
  // Not called as a method of the request: the browser's own fetch refuses another `this`.
  const { fetcher } = request;
  return fetcher ? fetcher(url, init) : fetch(url, init);
}

/** The address of a report. The endpoint's own parameters keep their spelling. */
export function reportUrl({ endpoint, from, to, timeZone, dateBasis, sort }: ReportRequest): string {
  const parameters = { from, to, timeZone, dateBasis, sort: formatSort(sort) };
  const url = new URL(endpoint);
  url.hash = '';
  const own = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(parameters, nameOf(pair)));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) asked.set(name, value);
  url.search = [...own, asked.toString()].join('&');
  return url.href;
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

/** By its shape: a host's fetcher may come from another window, or bring a Response of its own. */
function isResponse(value: unknown): value is Response {
  if (!isFields(value)) return false;
  const headers = value['headers'];
  return typeof value['status'] === 'number' && isFields(headers) && typeof headers['get'] === 'function';
}

function isNewlineDelimited(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return /^application\/(x-)?(ndjson|jsonl|jsonlines)\s*(;|$)/i.test(type);
}

async function readWhole(parts: AsyncIterable<string>): Promise<Report> {
  let text = '';
  for await (const part of parts) text += part;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw ContractError.of('body', 'JSON', describeBody(text.trim()));
  }
  return parseReport(body);
}

function describeBody(text: string): string {
  if (text === '') return 'an empty body';
  if (text.startsWith('<')) return 'a web page';
  const [firstLine = ''] = text.split('\n', 1);
  try {
    JSON.parse(firstLine);
    return 'a JSON value in each line, which is application/x-ndjson';
  } catch {
    return text.startsWith('{') && !text.endsWith('}') ? 'JSON that breaks off' : quote(text);
  }
}

async function readStream(
  parts: AsyncIterable<string>,
  onProgress: FetchReportOptions['onProgress'],
): Promise<Report> {
  const stream = new ReportStream();
  let toldAt = -Infinity;
  try {
    for await (const part of parts) {
      stream.push(part);
      const now = performance.now();
      if (!onProgress || stream.length === 0 || now - toldAt < progressInterval) continue;
      toldAt = now;
      onProgress({ report: stream.snapshot(), received: stream.length, expected: stream.rowCount });
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
  const all = report.rowCount === undefined ? '' : ` of ${report.rowCount}`;
  const rows = report.length === 0 ? undefined : report;
  return new ReportError('incomplete', `Only ${report.length}${all} rows came.`, { report: rows, cause });
}
