import { filterNames, type FilterParameters, type Report, type ReportWindow } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { ProblemList } from './contract-error.ts';
import { withTrackedParts } from './tracked-parts.ts';

/** A request for a window of a longer report. */
export interface WindowRequest extends FilterParameters {
  readonly offset: number;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly groupBy?: 'campaign' | undefined;
  /** The id of the campaign whose emails are requested, or the ids of those in the filter. */
  readonly campaign?: FilterParameters['campaign'];
  /** Whether rows and totals are explained. */
  readonly explain?: 1;
}

/**
 * Adds a problem for everything in a window that differs from the request. Otherwise rows in another order, or from
 * another position, would be shown in the wrong place.
 * @param request `undefined` if a whole report was requested and the endpoint responded with its first window
 */
export function checkWindow(
  report: Report,
  sort: Sort,
  request: WindowRequest | undefined,
  problems: ProblemList,
): void {
  const { window } = report;
  if (!window) {
    // The whole report can replace its first window, but no other.
    if (request && (request.offset > 0 || typeof request.campaign === 'string')) {
      problems.addDescribed('limit', `${request.limit}, as requested`, 'nothing');
    }
    return;
  }
  const expected: [name: keyof ReportWindow, value: string | number | undefined][] = [
    ['offset', request?.offset ?? 0],
    ['sort', formatSort(sort)],
    ['search', request?.search],
    ['groupBy', request?.groupBy],
  ];
  for (const [name, value] of expected) {
    if (window[name] === value) continue;
    problems.add(name, `${value === undefined ? 'nothing' : JSON.stringify(value)}, as requested`, window[name]);
  }
  if (request && window.limit > request.limit) {
    problems.add('limit', `at most ${request.limit}, as requested`, window.limit);
  }
  checkFilters(window, request, problems);
  if (request?.folder === undefined) checkCampaign(report, request?.campaign, problems);
}

/**
 * Returns the report of a response to a request, with complete sums over the emails whose opens are tracked.
 * @throws {ContractError} if {@link checkWindow} finds a problem
 */
export function acceptWindow(report: Report, sort: Sort, request: WindowRequest | undefined): Report {
  const problems = new ProblemList();
  checkWindow(report, sort, request, problems);
  problems.throwIfAny();
  return withTrackedParts(report);
}

/** The endpoint's own URL may filter in ways that the element did not request. */
function checkFilters({ filters }: ReportWindow, request: WindowRequest | undefined, problems: ProblemList): void {
  for (const name of filterNames) {
    const requested = request?.[name];
    if (requested === undefined || shallowEqualArrays([requested].flat(), [filters[name]].flat())) continue;
    problems.add(name, `${JSON.stringify(requested)}, as requested`, filters[name]);
  }
}

function checkCampaign(report: Report, campaign: WindowRequest['campaign'], problems: ProblemList): void {
  if (typeof campaign !== 'string') return;
  const row = report.text.campaignId.findIndex((id) => id !== campaign);
  if (row < 0) return;
  problems.row = row;
  problems.add('campaignId', `${JSON.stringify(campaign)}, as requested`, report.text.campaignId[row]);
  problems.row = undefined;
}
