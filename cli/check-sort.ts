import { hasBotMarks, hasPrivacyOpens } from '../src/model/chosen-activity.ts';
import { rateIds, rateOf, rates, type CountColumnId } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import { wilsonInterval } from '../src/model/wilson-interval.ts';
import { findRow, nameRow, type CheckContext } from './check-context.ts';
import { problemOfRow, sortOf, type WindowChecker } from './window-checker.ts';

/** The value of a row that an order or a filter is about. */
type Value = (row: number) => number;

const valuesOf =
  ({ numbers }: Report, id: CountColumnId): Value =>
  (row) =>
    numbers[id][row] ?? NaN;

const ratesOf = (report: Report, numerator: CountColumnId, denominator: CountColumnId): Value => {
  const [numerators, denominators] = [valuesOf(report, numerator), valuesOf(report, denominator)];
  return (row) => rateOf(numerators(row), denominators(row));
};

/** Checks whether a whole report has the requested order. It may have any. */
export async function checkSortOfWhole(context: CheckContext): Promise<void> {
  const report = await context.fetchReport('sort', 'sort=sent', { sort: sortOf('sent') });
  if (!report) return;
  const isSorted = problemOfOrder(report, valuesOf(report, 'sent')) === undefined;
  const message = isSorted ? 'Rows come in the requested order.' : 'sort is ignored, which whole reports may do.';
  context.findings.add(isSorted ? 'ok' : 'info', 'sort', message);
}

/** Returns a row whose value is out of its order; unknown values come last. Values that differ by rounding are equal. */
function problemOfOrder(report: Report, valueOf: Value, direction = 1): string | undefined {
  const row = findRow(report, (at) => {
    if (at === 0) return false;
    const [before, value] = [valueOf(at - 1), valueOf(at)];
    return Number.isNaN(before) ? !Number.isNaN(value) : direction * (before - value) > 1e-12;
  });
  return row === undefined ? undefined : `rows[${row}] (${nameRow(report, row)}) is in the wrong order.`;
}

const page = { offset: 0, limit: 100 };

/** Checks the orders of windows. */
export async function checkSort(checker: WindowChecker): Promise<void> {
  const openedRates = (report: Report) => ratesOf(report, 'opened', 'delivered');
  for (const [sort, values, direction] of [
    ['sent', (report: Report) => valuesOf(report, 'sent'), 1],
    ['-sent,campaignName', (report: Report) => valuesOf(report, 'sent'), -1],
    ['openedRate', openedRates, 1],
    ['-openedRate', openedRates, -1],
  ] as const) {
    const test = (report: Report) => problemOfOrder(report, values(report), direction);
    await checker.check('sort', `sort=${sort}`, page, test, sort);
  }
}

/**
 * Checks the orders by lower bounds that an endpoint of windows lists.
 */
export async function checkLowerBounds(checker: WindowChecker, { head }: Report): Promise<void> {
  const listed = Array.isArray(head['sortable']) ? head['sortable'].map(String) : [];
  for (const rate of rateIds.filter((id) => listed.includes(`${id}.low`))) {
    const { numerator, denominator } = rates[rate];
    const test = (report: Report) => {
      const [numerators, denominators] = [valuesOf(report, numerator), valuesOf(report, denominator)];
      const low = (row: number) => wilsonInterval(numerators(row), denominators(row))?.low ?? NaN;
      return problemOfOrder(report, low, -1);
    };
    await checker.check('sort', `sort=-${rate}.low`, page, test, `-${rate}.low`);
  }
}

/** Checks whether orders and filters are by the activity and the denominator that readers choose. */
export async function checkFigureChoices(checker: WindowChecker, first: Report): Promise<void> {
  if (hasBotMarks(first)) await checkActivity(checker, first, 'human', 'humanOpened');
  if (hasBotMarks(first) && hasPrivacyOpens(first)) await checkActivity(checker, first, 'person', 'personOpened');
  const clickedRates = (report: Report) => ratesOf(report, 'clicked', 'sent');
  await checker.check(
    'sort',
    'sort=-clickedRate&rateBase=sent',
    { ...page, rateBase: ['sent'] },
    (report) => problemOfOrder(report, clickedRates(report), -1),
    '-clickedRate',
  );
}

async function checkActivity(
  checker: WindowChecker,
  first: Report,
  activity: 'human' | 'person',
  opens: 'humanOpened' | 'personOpened',
): Promise<void> {
  const window = { ...page, activity: [activity] };
  const ordered = (report: Report) => problemOfOrder(report, valuesOf(report, opens), -1);
  await checker.check('sort', `sort=-opened&activity=${activity}`, window, ordered, '-opened');
  const known = first.numbers.humanClicked.subarray(0, 1000).filter((count) => !Number.isNaN(count));
  if (known.length === 0) return;
  const filter = `clicked>=${Math.max(...known)}`;
  await checker.check('windows', `filter=${filter}&activity=${activity}`, { ...window, filter: [filter] }, (report) => {
    const clicks = valuesOf(report, 'humanClicked');
    return problemOfRow(report, (row) => clicks(row) >= Math.max(...known));
  });
}
