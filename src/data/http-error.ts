import { isFields } from './fields.ts';
import type { Lifetime } from './lifetime.ts';
import { ReportError, type ReportErrorKind } from './report-error.ts';
import { readText, releaseBody } from './response-text.ts';

/** Too many requests, a bad gateway, an overloaded service, a slow gateway. */
const passing = new Set([429, 502, 503, 504]);

const longestProblemDocument = 64 * 1024;

/**
 * The error that a response with a status other than success stands for, with what its problem document
 * says if it has one that can be read.
 * @param now for a `Retry-After` that names a date; without it that is not known.
 */
export async function readHttpError(
  response: Response,
  life: Lifetime,
  silence: number,
  now: (() => Date) | undefined,
): Promise<ReportError> {
  const { status } = response;
  const { title, detail } = await readProblemDocument(response, life, silence);
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'), now);
  const message = `The endpoint answered with status ${status}${title === undefined ? '' : `: ${title}`}.`;
  return new ReportError(kindOf(status), message, { status, title, detail, retryAfter, mayPass: passing.has(status) });
}

function kindOf(status: number): ReportErrorKind {
  if (status === 401) return 'sign-in';
  return status === 403 ? 'forbidden' : 'http';
}

interface ProblemDocument {
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
}

/** Reads an RFC 9457 document. One that is broken, endless or slow takes nothing from the error itself. */
async function readProblemDocument(
  response: Response,
  life: Lifetime,
  silence: number,
): Promise<ProblemDocument> {
  const type = response.headers.get('Content-Type') ?? '';
  if (!/^application\/problem\+json\s*(;|$)/i.test(type)) {
    releaseBody(response);
    return {};
  }
  try {
    let text = '';
    for await (const part of readText(response, life, silence)) {
      text += part;
      if (text.length > longestProblemDocument) return {};
    }
    const document: unknown = JSON.parse(text);
    if (!isFields(document)) return {};
    return { title: plainText(document['title'], 200), detail: plainText(document['detail'], 1000) };
  } catch (error) {
    const isTimeout = error instanceof ReportError;
    if (life.signal.aborted && !isTimeout) throw error;
    return {};
  }
}

/** One line of text without control and direction characters, or nothing. */
function plainText(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  if (text === '') return undefined;
  if (text.length <= length) return text;
  const withoutHalfCharacter = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  return `${withoutHalfCharacter}…`;
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
