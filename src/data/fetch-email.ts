import type { Email } from '../model/email.ts';
import { ask, type Asking } from './ask.ts';
import { ContractError, quote } from './contract-problems.ts';
import { parseEmail } from './email.ts';
import { defaultLimits, type ReportLimits } from './fetch-report.ts';
import { Lifetime } from './lifetime.ts';
import { ReportError } from './report-error.ts';
import { readJson, readText } from './response-text.ts';
import { withRetries, type RetryOptions } from './retries.ts';

/** Where a report says that its emails are. */
export interface EmailPlace {
  /** A URL template with `{emailId}`. */
  readonly template: string;
  /** The URL of the report's response, which the template is relative to. */
  readonly base: string;
  readonly emailId: string;
}

export interface EmailRequest extends Asking, EmailPlace {}

export interface FetchEmailOptions extends RetryOptions {
  readonly limits?: ReportLimits | undefined;
}

/** The web address of an email; `undefined` where the template makes none. */
export function emailUrl({ template, base, emailId }: EmailPlace): string | undefined {
  try {
    const url = new URL(template.replaceAll('{emailId}', encodeURIComponent(emailId)), base);
    url.hash = '';
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
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

async function fetchOnce(request: EmailRequest, options: FetchEmailOptions): Promise<Email> {
  const limits = options.limits ?? defaultLimits;
  const life = new Lifetime(options.signal);
  life.limit(limits.whole, `The email took longer than ${limits.whole / 1000} s.`);
  try {
    const url = emailUrl(request);
    if (url === undefined) {
      throw ContractError.of('previewUrl', 'the template of a web address', quote(request.template));
    }
    const response = await ask({ ...request, url, accept: 'application/json' }, life, limits, options.now);
    return parseEmail(await readJson(readText(response, life, limits.silence)), request.emailId);
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    life.close();
  }
}
