/**
 * Endpoints that behave in every way an endpoint can, for tests and stories of pages that host the element.
 *
 * The scenario is in the address: an element whose endpoint is `/scenario/server-error/report` meets a server
 * that fails, whatever else is on the page. Answer such addresses with {@link scenarioFetcher}, or with any
 * library that takes requests to responses by {@link answerScenario}.
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

/** One way in which an endpoint behaves, in words. */
export interface Scenario {
  readonly id: ScenarioId;
  /** What happens, in a few English words. */
  readonly title: string;
  readonly group: ScenarioGroup;
  /** What the element comes to: a custom state, `campaign-email-report:state(error)`. */
  readonly outcome: ScenarioOutcome;
  /** What it comes to when the reader refreshes, where that is otherwise. */
  readonly refreshed?: 'stale' | 'refreshing' | undefined;
}

/** Every scenario, in an order to read them in. */
export const scenarios: readonly Scenario[] = Object.entries<FullScenario>(scenarioList).map(
  ([id, { title, group, outcome, refreshed }]) => ({ id: id as ScenarioId, title, group, outcome, refreshed }),
);

/** The endpoint of a scenario, relative to the page: `scenario/server-error/report`. */
export function scenarioEndpoint(id: ScenarioId): string {
  return `scenario/${id}/report`;
}

/**
 * What the scenario in a request's address answers: to `…/scenario/normal/report` a report, to
 * `…/scenario/normal/emails/50001` an email.
 * @throws {TypeError} where the address names no scenario.
 */
export async function answerScenario(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, id = '', what = ''] = /\/scenario\/([\w-]+)\/(report|emails\/[^/]+)$/.exec(pathname) ?? [];
  const scenario: FullScenario | undefined = Object.hasOwn(scenarioList, id)
    ? scenarioList[id as ScenarioId]
    : undefined;
  if (!scenario) throw new TypeError(`No scenario answers ${pathname}.`);
  const { signal } = request;
  signal.throwIfAborted();
  if (what !== 'report') return scenario.email({ emailId: decodeURIComponent(what.slice('emails/'.length)), signal });
  const isRefresh = request.cache === 'no-cache' || request.cache === 'reload';
  return scenario.report({ parameters: searchParams, isRefresh, signal });
}

/** A `fetch` that scenarios answer: `report.fetcher = scenarioFetcher`. Nothing goes over the network. */
export const scenarioFetcher: typeof fetch = async (input, init) => {
  const response = await answerScenario(new Request(input, init));
  if (response.type === 'error') throw new TypeError('Failed to fetch');
  return response;
};

/**
 * Handlers for Mock Service Worker, of whose parts it takes `http.get`: `setupWorker(...scenarioHandlers(http.get))`.
 */
export function scenarioHandlers<Handler>(
  get: (path: string, answer: (info: { readonly request: Request }) => Promise<Response>) => Handler,
): Handler[] {
  const answer = ({ request }: { readonly request: Request }) => answerScenario(request);
  return ['*/scenario/:id/report', '*/scenario/:id/emails/:emailId'].map((path) => get(path, answer));
}
