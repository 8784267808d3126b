import { AbortScope } from './abort-scope.ts';
import { ContractError, quote } from './contract-error.ts';
import { defaultTimeouts } from './fetch-report.ts';
import { sendRequest, type RequestSettings } from './http-request.ts';
import { ReportError } from './report-error.ts';
import { readJson, readText } from './response-text.ts';
import { withRetries, type RetryOptions } from './retry.ts';

/** A JSON resource that the head of a report refers to. */
export interface LinkedResource extends RequestSettings {
  /** The URL, as received, and the field that it was received in. */
  readonly link: string;
  readonly field: string;
  /** The URL that it is relative to: that of the report's response. It is itself relative to the endpoint. */
  readonly base: string;
  /** Parameters to set in the URL. Several values repeat a parameter. */
  readonly parameters?: Readonly<Record<string, readonly string[]>> | undefined;
}

/**
 * Fetches JSON from a URL in the head of a report, and validates it. Retries after temporary failures.
 * @param parse validates the body, and throws a `ContractError` if it breaks the contract
 * @throws {ReportError} if the request fails, or if the response breaks the contract
 * @throws the abort reason if the signal is aborted
 */
export function fetchJson<Result>(
  resource: LinkedResource,
  parse: (body: unknown) => Result,
  options: RetryOptions = {},
): Promise<Result> {
  return withRetries(async () => {
    const scope = new AbortScope(options.signal);
    const { total, idle } = defaultTimeouts;
    scope.abortAfter(total, `The response of ${resource.field} was not complete after ${total / 1000} s.`);
    try {
      const request = { ...resource, url: urlOf(resource), accept: 'application/json' };
      const response = await sendRequest(request, scope, defaultTimeouts);
      return parse(await readJson(readText(response, scope, idle)));
    } catch (error) {
      throw error instanceof ContractError ? ReportError.ofContract(error) : error;
    } finally {
      scope.close();
    }
  }, options);
}

function urlOf({ link, field, base, endpoint, parameters = {} }: LinkedResource): string {
  const root = URL.canParse(base, endpoint) ? new URL(base, endpoint) : undefined;
  const url = URL.canParse(link, root) ? new URL(link, root) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw ContractError.of(field, 'a URL for http or https', quote(link));
  for (const [name, values] of Object.entries(parameters)) {
    url.searchParams.delete(name);
    for (const value of values) url.searchParams.append(name, value);
  }
  return url.href;
}
