import { isJsonObject } from '../platform/json-object.ts';
import { AbortScope } from './abort-scope.ts';
import { ContractError, ProblemList, quote } from './contract-error.ts';
import { defaultTimeouts } from './fetch-report.ts';
import { sendRequest, type RequestSettings } from './http-request.ts';
import { ReportError } from './report-error.ts';
import { readJson, readText as readBody } from './response-text.ts';
import { withRetries, type RetryOptions } from './retry.ts';
import { readFlag, readId, readRequiredText, readText } from './validators.ts';

/** A campaign that a filter can choose. */
export interface ListedCampaign {
  readonly id: string;
  readonly name: string;
  readonly folder: string | undefined;
  readonly archived: boolean | undefined;
}

export interface CampaignsRequest extends RequestSettings {
  /** The URL of the list, as received. */
  readonly campaignsUrl: string;
  /** The URL that it is relative to: that of the report's response. It is itself relative to the endpoint. */
  readonly base: string;
}

/**
 * Fetches and validates the campaigns that a filter can choose. Retries after temporary failures.
 * @throws {ReportError} if the request fails, or if the response breaks the contract
 * @throws the abort reason if the signal is aborted
 */
export function fetchCampaigns(
  request: CampaignsRequest,
  options: RetryOptions = {},
): Promise<readonly ListedCampaign[]> {
  return withRetries(() => fetchOnce(request, options), options);
}

async function fetchOnce(request: CampaignsRequest, options: RetryOptions): Promise<readonly ListedCampaign[]> {
  const scope = new AbortScope(options.signal);
  const { total, idle } = defaultTimeouts;
  scope.abortAfter(total, `The list of campaigns was not complete after ${total / 1000} s.`);
  try {
    const url = urlOf(request);
    const response = await sendRequest({ ...request, url, accept: 'application/json' }, scope, defaultTimeouts);
    return parseCampaigns(await readJson(readBody(response, scope, idle)));
  } catch (error) {
    throw error instanceof ContractError ? ReportError.ofContract(error) : error;
  } finally {
    scope.close();
  }
}

function urlOf({ campaignsUrl, base, endpoint }: CampaignsRequest): string {
  const root = URL.canParse(base, endpoint) ? new URL(base, endpoint) : undefined;
  const url = URL.canParse(campaignsUrl, root) ? new URL(campaignsUrl, root) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw ContractError.of('campaignsUrl', 'a URL for http or https', quote(campaignsUrl));
}

/**
 * Validates the body of a `CampaignsResponse`.
 * @throws {ContractError} with the first problems and the number of all, if the body breaks the contract
 */
export function parseCampaigns(body: unknown): readonly ListedCampaign[] {
  const problems = new ProblemList('campaigns');
  problems.source = body;
  const campaigns = isJsonObject(body) ? body['campaigns'] : undefined;
  if (!Array.isArray(campaigns)) problems.add('campaigns', 'an array', campaigns);
  const list = (Array.isArray(campaigns) ? campaigns : []).map((campaign: unknown, index) => {
    problems.row = index;
    if (!isJsonObject(campaign)) problems.add('', 'an object', campaign);
    const { id, name, folder, archived } = isJsonObject(campaign) ? campaign : { id: '', name: '' };
    return {
      id: readId(id, 'id', problems),
      name: readRequiredText(name, 'name', problems),
      folder: readText(folder, 'folder', problems),
      archived: readFlag(archived, 'archived', problems),
    };
  });
  problems.throwIfAny();
  return list;
}
