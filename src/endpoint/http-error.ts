import { isJsonObject } from '../platform/json-object.ts';
import type { AbortScope } from './abort-scope.ts';
import { ReportError, type ReportErrorKind } from './report-error.ts';
import { cancelBody, readText } from './response-text.ts';

/** The explanation of an error by the server (RFC 9457), as plain text. */
interface ProblemDocument {
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
}

/** Too Many Requests, Bad Gateway, Service Unavailable, Gateway Timeout. */
const temporaryStatuses = new Set([429, 502, 503, 504]);

/** The maximum length of a problem document, in characters. */
const maxDocumentLength = 64 * 1024;

/**
 * Returns the error for a response with a status other than success, with the title and detail of its problem document.
 * @param idleTimeout in milliseconds
 * @param now the current time, for a `Retry-After` with a date, which is ignored without it
 */
export async function readHttpError(
  response: Response,
  scope: AbortScope,
  idleTimeout: number,
  now: (() => Date) | undefined,
): Promise<ReportError> {
  const { status, headers } = response;
  const { title, detail } = await readProblemDocument(response, scope, idleTimeout);
  const message = [`The endpoint responded with status ${status}`, title, detail].filter(Boolean).join(': ');
  return new ReportError(kindOfStatus(status), message, {
    status,
    title,
    detail,
    retryAfter: parseRetryAfter(headers.get('Retry-After'), now),
    isRetryable: temporaryStatuses.has(status),
  });
}

/** Returns the kind of the error for a status of 400 and above. */
export function kindOfStatus(status: number): ReportErrorKind {
  if (status === 401) return 'sign-in';
  return status === 403 ? 'forbidden' : 'http';
}

/** Returns an empty document if it is missing, invalid, too long or too slow: the status is enough for an error. */
async function readProblemDocument(
  response: Response,
  scope: AbortScope,
  idleTimeout: number,
): Promise<ProblemDocument> {
  if (!/^application\/problem\+json\s*(;|$)/i.test(response.headers.get('Content-Type') ?? '')) {
    cancelBody(response);
    return {};
  }
  try {
    let text = '';
    for await (const chunk of readText(response, scope, idleTimeout)) {
      text += chunk;
      if (text.length > maxDocumentLength) return {};
    }
    const document: unknown = JSON.parse(text);
    if (!isJsonObject(document)) return {};
    return { title: toPlainText(document['title'], 200), detail: toPlainText(document['detail'], 1000) };
  } catch (error) {
    const isTimeout = error instanceof ReportError;
    if (scope.signal.aborted && !isTimeout) throw error;
    return {};
  }
}

/** Returns a text on one line, shortened and without control and bidirectional characters; `undefined` if it is empty. */
function toPlainText(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  if (text === '') return undefined;
  if (text.length <= maxLength) return text;
  const withoutHalfCharacter = text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '');
  return `${withoutHalfCharacter}…`;
}

/** Parses seconds or an HTTP date (RFC 9110, section 10.2.3) into seconds from now. */
function parseRetryAfter(value: string | null, now: (() => Date) | undefined): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value);
  // An HTTP date begins with the day of the week. Engines parse many other texts as dates.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(date) || !now) return undefined;
  return Math.max(0, Math.ceil((date - now().getTime()) / 1000));
}
