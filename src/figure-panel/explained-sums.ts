import { fetchReport } from '../endpoint/fetch-report.ts';
import type { WindowRequest } from '../endpoint/window-request.ts';
import { firstWindow } from '../loading/first-window.ts';
import type { BuiltTable } from '../loading/loaded-report.ts';
import { sentNumbers } from '../model/chosen-activity.ts';
import { countIds, isOpenCount } from '../model/metrics.ts';
import type { Report, ReportNumbers } from '../model/report.ts';
import type { Line } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { readExplanation, type Explanation } from './explanation.ts';
import type { EndpointSource, ExplanationRequest } from './explanation-loader.ts';

/** Opens that are not tracked are unknown, so no comparison holds. */
const areOpensTracked = 'opened>=0';

/** Returns the explanation of the sums in a window; `undefined` if the endpoint sends none. */
export function explanationOfTotals(window: Report | undefined): Explanation | undefined {
  const totals = window?.head['totals'] as { readonly explain?: unknown } | null | undefined;
  return readExplanation(totals?.explain);
}

/** Whether a sum of counts includes emails whose opens are not tracked. Sums of opens leave them out. */
export function isPartlyTracked(numbers: ReportNumbers, row: number): boolean {
  return ['emails', 'sent', 'delivered'].some(
    (id) => (numbers[`${id}Tracked`]?.[row] ?? NaN) < (numbers[id]?.[row] ?? NaN),
  );
}

/**
 * Requests sums, explained by the endpoint: of all rows that the search and the filter leave, or of those of a campaign. They are
 * the totals of a window of one row. An endpoint that responds with a whole report instead does not explain them.
 */
export function requestOfSums(
  line: Line | undefined,
  isOfOpens: boolean,
  { loaded: { pages }, table }: BuiltTable,
  { search, filter, figures }: ViewState,
): ExplanationRequest {
  const { rows, row } = line ?? { rows: table.total, row: 0 };
  const campaign = line?.rows.text.campaignId[line.row];
  const isTracked = isOfOpens && isPartlyTracked(rows.numbers, row);
  const sumsIn = (first: WindowRequest): WindowRequest => ({
    ...first,
    // Endpoints return the campaigns of `campaign` and those of `folder`.
    ...(campaign !== undefined && { campaign: [campaign], folder: undefined }),
    ...(isTracked && { filter: [first.filter ?? [], areOpensTracked].flat() }),
    explain: 1,
  });
  return {
    key: JSON.stringify(['sums', campaign, isTracked, ...(pages ? [] : [search, filter, figures])]),
    kind: JSON.stringify(['sums', campaign !== undefined]),
    async send(source, controller) {
      const { signal } = controller;
      if (pages) return pages.fetchWindow(sumsIn(pages.windowRequest(0, 1)), signal);
      const window = sumsIn(await windowOf(source));
      const onProgress = (progress: { readonly report: Report }) => {
        if (!progress.report.window) controller.abort();
      };
      return fetchReport({ ...source.request(), window }, { signal, onProgress });
    },
    isExplained: (response) => explanationOfTotals(response) !== undefined,
    read: (response) => {
      const isSame = hasSums(response.window?.totals, { numbers: sentNumbers(rows.numbers), row, isTracked });
      return isSame ? (explanationOfTotals(response) ?? 'none') : 'changed';
    },
  };
}

/** Returns the request for the first row of a report that is on screen as a whole. */
function windowOf({ query, columns }: EndpointSource): Promise<WindowRequest> {
  return firstWindow(1, { ...query, groupBy: undefined }, columns);
}

/** The sums on screen. */
interface ShownSums {
  readonly numbers: ReportNumbers;
  readonly row: number;
  /** Whether only those of emails whose opens are tracked are compared. */
  readonly isTracked: boolean;
}

/** Whether sums equal those on screen, as far as these are known. */
function hasSums(totals: ReportNumbers | undefined, { numbers, row, isTracked }: ShownSums): boolean {
  const sums = totals && sentNumbers(totals);
  return countIds.every((id) => {
    const shown = numbers[isTracked && !isOpenCount(id) ? `${id}Tracked` : id]?.[row] ?? NaN;
    return Number.isNaN(shown) || shown === sums?.[id][0];
  });
}
