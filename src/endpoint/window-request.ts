import type { Report, ReportWindow } from '../model/report.ts';
import { formatSort, type Sort } from '../model/sort.ts';
import type { ProblemList } from './contract-error.ts';

/** What to ask of an endpoint that answers with windows. */
export interface WindowRequest {
  readonly offset: number;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly groupBy?: 'campaign' | undefined;
  /** The id of the one campaign whose emails are asked for. */
  readonly campaign?: string | undefined;
}

/**
 * Adds a problem for whatever a window says of itself that is not what was asked for: rows in another order, or of
 * another place, would pass for those that belong there.
 * @param asked `undefined` where the endpoint was asked for a report, and answered with its first window of its own accord
 */
export function checkWindow(report: Report, sort: Sort, asked: WindowRequest | undefined, problems: ProblemList): void {
  const { window } = report;
  if (!window) {
    // The whole is as good as its beginning.
    if (asked && (asked.offset > 0 || asked.campaign !== undefined)) {
      problems.addInWords('limit', `${asked.limit}, as asked for`, 'nothing');
    }
    return;
  }
  const wanted: [name: keyof ReportWindow, wanted: string | number | undefined][] = [
    ['offset', asked?.offset ?? 0],
    ['sort', formatSort(sort)],
    ['search', asked?.search],
    ['groupBy', asked?.groupBy],
  ];
  // An address of the host's own may be that of a campaign's report.
  if (asked?.campaign !== undefined) wanted.push(['campaign', asked.campaign]);
  for (const [name, value] of wanted) {
    if (window[name] !== value)
      problems.add(name, `${value === undefined ? 'nothing' : JSON.stringify(value)}, as asked for`, window[name]);
  }
  if (asked && window.limit > asked.limit)
    problems.add('limit', `no more than ${asked.limit}, as asked for`, window.limit);
  checkCampaign(report, asked?.campaign, problems);
}

function checkCampaign(report: Report, campaign: string | undefined, problems: ProblemList): void {
  if (campaign === undefined) return;
  const row = report.text.campaignId.findIndex((id) => id !== campaign);
  if (row < 0) return;
  problems.row = row;
  problems.add('campaignId', `${JSON.stringify(campaign)}, as asked for`, report.text.campaignId[row]);
  problems.row = undefined;
}
