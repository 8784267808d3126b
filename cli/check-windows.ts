import type { WindowRequest } from '../src/endpoint/window-request.ts';
import { countIds, type CountId } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import { keyOf, findRow, nameRow, type CheckContext } from './check-context.ts';
import { checkFigureChoices, checkLowerBounds, checkSort, checkSortOfWhole } from './check-sort.ts';
import { problemOfRow, WindowChecker } from './window-checker.ts';

/** Checks the sort order, and windows where the endpoint returns them. */
export async function checkSortAndWindows(context: CheckContext, first: Report): Promise<void> {
  const { findings } = context;
  const probe = first.window
    ? first
    : await context.fetchReport('windows', 'limit=2', { window: { offset: 0, limit: 2 } });
  if (!probe) return;
  if (!probe.window) {
    await checkSortOfWhole(context);
    const hint = 'Consider windows above 100,000 rows. See docs/endpoint.md#return-long-reports-in-windows.';
    findings.add(
      'info',
      'windows',
      `The endpoint returns whole reports, which the element sorts, searches and filters. ${hint}`,
    );
    return;
  }
  if (!first.window) {
    await checkSortOfWhole(context);
    findings.add('info', 'windows', 'The endpoint returns windows on request, and this report as a whole.');
  }
  const checker = new WindowChecker(context);
  await checkSort(checker);
  await checkLowerBounds(checker, probe);
  if (first.length > 0) await checkFigureChoices(checker, first);
  await new WindowChecks(checker).run(first);
}

/** The checks of windows that are not about their order. */
class WindowChecks {
  readonly #checker: WindowChecker;

  constructor(checker: WindowChecker) {
    this.#checker = checker;
  }

  async run(first: Report): Promise<void> {
    const start = await this.#checkPositions();
    if (first.length === 0) return;
    await this.#checkSearch(first);
    await this.#checkFilters(first);
    await this.#checkCampaigns(start);
  }

  /** Returns the first two rows. */
  async #checkPositions(): Promise<Report | undefined> {
    const one = await this.#checker.fetch('windows', 'offset=0&limit=2', { offset: 0, limit: 2 });
    if (!one) return undefined;
    await this.#checker.check('windows', 'offset=2&limit=2', { offset: 2, limit: 2 }, (two) => {
      const keys = new Set(Array.from({ length: one.length }, (_, row) => keyOf(one, row)));
      const repeated = findRow(two, (row) => keys.has(keyOf(two, row)));
      if (repeated !== undefined) return `${nameRow(two, repeated)} is also in the window before.`;
      return two.rowCount === one.rowCount
        ? undefined
        : `rowCount is ${two.rowCount}, and ${one.rowCount} with offset=0.`;
    });
    if (!one.window?.totals)
      this.#checker.context.findings.add('info', 'windows', 'Windows have no totals, so totals are shown as –.');
    return one;
  }

  async #checkSearch(first: Report): Promise<void> {
    const name = first.text.emailName[0] ?? '';
    const search = name.toUpperCase().trim();
    if (search !== '') {
      await this.#checker.check('windows', `search=${search}`, { offset: 0, limit: 200, search }, ({ rowCount }) =>
        rowCount === 0 ? `no row was found, although an email has the name ${JSON.stringify(name)}.` : undefined,
      );
    }
    const nothing = 'no-email-has-this-name-8c1f';
    await this.#checker.check(
      'windows',
      'search without a match',
      { offset: 0, limit: 2, search: nothing },
      ({ rowCount }) => (rowCount === 0 ? undefined : `${rowCount} rows were found.`),
    );
  }

  async #checkFilters(first: Report): Promise<void> {
    const campaign = first.text.campaignId[0] ?? '';
    const page = { offset: 0, limit: 200 };
    await this.#checker.check('windows', `campaign=${campaign}`, { ...page, campaign }, ({ length }) =>
      length > 0 ? undefined : 'no row was found.',
    );
    const folder = first.text.campaignFolder.find((path) => path?.startsWith('/') && path.length > 1);
    if (folder) {
      await this.#checker.check('windows', `folder=${folder}`, { ...page, folder: [folder] }, (report) =>
        problemOfRow(report, (row) => {
          const path = report.text.campaignFolder[row] ?? '';
          return path === folder || path.startsWith(`${folder}/`);
        }),
      );
    }
    await this.#checker.check('windows', 'archived=exclude', { ...page, archived: 'exclude' }, (report) =>
      problemOfRow(report, (row) => report.text['campaignArchived'][row] !== true),
    );
    const sent = Math.max(...first.numbers.sent.subarray(0, 1000));
    await this.#checker.check('windows', `filter=sent>=${sent}`, { ...page, filter: [`sent>=${sent}`] }, (report) =>
      problemOfRow(report, (row) => (report.numbers.sent[row] ?? 0) >= sent),
    );
  }

  /** @param start the first two rows: the same rows match, so totals are the same */
  async #checkCampaigns(start: Report | undefined): Promise<void> {
    const window: WindowRequest = { offset: 0, limit: 200, groupBy: 'campaign' };
    await this.#checker.check('windows', 'groupBy=campaign', window, (report) => {
      return problemOfSums(report) ?? (start && problemOfTotals(report, start));
    });
  }
}

const totalOf = ({ window }: Report, id: CountId) => window?.totals?.[id][0] ?? NaN;
/** Whether two counts are known, and differ. */
const differ = (one: number, other: number) => Math.abs(one - other) > 0;

/** Compares the totals of all campaigns with their sums. A count that one of them lacks is unknown. */
function problemOfSums(report: Report): string | undefined {
  if (report.length !== report.rowCount) return undefined;
  const sumOf = (id: CountId) => report.numbers[id].reduce((sum, count) => sum + count, 0);
  const wrong = countIds.find((id) => differ(sumOf(id), totalOf(report, id)));
  return wrong && `${wrong} is ${sumOf(wrong)} in all campaigns, and ${totalOf(report, wrong)} in totals.`;
}

function problemOfTotals(campaigns: Report, start: Report): string | undefined {
  const wrong = countIds.find((id) => differ(totalOf(campaigns, id), totalOf(start, id)));
  if (wrong === undefined) return undefined;
  const others = `${totalOf(start, wrong)} with offset=0&limit=2`;
  return `${wrong} in totals is ${totalOf(campaigns, wrong)}, and ${others}. Totals are over all matching rows.`;
}
