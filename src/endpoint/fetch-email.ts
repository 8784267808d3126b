import type { Email } from '../model/email.ts';
import { AbortScope } from './abort-scope.ts';
import { ContractError, quote } from './contract-error.ts';
import { defaultTimeouts, type Timeouts } from './fetch-report.ts';
import { emailUrl, isOfCampaign, type EmailLocation, type EmailPage } from './email-url.ts';
import { sendRequest, type RequestSettings } from './http-request.ts';
import { parseEmail } from './parse-email.ts';
import { ReportError } from './report-error.ts';
import { cancelBody, readJson, readText } from './response-text.ts';
import { withRetries, type RetryOptions } from './retry.ts';

export interface EmailRequest extends RequestSettings, EmailLocation {}

export interface FetchEmailOptions extends RetryOptions {
  readonly timeouts?: Timeouts | undefined;
}

/** `unknown`: another origin may allow the page in a frame, but not to be fetched by script. */
export type EmailPageState = 'available' | 'missing' | 'unknown';

/**
 * Fetches an email and validates it. Retries after temporary failures.
 * @throws {ReportError} of any kind but `incomplete`; status 404 and 410 mean that the email does not exist
 * @throws the abort reason if the signal is aborted
 */
export async function fetchEmail(request: EmailRequest, options: FetchEmailOptions = {}): Promise<Email> {
  options.signal?.throwIfAborted();
  return withRetries(() => fetchOnce(request, options), options);
}

/**
 * Checks whether an email's page exists, because a frame does not tell whether it has loaded. Like the frame, the request
 * has no headers of the host.
 * @throws {ReportError} if the endpoint responds with an error other than 404 and 410
 * @throws the abort reason if the signal is aborted
 */
export async function findEmailPage(
  { url }: EmailPage,
  { endpoint, fetcher, requestInit, reload }: RequestSettings,
  options: FetchEmailOptions = {},
): Promise<EmailPageState> {
  options.signal?.throwIfAborted();
  const { credentials } = requestInit ?? {};
  const request = {
    endpoint,
    fetcher,
    reload,
    url,
    accept: 'text/html',
    requestInit: credentials ? { credentials } : {},
  };
  return withRetries(async () => {
    const timeouts = options.timeouts ?? defaultTimeouts;
    const scope = new AbortScope(options.signal);
    try {
      cancelBody(await sendRequest(request, scope, timeouts, options.now));
      return 'available';
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      if (error.status === 404 || error.status === 410) return 'missing';
      if (error.kind === 'network') return 'unknown';
      throw error;
    } finally {
      scope.close();
    }
  }, options);
}

async function fetchOnce(request: EmailRequest, options: FetchEmailOptions): Promise<Email> {
  const timeouts = options.timeouts ?? defaultTimeouts;
  const scope = new AbortScope(options.signal);
  scope.abortAfter(timeouts.total, `The email was not complete after ${timeouts.total / 1000} s.`);
  try {
    const url = emailUrl(request);
    if (url === undefined) {
      throw ContractError.of('previewUrl', 'a URL template for http or https', quote(request.template));
    }
    const response = await sendRequest({ ...request, url, accept: 'application/json' }, scope, timeouts, options.now);
    const body = await readJson(readText(response, scope, timeouts.idle));
    return { ...parseEmail(body, request.emailId), isOfCampaign: isOfCampaign(request.template) };
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    scope.close();
  }
}
