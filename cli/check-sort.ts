import type { WindowRequest } from '../src/endpoint/window-request.ts';
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
  const valueOf = valuesOf(report, 'sent');
  if (!hasDifferentValues(report, valueOf)) {
    addUnverified(context, 'sort=sent');
    return;
  }
  const isSorted = problemOfOrder(report, valueOf) === undefined;
  const message = isSorted ? 'Rows come in the requested order.' : 'sort is ignored, which whole reports may do.';
  context.findings.add(isSorted ? 'ok' : 'info', 'sort', message);
}

/** Without rows that differ, every order is right. */
const hasDifferentValues = ({ length }: Report, valueOf: Value) =>
  new Set(Array.from({ length }, (_, row) => valueOf(row))).size > 1;

function addUnverified({ findings }: CheckContext, name: string): void {
  findings.add('info', 'sort', `${name}: the order cannot be verified, as no rows differ in it.`);
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

/**
 * Checks an order of a window.
 * @param valuesIn returns the values of the first sort key
 * @param choices other parameters of the request
 */
async function checkOrder(
  checker: WindowChecker,
  sort: string,
  valuesIn: (report: Report) => Value,
  choices: Pick<WindowRequest, 'activity' | 'rateBase'> = {},
): Promise<void> {
  const name = [`sort=${sort}`, ...Object.entries(choices).map((choice) => choice.join('='))].join('&');
  const { context } = checker;
  const report = await checker.fetch('sort', name, { ...page, ...choices }, sort);
  if (!report) return;
  const valueOf = valuesIn(report);
  if (!hasDifferentValues(report, valueOf)) {
    addUnverified(context, name);
    return;
  }
  const mistake = problemOfOrder(report, valueOf, sort.startsWith('-') ? -1 : 1);
  context.findings.verify('sort', `${name} is honored.`, mistake && `${name}: ${mistake}`);
}

/** Checks the orders of windows. */
export async function checkSort(checker: WindowChecker): Promise<void> {
  for (const sort of ['sent', '-sent,campaignName']) {
    await checkOrder(checker, sort, (report) => valuesOf(report, 'sent'));
  }
  for (const sort of ['openedRate', '-openedRate']) {
    await checkOrder(checker, sort, (report) => ratesOf(report, 'opened', 'delivered'));
  }
}

/** Checks the orders by lower bounds that an endpoint of windows lists. */
export async function checkLowerBounds(checker: WindowChecker, { head }: Report): Promise<void> {
  const listed = Array.isArray(head['sortable']) ? head['sortable'].map(String) : [];
  for (const rate of rateIds.filter((id) => listed.includes(`${id}.low`))) {
    await checkOrder(checker, `-${rate}.low`, (report) => {
      const { numerator, denominator } = rates[rate];
      const [numerators, denominators] = [valuesOf(report, numerator), valuesOf(report, denominator)];
      return (row) => wilsonInterval(numerators(row), denominators(row))?.low ?? NaN;
    });
  }
}

/** Checks whether orders and filters are by the activity and the denominator that readers choose. */
export async function checkFigureChoices(checker: WindowChecker, first: Report): Promise<void> {
  if (hasBotMarks(first)) await checkActivity(checker, first, 'human', 'humanOpened');
  if (hasBotMarks(first) && hasPrivacyOpens(first)) await checkActivity(checker, first, 'person', 'personOpened');
  await checkOrder(checker, '-clickedRate', (report) => ratesOf(report, 'clicked', 'sent'), { rateBase: ['sent'] });
}

async function checkActivity(
  checker: WindowChecker,
  first: Report,
  activity: 'human' | 'person',
  opens: 'humanOpened' | 'personOpened',
): Promise<void> {
  await checkOrder(checker, '-opened', (report) => valuesOf(report, opens), { activity: [activity] });
  const known = first.numbers.humanClicked.subarray(0, 1000).filter((count) => !Number.isNaN(count));
  if (known.length === 0) return;
  const least = Math.max(...known);
  const filter = `clicked>=${least}`;
  await checker.check(
    'windows',
    `filter=${filter}&activity=${activity}`,
    { ...page, activity: [activity], filter: [filter] },
    (report) => {
      const clicks = valuesOf(report, 'humanClicked');
      return problemOfRow(report, (row) => clicks(row) >= least);
    },
  );
}
