import { isJsonObject } from '../platform/json-object.ts';
import { ProblemList } from './contract-error.ts';
import { fetchJson } from './fetch-json.ts';
import type { RequestSettings } from './http-request.ts';
import type { RetryOptions } from './retry.ts';
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
  const { campaignsUrl: link } = request;
  return fetchJson({ ...request, link, field: 'campaignsUrl' }, parseCampaigns, options);
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
