import type { Email } from '../model/email.ts';
import { httpGet, type RequestSettings } from './http-get.ts';
import { ContractError, quote } from './contract-error.ts';
import { parseEmail } from './parse-email.ts';
import { defaultLimits, type ReportLimits } from './fetch-report.ts';
import { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';
import { readJson, readText, releaseBody } from './response-text.ts';
import { withRetries, type RetryOptions } from './retry.ts';

/** Where a report says that its emails are. */
export interface EmailPlace {
  /** A URL template with `{emailId}`. */
  readonly template: string;
  /** The URL of the report's response, which the template is relative to. */
  readonly base: string;
  readonly emailId: string;
}

export interface EmailRequest extends RequestSettings, EmailPlace {}

export interface FetchEmailOptions extends RetryOptions {
  readonly limits?: ReportLimits | undefined;
}

/** Where the page of an email is. */
export interface EmailPage {
  readonly url: string;
  /** With the sender's images, where the endpoint offers that. */
  readonly urlWithImages: string | undefined;
}

/** `unseen`: whether it is there may not be known outside of the frame that shows it. */
export type EmailPageState = 'there' | 'missing' | 'unseen';

/** The web address of an email; `undefined` where the template makes none. */
export function emailUrl({ template, base, emailId }: EmailPlace, images: 'off' | 'on' = 'off'): string | undefined {
  try {
    const path = template.replaceAll('{emailId}', encodeURIComponent(emailId)).replaceAll('{images}', images);
    const url = new URL(path, base);
    url.hash = '';
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Where an email's page is; `undefined` where the template makes no web address. */
export function emailPage(place: EmailPlace): EmailPage | undefined {
  const url = emailUrl(place);
  if (url === undefined) return undefined;
  return { url, urlWithImages: place.template.includes('{images}') ? emailUrl(place, 'on') : undefined };
}

/**
 * Asks for an email and reads it. Asks again after failures that may pass.
 * @throws {ReportError} of any kind but `incomplete`; status 404 and 410 say that there is no such email.
 * @throws the reason of the signal, as it is, when that is aborted.
 */
export async function fetchEmail(request: EmailRequest, options: FetchEmailOptions = {}): Promise<Email> {
  options.signal?.throwIfAborted();
  return withRetries(() => fetchOnce(request, options), options);
}

/**
 * Asks for the page of an email before it is put into a frame, which tells nobody whether it has loaded. A frame sends
 * none of the host's headers, and neither does this.
 * @throws {ReportError} where the endpoint answers that it has the page, but not for this reader or not now.
 * @throws the reason of the signal, as it is, when that is aborted.
 */
export async function findEmailPage(
  { url }: EmailPage,
  { endpoint, fetcher, requestInit, reload }: RequestSettings,
  options: FetchEmailOptions = {},
): Promise<EmailPageState> {
  options.signal?.throwIfAborted();
  const { credentials } = requestInit ?? {};
  const question = {
    endpoint,
    fetcher,
    reload,
    url,
    accept: 'text/html',
    requestInit: credentials ? { credentials } : {},
  };
  return withRetries(async () => {
    const limits = options.limits ?? defaultLimits;
    const scope = new AbortScope(options.signal);
    try {
      releaseBody(await httpGet(question, scope, limits, options.now));
      return 'there';
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      if (error.status === 404 || error.status === 410) return 'missing';
      // Another server may show its pages in frames without letting this page read them.
      if (error.kind === 'network') return 'unseen';
      throw error;
    } finally {
      scope.close();
    }
  }, options);
}

async function fetchOnce(request: EmailRequest, options: FetchEmailOptions): Promise<Email> {
  const limits = options.limits ?? defaultLimits;
  const scope = new AbortScope(options.signal);
  scope.abortAfter(limits.whole, `The email took longer than ${limits.whole / 1000} s.`);
  try {
    const url = emailUrl(request);
    if (url === undefined) {
      throw ContractError.of('previewUrl', 'the template of a web address', quote(request.template));
    }
    const response = await httpGet({ ...request, url, accept: 'application/json' }, scope, limits, options.now);
    return parseEmail(await readJson(readText(response, scope, limits.silence), response), request.emailId);
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    scope.close();
  }
}
