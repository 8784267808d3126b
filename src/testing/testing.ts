/**
 * Simulated endpoints for tests and stories of pages that host the element.
 *
 * The URL names the scenario: an element with the endpoint `/scenario/server-error/report` gets a server error. Several
 * elements on one page can use different scenarios. Answer these requests with {@link scenarioFetcher}, with
 * {@link scenarioHandlers} for Mock Service Worker, or with {@link answerScenario} for any other library.
 */
import {
  scenarioList,
  type Scenario as FullScenario,
  type ScenarioGroup,
  type ScenarioId,
  type ScenarioOutcome,
} from './scenarios.ts';

export { scenarioNow } from './rows.ts';
export type { ScenarioGroup, ScenarioId, ScenarioOutcome };

/** A scenario: one way in which an endpoint responds. */
export interface Scenario {
  readonly id: ScenarioId;
  /** A short English description. */
  readonly title: string;
  readonly group: ScenarioGroup;
  /** The resulting state of the element, such as `error`: `campaign-email-report:state(error)`. */
  readonly outcome: ScenarioOutcome;
  /** The resulting state after a refresh, if it differs. */
  readonly refreshed?: 'stale' | 'refreshing' | undefined;
}

/** All scenarios, ordered by group. */
export const scenarios: readonly Scenario[] = Object.entries<FullScenario>(scenarioList).map(
  ([id, { title, group, outcome, refreshed }]) => ({ id: id as ScenarioId, title, group, outcome, refreshed }),
);

/** Returns the endpoint of a scenario, relative to the page: `scenario/server-error/report`. */
export function scenarioEndpoint(id: ScenarioId): string {
  return `scenario/${id}/report`;
}

/**
 * Returns the response of the scenario in a request's URL: a report for `…/scenario/normal/report`, an email for
 * `…/scenario/normal/emails/50001`.
 *
 * @throws {TypeError} if the URL does not name a scenario
 */
export async function answerScenario(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, id = '', resource = ''] =
    /\/scenario\/([\w-]+)\/(report|series|campaigns|emails\/[^/]+)$/.exec(pathname) ?? [];
  const scenario: FullScenario | undefined = Object.hasOwn(scenarioList, id)
    ? scenarioList[id as ScenarioId]
    : undefined;
  if (!scenario)
    throw new TypeError(`No scenario matches ${pathname}. Expected scenario/ID/report or scenario/ID/emails/EMAIL.`);
  const { signal } = request;
  signal.throwIfAborted();
  const isRefresh = request.cache === 'no-cache' || request.cache === 'reload';
  const query = { parameters: searchParams, isRefresh, signal };
  if (resource === 'series' && scenario.series) return scenario.series(query);
  if (resource === 'campaigns' && scenario.campaigns) return scenario.campaigns(query);
  if (resource.startsWith('emails/'))
    return scenario.email({ emailId: decodeURIComponent(resource.slice('emails/'.length)), signal });
  return scenario.report(query);
}

/** A `fetch` that returns the responses of scenarios, without network access: `report.fetcher = scenarioFetcher`. */
export const scenarioFetcher: typeof fetch = async (input, init) => {
  const response = await answerScenario(new Request(input, init));
  if (response.type === 'error') throw new TypeError('Failed to fetch');
  return response;
};

/**
 * Returns handlers for Mock Service Worker: `setupWorker(...scenarioHandlers(http.get))`.
 */
export function scenarioHandlers<Handler>(
  get: (path: string, answer: (info: { readonly request: Request }) => Promise<Response>) => Handler,
): Handler[] {
  const answer = ({ request }: { readonly request: Request }) => answerScenario(request);
  return ['report', 'series', 'campaigns', 'emails/:emailId']
    .map((resource) => `*/scenario/:id/${resource}`)
    .map((path) => get(path, answer));
}
