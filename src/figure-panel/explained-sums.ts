import type { WindowRequest } from '../endpoint/window-request.ts';
import type { BuiltTable } from '../loading/loaded-report.ts';
import { countIds, isOpenCount } from '../model/metrics.ts';
import type { Report, ReportNumbers } from '../model/report.ts';
import type { Line } from '../table-model/table.ts';
import { readExplanation, type Explanation } from './explanation.ts';
import type { ExplanationRequest } from './explanation-loader.ts';

/** Opens that are not tracked are unknown, so no comparison holds. */
const areOpensTracked = 'opened>=0';

/** Returns the explanation of the sums in a window; `undefined` if the endpoint sends none. */
export function explanationOfTotals(window: Report | undefined): Explanation | undefined {
  const totals = window?.head['totals'] as { readonly explain?: unknown } | null | undefined;
  return readExplanation(totals?.explain);
}

/** Whether a sum of counts includes emails whose opens are not tracked. Sums of opens leave them out. */
export function isPartlyTracked(numbers: ReportNumbers, row: number): boolean {
  return ['sent', 'delivered'].some((id) => (numbers[`${id}Tracked`]?.[row] ?? NaN) < (numbers[id]?.[row] ?? NaN));
}

/**
 * Requests the sums of a report that loads page by page, explained by the endpoint: all that the search and the filter leave, or those
 * of a campaign. They are the totals of a window.
 */
export function requestOfSums(
  line: Line | undefined,
  isOfOpens: boolean,
  { loaded: { pages, report }, table }: BuiltTable,
): ExplanationRequest | undefined {
  if (!pages) return undefined;
  const { rows, row } = line ?? { rows: table.total, row: 0 };
  const campaign = line?.rows.text.campaignId[line.row];
  const isTracked = isOfOpens && isPartlyTracked(rows.numbers, row);
  const { search, filters } = report.window ?? {};
  const window: WindowRequest = {
    ...{ offset: 0, limit: 1, search, ...filters, explain: 1 },
    // Endpoints return the campaigns of `campaign` and those of `folder`.
    ...(campaign !== undefined && { campaign, folder: undefined }),
    ...(isTracked && { filter: [filters?.filter ?? [], areOpensTracked].flat() }),
  };
  return {
    key: JSON.stringify(['sums', campaign, isTracked]),
    kind: JSON.stringify(['sums', campaign !== undefined]),
    send: (_source, { signal }) => pages.fetchWindow(window, signal),
    isExplained: (response) => explanationOfTotals(response) !== undefined,
    read: (response) => {
      const isSame = hasSums(response.window?.totals, { numbers: rows.numbers, row, isTracked });
      return isSame ? (explanationOfTotals(response) ?? 'none') : 'changed';
    },
  };
}

/** The sums on screen. */
interface ShownSums {
  readonly numbers: ReportNumbers;
  readonly row: number;
  /** Whether only those of emails whose opens are tracked are compared. */
  readonly isTracked: boolean;
}

/** Whether sums equal those on screen, as far as these are known. */
function hasSums(sums: ReportNumbers | undefined, { numbers, row, isTracked }: ShownSums): boolean {
  return countIds.every((id) => {
    const shown = numbers[isTracked && !isOpenCount(id) ? `${id}Tracked` : id]?.[row] ?? NaN;
    return Number.isNaN(shown) || shown === sums?.[id][0];
  });
}
