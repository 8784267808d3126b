import { ContractError } from '../src/endpoint/contract-error.ts';
import { parseCampaigns } from '../src/endpoint/fetch-campaigns.ts';
import { peopleFiltersOf } from '../src/model/people-filters.ts';
import type { Report } from '../src/model/report.ts';
import { resolveLink, type CheckContext } from './check-context.ts';

/** Checks the campaigns and people that readers can choose, where the head of the report offers them. */
export async function checkChoices(context: CheckContext, report: Report, base: string): Promise<void> {
  const { campaignsUrl } = report;
  if (campaignsUrl !== undefined) {
    const url = resolveLink(campaignsUrl, base);
    if (url === undefined) context.addBadLink('choices', 'campaignsUrl');
    else await context.attempt('choices', () => checkCampaigns(context, url), 'campaignsUrl');
  }
  const filters = peopleFiltersOf(report);
  if (!filters) return;
  await context.attempt('choices', () => checkRepeated(context, 'deleted', 'hide'));
  const [people] = filters.flatMap(({ name, values = [] }) => values.slice(0, 1).map((value) => `${name}:${value}`));
  if (people !== undefined) await context.attempt('choices', () => checkRepeated(context, 'people', people));
}

async function checkCampaigns({ client, findings }: CheckContext, url: string): Promise<void> {
  const { status, text } = await client.request(url);
  const mistake = status === 200 ? mistakeOf(text) : `expected status 200, got ${status}`;
  const message = mistake && `campaignsUrl: ${mistake}. See docs/endpoint.md#list-all-campaigns.`;
  findings.verify('choices', 'The campaigns can be listed.', message);
}

function mistakeOf(text: string): string | undefined {
  try {
    parseCampaigns(JSON.parse(text));
    return undefined;
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    if (error instanceof SyntaxError) return 'expected JSON';
    throw error;
  }
}

/** A response that does not repeat the parameter has not applied it. */
async function checkRepeated(context: CheckContext, name: string, value: string): Promise<void> {
  const report = await context.fetchReport('choices', `${name}=${value}`, { query: { [name]: value } });
  if (!report) return;
  const isRepeated = [report.head[name]].flat().join() === value;
  const mistake = `${name}=${value}: expected the response to repeat it. See docs/endpoint.md#let-readers-choose-people.`;
  context.findings.verify('choices', `${name}=${value} is honored.`, isRepeated ? undefined : mistake);
}
