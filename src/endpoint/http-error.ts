import type { AbortScope } from './abort-scope.ts';
import type { ProblemDocument } from './problem-document.ts';
import { ReportError, type ReportErrorKind } from './report-error.ts';
import { releaseBody } from './response-text.ts';

/** Too many requests, a bad gateway, an overloaded service, a slow gateway. */
const passing = new Set([429, 502, 503, 504]);

/**
 * The error that a response with a status other than success stands for, with what its problem document
 * says if it has one that can be read.
 * @param now for a `Retry-After` that names a date; without it that is not known.
 */
export async function readHttpError(
  response: Response,
  scope: AbortScope,
  silence: number,
  now: (() => Date) | undefined,
): Promise<ReportError> {
  const { status } = response;
  const { title, detail } = await readProblem(response, scope, silence);
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'), now);
  const message = `The endpoint answered with status ${status}${title === undefined ? '' : `: ${title}`}.`;
  return new ReportError(kindOf(status), message, {
    status,
    title,
    detail,
    retryAfter,
    isRetryable: passing.has(status),
  });
}

function kindOf(status: number): ReportErrorKind {
  if (status === 401) return 'sign-in';
  return status === 403 ? 'forbidden' : 'http';
}

/** What a problem document says is read by what is loaded for it; one that is not to be had takes nothing from the error. */
async function readProblem(response: Response, scope: AbortScope, silence: number): Promise<ProblemDocument> {
  const type = response.headers.get('Content-Type') ?? '';
  if (/^application\/problem\+json\s*(;|$)/i.test(type)) {
    const reading = await import('./problem-document.ts').catch(() => undefined);
    if (reading) return reading.readProblemDocument(response, scope, silence);
  }
  releaseBody(response);
  return {};
}

/** Seconds, or the seconds until an HTTP date (RFC 9110, section 10.2.3). */
function parseRetryAfter(value: string | null, now: (() => Date) | undefined): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value);
  // An HTTP date begins with the name of a day; what else an engine may take for a date is not meant.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(date) || !now) return undefined;
  return Math.max(0, Math.ceil((date - now().getTime()) / 1000));
}
